#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

// What is to happen by itself, as a function of the state, and what it becomes when it does.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_timers)
namespace {

const petition rules;
const petition_rules defaults;

std::vector<std::string> steps_of(const std::vector<timer>& timers)
{
    std::vector<std::string> names;
    std::transform(timers.begin(), timers.end(), std::back_inserter(names), [](const timer& one) {
        return one.step;
    });
    return names;
}

const std::vector<std::string> all_five{
    "escalate-1", "escalate-2", "escalate-3", "escalate-4", "escalate-5"};

constexpr instant midnight_of(int month, unsigned day_of_month)
{
    const auto date =
        std::chrono::year{2026} / std::chrono::month{static_cast<unsigned>(month)} / day_of_month;
    return std::chrono::sys_days{date} - 3h;
}

}  // namespace

BOOST_AUTO_TEST_CASE(escalation_rises_at_half_at_four_fifths_on_the_due_day_and_when_late)
{
    const auto state = given(way_to(status::submitted)).state();
    const std::vector<timer> expected{
        {"escalate-1", share_of(state.service, 50, defaults.days), 1},
        {"escalate-2", share_of(state.service, 80, defaults.days), 1},
        {"escalate-3", midnight_of(3, 9), 1},
        {"escalate-4", midnight_of(3, 10), 1},
        {"escalate-5", midnight_of(3, 12), 1}};
    BOOST_TEST((rules.timers(state) == expected));
}

BOOST_AUTO_TEST_CASE(the_first_late_instant_is_when_an_answer_becomes_late)
{
    const auto state = given(way_to(status::routed)).state();
    BOOST_TEST((rules.timers(state).at(3).due == state.late_since));
}

BOOST_AUTO_TEST_CASE(every_status_with_a_running_clock_escalates_and_no_other)
{
    const std::vector<status> running{
        status::submitted, status::routed, status::returned, status::objected};
    for (const status where : every_status) {
        if (where == status::awaiting_applicant) {
            continue;
        }
        const bool runs = std::find(running.begin(), running.end(), where) != running.end();
        const auto names = steps_of(rules.timers(given(way_to(where)).state()));
        BOOST_TEST((names == (runs ? all_five : std::vector<std::string>{})), name_of(where));
    }
}

BOOST_AUTO_TEST_CASE(steps_that_were_marked_do_not_come_again)
{
    const auto state = given(steps{a_request(), commands::escalate{3, 1}}).state();
    const std::vector<std::string> expected{"escalate-4", "escalate-5"};
    BOOST_TEST((steps_of(rules.timers(state)) == expected));
}

BOOST_AUTO_TEST_CASE(after_the_last_step_nothing_escalates)
{
    const auto state = given(steps{a_request(), commands::escalate{5, 1}}).state();
    BOOST_TEST(rules.timers(state).empty());
}

BOOST_AUTO_TEST_CASE(an_open_question_is_reminded_of_after_three_days_and_given_up_after_five)
{
    const auto state = given(way_to(status::awaiting_applicant)).state();
    const std::vector<timer> expected{{"remind", monday + 72h, 1}, {"resume", monday + 120h, 1}};
    BOOST_TEST((rules.timers(state) == expected));
}

BOOST_AUTO_TEST_CASE(who_was_reminded_is_not_reminded_again)
{
    steps way = way_to(status::awaiting_applicant);
    way.emplace_back(commands::remind{});
    const std::vector<std::string> expected{"resume"};
    BOOST_TEST((steps_of(rules.timers(given(way).state())) == expected));
}

BOOST_AUTO_TEST_CASE(a_pause_moves_the_steps_that_are_still_to_come)
{
    steps way = way_to(status::routed);
    way.insert(way.end(), {monday + 24h, a_question(), monday + 72h, a_reply()});
    const auto timers = rules.timers(given(way).state());
    BOOST_TEST((timers.at(2).due == midnight_of(3, 11)));
    BOOST_TEST(timers.at(2).deadline_version == 2U);
}

// Who was passed over is never told: a step that has come before him marks his as done.
BOOST_AUTO_TEST_CASE(steps_stand_in_their_order_for_every_norm)
{
    petition_rules norm;
    for (const auto count : {counting::calendar_days, counting::business_days}) {
        for (std::uint16_t days = 1; days <= 15; ++days) {
            norm.service = {count, days, false, false};
            const auto chosen = petition::with(norm).value();
            const auto timers = chosen.timers(given(chosen, {a_request()}).state());
            BOOST_TEST(steps_of(timers) == all_five, boost::test_tools::per_element());
            BOOST_TEST(
                std::is_sorted(
                    timers.begin(),
                    timers.end(),
                    [](const timer& one, const timer& other) { return one.due < other.due; }),
                days);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_timer_that_falls_due_becomes_its_command)
{
    BOOST_TEST((petition::fire({"remind", monday, 1}) == command{commands::remind{}}));
    BOOST_TEST((petition::fire({"resume", monday, 1}) == command{commands::resume{}}));
    for (std::uint8_t step = 1; step <= 5; ++step) {
        const timer due{"escalate-" + std::to_string(step), monday, 7};
        BOOST_TEST((petition::fire(due) == command{commands::escalate{step, 7}}));
    }
}

BOOST_AUTO_TEST_CASE(every_timer_of_a_state_is_accepted_by_that_state)
{
    for (const status where : every_status) {
        const story told = given(way_to(where));
        for (const timer& due : rules.timers(told.state())) {
            BOOST_TEST(
                !story{told}.at(due.due).when(petition::fire(due)).accepted().empty(), due.step);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_timer_that_is_not_ours_is_refused_and_does_no_harm)
{
    const story told = given(way_to(status::routed));
    for (const std::string name : {"", "escalate-", "escalate-0", "escalate-6", "escalate-12"}) {
        told.when(petition::fire({name, monday, 1})).refused(errc::bad_argument);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
