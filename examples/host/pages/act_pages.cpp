// The pages on which somebody who works here does something with an application.
#include "host/pages/staff_acts.hpp"
#include "host/pages/staff_words.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <charconv>

namespace host {

using namespace acikkapi;

namespace {

using controls = std::vector<control>;

std::string action_of(const case_file& what, const staff_act& act)
{
    return "staff " + std::string{act.name} + " " + what.number.str();
}

std::string act_key(const staff_act& act)
{
    return "staff.act." + std::string{act.name};
}

std::uint64_t number_in(const std::string& text)
{
    std::uint64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

/// Why a form is shown again.
enum class again { no, changed, too_late };

/// Whose the second word is, where two are needed.
struct by_two {
    bool needed = false;
    std::optional<proposal> proposed{};  ///< By somebody else: he confirms it.
};

/// One person in two roles is one.
std::string_view person_behind(const actor& who)
{
    const std::string_view text{who.str()};
    return text.substr(std::min(text.find(':'), text.size()));
}

by_two two_of(const visit& by, const case_file& what, const staff_act& act)
{
    by_two out;
    out.needed = verdict_of(by, act.name, what.own) == verdict::by_two;
    if (out.needed) {
        out.proposed = open_proposal(what.history, act.name, by.all.jar.now());
        if (out.proposed && person_behind(out.proposed->by) == person_behind(by.who->staff)) {
            out.proposed.reset();
        }
    }
    return out;
}

// --- the form -------------------------------------------------------------------------------------

/// What it is about, so that nobody has to go back for it.
void add_matter(const visit& by, const case_file& what, filling& with)
{
    const auto* const first = newest<events::submitted>(what.history);
    auto& out = with.add("MATTER");
    out.set("MATTER_NAME", by.all.where.category_name(by.speaks, what.now.state.category));
    if (first != nullptr && !first->wish.text.empty()) {
        out.set("MATTER_SUBJECT", first->wish.subject).set("MATTER_TEXT", first->wish.text);
    } else {
        out.set("MATTER_SUBJECT", "").set("MATTER_TEXT", by.text("staff.hidden"));
    }
    if (const auto* const reply = newest<events::replied>(what.history);
        reply != nullptr && !reply->text.empty()) {
        out.add("MATTER_REPLY").set("MATTER_REPLY_TEXT", reply->text);
    }
}

void add_templates(const visit& by, const std::string& at, filling& with)
{
    auto& all = with.add("TEMPLATES");
    for (const auto* const name : {"granted", "refused", "partly", "referred"}) {
        all.add("TEMPLATE")
            .set("TEMPLATE_AT", at + "?begin=" + name)
            .set("TEMPLATE_NAME", by.text("staff.template." + std::string{name}));
    }
}

void add_again(const visit& by, const case_file& what, again why, filling& with)
{
    if (why == again::no) {
        return;
    }
    auto& out = with.add("CHANGED");
    out.set(
        "CHANGED_TEXT",
        by.text(why == again::changed ? "staff.changed.look" : "staff.changed.too_late"));
    out.set("CHANGED_AT", case_address(by, what.number));
    if (const auto* const last = newest_for_people(what.history)) {
        out.set("CHANGED_WHAT", tell_staff(by, *last).title);
        out.set("CHANGED_BY", who_text(by, last->what.by));
    }
}

std::string go_text(const visit& by, const staff_act& act, const by_two& two)
{
    if (two.needed) {
        return by.text(two.proposed ? "staff.confirm" : "staff.propose");
    }
    return by.text(act.checked ? "staff.check" : act_key(act) + ".go");
}

response show_form(
    const visit& by, const case_file& what, const staff_act& act, controls questions, again why)
{
    const auto two = two_of(by, what, act);
    if (two.proposed && questions.front().value.empty()) {
        questions.front().value = two.proposed->reason;
    }
    filling with;
    add_controls(with, questions);
    auto around = staff_frame(by, act_key(act));
    around.back = case_address(by, what.number);
    around.status = why != again::no ? 412 : with.sections["ERRORS"].empty() ? 200 : 422;
    const auto at = case_address(by, what.number, "/" + std::string{act.name});
    with.set("ACTION", at).set("CAPTION_TEXT", what.number.str());
    if (questions.size() != 1) {
        with.add("HEADING").set("HEADING_TEXT", around.title);
    }
    const auto lead = act_key(act) + ".lead";
    if (two.needed) {
        with.add("LEAD").set(
            "LEAD_TEXT",
            two.proposed ? who_text(by, two.proposed->by) + " " + by.text("staff.proposed_by")
                         : by.text("staff.needs_two"));
    } else if (by.all.look.words().has(lead)) {
        with.add("LEAD").set("LEAD_TEXT", by.text(lead));
    }
    add_again(by, what, why, with);
    add_matter(by, what, with);
    if (act.name == "answer") {
        add_templates(by, at, with);
    }
    add_token(by, with, action_of(what, act));
    add_hidden(with, "version", std::to_string(what.now.version));
    if (two.proposed) {
        add_hidden(with, "confirms", std::to_string(number_of(two.proposed->at)));
    }
    if (why != again::too_late) {
        with.add("SEND").set("GO", go_text(by, act, two));
    }
    return by.all.look.show(around, "staff_act.html", std::move(with));
}

response get_act(const visit& by)
{
    const auto what = case_of(by);
    const auto* const act = find_staff_act(by.got.parts.at(1));
    if (!what || act == nullptr) {
        return by.tell(what ? problem{404, "not_found", ""} : what.error());
    }
    if (verdict_of(by, act->name, what->own) == verdict::refused) {
        return by.tell({403, "not_permitted", ""});
    }
    if (!is_offered(by, *what, *act)) {
        return by.tell({409, "illegal_transition", ""});
    }
    return show_form(by, *what, *act, act->ask(by, *what), again::no);
}

// --- once more before it is done ------------------------------------------------------------------

/// The answer as the applicant will read it, in his language.
response
show_check(const visit& by, const case_file& what, const staff_act& act, const controls& questions)
{
    const auto speaks = what.now.state.speaks;
    filling with;
    auto around = staff_frame(by, "staff.check.title");
    around.back = case_address(by, what.number);
    with.set("ACTION", case_address(by, what.number, "/" + std::string{act.name}));
    with.set("CAPTION_TEXT", what.number.str()).set("GO", by.text(act_key(act) + ".go"));
    with.set("LETTER_LANGUAGE", std::string{code_of(speaks)});
    with.set("LETTER_DIRECTION", speaks == language::arabic ? "rtl" : "ltr");
    with.set("LETTER_TITLE", std::string{by.all.look.text(speaks, "event.answered")});
    with.set("LETTER_DAY", date_text(speaks, day_in_turkey(by.all.jar.now())));
    for (const auto& one : questions) {
        add_hidden(with, one.name, one.value);
        if (one.name == "text") {
            with.set("LETTER_TEXT", one.value);
        } else if (!one.value.empty()) {
            const auto label =
                one.name == "decision" ? by.text("staff.outcome." + one.value) : one.value;
            with.add("ROW").set("ROW_NAME", one.label).set("ROW_VALUE", label);
        }
    }
    add_token(by, with, action_of(what, act));
    add_hidden(with, "version", std::to_string(what.now.version));
    return by.all.look.show(around, "staff_check.html", std::move(with));
}

// --- doing it -------------------------------------------------------------------------------------

/// All that is known of a form that was sent.
struct sent {
    case_file what;
    const staff_act* act = nullptr;
    controls questions{};
    wishes all{};
    std::string key{};
    position confirms{};
    version seen = 0;  ///< What he looked at.
    unsigned tries = 0;
};

/// Whether he has seen all that there is to see.
bool is_fresh(const sent& given, const case_file& now)
{
    return same_to_people(now.history, given.seen);
}

/// What the engine said no to, said where it can be mended; nothing that was typed is lost.
response show_refused(const visit& by, const case_file& now, sent& given, const error_code& bad)
{
    const auto what = problem_of(bad);
    if (what.status == 409 || what.status == 412) {
        const bool still = is_offered(by, now, *given.act);
        return show_form(
            by, now, *given.act, given.questions, still ? again::changed : again::too_late);
    }
    const auto at =
        std::find_if(given.questions.begin(), given.questions.end(), [](const control& one) {
            return one.what == control::shape::text;
        });
    if (at == given.questions.end() || what.status == 403 || what.status >= 500) {
        return by.tell(what);
    }
    at->error = by.text(bad == errc::missing_reason ? "act.missing" : "staff.too_long");
    return show_form(by, now, *given.act, given.questions, again::no);
}

response gone_well(const visit& by, const case_file& what, std::string_view done)
{
    return go_to(case_address(by, what.number, "?done=" + std::string{done}));
}

batch<petition> batch_of(const visit& by, const sent& given)
{
    batch<petition> out;
    auto from = staff_origin(by);
    from.confirms = given.confirms;
    for (const auto& [stream, wish] : given.all) {
        acikkapi::request<petition> one;
        one.wish = wish;
        one.from = from;
        one.stream = stream;
        if (stream == given.what.stream) {
            one.expected = is_fresh(given, given.what) ? given.what.now.version : given.seen;
        }
        out.requests.push_back(std::move(one));
    }
    out.key = given.key + (given.tries == 0 ? "" : " " + std::to_string(given.tries));
    return out;
}

void submit(
    const std::shared_ptr<kept_visit>& kept,
    const std::shared_ptr<sent>& given,
    const answer& done);

void after_refusal(
    const std::shared_ptr<kept_visit>& kept,
    const std::shared_ptr<sent>& given,
    const error_code& bad,
    const answer& done)
{
    constexpr unsigned tries_max = 5;
    auto now = case_of(kept->by);
    if (!now) {
        return done(kept->by.tell(now.error()));
    }
    // A message that arrives at this moment is a version too, and nothing for him to look at.
    if (bad == errc::version_conflict && is_fresh(*given, *now) && given->tries < tries_max) {
        given->what = *std::move(now);
        ++given->tries;
        return submit(kept, given, done);
    }
    done(show_refused(kept->by, *now, *given, bad));
}

/// The engine knows a form that was sent twice by its key, and gives the first receipt again.
void submit(
    const std::shared_ptr<kept_visit>& kept, const std::shared_ptr<sent>& given, const answer& done)
{
    const auto& by = kept->by;
    by.all.desk.async_submit_all(
        batch_of(by, *given),
        asio::bind_executor(
            by.all.blocking,
            [kept, given, done](error_code bad, const std::vector<receipt>& /*what*/) {
                if (bad) {
                    return after_refusal(kept, given, bad, done);
                }
                done(gone_well(kept->by, given->what, given->act->name));
            }));
}

response propose(const visit& by, sent& given)
{
    if (open_proposal(given.what.history, given.act->name, by.all.jar.now())) {
        return gone_well(by, given.what, "proposed");  // By himself: sent twice.
    }
    const auto done = by.all.desk.propose(
        given.what.stream,
        staff_origin(by),
        std::string{given.act->name},
        given.questions.front().value);
    return done ? gone_well(by, given.what, "proposed")
                : show_refused(by, given.what, given, done.error());
}

void take(const visit& by, sent given, std::string_view step, const answer& done)
{
    given.all = read_wishes(by, given.what, *given.act, given.questions);
    const auto why = is_fresh(given, given.what) ? again::no : again::changed;
    const bool unread = given.act->checked && step != "send";
    if (given.all.empty() || step == "edit" || (unread && why != again::no)) {
        return done(show_form(by, given.what, *given.act, given.questions, why));
    }
    if (unread) {
        return done(show_check(by, given.what, *given.act, given.questions));
    }
    const auto two = two_of(by, given.what, *given.act);
    if (two.needed && !two.proposed) {
        return done(propose(by, given));
    }
    submit(std::make_shared<kept_visit>(by), std::make_shared<sent>(std::move(given)), done);
}

void post_act(const visit& by, const answer& done)
{
    auto what = case_of(by);
    const auto* const act = find_staff_act(by.got.parts.at(1));
    const auto in = form::read(by.got.asked);
    if (!what || act == nullptr || !in) {
        return done(by.tell(
            !what ? what.error()
            : in  ? problem{404, "not_found", ""}
                  : in.error()));
    }
    if (!csrf_ok(*by.who, action_of(*what, *act), in->get("csrf"))) {
        return done(by.tell({403, "foreign_form", ""}));
    }
    sent given{*std::move(what), act};
    given.questions = act->ask(by, given.what);
    for (auto& one : given.questions) {
        one.value = in->get(one.name);
    }
    given.key = key_of(by, *in);
    given.confirms = position{number_in(in->get("confirms"))};
    given.seen = number_in(in->get("version"));
    take(by, std::move(given), in->get("step"), done);
}

}  // namespace

void add_act_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/{act}", get_act);
    add_slow_staff_page(to, all, "POST", "/applications/{number}/{act}", post_act);
}

}  // namespace host
