#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// The unit asks, the applicant replies or does not, and one clock stands still meanwhile.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_asking)
namespace {

constexpr instant wednesday = monday + 48h;
constexpr instant friday = monday + 96h;

const petition_rules defaults;

}  // namespace

BOOST_AUTO_TEST_CASE(a_question_lets_the_service_clock_stand_still)
{
    const story told = given(way_to(status::routed)).at(wednesday);
    const auto clock = pause_clock(told.state().service, wednesday, defaults.days).value();
    told.when(a_question())
        .then({events::question_asked{a_question().question, wednesday, clock, true}});
    BOOST_TEST(clock.paused_since.has_value());
}

BOOST_AUTO_TEST_CASE(the_legal_clock_runs_on)
{
    const story told = given(way_to(status::routed)).at(wednesday);
    BOOST_TEST((told.when(a_question()).after().legal == told.state().legal));
}

BOOST_AUTO_TEST_CASE(a_question_is_open_since_it_was_asked)
{
    const auto state = given(way_to(status::routed)).at(wednesday).when(a_question()).after();
    BOOST_TEST((state.asked_at == wednesday));
    BOOST_TEST(!state.reminded);
    BOOST_TEST(state.questions == 1U);
}

BOOST_AUTO_TEST_CASE(an_applicant_is_asked_three_times_and_not_more)
{
    steps way = way_to(status::routed);
    for (int i = 0; i < 3; ++i) {
        way.insert(way.end(), {a_question(), a_reply()});
    }
    given(way).when(a_question()).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(how_often_an_applicant_is_asked_is_the_governorates_rule)
{
    petition_rules rules;
    rules.questions_max = 0;
    given(petition::with(rules).value(), way_to(status::routed))
        .when(a_question())
        .refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(after_an_answer_the_questions_are_counted_anew)
{
    steps way = way_to(status::routed);
    way.insert(way.end(), {a_question(), a_reply(), an_answer()});
    BOOST_TEST(given(way).state().questions == 0U);
}

BOOST_AUTO_TEST_CASE(a_reply_lets_the_unit_go_on_and_moves_the_due_day_by_the_pause)
{
    steps way = way_to(status::routed);
    way.insert(way.end(), {wednesday, a_question(), friday});
    const story told = given(way);
    const auto clock = resume_clock(told.state().service, friday, defaults.days).value();
    told.when(a_reply()).then(
        {events::replied{a_reply().text},
         events::resumed{false, clock, late_from(clock, defaults.days)}});
    BOOST_TEST((clock.due - told.state().service.due == std::chrono::days{2}));
}

// The shipped calendar ends with 2030. Who was asked is heard, and nobody waits for ever.
BOOST_AUTO_TEST_CASE(a_reply_is_taken_though_the_calendar_ends)
{
    petition_rules rules;
    rules.service = {counting::business_days, 7, false, false};
    const instant tenth = std::chrono::sys_days{std::chrono::year{2030} / 12 / 10} + 9h;
    const story told = given(
        petition::with(rules).value(),
        {tenth, a_request(), to_roads(), tenth + 4 * 24h, a_question(), tenth + 18 * 24h});
    const auto before = told.state().service;
    for (const command& wish : {command{a_reply()}, command{commands::resume{}}}) {
        const auto after = told.when(wish).after();
        BOOST_TEST((after.life == status::routed));
        BOOST_TEST(!after.service.paused_since.has_value());
        BOOST_TEST((after.service.due - before.due == std::chrono::days{14}));
        BOOST_TEST((after.service.rule == rules.service));
        BOOST_TEST(after.service.version == before.version + 1);
        BOOST_TEST(after.service.pauses.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(after_a_reply_no_question_is_open)
{
    const auto state = given(way_to(status::awaiting_applicant)).when(a_reply()).after();
    BOOST_TEST((state.life == status::routed));
    BOOST_TEST(!state.asked_at.has_value());
    BOOST_TEST(!state.service.paused_since.has_value());
}

BOOST_AUTO_TEST_CASE(without_a_reply_the_unit_goes_on_and_it_is_on_record)
{
    const story told = given(way_to(status::awaiting_applicant)).at(friday);
    const auto clock = resume_clock(told.state().service, friday, defaults.days).value();
    told.when(commands::resume{})
        .then({events::resumed{true, clock, late_from(clock, defaults.days)}});
}

BOOST_AUTO_TEST_CASE(a_late_reply_is_kept_and_changes_nothing)
{
    steps way = way_to(status::awaiting_applicant);
    way.emplace_back(commands::resume{});
    const story told = given(way);
    const auto came = told.when(a_reply()).then({events::replied{a_reply().text}});
    BOOST_TEST((came.after() == told.state()));
}

BOOST_AUTO_TEST_CASE(a_reply_is_not_lost_though_the_unit_has_sent_it_back_meanwhile)
{
    steps way = way_to(status::awaiting_applicant);
    way.insert(way.end(), {commands::resume{}, commands::send_back{}});
    const story told = given(way);
    const auto came = told.when(a_reply()).then({events::replied{a_reply().text}});
    BOOST_TEST((came.after() == told.state()));
    given(way_to(status::returned)).when(a_reply()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(nobody_replies_to_a_question_that_was_not_asked)
{
    given(way_to(status::routed)).when(a_reply()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(an_open_question_is_reminded_of_once)
{
    const story told = given(way_to(status::awaiting_applicant));
    const auto came = told.when(commands::remind{}).then({events::reminded{true}});
    BOOST_TEST(came.after().reminded);
    steps way = way_to(status::awaiting_applicant);
    way.emplace_back(commands::remind{});
    given(way).when(commands::remind{}).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(the_next_question_may_be_reminded_of_again)
{
    steps way = way_to(status::awaiting_applicant);
    way.insert(way.end(), {commands::remind{}, a_reply(), a_question()});
    given(way).when(commands::remind{}).then({events::reminded{true}});
}

BOOST_AUTO_TEST_CASE(asking_does_not_nest)
{
    given(way_to(status::awaiting_applicant)).when(a_question()).refused(errc::illegal_transition);
}

// The norm stands still while somebody is asked; the law's limit does not.
BOOST_AUTO_TEST_CASE(questions_do_not_carry_the_norm_past_the_legal_limit)
{
    using std::chrono::year;
    petition_rules rules;
    rules.service = {counting::business_days, 15, true, false};
    const auto made = petition::with(rules);
    BOOST_TEST_REQUIRE(made.has_value());
    const auto on = [](auto date) { return std::chrono::sys_days{date} + 9h; };
    steps way{on(year{2026} / 5 / 21), a_request(), to_roads()};
    for (const unsigned first : {1U, 8U}) {
        way.insert(
            way.end(),
            {on(year{2026} / 6 / first),
             a_question(),
             on(year{2026} / 6 / (first + 5)),
             commands::resume{}});
    }
    const story asked = given(*made, way);
    const day limit{year{2026} / 6 / 22};
    BOOST_TEST((asked.state().legal->due == limit));
    BOOST_TEST((asked.state().service.due == limit));
    BOOST_TEST((asked.state().late_since == late_from(asked.state().service, rules.days)));
    // Nor does another calendar, which carries the limit along.
    rules.days = rules.days.with_day_off(limit, "idari izin");
    story again{petition{rules}};
    again.from(asked.state()).at(on(year{2026} / 6 / 15));
    const auto moved = again.when(commands::recompute_deadlines{}).after();
    BOOST_TEST((moved.legal->due == limit + std::chrono::days{1}));
    BOOST_TEST((moved.service.due == moved.legal->due));
}

BOOST_AUTO_TEST_CASE(what_was_asked_past_the_limit_is_due_when_it_goes_on)
{
    steps way{a_request(), to_roads(), a_question(), monday + 24h * 40, commands::resume{}};
    const auto state = given(way).state();
    BOOST_TEST((state.service.due == day{std::chrono::year{2026} / 4 / 11}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
