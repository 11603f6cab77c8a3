// The pages on which somebody who works here does something with an application.
#include "host/pages/act_forms.hpp"
#include "host/pages/session_over.hpp"
#include "host/pages/staff_act_questions.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <charconv>

namespace host {

using namespace acikkapi;

namespace {

using controls = std::vector<control>;

std::uint64_t number_in(const std::string& text)
{
    std::uint64_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

response get_act(const visit& by)
{
    const auto what = case_of(by);
    const auto* const act = find_staff_act(by.got.parts.at(1));
    if (!what || act == nullptr) {
        return staff_tell(by, what ? problem{404, "not_found", ""} : what.error());
    }
    if (verdict_of(by, act->asks_for(), what->own) == verdict::refused) {
        return staff_tell(by, {403, "not_permitted", ""});
    }
    if (!is_offered(by, *what, *act)) {
        return staff_tell(by, {409, "illegal_transition", ""});
    }
    return show_form(by, *what, *act, act->ask(by, *what), again::no);
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
    std::optional<whose_data> whose{};  ///< Who is to be erased.
    version seen = 0;                   ///< What he looked at.
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
        if (given.act->name == "change_contact") {
            act_questions::leave_out_doubted(now, given.questions);
        }
        return show_form(
            by, now, *given.act, given.questions, still ? again::changed : again::too_late);
    }
    const auto at =
        std::find_if(given.questions.begin(), given.questions.end(), [](const control& one) {
            return one.what == control::shape::text;
        });
    if (at == given.questions.end() || what.status == 403 || what.status >= 500) {
        return staff_tell(by, what);
    }
    // Lengths have been looked at before, each at its own question.
    at->error = by.text(bad == errc::missing_reason ? "act.missing" : "staff.wrong");
    return show_form(by, now, *given.act, given.questions, again::no);
}

response gone_well(const visit& by, const case_file& what, std::string_view done)
{
    return go_to(case_address(by, what.number, "?done=" + std::string{done}));
}

/// On the ground that he gives, where he is asked for one.
origin origin_of(const visit& by, const sent& given)
{
    auto out = staff_origin(by);
    out.confirms = given.confirms;
    for (const auto& one : given.questions) {
        const auto ground = authority::parse(one.value);
        if (one.name == "on" && ground) {
            out.on = *ground;
        }
    }
    return out;
}

batch<petition> batch_of(const visit& by, const sent& given)
{
    batch<petition> out;
    const auto from = origin_of(by, given);
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
        return done(staff_tell(kept->by, now.error()));
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

/// Who proposes something else than before, or mends what he proposed, has not sent it twice.
bool is_sent_twice(const visit& by, const sent& given)
{
    const auto from = origin_of(by, given);
    const auto all = open_proposals(given.what.history, given.act->asks_for(), by.all.jar.now());
    const auto mine = std::find_if(
        all.begin(), all.end(), [&from](const proposal& one) { return one.by == from.by; });
    return mine != all.end() && mine->reason == given.questions.front().value &&
           mine->whose == given.whose && mine->on == from.on;
}

response propose(const visit& by, sent& given)
{
    if (is_sent_twice(by, given)) {
        return gone_well(by, given.what, "proposed");
    }
    const auto& reason = given.questions.front().value;
    const auto done = by.all.desk.propose(
        given.what.stream,
        origin_of(by, given),
        std::string{given.act->asks_for()},
        given.whose ? words_of_erasure(*given.whose, reason) : reason);
    return done ? gone_well(by, given.what, "proposed")
                : show_refused(by, given.what, given, done.error());
}

/// Who confirms has a second word and no first one: sent twice, it must not begin anew. Nor is proposed what he has
/// not seen as it is, or nobody could confirm. Of all that is none the engine says what became of it.
bool proposes(const visit& by, const sent& given)
{
    const auto& what = given.what;
    const auto& act = *given.act;
    const auto two = two_of(by, what, act);
    // Who is to be erased is in question as long as nobody is: there may be several proposals.
    const bool first = !two.proposed || given.whose;
    if (!two.needed || !first || given.confirms != position{}) {
        return false;
    }
    return is_sent_twice(by, given) || (is_fresh(given, what) && is_offered(by, what, act));
}

response keep_it(const visit& by, sent& given, const origin& from, const keeping_wish& wish)
{
    const auto& what = given.what;
    const auto bad = keep(by.all.desk, what.stream, from, wish, what.history);
    return bad ? show_refused(by, what, given, bad) : gone_well(by, what, given.act->name);
}

/// What a confirmation led to; null if nothing yet.
const record* erased_by(const case_file& what, position proposal)
{
    const auto& all = what.history;
    const auto at = std::find_if(all.begin(), all.end(), [proposal](const happening& one) {
        return one.what.kind == record_kind::erasure && one.what.caused_by.cause == proposal;
    });
    return at == all.end() ? nullptr : &at->what;
}

/// Of the person and on the ground that he was shown, as the other proposed it. What was done is done again: perhaps it
/// did not come to its end.
response confirm_erasure(const visit& by, sent& given)
{
    if (const auto* const done = erased_by(given.what, given.confirms)) {
        auto from = origin_of(by, given);
        from.on = done->on;
        keeping_wish wish{std::string{given.act->name}};
        wish.whose = done->whose;
        return keep_it(by, given, from, wish);
    }
    const auto two = two_of(by, given.what, *given.act);
    const bool shown = two.proposed && two.proposed->at == given.confirms;
    if (!shown || !is_fresh(given, given.what)) {
        return show_refused(by, given.what, given, errc::version_conflict);
    }
    auto from = origin_of(by, given);
    from.on = two.proposed->on;
    keeping_wish wish{std::string{given.act->name}};
    wish.whose = *two.proposed->whose;
    return keep_it(by, given, from, wish);
}

/// What is no command of the workflow.
response keep_or_erase(const visit& by, sent& given)
{
    const bool erases = given.act->asks_for() == acts::erase;
    if (erases && given.confirms != position{}) {
        return confirm_erasure(by, given);
    }
    const auto wish = read_keeping(by, given.what, *given.act, given.questions);
    if (!wish) {
        return show_form(by, given.what, *given.act, given.questions, again::no);
    }
    if (erases) {
        given.whose = wish->whose;
    }
    if (proposes(by, given)) {
        return propose(by, given);
    }
    if (!is_fresh(given, given.what)) {
        return show_refused(by, given.what, given, errc::version_conflict);
    }
    return keep_it(by, given, origin_of(by, given), *wish);
}

void take(const visit& by, sent given, std::string_view step, const answer& done)
{
    if (given.act->keeps != nullptr) {
        return done(keep_or_erase(by, given));
    }
    given.all = read_wishes(by, given.what, *given.act, given.questions);
    const auto why = is_fresh(given, given.what) ? again::no : again::changed;
    const bool unread = given.act->checked && step != "send";
    if (given.all.empty() || step == "edit" || (unread && why != again::no)) {
        return done(show_form(by, given.what, *given.act, given.questions, why));
    }
    if (unread) {
        return done(show_check(by, given.what, *given.act, given.questions));
    }
    if (proposes(by, given)) {
        return done(propose(by, given));
    }
    submit(std::make_shared<kept_visit>(by), std::make_shared<sent>(std::move(given)), done);
}

/// What somebody else wrote, by whatever way, and he confirms, is not measured again.
void leave_as_proposed(const visit& by, sent& given)
{
    const auto two = two_of(by, given.what, *given.act);
    auto& first = given.questions.front();
    if (two.proposed && two.proposed->at == given.confirms && first.value == two.proposed->reason) {
        first.characters_max = 0;
        first.bytes_max = 0;
    }
}

void post_act(const visit& by, const answer& done)
{
    auto what = case_of(by);
    const auto* const act = find_staff_act(by.got.parts.at(1));
    const auto in = form::read(by.got.asked);
    if (!what || act == nullptr || !in) {
        return done(staff_tell(
            by,
            !what ? what.error()
            : in  ? problem{404, "not_found", ""}
                  : in.error()));
    }
    if (!csrf_ok(*by.who, action_of(*what, *act), in->get("csrf"))) {
        return done(old_form(by));
    }
    if (verdict_of(by, act->asks_for(), what->own) == verdict::refused) {
        return done(staff_tell(by, {403, "not_permitted", ""}));  // Before a word of his form.
    }
    sent given{*std::move(what), act};
    given.questions = act->ask(by, given.what);
    for (auto& one : given.questions) {
        one.value = in->get(one.name);
    }
    given.key = key_of(by, *in);
    given.confirms = position{number_in(in->get("confirms"))};
    given.seen = number_in(in->get("version"));
    if (given.confirms != position{} && !given.questions.empty()) {
        leave_as_proposed(by, given);
    }
    take(by, std::move(given), in->get("step"), done);
}

}  // namespace

void add_act_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/{act}", get_act);
    add_slow_staff_page(to, all, "POST", "/applications/{number}/{act}", post_act);
}

}  // namespace host
