#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Time passes, and the calendar changes.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_escalating)
namespace {

/// 9 March 2026, the due day of a norm of seven days, is a Monday; now it is a day off.
petition with_leave_on_the_due_day(bool roll)
{
    petition_rules rules;
    rules.service.roll = roll;
    const day due{std::chrono::year{2026} / 3 / 9};
    rules.days = rules.days.with_day_off(due, "idari izin");
    return petition{rules};
}

/// An application that was registered under a norm that rolls off days off, before the leave.
story registered_before_the_leave()
{
    petition_rules rules;
    rules.service.roll = true;
    const story told = given(petition{rules}, way_to(status::routed));
    story later{with_leave_on_the_due_day(true)};
    later.from(told.state());
    return later;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_step_is_marked)
{
    const auto came =
        given(way_to(status::routed)).when(commands::escalate{1, 1}).then({events::escalated{1}});
    BOOST_TEST(came.after().escalation == 1U);
}

BOOST_AUTO_TEST_CASE(a_step_is_marked_once_and_never_after_a_higher_one)
{
    const story told = given(steps{a_request(), commands::escalate{3, 1}});
    told.when(commands::escalate{3, 1}).refused(errc::illegal_transition);
    told.when(commands::escalate{2, 1}).refused(errc::illegal_transition);
    BOOST_TEST(told.when(commands::escalate{4, 1}).after().escalation == 4U);
}

BOOST_AUTO_TEST_CASE(a_timer_of_another_due_day_marks_nothing)
{
    given(way_to(status::routed)).when(commands::escalate{1, 2}).refused(errc::illegal_transition);
    given(way_to(status::routed)).when(commands::escalate{1, 0}).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(nothing_escalates_while_the_clock_stands_still)
{
    given(way_to(status::awaiting_applicant))
        .when(commands::escalate{1, 1})
        .refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(a_new_leave_moves_the_due_day_by_an_event)
{
    const story told = registered_before_the_leave();
    const auto fact =
        told.when(commands::recompute_deadlines{}).only<events::deadlines_recomputed>();
    const auto state = told.when(commands::recompute_deadlines{}).after();
    BOOST_TEST((fact.service.due - told.state().service.due == std::chrono::days{1}));
    BOOST_TEST(fact.service.version == 2U);
    BOOST_TEST((state.service == fact.service));
    BOOST_TEST((state.late_since == fact.late_from));
    BOOST_TEST((*state.late_since - *told.state().late_since == std::chrono::days{1}));
}

BOOST_AUTO_TEST_CASE(after_the_due_day_moved_an_older_timer_marks_nothing)
{
    story told = registered_before_the_leave();
    told.with({commands::recompute_deadlines{}});
    told.when(commands::escalate{1, 1}).refused(errc::illegal_transition);
    BOOST_TEST(told.when(commands::escalate{1, 2}).after().escalation == 1U);
}

BOOST_AUTO_TEST_CASE(a_leave_that_moves_no_due_day_makes_no_event)
{
    const story told = given(way_to(status::routed));
    story later{with_leave_on_the_due_day(false)};
    later.from(told.state()).when(commands::recompute_deadlines{}).then_nothing();
}

BOOST_AUTO_TEST_CASE(a_leave_on_the_legal_limits_last_day_moves_that_alone)
{
    const story told = given(way_to(status::routed));
    petition_rules rules;
    rules.days = rules.days.with_day_off(told.state().legal->due, "idari izin");
    const auto fact = story{petition{rules}}
                          .from(told.state())
                          .when(commands::recompute_deadlines{})
                          .only<events::deadlines_recomputed>();
    BOOST_TEST((fact.service.due == told.state().service.due));
    BOOST_TEST((fact.legal->due > told.state().legal->due));
}

BOOST_AUTO_TEST_CASE(an_ended_application_has_no_deadline_to_move)
{
    steps way = way_to(status::answered);
    story told{with_leave_on_the_due_day(true)};
    told.with(way).when(commands::recompute_deadlines{}).then_nothing();
}

BOOST_AUTO_TEST_CASE(a_question_stays_open_while_the_due_day_moves)
{
    story told = registered_before_the_leave();
    told.with({a_question()});
    const auto state = told.when(commands::recompute_deadlines{}).after();
    BOOST_TEST((state.life == status::awaiting_applicant));
    BOOST_TEST(state.service.paused_since.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
