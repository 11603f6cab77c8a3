#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Answers: law 3071 art. 7, and what a late one is.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_answering)
namespace {

/// 9 March 2026 is the seventh day, the last one in time; it ends at midnight in Istanbul.
constexpr instant last_in_time = std::chrono::sys_days{std::chrono::year{2026} / 3 / 9} + 21h - 1us;
constexpr instant first_late = last_in_time + 1us;

std::uint16_t late_by(instant when)
{
    return given(way_to(status::routed))
        .at(when)
        .when(an_answer())
        .only<events::answered>()
        .days_late;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_answer_says_how_the_matter_ends_and_who_signed)
{
    given(way_to(status::routed))
        .at(monday + 5h)
        .when(commands::answer{outcome::partly, "Kısmen.", "Vali Yardımcısı"})
        .then({events::answered{
            outcome::partly, "Kısmen.", "Vali Yardımcısı", monday + 5h, 0, true}});
}

BOOST_AUTO_TEST_CASE(the_state_knows_the_answer_and_whose_it_is)
{
    const auto state = given(way_to(status::routed)).at(monday + 5h).when(an_answer()).after();
    BOOST_TEST((state.life == status::answered));
    BOOST_TEST((state.answered_at == monday + 5h));
    BOOST_TEST((state.decision == outcome::granted));
    BOOST_TEST((state.answering_unit == roads()));
    BOOST_TEST(state.answers == 1U);
    BOOST_TEST((state.result == notice_state::queued));
}

BOOST_AUTO_TEST_CASE(an_answer_on_the_last_day_is_in_time_to_the_last_microsecond)
{
    BOOST_TEST(late_by(last_in_time) == 0U);
}

BOOST_AUTO_TEST_CASE(an_answer_is_late_on_the_next_day_and_counted_in_days)
{
    BOOST_TEST(late_by(first_late) == 1U);
    BOOST_TEST(late_by(first_late + 24h) == 2U);
}

BOOST_AUTO_TEST_CASE(a_late_answer_is_late_for_ever)
{
    steps way = way_to(status::routed);
    way.insert(way.end(), {first_late, an_answer(), told_the_result(), an_objection()});
    BOOST_TEST(given(way).state().days_late == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_that_took_centuries_is_as_late_as_can_be_written)
{
    application before = given(way_to(status::routed)).state();
    before.service.due -= std::chrono::days{100'000};
    const auto fact = given(before).when(an_answer()).only<events::answered>();
    BOOST_TEST(fact.days_late == 65'535U);
}

BOOST_AUTO_TEST_CASE(the_answer_to_somebody_without_a_phone_is_told_in_another_way)
{
    commands::submit wish = a_request();
    wish.applicant.mobile.reset();
    const story told = given(steps{wish, to_roads()});
    const auto came = told.when(an_answer());
    BOOST_TEST(!came.only<events::answered>().tell);
    BOOST_TEST((came.after().result == notice_state::none));
    steps way{wish, to_roads(), an_answer()};
    way.emplace_back(heard(notice::result, delivery::delivered, "desk"));
    BOOST_TEST((given(way).state().life == status::notified));
}

BOOST_AUTO_TEST_CASE(an_import_of_an_answer_tells_nobody)
{
    const auto fact =
        given(way_to(status::routed)).historical().when(an_answer()).only<events::answered>();
    BOOST_TEST(!fact.tell);
}

BOOST_AUTO_TEST_CASE(an_interim_answer_tells_of_progress_and_ends_nothing)
{
    const story told = given(way_to(status::routed));
    const auto came = told.when(commands::answer_interim{"Keşif yapılacak."})
                          .then({events::interim_answered{"Keşif yapılacak.", true}});
    BOOST_TEST((came.after().life == status::routed));
    BOOST_TEST((came.after().service == told.state().service));
    BOOST_TEST(came.after().interim_answers == 1U);
}

BOOST_AUTO_TEST_CASE(answers_have_a_bound)
{
    application before = given(way_to(status::routed)).state();
    before.answers = 9'999;
    before.interim_answers = 9'999;
    given(before).when(an_answer()).refused(errc::limit_reached);
    given(before).when(commands::answer_interim{"x"}).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
