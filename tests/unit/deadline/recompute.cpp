#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_recompute)
namespace {

calendar with_leave(const std::string& date)
{
    return turkey().with_day_off(on(date), "idari izin");
}

deadline_clock again(const deadline_clock& clock, const calendar& days)
{
    return recompute_clock(clock, days).value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_calendar_changes_nothing)
{
    for (const auto& rule : {seven_days, seven_rolled, seven_working, thirty_rolled}) {
        const auto clock = paused(started("2026-03-02", rule), "2026-03-04", "2026-03-09");
        BOOST_TEST((again(clock, turkey()) == clock));
    }
}

BOOST_AUTO_TEST_CASE(a_day_off_in_the_period_moves_working_days)
{
    const auto before = started("2026-03-02", seven_working);
    const auto after = again(before, with_leave("2026-03-05"));
    BOOST_TEST(text_of(before.due) == "2026-03-11");
    BOOST_TEST(text_of(after.due) == "2026-03-12");
    BOOST_TEST(after.version == 2U);
    BOOST_TEST(after.calendar_version == 2U);
    BOOST_TEST((after.started == before.started));
}

BOOST_AUTO_TEST_CASE(a_day_off_on_the_last_day_rolls_it)
{
    const auto after = again(started("2026-03-02", seven_rolled), with_leave("2026-03-09"));
    BOOST_TEST(text_of(after.due) == "2026-03-10");
}

BOOST_AUTO_TEST_CASE(a_due_day_that_stays_keeps_its_version_under_the_new_calendar)
{
    const auto before = started("2026-03-02");
    const auto after = again(before, with_leave("2026-03-09"));
    BOOST_TEST((after.due == before.due));
    BOOST_TEST(after.version == 1U);
    BOOST_TEST(after.calendar_version == 2U);
}

BOOST_AUTO_TEST_CASE(a_due_day_moves_back_with_the_calendar_of_before)
{
    const auto before = started("2026-03-02", seven_working);
    const auto back = again(again(before, with_leave("2026-03-05")), turkey());
    BOOST_TEST((back.due == before.due));
    BOOST_TEST(back.version == 3U);
    BOOST_TEST(back.calendar_version == 1U);
}

// The leave fell into a pause: that day had not counted anyway. A sum of paused days would forget.
BOOST_AUTO_TEST_CASE(a_day_off_within_a_pause_moves_nothing)
{
    const auto before = paused(started("2026-03-02", seven_working), "2026-03-04", "2026-03-10");
    BOOST_TEST(text_of(before.due) == "2026-03-17");
    BOOST_TEST(text_of(again(before, with_leave("2026-03-06")).due) == "2026-03-17");
    BOOST_TEST(text_of(again(before, with_leave("2026-03-10")).due) == "2026-03-17");
    BOOST_TEST(text_of(again(before, with_leave("2026-03-04")).due) == "2026-03-18");
    BOOST_TEST(text_of(again(before, with_leave("2026-03-11")).due) == "2026-03-18");
}

BOOST_AUTO_TEST_CASE(a_day_off_before_within_and_after_pauses_counts_as_if_it_had_been_known)
{
    for (const auto& rule : {seven_rolled, seven_working, fifteen_working, thirty_rolled}) {
        const auto known = paused(started("2026-05-04", rule), "2026-05-06", "2026-05-11");
        const auto told = paused(known, "2026-05-12", "2026-05-15");
        for (day off = on("2026-05-01"); off < on("2026-07-01"); off += std::chrono::days{1}) {
            const calendar days = turkey().with_day_off(off, "idari izin");
            auto fresh = start_clock(in_turkey("2026-05-04"), rule, days).value();
            fresh = paused(fresh, "2026-05-06", "2026-05-11", days);
            fresh = paused(fresh, "2026-05-12", "2026-05-15", days);
            BOOST_TEST((again(told, days).due == fresh.due), text_of(off));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_clock_that_stands_still_goes_on_standing)
{
    const auto standing =
        pause_clock(started("2026-03-02", seven_working), in_turkey("2026-03-04"), turkey())
            .value();
    const auto after = again(standing, with_leave("2026-03-03"));
    BOOST_TEST((after.paused_since == standing.paused_since));
    BOOST_TEST(text_of(after.due) == "2026-03-12");
    const auto running = resume_clock(after, in_turkey("2026-03-05"), with_leave("2026-03-03"));
    BOOST_TEST(text_of(running.value().due) == "2026-03-13");
    BOOST_TEST(running.value().version == 3U);
}

BOOST_AUTO_TEST_CASE(a_pause_that_came_late_is_in_time_if_the_calendar_says_so_later)
{
    // Due on the 11th and asked on the 12th; then the 10th is declared a day off.
    const auto late = paused(started("2026-03-02", seven_working), "2026-03-12", "2026-03-16");
    BOOST_TEST(text_of(late.due) == "2026-03-11");
    BOOST_TEST(text_of(again(late, with_leave("2026-03-10")).due) == "2026-03-16");
}

BOOST_AUTO_TEST_CASE(a_calendar_that_does_not_cover_the_period_is_refused)
{
    const auto other =
        calendar::parse("version 9\nzone Europe/Istanbul\nfrom 2027-01-01\nto 2027-12-31\n")
            .value();
    BOOST_TEST(
        (recompute_clock(started("2026-03-02", seven_working), other).error() == errc::bad_date));
    BOOST_TEST(again(started("2026-03-02"), other).calendar_version == 9U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
