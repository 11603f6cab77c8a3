// One decision about all of a campaign: asked, read once more, done.
#include "host/happenings.hpp"
#include "host/pages/campaign_words.hpp"
#include "host/pages/many.hpp"
#include "host/pages/session_over.hpp"
#include "host/pages/staff_act_questions.hpp"
#include "host/pages/watched_pages.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace host {

using namespace acikkapi;

namespace {

// --- what can be decided --------------------------------------------------------------------------

struct campaign_act {
    std::string_view name;
    std::vector<control> (*ask)(const visit&);
    command (*read)(const visit&, const std::vector<control>&);
};

std::vector<control> ask_route(const visit& by)
{
    return {unit_question(by), act_questions::text(by, "route", "note", act_questions::note_max)};
}

const std::string& value_of(const std::vector<control>& all, std::string_view name)
{
    return std::find_if(all.begin(), all.end(), [name](const control& c) { return c.name == name; })
        ->value;
}

template <class Enum, std::size_t N>
Enum chosen(const std::array<std::pair<std::string_view, Enum>, N>& words, std::string_view word)
{
    const auto* const at = std::find_if(
        words.begin(), words.end(), [word](const auto& one) { return one.first == word; });
    return at == words.end() ? words.front().second : at->second;
}

command read_answer(const visit& /*by*/, const std::vector<control>& all)
{
    static constexpr std::array<std::pair<std::string_view, outcome>, 4> words{
        {{"granted", outcome::granted},
         {"refused", outcome::refused},
         {"partly", outcome::partly},
         {"referred", outcome::referred}}};
    return commands::answer{
        chosen(words, value_of(all, "decision")),
        value_of(all, "text"),
        value_of(all, "signed_by")};
}

command read_close(const visit& /*by*/, const std::vector<control>& all)
{
    static constexpr std::array<std::pair<std::string_view, closing>, 5> words{
        {{"no_subject", closing::not_examined_no_subject},
         {"court", closing::not_examined_court},
         {"no_identity", closing::not_examined_no_identity},
         {"duplicate", closing::duplicate},
         {"abusive", closing::abusive}}};
    return commands::close{chosen(words, value_of(all, "reason")), value_of(all, "note")};
}

constexpr std::array campaign_acts{
    campaign_act{
        "route",
        &ask_route,
        [](const visit& by, const std::vector<control>& all) -> command {
            return route_to(by, all.front(), value_of(all, "note"));
        }},
    campaign_act{
        "answer", [](const visit& by) { return act_questions::ask_answer(by, {}); }, &read_answer},
    campaign_act{
        "close", [](const visit& by) { return act_questions::ask_close(by, {}); }, &read_close}};

bool may(const visit& by, const campaign_act& act)
{
    return verdict_of(by, act.name, true) == verdict::allowed;
}

const campaign_act* find_act(std::string_view name)
{
    const auto* const at =
        std::find_if(campaign_acts.begin(), campaign_acts.end(), [name](const campaign_act& one) {
            return one.name == name;
        });
    return at == campaign_acts.end() ? nullptr : at;
}

// --- deciding -------------------------------------------------------------------------------------

std::string action_of(const campaign& what, const campaign_act& act)
{
    return "campaign " + std::string{act.name} + " " + number_text(what.streams.front());
}

many_check
check_of(const visit& by, const campaign& what, const campaign_act& act, std::size_t size)
{
    const std::string name{act.name};
    many_check out;
    out.title = "staff.campaign.act." + name;
    out.at = campaign_address(by, what, "/" + name);
    out.back = campaign_address(by, what);
    out.action = action_of(what, act);
    out.concerned = static_cast<long>(size);
    out.sample = sample_of(by, what);
    out.hidden.emplace_back("size", std::to_string(size));
    return out;
}

response ask_act(const visit& by, many_check check, std::vector<control> questions)
{
    check.questions = std::move(questions);
    check.go = "staff.check";
    check.step = "check";
    return show_check_of_many(by, check);
}

std::string shown_value(const control& of)
{
    const auto at = std::find_if(of.options.begin(), of.options.end(), [&](const option& one) {
        return one.value == of.value;
    });
    return at == of.options.end() ? of.value : at->label;
}

/// All of it once more, before it is done.
response check_act(
    const visit& by, many_check check, const campaign_act& act, const std::vector<control>& answers)
{
    for (const auto& one : answers) {
        check.hidden.emplace_back(one.name, one.value);
        if (!one.value.empty()) {
            check.rows.emplace_back(one.label, shown_value(one));
        }
    }
    check.go = "staff.act." + std::string{act.name} + ".go";
    return show_check_of_many(by, check);
}

bool check_answers(const visit& by, std::vector<control>& answers)
{
    bool good = check_lengths(answers, by.text("act.too_long"));
    for (auto& one : answers) {
        const bool any = std::any_of(one.options.begin(), one.options.end(), [&](const option& o) {
            return o.value == one.value;
        });
        if ((!one.options.empty() && !any) || (one.name == "text" && one.value.empty())) {
            one.error = by.text(one.options.empty() ? "act.missing" : "staff.choose");
            good = false;
        }
    }
    return good;
}

/// Whether it was done by this very decision, which was sent before.
bool was_decided(const visit& by, stream_id stream, const std::string& decision)
{
    const auto all = history_of(by.all.desk.views(staff_viewer(by)), stream);
    return all && std::any_of(all->begin(), all->end(), [&](const happening& one) {
               return one.what.correlation == decision;
           });
}

/// What a unit has is not taken from it: only what waits for one is routed or closed, and what this very decision has
/// been about already.
std::vector<stream_id>
that_wait(const visit& by, const std::vector<stream_id>& all, const std::string& decision)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    std::vector<stream_id> out;
    for (const auto stream : all) {
        const auto one = views.find(stream);
        if (one && (waits_for_unit(one->state) || was_decided(by, stream, decision))) {
            out.push_back(stream);
        }
    }
    return out;
}

void add_passed_over(
    many_done& to, const std::vector<stream_id>& all, const std::vector<stream_id>& done)
{
    auto next = done.begin();  // They stand in the same order.
    for (const auto stream : all) {
        if (next != done.end() && *next == stream) {
            ++next;
        } else {
            to.refused.emplace_back(stream, errc::illegal_transition);
        }
    }
}

/// One key for the decision, so that a form sent twice, or sent again after a crash, is done once.
response decide_all(
    const visit& by,
    const campaign& what,
    const std::vector<stream_id>& all,
    const command& wish,
    const std::string& form_key)
{
    auto from = staff_origin(by);
    constexpr std::size_t correlation_max = 64;
    from.correlation = ("campaign-" + number_text(what.streams.front()) + "-" + form_key)
                           .substr(0, correlation_max);
    const bool answers =
        std::holds_alternative<commands::answer>(wish);  // By the unit that has it.
    const auto which = answers ? all : that_wait(by, all, from.correlation);
    auto done = by.all.desk.submit_to_streams(
        which, wish, from, by.who->staff.str() + " " + from.correlation);
    if (!done) {
        return staff_tell(by, problem_of(done.error()));
    }
    add_passed_over(*done, all, which);
    return show_done_of_many(by, *done, campaign_address(by, what));
}

std::size_t number_in(const std::string& text)
{
    std::size_t out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

response get_act(const visit& by)
{
    const auto what = campaign_of(by);
    const auto* const act = find_act(by.got.parts.at(1));
    if (!what || act == nullptr) {
        return staff_tell(by, what ? problem{404, "not_found", ""} : what.error());
    }
    if (!may(by, *act)) {
        return staff_tell(by, {403, "not_permitted", ""});
    }
    return ask_act(by, check_of(by, *what, *act, what->streams.size()), act->ask(by));
}

response post_act(const visit& by)
{
    const auto what = campaign_of(by);
    const auto* const act = find_act(by.got.parts.at(1));
    const auto in = form::read(by.got.asked);
    if (!what || act == nullptr || !in) {
        return staff_tell(
            by,
            !what ? what.error()
            : in  ? problem{404, "not_found", ""}
                  : in.error());
    }
    if (!csrf_ok(*by.who, action_of(*what, *act), in->get("csrf"))) {
        return old_form(by);
    }
    if (!may(by, *act)) {
        return staff_tell(by, {403, "not_permitted", ""});
    }
    // What came since he looked is not what he has decided about.
    const auto all = first_of(what->streams, number_in(in->get("size")));
    auto answers = act->ask(by);
    for (auto& one : answers) {
        one.value = in->get(one.name);
    }
    auto check = check_of(by, *what, *act, all.size());
    if (!check_answers(by, answers)) {
        return ask_act(by, std::move(check), std::move(answers));
    }
    if (in->get("step") != "send") {
        return check_act(by, std::move(check), *act, answers);
    }
    return decide_all(by, *what, all, act->read(by, answers), in->get("key"));
}

}  // namespace

std::vector<std::string> campaign_acts_of(const visit& by)
{
    std::vector<std::string> out;
    for (const auto& one : campaign_acts) {
        if (may(by, one)) {
            out.emplace_back(one.name);
        }
    }
    return out;
}

void add_campaign_act_pages(router& to, const page_services& all)
{
    const std::string at = "/campaigns/{number}/{act}";
    add_staff_page(to, all, "GET", at, only_for(sees_campaigns, get_act));
    add_staff_page(to, all, "POST", at, only_for(sees_campaigns, post_act));
}

}  // namespace host
