#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// After the applicant was told: objecting, rating, being taken up again.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_objecting)
namespace {

const petition_rules defaults;

/// Told on 2 March; thirty days later is 1 April, which ends at 21:00 UTC.
constexpr instant last_day_ends = std::chrono::sys_days{std::chrono::year{2026} / 4 / 1} + 21h;
/// Fourteen days later is 16 March.
constexpr instant rating_ends = std::chrono::sys_days{std::chrono::year{2026} / 3 / 16} + 21h;

const commands::reopen take_up_again{"Dosya eksik incelenmiş."};

}  // namespace

BOOST_AUTO_TEST_CASE(an_objection_lets_the_norm_run_from_the_beginning)
{
    const instant now = monday + 240h;
    const auto fact =
        given(way_to(status::notified)).at(now).when(an_objection()).only<events::objected>();
    auto clock = start_clock(now, defaults.service, defaults.days).value();
    clock.version = 2;
    BOOST_TEST((fact.service == clock));
    BOOST_TEST((fact.late_from == late_from(clock, defaults.days)));
    BOOST_TEST(fact.reason == an_objection().reason);
}

BOOST_AUTO_TEST_CASE(an_objection_lets_every_step_of_escalation_come_again)
{
    steps way{a_request(), to_roads(), commands::escalate{2, 1}};
    way.insert(way.end(), {an_answer(), told_the_result(), an_objection()});
    const auto state = given(way).state();
    BOOST_TEST((state.life == status::objected));
    BOOST_TEST(state.escalation == 0U);
    BOOST_TEST(state.objections == 1U);
}

BOOST_AUTO_TEST_CASE(an_objection_is_in_time_on_the_thirtieth_day)
{
    BOOST_TEST(
        given(way_to(status::notified))
            .at(last_day_ends - 1us)
            .when(an_objection())
            .accepted()
            .size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_objection_is_too_late_on_the_next_day)
{
    given(way_to(status::notified)).at(last_day_ends).when(an_objection()).refused(errc::too_late);
}

// Code of Obligations art. 93: the office is shut on the last day.
BOOST_AUTO_TEST_CASE(a_last_day_on_which_the_office_is_shut_moves_to_the_next_on_which_it_is_open)
{
    using std::chrono::sys_days;
    using std::chrono::year;
    struct told {
        sys_days when;
        sys_days last;
    };
    const std::vector<told> table{
        {year{2026} / 4 / 29, year{2026} / 6 / 1},     // Third day of Kurban.
        {year{2026} / 3 / 5, year{2026} / 4 / 6},      // A Saturday.
        {year{2026} / 3 / 2, year{2026} / 4 / 1},      // A working day.
        {year{2030} / 12 / 20, year{2031} / 1 / 19}};  // Of which nobody knows.
    for (const auto& [when, last] : table) {
        const story here =
            given({when + 9h, a_request(), to_roads(), an_answer(), told_the_result()});
        BOOST_TEST(story{here}.at(last + 9h).when(an_objection()).accepted().size() == 1U);
        story{here}.at(last + 33h).when(an_objection()).refused(errc::too_late);
    }
}

BOOST_AUTO_TEST_CASE(an_objection_has_a_reason)
{
    given(way_to(status::notified)).when(commands::object{}).refused(errc::missing_reason);
}

BOOST_AUTO_TEST_CASE(one_answer_is_objected_to_once)
{
    application before = given(way_to(status::notified)).state();
    before.objections = 1;
    given(before).when(an_objection()).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(the_next_answer_may_be_objected_to_again)
{
    steps way = way_to(status::objected);
    way.insert(way.end(), {to_water(), an_answer(), told_the_result()});
    BOOST_TEST((given(way).when(an_objection()).after().life == status::objected));
}

BOOST_AUTO_TEST_CASE(nobody_objects_to_what_he_was_not_told)
{
    given(way_to(status::answered)).when(an_objection()).refused(errc::illegal_transition);
}

// About one case in fourteen of a real log was taken up again after its end.
BOOST_AUTO_TEST_CASE(the_governorate_takes_an_ended_application_up_again)
{
    for (const status where :
         {status::answered, status::notified, status::closed, status::withdrawn}) {
        const auto came = given(way_to(where)).by("governorate:1").when(take_up_again);
        const auto state = came.after();
        BOOST_TEST(came.only<events::reopened>().reason == take_up_again.reason);
        BOOST_TEST((state.life == status::returned));
        BOOST_TEST(state.service.version == 2U);
        BOOST_TEST(!state.ended_at.has_value());
        BOOST_TEST(!state.closed_for.has_value());
        BOOST_TEST(!state.with_governorate);
    }
}

// The law's thirty days run from registration, whatever mistakes were made in between.
BOOST_AUTO_TEST_CASE(what_was_never_answered_is_taken_up_again_within_the_legal_limit)
{
    const auto after_days = [](int days) {
        return given({a_request(),
                      to_roads(),
                      monday + 24h * 18,
                      commands::close{},
                      monday + 24h * days,
                      who("governorate:1"),
                      take_up_again})
            .state();
    };
    const auto state = after_days(28);
    BOOST_TEST((state.service.due == state.legal->due));
    BOOST_TEST((state.late_since == late_from(*state.legal, defaults.days)));
    BOOST_TEST(state.service.version == 2U);
    BOOST_TEST((legal_limit(state) == state.legal->due));
    const auto early = after_days(20);
    BOOST_TEST((early.service.due - early.service.started == std::chrono::days{7}));
    // Nothing later can be promised where the limit is past.
    const auto past = after_days(60);
    BOOST_TEST((past.service.due == past.service.started));
}

BOOST_AUTO_TEST_CASE(what_follows_an_answer_has_the_norm_alone)
{
    const instant late = monday + 24h * 28;
    const auto state = given(way_to(status::notified)).at(late).when(an_objection()).after();
    BOOST_TEST((state.service.due - state.service.started == std::chrono::days{7}));
    BOOST_TEST(!legal_limit(state).has_value());
    BOOST_TEST(!legal_limit(given(way_to(status::answered)).state()).has_value());
    BOOST_TEST(legal_limit(given(way_to(status::routed)).state()).has_value());
}

BOOST_AUTO_TEST_CASE(nobody_else_takes_it_up_again)
{
    for (const std::string_view name : {"officer:1", "unit:10000001", "citizen", "engine"}) {
        given(way_to(status::notified)).by(name).when(take_up_again).refused(errc::not_permitted);
    }
}

BOOST_AUTO_TEST_CASE(taking_up_again_has_a_reason)
{
    given(way_to(status::notified))
        .by("governorate:1")
        .when(commands::reopen{})
        .refused(errc::missing_reason);
}

BOOST_AUTO_TEST_CASE(what_was_withdrawn_while_a_question_was_open_is_taken_up_with_a_running_clock)
{
    steps way = way_to(status::awaiting_applicant);
    way.insert(way.end(), {commands::withdraw{}, who("governorate:1"), take_up_again});
    BOOST_TEST(!given(way).state().service.paused_since.has_value());
}

BOOST_AUTO_TEST_CASE(an_applicant_rates_what_he_was_told)
{
    const auto came = given(way_to(status::notified))
                          .when(commands::rate{4, "Hızlıydı.", true})
                          .then({events::rated{4, "Hızlıydı.", true}});
    BOOST_TEST((came.after().rating == 4));
}

BOOST_AUTO_TEST_CASE(a_rating_is_one_to_five)
{
    const story told = given(way_to(status::notified));
    told.when(commands::rate{0, "", false}).refused(errc::bad_argument);
    told.when(commands::rate{6, "", false}).refused(errc::bad_argument);
    BOOST_TEST(told.when(commands::rate{1, "", false}).accepted().size() == 1U);
    BOOST_TEST(told.when(commands::rate{5, "", false}).accepted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_is_rated_once)
{
    steps way = way_to(status::notified);
    way.emplace_back(commands::rate{});
    given(way).when(commands::rate{}).refused(errc::limit_reached);
    way.insert(way.end(), {an_objection(), to_water(), an_answer(), told_the_result()});
    BOOST_TEST(given(way).when(commands::rate{}).accepted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_rating_is_too_late_after_the_fourteenth_day)
{
    const story told = given(way_to(status::notified));
    BOOST_TEST(story{told}.at(rating_ends - 1us).when(commands::rate{}).accepted().size() == 1U);
    story{told}.at(rating_ends).when(commands::rate{}).refused(errc::too_late);
}

BOOST_AUTO_TEST_CASE(the_last_day_to_rate_moves_likewise)
{
    using std::chrono::year;
    // Fourteen days later is the first day of Ramazan Bayramı, a Friday.
    const instant friday = std::chrono::sys_days{year{2026} / 3 / 6} + 9h;
    const instant last = std::chrono::sys_days{year{2026} / 3 / 23} + 9h;
    const story here = given({friday, a_request(), to_roads(), an_answer(), told_the_result()});
    BOOST_TEST(story{here}.at(last).when(commands::rate{}).accepted().size() == 1U);
    story{here}.at(last + 24h).when(commands::rate{}).refused(errc::too_late);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
