#include "host/log_in_pages.hpp"
#include "host/oidc.hpp"
#include "host/pages/contact.hpp"
#include "host/pages/files.hpp"
#include "host/pages/follow.hpp"
#include "host/pages/history.hpp"
#include "host/pages/qr.hpp"
#include "host/shapes.hpp"
#include "support/time_text.hpp"

namespace host {

using namespace acikkapi;

namespace {

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
    // Who was logged out over a form comes back to it.
    const auto next = next_of(by.got.asked);
    if (!next.empty()) {
        add_hidden(with, "next", next);
    }
    const auto wanted = percent_encoded(next.empty() ? by.at("/follow") : next);
    with.add("LINK")
        .set("LINK_AT", "/log-in/code?next=" + wanted)
        .set("LINK_TEXT", by.text("follow.lost"));
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
    auto holds = holds_with(by.who, {*number});
    if (by.who) {
        by.all.who.end(*by.who);
    }
    auto out = go_to(next_below(by.got.asked, by.at("/applications/" + number->str())));
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

/// What he reads of a part of an entry: what was decided, in words, the rest as it was written.
std::string line_of(const visit& by, std::string_view part, std::string_view value)
{
    const std::string given{value};
    if (part == "decision") {
        return by.text("staff.fact.decision") + ": " + by.text("staff.outcome." + given);
    }
    if (part == "authority") {
        return by.text("application.sent_on_to") + ": " + given;
    }
    return part == "closed_for" ? by.text("staff.closing." + given) : given;
}

void add_timeline(const visit& by, const held& what, filling& with)
{
    const auto all = history_of(by.all.desk.views(what.as), what.stream);
    if (!all) {
        return;
    }
    for (const auto& one : timeline_of(*all, false)) {
        const auto& entry = one.get_object();
        auto& out = with.add("ENTRY");
        const auto key = "event." + std::string{entry.at("event").get_string()};
        out.set(
            "ENTRY_WORD",
            by.all.look.words().has(key) ? by.text(key)
                                         : std::string{entry.at("word").get_string()});
        out.set("ENTRY_AT", local_time(by.speaks, entry.at("at").get_string()));
        for (const auto* const part :
             {"closed_for", "authority", "decision", "subject", "text", "signed_by"}) {
            if (const auto* const text = entry.if_contains(part)) {
                out.add("ENTRY_TEXT").set("ENTRY_TEXT_TEXT", line_of(by, part, text->get_string()));
            }
        }
    }
}

/// What he waits for, or we for him: by where it stands and not by what once was. After an objection there is an answer,
/// and work goes on.
void add_waiting(const visit& by, const application& now, filling& with)
{
    using how = time_left::how;
    const auto left = time_left_of(now, day_in_turkey(by.all.jar.now())).is;
    if (now.life == status::awaiting_applicant) {
        with.add("WAITS_FOR_YOU");
    } else if (left == how::late) {
        with.add("OVERDUE");
    } else if (left != how::none) {
        with.add("PROMISE");
    } else if (now.days_late > 0 && now.answered_at) {
        with.add("LATE");
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
    add_waiting(by, now, with);
    if (now.asked_at) {
        // As the engine has it: then the unit goes on without his answer.
        const auto goes_on = *now.asked_at + petition_rules::acting().resume_after;
        with.set("RESUMES", date_text(by.speaks, day_in_turkey(goes_on)));
    }
    if (const auto unit = by.all.where.unit_name(now.unit, now.unit_name); !unit.empty()) {
        with.add("UNIT").set("UNIT_NAME", unit);
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

response show_application(const visit& by, const held& what)
{
    auto with = shown(by, what);
    add_problem(by, what, with);
    add_timeline(by, what, with);
    add_citizen_acts(by, what, with);
    add_way_to_phone(by, what, with);
    add_citizen_files(by, what, with);
    if (query_value(by.got.asked.query, "done")) {
        with.add("DONE");
    }
    auto around = by.framed("application.title");
    around.title += " " + what.number.str();
    return by.all.look.show(around, "application.html", std::move(with));
}

void get_application(const visit& by, const answer& done)
{
    auto what = held_application(by);
    if (!what) {
        const auto& why = what.error();
        return done(why.code == "not_shown" ? go_to(by.at("/follow")) : by.tell(why));
    }
    when_told(by, *std::move(what), show_application, done);
}

response get_receipt(const visit& by)
{
    const auto what = held_application(by);
    if (!what) {
        return go_to(by.at("/follow"));
    }
    auto with = shown(by, *what);
    if (what->by_phone) {
        with.add(
            "WITHOUT_CODE");  // Else one message to a phone would open the application for good.
    } else {
        with.add("WITH_CODE").set("CODE", what->as.code);
    }
    with.set("QR", by.at("/applications/" + what->number.str() + "/qr.svg"));
    with.set("FOLLOW", by.at("/applications/" + what->number.str())).add("ON_LINE");
    add_told_by(what->now.state, with);
    add_files(by, with, files_of(by, *what), {});
    if (query_value(by.got.asked.query, "files")) {
        with.add("FILES_MISSING");
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

}  // namespace

void add_follow_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/follow", [](const visit& by) {
        return show_follow(by, ask_number(by), 200);
    });
    add_page(to, all, "POST", "/follow", post_follow);
    add_slow_page(to, all, "GET", "/applications/{number}", get_application);
    add_page(to, all, "GET", "/applications/{number}/receipt", get_receipt);
    add_page(to, all, "GET", "/applications/{number}/qr.svg", get_qr);
    add_citizen_file_pages(to, all);
    add_phone_pages(to, all);
    add_citizen_act_pages(to, all);  // Last: any part of an address may be an act.
}

}  // namespace host
