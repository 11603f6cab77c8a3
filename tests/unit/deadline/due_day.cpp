#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_due_day)
namespace {

struct golden {
    std::string received;
    std::string seven;
    std::string seven_rolled;
    std::string seven_working;
    std::string seven_working_half_off;
    std::string fifteen_working;
    std::string thirty_rolled;
};

// Two programs in two languages, with holidays of two sources, agree on every day of this table.
const std::array<golden, 11> table{{
    // clang-format off
    {"2024-04-04", "2024-04-11", "2024-04-15", "2024-04-18", "2024-04-19", "2024-05-02", "2024-05-06"},
    {"2024-06-10", "2024-06-17", "2024-06-20", "2024-06-24", "2024-06-24", "2024-07-04", "2024-07-10"},
    {"2026-03-16", "2026-03-23", "2026-03-23", "2026-03-26", "2026-03-27", "2026-04-07", "2026-04-15"},
    {"2026-04-27", "2026-05-04", "2026-05-04", "2026-05-07", "2026-05-07", "2026-05-20", "2026-06-01"},
    {"2026-05-21", "2026-05-28", "2026-06-01", "2026-06-04", "2026-06-05", "2026-06-16", "2026-06-22"},
    {"2026-10-22", "2026-10-29", "2026-10-30", "2026-11-03", "2026-11-04", "2026-11-13", "2026-11-23"},
    {"2026-12-28", "2027-01-04", "2027-01-04", "2027-01-07", "2027-01-07", "2027-01-19", "2027-01-27"},
    {"2027-05-13", "2027-05-20", "2027-05-20", "2027-05-27", "2027-05-27", "2027-06-08", "2027-06-14"},
    {"2028-02-22", "2028-02-29", "2028-02-29", "2028-03-03", "2028-03-06", "2028-03-15", "2028-03-23"},
    {"2029-04-18", "2029-04-25", "2029-04-30", "2029-05-07", "2029-05-07", "2029-05-17", "2029-05-18"},
    {"2030-04-08", "2030-04-15", "2030-04-17", "2030-04-19", "2030-04-22", "2030-05-03", "2030-05-08"},
    // clang-format on
}};

std::string due(const std::string& received, const deadline_rule& rule)
{
    return text_of(due_day(on(received), rule, turkey()));
}

constexpr deadline_rule half_off{counting::business_days, 7, false, true};

}  // namespace

BOOST_AUTO_TEST_CASE(seven_calendar_days_end_as_in_the_table)
{
    for (const auto& row : table) {
        BOOST_TEST(due(row.received, seven_days) == row.seven, row.received);
    }
}

BOOST_AUTO_TEST_CASE(seven_calendar_days_that_roll_end_as_in_the_table)
{
    for (const auto& row : table) {
        BOOST_TEST(due(row.received, seven_rolled) == row.seven_rolled, row.received);
    }
}

BOOST_AUTO_TEST_CASE(seven_working_days_end_as_in_the_table)
{
    for (const auto& row : table) {
        BOOST_TEST(due(row.received, seven_working) == row.seven_working, row.received);
    }
}

BOOST_AUTO_TEST_CASE(seven_working_days_without_half_days_end_as_in_the_table)
{
    for (const auto& row : table) {
        BOOST_TEST(due(row.received, half_off) == row.seven_working_half_off, row.received);
    }
}

BOOST_AUTO_TEST_CASE(fifteen_working_days_end_as_in_the_table)
{
    for (const auto& row : table) {
        BOOST_TEST(due(row.received, fifteen_working) == row.fifteen_working, row.received);
    }
}

BOOST_AUTO_TEST_CASE(thirty_calendar_days_that_roll_end_as_in_the_table)
{
    for (const auto& row : table) {
        BOOST_TEST(due(row.received, thirty_rolled) == row.thirty_rolled, row.received);
    }
}

BOOST_AUTO_TEST_CASE(a_period_of_no_days_ends_on_the_day_of_receipt)
{
    BOOST_TEST(due("2026-03-21", {counting::calendar_days, 0, false, false}) == "2026-03-21");
    BOOST_TEST(due("2026-03-21", {counting::calendar_days, 0, true, false}) == "2026-03-23");
    BOOST_TEST(due("2026-03-21", {counting::business_days, 0, false, false}) == "2026-03-23");
}

BOOST_AUTO_TEST_CASE(working_days_end_on_a_working_day_with_or_without_rolling)
{
    for (day when = on("2026-01-01"); when <= on("2026-12-31"); when += std::chrono::days{1}) {
        const auto plain = due_day(when, seven_working, turkey()).value();
        auto rolling = seven_working;
        rolling.roll = true;
        BOOST_TEST(turkey().is_working_day(plain), text_of(when));
        BOOST_TEST((due_day(when, rolling, turkey()).value() == plain), text_of(when));
    }
}

BOOST_AUTO_TEST_CASE(rolling_over_half_days_goes_by_the_rule)
{
    // The 28th is a half day, the 29th a holiday.
    BOOST_TEST(due("2026-10-21", {counting::calendar_days, 7, true, false}) == "2026-10-28");
    BOOST_TEST(due("2026-10-21", {counting::calendar_days, 7, true, true}) == "2026-10-30");
}

BOOST_AUTO_TEST_CASE(calendar_days_that_do_not_roll_need_no_calendar)
{
    BOOST_TEST(due("2012-02-25", seven_days) == "2012-03-03");
    BOOST_TEST(due("2030-12-30", seven_days) == "2031-01-06");
    BOOST_TEST(due("2099-12-31", seven_days) == "2100-01-07");
}

BOOST_AUTO_TEST_CASE(working_days_outside_the_calendar_are_not_guessed)
{
    for (const auto& rule : {seven_working, seven_rolled}) {
        BOOST_TEST((due_day(on("2012-02-25"), rule, turkey()).error() == errc::bad_date));
        BOOST_TEST((due_day(on("2030-12-30"), rule, turkey()).error() == errc::bad_date));
    }
    BOOST_TEST((due_day(on("2023-12-30"), seven_working, turkey()).error() == errc::bad_date));
}

BOOST_AUTO_TEST_CASE(only_the_days_that_count_must_be_in_the_calendar)
{
    BOOST_TEST(due("2023-12-31", seven_working) == "2024-01-10");
    BOOST_TEST(due("2023-12-27", seven_rolled) == "2024-01-03");
    BOOST_TEST(due("2030-12-20", seven_working) == "2030-12-31");
    BOOST_TEST(
        (due_day(on("2030-12-21"), {counting::business_days, 8, false, false}, turkey()).error() ==
         errc::bad_date));
}

BOOST_AUTO_TEST_CASE(the_longest_period_is_counted_or_refused)
{
    BOOST_TEST(due("2024-01-01", {counting::calendar_days, 65'535, false, false}) == "2203-06-07");
    BOOST_TEST(
        (due_day(on("2024-01-01"), {counting::business_days, 65'535, false, false}, turkey())
             .error() == errc::bad_date));
}

BOOST_AUTO_TEST_CASE(a_day_out_of_all_bounds_is_refused)
{
    for (const day when : {day::min(), day::max(), on("0001-01-01") - std::chrono::days{1}}) {
        BOOST_TEST((due_day(when, seven_days, turkey()).error() == errc::bad_date));
    }
}

BOOST_AUTO_TEST_CASE(a_later_receipt_never_ends_earlier)
{
    for (const auto& rule :
         {seven_days, seven_rolled, seven_working, half_off, fifteen_working, thirty_rolled}) {
        day before = on("2024-01-01");
        for (day when = on("2024-01-01"); when <= on("2030-11-01"); when += std::chrono::days{1}) {
            const day now = due_day(when, rule, turkey()).value();
            BOOST_TEST((now >= before), text_of(when));
            before = now;
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
