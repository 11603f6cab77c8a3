#include "host/pages/follow.hpp"
#include "host/pages/qr.hpp"
#include "host/shapes.hpp"
#include "support/time_text.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;

constexpr std::string_view form_of_acts = "citizen-act";

/// What a holder may want to do, each with a page of its own.
struct act_page {
    std::string_view name;
    std::vector<control> (*ask)(const visit&);
    std::optional<command> (*read)(const form&);
    command (*sample)();  ///< For asking the workflow whether it is to be offered at all.
};

std::vector<control> one_text(const visit& by, std::string_view name, bool required)
{
    control out;
    out.what = shape::text;
    out.name = required ? "text" : "comment";
    out.label = by.text("act." + std::string{name});
    out.hint = by.text("act." + std::string{name} + ".hint");
    out.characters_max = 4'000;
    return {out};
}

std::vector<control> ask_rating(const visit& by)
{
    control score;
    score.what = shape::choice;
    score.name = "score";
    score.label = by.text("act.rate");
    for (const auto* const value : {"5", "4", "3", "2", "1"}) {
        score.options.push_back({value, by.text("act.rate." + std::string{value})});
    }
    control comment;
    comment.what = shape::text;
    comment.name = "comment";
    comment.label = by.text("act.rate.comment");
    comment.characters_max = 1'000;
    control call;
    call.what = shape::tick;
    call.name = "may_call";
    call.label = by.text("act.rate.may_call");
    return {score, comment, call};
}

constexpr std::array act_pages{
    act_page{
        "reply",
        [](const visit& by) { return one_text(by, "reply", true); },
        [](const form& in) -> std::optional<command> {
            return in.get("text").empty() ? std::nullopt
                                          : std::optional<command>{commands::reply{in.get("text")}};
        },
        [] { return command{commands::reply{"?"}}; }},
    act_page{
        "object",
        [](const visit& by) { return one_text(by, "object", true); },
        [](const form& in) -> std::optional<command> {
            return in.get("text").empty()
                       ? std::nullopt
                       : std::optional<command>{commands::object{in.get("text")}};
        },
        [] { return command{commands::object{"?"}}; }},
    act_page{
        "rate",
        &ask_rating,
        [](const form& in) -> std::optional<command> {
            const auto score = in.get("score");
            if (score.size() != 1 || score[0] < '1' || score[0] > '5') {
                return std::nullopt;
            }
            return commands::rate{
                static_cast<std::uint8_t>(score[0] - '0'),
                in.get("comment"),
                !in.get("may_call").empty()};
        },
        [] {
            return command{commands::rate{3, {}, false}};
        }},
    act_page{
        "withdraw",
        [](const visit& by) { return one_text(by, "withdraw", false); },
        [](const form& in) -> std::optional<command> {
            return commands::withdraw{in.get("comment")};
        },
        [] { return command{commands::withdraw{}}; }}};

const act_page* find_act_page(std::string_view name)
{
    const auto* const at = std::find_if(
        act_pages.begin(), act_pages.end(), [name](const auto& one) { return one.name == name; });
    return at == act_pages.end() ? nullptr : at;
}

// --- showing that it is his -----------------------------------------------------------------------

std::vector<control> ask_number(const visit& by)
{
    control number;
    number.name = "number";
    number.label = by.text("follow.number");
    number.hint = by.text("follow.number.hint");
    number.value = query_value(by.got.asked.query, "number").value_or("").substr(0, 40);
    control code;
    code.name = "code";
    code.label = by.text("follow.code");
    code.hint = by.text("follow.code.hint");
    return {number, code};
}

response show_follow(const visit& by, const std::vector<control>& questions, int status)
{
    filling with;
    add_controls(with, questions);
    auto around = by.framed("follow.title");
    around.status = status;
    around.back = by.at("");
    with.set("ACTION", by.at("/follow")).set("FORM", "follow").set("GO", by.text("follow.go"));
    with.add("HEADING").set("HEADING_TEXT", around.title);
    with.add("LEAD").set("LEAD_TEXT", by.text("follow.lead"));
    with.add("LINK").set("LINK_AT", "/log-in/code?next=" + by.at("/follow"));
    with.sections["LINK"].back().set("LINK_TEXT", by.text("follow.lost"));
    return by.all.look.show(around, "question.html", std::move(with));
}

/// The same for a number that there is not, and for a code that is wrong: nothing is read before it is right.
response not_found(const visit& by, std::vector<control> questions)
{
    questions.front().error = by.text("follow.wrong");
    return show_follow(by, questions, 404);
}

response post_follow(const visit& by)
{
    const auto given = form::read(by.got.asked);
    if (!given) {
        return by.tell(given.error());
    }
    auto questions = ask_number(by);
    for (auto& one : questions) {
        one.value = given->get(one.name);
    }
    const auto number = application_number::parse(questions.front().value);
    const auto code = questions.back().value;
    questions.back().value.clear();
    if (!number) {
        return not_found(by, questions);
    }
    if (const auto wait = by.all.guard.locked(number->str(), by.all.now())) {
        problem locked{429, "locked", ""};
        locked.retry_after = wait;
        return by.tell(locked);
    }
    const auto stream = by.all.desk.stream_of(number->serial());
    if (!by.all.desk.is_lookup_code(stream, code)) {
        by.all.guard.wrong(number->str(), by.all.now());
        return not_found(by, questions);
    }
    by.all.guard.right(number->str());
    auto holds = by.who ? by.who->holds : std::vector<application_number>{};
    if (std::find(holds.begin(), holds.end(), *number) == holds.end()) {
        holds.insert(holds.begin(), *number);
    }
    if (by.who) {
        by.all.who.end(*by.who);
    }
    auto out = go_to(by.at("/applications/" + number->str()));
    out.headers.emplace_back(
        "Set-Cookie", by.all.who.set_cookie(by.all.who.of_citizen(std::move(holds))));
    return out;
}

// --- where it stands ------------------------------------------------------------------------------

/// Records are in UTC; people live in Turkey.
std::string local_time(language speaks, std::string_view utc)
{
    const auto when = tools::parse_time(utc);
    return when ? time_text(speaks, *when) : std::string{utc};
}

void add_timeline(const visit& by, const held& what, filling& with)
{
    const auto records = by.all.desk.views(what.as).timeline(what.stream);
    const auto entries =
        records ? timeline_of(*records, false) : result<boost::json::array>{records.error()};
    if (!entries) {
        return;
    }
    for (const auto& one : *entries) {
        const auto& entry = one.get_object();
        auto& out = with.add("ENTRY");
        const auto key = "event." + std::string{entry.at("event").get_string()};
        out.set(
            "ENTRY_WORD",
            by.all.look.words().has(key) ? by.text(key)
                                         : std::string{entry.at("word").get_string()});
        out.set("ENTRY_AT", local_time(by.speaks, entry.at("at").get_string()));
        for (const auto* const part : {"subject", "text"}) {
            if (const auto* const text = entry.if_contains(part)) {
                out.add("ENTRY_TEXT").set("ENTRY_TEXT_TEXT", std::string{text->get_string()});
            }
        }
    }
}

void add_acts(const visit& by, const held& what, filling& with)
{
    for (const auto& one : act_pages) {
        if (possible(what, one.sample())) {
            auto& out = with.add("ACT");
            out.set("ACT_NAME", by.text("act." + std::string{one.name} + ".go"));
            out.set(
                "ACT_AT",
                by.at("/applications/" + what.number.str() + "/" + std::string{one.name}));
        }
    }
}

filling shown(const visit& by, const held& what)
{
    const auto& now = what.now.state;
    filling with;
    with.set("NUMBER", what.number.str());
    with.set("STATUS", by.text("status." + std::string{name_of(now.life)}));
    with.set("CATEGORY", by.all.where.category_name(by.speaks, now.category));
    with.set("SUBMITTED", time_text(by.speaks, now.submitted_at));
    with.set("PROMISED", date_text(by.speaks, now.service.due));
    if (!what.now.closed && !now.answered_at) {
        with.add(now.service.paused_since ? "WAITS_FOR_YOU" : "PROMISE");
    }
    if (!now.unit_name.empty()) {
        with.add("UNIT").set("UNIT_NAME", now.unit_name);
    }
    if (now.days_late > 0) {
        with.add("LATE");
    }
    return with;
}

/// What is known of the problem that it is part of, which is nothing personal: so who applied may read it, though the
/// problem is not his. It is read as an auditor reads.
void add_problem(const visit& by, const held& what, filling& with)
{
    const auto& member = what.now.state.member;
    if (!member || member->left) {
        return;
    }
    const viewer reader{actor::parse("auditor:follow").value(), channels::web()};
    const auto there = by.all.desk.views(reader).find(member->problem);
    if (!there || !there->state.problem) {
        return;
    }
    const auto& known = *there->state.problem;
    auto& out = with.add("PROBLEM").set("PROBLEM_TITLE", known.title);
    const auto row = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) {
            out.add("PROBLEM_ROW")
                .set("PROBLEM_NAME", by.text("application.problem." + std::string{key}))
                .set("PROBLEM_VALUE", value);
        }
    };
    row("plan", known.plan);
    row("target", known.target && !known.until ? date_text(by.speaks, *known.target) : "");
    row("what_came", known.what_came);
}

response get_application(const visit& by)
{
    const auto what = held_application(by);
    if (!what) {
        return what.error().code == "not_shown" ? go_to(by.at("/follow")) : by.tell(what.error());
    }
    auto with = shown(by, *what);
    add_problem(by, *what, with);
    add_timeline(by, *what, with);
    add_acts(by, *what, with);
    if (query_value(by.got.asked.query, "done")) {
        with.add("DONE");
    }
    auto around = by.framed("application.title");
    around.title += " " + what->number.str();
    return by.all.look.show(around, "application.html", std::move(with));
}

response get_receipt(const visit& by)
{
    const auto what = held_application(by);
    if (!what) {
        return go_to(by.at("/follow"));
    }
    auto with = shown(by, *what);
    with.set("CODE", what->as.code);
    with.set("QR", by.at("/applications/" + what->number.str() + "/qr.svg"));
    with.set("FOLLOW", by.at("/applications/" + what->number.str()));
    if (what->now.state.anonymous) {
        with.add("ANONYMOUS");
    } else {
        with.add("BY_SMS");
    }
    return by.all.look.show(by.framed("receipt.title"), "receipt.html", std::move(with));
}

/// Leads to the page where the number is filled in already. The code is not in it: whoever finds the paper
/// must not read the application.
response get_qr(const visit& by)
{
    const auto what = held_application(by);
    const auto host = by.got.asked.header("Host");
    if (!what || host.empty() || host.size() > 200) {
        return by.tell({404, "not_found", ""});
    }
    const std::string scheme = by.all.jar.tls() ? "https://" : "http://";
    return reply_with(
        200,
        "image/svg+xml; charset=utf-8",
        qr_svg(scheme + std::string{host} + by.at("/follow?number=" + what->number.str())));
}

// --- what he can do -------------------------------------------------------------------------------

std::string action_of(const held& what, const act_page& act)
{
    return std::string{form_of_acts} + " " + std::string{act.name} + " " + what.number.str();
}

response show_act(
    const visit& by, const held& what, const act_page& act, const std::vector<control>& questions)
{
    filling with;
    add_controls(with, questions);
    auto around = by.framed("act." + std::string{act.name});
    around.back = by.at("/applications/" + what.number.str());
    around.status = with.sections["ERRORS"].empty() ? 200 : 422;
    with.set("ACTION", around.back + "/" + std::string{act.name});
    with.set("FORM", "act").set("GO", by.text("act." + std::string{act.name} + ".go"));
    with.add("CAPTION").set("CAPTION_TEXT", what.number.str());
    if (questions.size() > 1) {
        with.add("HEADING").set("HEADING_TEXT", around.title);
    }
    with.add("HIDDEN")
        .set("HIDDEN_NAME", "csrf")
        .set("HIDDEN_VALUE", csrf_token(*by.who, action_of(what, act)));
    return by.all.look.show(around, "question.html", std::move(with));
}

response get_act(const visit& by)
{
    const auto what = held_application(by);
    const auto* const act = find_act_page(by.got.parts.at(1));
    if (!what || act == nullptr) {
        return what ? by.tell({404, "not_found", ""}) : go_to(by.at("/follow"));
    }
    if (!possible(*what, act->sample())) {
        return by.tell({409, "illegal_transition", ""});
    }
    return show_act(by, *what, *act, act->ask(by));
}

void post_act(const visit& by, const answer& done)
{
    const auto what = held_application(by);
    const auto* const act = find_act_page(by.got.parts.at(1));
    const auto given = form::read(by.got.asked);
    if (!what || act == nullptr || !given) {
        return done(by.tell(!what ? what.error() : problem{404, "not_found", ""}));
    }
    if (!csrf_ok(*by.who, action_of(*what, *act), given->get("csrf"))) {
        return done(by.tell({403, "foreign_form", ""}));
    }
    auto wish = act->read(*given);
    if (!wish) {
        auto questions = act->ask(by);
        questions.front().error = by.text("act.missing");
        return done(show_act(by, *what, *act, questions));
    }
    acikkapi::request<petition> asked;
    asked.wish = *std::move(wish);
    asked.from = citizen_origin(what->as.code);
    asked.stream = what->stream;
    const auto next = by.at("/applications/" + what->number.str() + "?done=1");
    submit_and_go(
        by, std::move(asked), [next](const receipt& /*what*/) { return go_to(next); }, done);
}

}  // namespace

void add_follow_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/follow", [](const visit& by) {
        return show_follow(by, ask_number(by), 200);
    });
    add_page(to, all, "POST", "/follow", post_follow);
    add_page(to, all, "GET", "/applications/{number}", get_application);
    add_page(to, all, "GET", "/applications/{number}/receipt", get_receipt);
    add_page(to, all, "GET", "/applications/{number}/qr.svg", get_qr);
    add_page(to, all, "GET", "/applications/{number}/{act}", get_act);
    add_slow_page(to, all, "POST", "/applications/{number}/{act}", post_act);
}

}  // namespace host
