#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_clocks)
namespace {

std::string due_of(const deadline_clock& clock)
{
    return text_of(clock.due);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_period_starts_on_the_day_of_receipt)
{
    const auto clock = start_clock(in_turkey("2026-03-02", 10), seven_days, turkey()).value();
    BOOST_TEST(text_of(clock.started) == "2026-03-02");
    BOOST_TEST(due_of(clock) == "2026-03-09");
    BOOST_TEST((clock.rule == seven_days));
    BOOST_TEST(clock.version == 1U);
    BOOST_TEST(clock.calendar_version == 1U);
    BOOST_TEST(!clock.paused_since.has_value());
    BOOST_TEST(clock.pauses.empty());
}

// 21:30 UTC is already the next day in the office.
BOOST_AUTO_TEST_CASE(the_day_of_receipt_is_the_offices_day)
{
    BOOST_TEST(
        due_of(start_clock(utc("2026-03-02", 20, 59), seven_days, turkey()).value()) ==
        "2026-03-09");
    BOOST_TEST(
        due_of(start_clock(utc("2026-03-02", 21), seven_days, turkey()).value()) == "2026-03-10");
}

BOOST_AUTO_TEST_CASE(a_period_that_cannot_be_counted_does_not_start)
{
    BOOST_TEST((start_clock(utc("2012-03-02"), seven_working, turkey()).error() == errc::bad_date));
    BOOST_TEST((start_clock(instant::max(), seven_days, turkey()).error() == errc::bad_date));
    BOOST_TEST((start_clock(instant::min(), seven_days, turkey()).error() == errc::bad_date));
}

BOOST_AUTO_TEST_CASE(a_clock_is_late_from_the_beginning_of_the_next_day)
{
    const auto clock = started("2026-03-02");
    BOOST_TEST((late_from(clock, turkey()) == in_turkey("2026-03-10", 0)));
}

BOOST_AUTO_TEST_CASE(nothing_is_late_until_the_due_day_is_over)
{
    const auto clock = started("2026-03-02");
    const instant end = late_from(clock, turkey());
    BOOST_TEST(days_late(clock, in_turkey("2026-03-02"), turkey()) == 0);
    BOOST_TEST(days_late(clock, end - std::chrono::microseconds{1}, turkey()) == 0);
    BOOST_TEST(days_late(clock, end, turkey()) == 1);
    BOOST_TEST(days_late(clock, in_turkey("2026-03-11", 0), turkey()) == 2);
    BOOST_TEST(days_late(clock, in_turkey("2027-03-09", 12), turkey()) == 365);
}

BOOST_AUTO_TEST_CASE(a_clock_stands_still_without_moving_its_due_day)
{
    const auto clock = started("2026-03-02");
    const auto standing = pause_clock(clock, in_turkey("2026-03-04"), turkey()).value();
    BOOST_TEST(text_of(*standing.paused_since) == "2026-03-04");
    BOOST_TEST((standing.due == clock.due));
    BOOST_TEST(standing.version == 1U);
    BOOST_TEST(standing.pauses.empty());
}

BOOST_AUTO_TEST_CASE(calendar_days_move_by_the_days_of_the_pause)
{
    const auto clock = paused(started("2026-03-02"), "2026-03-04", "2026-03-06");
    BOOST_TEST(due_of(clock) == "2026-03-11");
    BOOST_TEST(clock.version == 2U);
    BOOST_TEST(!clock.paused_since.has_value());
    BOOST_TEST((clock.pauses == std::vector<paused_span>{{on("2026-03-04"), on("2026-03-06")}}));
    BOOST_TEST(paused_days(clock) == 2);
}

BOOST_AUTO_TEST_CASE(a_pause_on_the_day_of_receipt_moves_by_as_much_as_any_other)
{
    BOOST_TEST(due_of(paused(started("2026-03-02"), "2026-03-02", "2026-03-04")) == "2026-03-11");
    BOOST_TEST(due_of(paused(started("2026-03-02"), "2026-03-09", "2026-03-11")) == "2026-03-11");
}

BOOST_AUTO_TEST_CASE(a_pause_within_one_day_moves_nothing)
{
    const auto before = started("2026-03-02");
    BOOST_TEST((paused(before, "2026-03-04", "2026-03-04") == before));
    BOOST_TEST(paused_days(before) == 0);
}

BOOST_AUTO_TEST_CASE(pauses_add_up)
{
    const auto once = paused(started("2026-03-02"), "2026-03-03", "2026-03-05");
    const auto twice = paused(once, "2026-03-05", "2026-03-06");
    const auto thrice = paused(twice, "2026-03-08", "2026-03-18");
    BOOST_TEST(due_of(twice) == "2026-03-12");
    BOOST_TEST(due_of(thrice) == "2026-03-22");
    BOOST_TEST(thrice.version == 4U);
    BOOST_TEST(thrice.pauses.size() == 3U);
    BOOST_TEST(paused_days(thrice) == 13);
}

BOOST_AUTO_TEST_CASE(a_moved_last_day_rolls_again)
{
    // Due on Monday the 9th, moved to Saturday the 14th: the office is open on Monday the 16th.
    const auto clock = paused(started("2026-03-02", seven_rolled), "2026-03-04", "2026-03-09");
    BOOST_TEST(due_of(clock) == "2026-03-16");
}

// The period itself moves from Saturday to Sunday; both roll to the same Monday.
BOOST_AUTO_TEST_CASE(a_pause_that_rolling_takes_up_gives_no_new_version)
{
    const auto before = started("2026-03-07", seven_rolled);
    BOOST_TEST(due_of(before) == "2026-03-16");
    const auto after = paused(before, "2026-03-09", "2026-03-10");
    BOOST_TEST(due_of(after) == "2026-03-16");
    BOOST_TEST(after.version == 1U);
    BOOST_TEST(paused_days(after) == 1);
}

BOOST_AUTO_TEST_CASE(a_pause_while_the_last_day_rolls_ends_on_the_next_working_day)
{
    const auto before = started("2026-03-07", seven_rolled);
    BOOST_TEST(due_of(paused(before, "2026-03-15", "2026-03-18")) == "2026-03-18");
    BOOST_TEST(due_of(paused(before, "2026-03-16", "2026-03-21")) == "2026-03-23");
    BOOST_TEST(due_of(paused(before, "2026-03-14", "2026-03-15")) == "2026-03-16");
}

BOOST_AUTO_TEST_CASE(working_days_move_by_the_working_days_of_the_pause)
{
    const auto before = started("2026-03-02", seven_working);
    BOOST_TEST(due_of(before) == "2026-03-11");
    BOOST_TEST(due_of(paused(before, "2026-03-04", "2026-03-06")) == "2026-03-13");
    BOOST_TEST(due_of(paused(before, "2026-03-06", "2026-03-09")) == "2026-03-12");
}

BOOST_AUTO_TEST_CASE(a_pause_over_days_off_alone_moves_no_working_days)
{
    const auto before = started("2026-03-02", seven_working);
    const auto after = paused(before, "2026-03-06", "2026-03-08");
    BOOST_TEST(due_of(after) == due_of(before));
    BOOST_TEST(after.version == 1U);
    BOOST_TEST(paused_days(after) == 2);
}

// 20 to 22 March is the feast: of the seven days of the pause four are working days.
BOOST_AUTO_TEST_CASE(holidays_in_a_pause_move_no_working_days)
{
    const auto before = started("2026-03-16", seven_working);
    const auto after = paused(before, "2026-03-17", "2026-03-24");
    BOOST_TEST(due_of(before) == "2026-03-26");
    BOOST_TEST(due_of(after) == "2026-04-01");
}

BOOST_AUTO_TEST_CASE(a_half_day_in_a_pause_counts_by_the_rule)
{
    deadline_rule half_off = seven_working;
    half_off.half_day_is_off = true;
    const auto before = started("2026-03-16", half_off);
    BOOST_TEST(due_of(before) == "2026-03-27");
    BOOST_TEST(due_of(paused(before, "2026-03-18", "2026-03-19")) == "2026-03-27");
    BOOST_TEST(
        due_of(paused(started("2026-03-16", seven_working), "2026-03-18", "2026-03-19")) ==
        "2026-03-27");
}

BOOST_AUTO_TEST_CASE(a_question_on_the_last_day_leaves_the_day_of_the_reply)
{
    const auto working = started("2026-03-02", seven_working);
    BOOST_TEST(due_of(paused(working, "2026-03-11", "2026-03-13")) == "2026-03-13");
    BOOST_TEST(due_of(paused(working, "2026-03-11", "2026-03-14")) == "2026-03-16");
}

BOOST_AUTO_TEST_CASE(a_period_that_was_over_does_not_move)
{
    for (const auto& rule : {seven_days, seven_rolled, seven_working}) {
        const auto before = started("2026-03-02", rule);
        const auto after = paused(before, "2026-03-12", "2026-03-20");
        BOOST_TEST((after.due == before.due));
        BOOST_TEST(after.version == 1U);
        BOOST_TEST(paused_days(after) == 8);
        BOOST_TEST(
            (days_late(after, in_turkey("2026-03-20"), turkey()) ==
             (on("2026-03-20") - before.due).count()));
    }
}

BOOST_AUTO_TEST_CASE(nothing_becomes_late_while_the_clock_stands_still)
{
    const auto clock = started("2026-03-02");
    const auto standing = pause_clock(clock, in_turkey("2026-03-09"), turkey()).value();
    BOOST_TEST(days_late(standing, in_turkey("2026-04-09"), turkey()) == 0);
    const auto late = pause_clock(clock, in_turkey("2026-03-10"), turkey()).value();
    BOOST_TEST(days_late(late, in_turkey("2026-03-10"), turkey()) == 1);
    BOOST_TEST(days_late(late, in_turkey("2026-03-12"), turkey()) == 3);
}

BOOST_AUTO_TEST_CASE(a_clock_that_stands_still_is_not_stopped_again)
{
    const auto standing =
        pause_clock(started("2026-03-02"), in_turkey("2026-03-04"), turkey()).value();
    BOOST_TEST(
        (pause_clock(standing, in_turkey("2026-03-05"), turkey()).error() ==
         errc::illegal_transition));
}

BOOST_AUTO_TEST_CASE(a_clock_that_runs_is_not_let_run_again)
{
    BOOST_TEST(
        (resume_clock(started("2026-03-02"), in_turkey("2026-03-05"), turkey()).error() ==
         errc::illegal_transition));
}

BOOST_AUTO_TEST_CASE(time_does_not_go_back)
{
    const auto clock = started("2026-03-02");
    BOOST_TEST((pause_clock(clock, in_turkey("2026-03-01"), turkey()).error() == errc::bad_date));
    const auto standing = pause_clock(clock, in_turkey("2026-03-04"), turkey()).value();
    BOOST_TEST(
        (resume_clock(standing, in_turkey("2026-03-03"), turkey()).error() == errc::bad_date));
    const auto again = paused(clock, "2026-03-04", "2026-03-06");
    BOOST_TEST((pause_clock(again, in_turkey("2026-03-05"), turkey()).error() == errc::bad_date));
    BOOST_TEST(pause_clock(again, in_turkey("2026-03-06"), turkey()).has_value());
}

BOOST_AUTO_TEST_CASE(a_clock_that_cannot_be_counted_to_its_end_does_not_go_on)
{
    const auto clock = started("2030-12-18", seven_working);
    const auto standing = pause_clock(clock, in_turkey("2030-12-19"), turkey()).value();
    BOOST_TEST(
        (resume_clock(standing, in_turkey("2031-01-15"), turkey()).error() == errc::bad_date));
    BOOST_TEST(due_of(paused(started("2030-12-20"), "2030-12-22", "2031-01-22")) == "2031-01-27");
}

BOOST_AUTO_TEST_CASE(a_clock_is_stopped_at_most_a_hundred_times)
{
    auto clock = started("2026-03-02");
    instant now = in_turkey("2026-03-02");
    for (std::size_t i = 0; i < deadline_clock::pauses_max; ++i) {
        clock = pause_clock(clock, now, turkey()).value();
        now += std::chrono::days{1};
        clock = resume_clock(clock, now, turkey()).value();
    }
    BOOST_TEST(paused_days(clock) == 100);
    BOOST_TEST((clock.due - clock.started == std::chrono::days{107}));
    BOOST_TEST((pause_clock(clock, now, turkey()).error() == errc::limit_reached));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
