#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_zone)
namespace {

calendar in_zone(const std::string& name)
{
    return calendar::parse("version 1\nzone " + name + "\nfrom 2000-01-01\nto 2030-12-31\n")
        .value();
}

const calendar& new_york()
{
    static const calendar value = in_zone("America/New_York");
    return value;
}

/// The first instant of a day belongs to it, and the one before to the day before.
void begins_at(const calendar& days, const std::string& date, instant expected)
{
    const day when = on(date);
    BOOST_TEST((days.begin_of(when) == expected), date);
    BOOST_TEST(text_of(days.day_of(expected)) == date);
    BOOST_TEST((days.day_of(expected - std::chrono::microseconds{1}) < when), date);
}

std::chrono::hours length_of(const calendar& days, const std::string& date)
{
    return std::chrono::duration_cast<std::chrono::hours>(
        days.begin_of(on(date) + std::chrono::days{1}) - days.begin_of(on(date)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_day_in_istanbul_begins_at_21_utc_all_the_year)
{
    begins_at(turkey(), "2026-01-15", utc("2026-01-14", 21));
    begins_at(turkey(), "2026-03-29", utc("2026-03-28", 21));
    begins_at(turkey(), "2026-07-15", utc("2026-07-14", 21));
    begins_at(turkey(), "2026-10-25", utc("2026-10-24", 21));
}

BOOST_AUTO_TEST_CASE(every_day_in_istanbul_has_24_hours_since_2017)
{
    for (day when = on("2024-01-01"); when <= on("2030-12-31"); when += std::chrono::days{1}) {
        const auto begin = turkey().begin_of(when);
        const auto end = turkey().begin_of(when + std::chrono::days{1});
        BOOST_TEST((end - begin == std::chrono::hours{24}), text_of(when));
        BOOST_TEST((turkey().day_of(begin) == when), text_of(when));
        BOOST_TEST((turkey().day_of(end - std::chrono::microseconds{1}) == when), text_of(when));
    }
}

// Before 2016 the clocks changed: an old register is read by the time of then.
BOOST_AUTO_TEST_CASE(istanbul_changed_its_clocks_before_2016)
{
    begins_at(turkey(), "2015-01-15", utc("2015-01-14", 22));
    begins_at(turkey(), "2015-07-15", utc("2015-07-14", 21));
    BOOST_TEST(length_of(turkey(), "2015-03-29").count() == 23);
    BOOST_TEST(length_of(turkey(), "2015-11-08").count() == 25);
}

BOOST_AUTO_TEST_CASE(a_microsecond_before_1970_belongs_to_the_day_before)
{
    const calendar days = in_zone("Etc/UTC");
    BOOST_TEST(text_of(days.day_of(instant{})) == "1970-01-01");
    BOOST_TEST(text_of(days.day_of(instant{} - std::chrono::microseconds{1})) == "1969-12-31");
    begins_at(days, "1969-12-31", utc("1969-12-31"));
}

BOOST_AUTO_TEST_CASE(new_york_has_another_offset_in_summer)
{
    begins_at(new_york(), "2011-01-15", utc("2011-01-15", 5));
    begins_at(new_york(), "2011-07-15", utc("2011-07-15", 4));
}

// 01:30 comes twice on this day, at 05:30 and at 06:30 UTC: both are this day.
BOOST_AUTO_TEST_CASE(an_hour_that_comes_twice_is_the_same_day_both_times)
{
    BOOST_TEST(text_of(new_york().day_of(utc("2011-11-06", 5, 30))) == "2011-11-06");
    BOOST_TEST(text_of(new_york().day_of(utc("2011-11-06", 6, 30))) == "2011-11-06");
    begins_at(new_york(), "2011-11-06", utc("2011-11-06", 4));
    begins_at(new_york(), "2011-11-07", utc("2011-11-07", 5));
    BOOST_TEST(length_of(new_york(), "2011-11-06").count() == 25);
}

BOOST_AUTO_TEST_CASE(a_day_that_loses_an_hour_has_23)
{
    begins_at(new_york(), "2011-03-13", utc("2011-03-13", 5));
    begins_at(new_york(), "2011-03-14", utc("2011-03-14", 4));
    BOOST_TEST(length_of(new_york(), "2011-03-13").count() == 23);
}

// In Havana the clocks go back at 01:00 to 00:00: the day begins with the first midnight.
BOOST_AUTO_TEST_CASE(a_midnight_that_comes_twice_counts_the_first_time)
{
    begins_at(in_zone("America/Havana"), "2011-11-13", utc("2011-11-13", 4));
}

// In São Paulo the clocks went from 00:00 to 01:00: the day begins at 01:00, with the jump.
BOOST_AUTO_TEST_CASE(a_midnight_that_is_skipped_counts_from_the_jump)
{
    begins_at(in_zone("America/Sao_Paulo"), "2011-10-16", utc("2011-10-16", 3));
}

// In Toronto the clocks once went from 23:30 to 00:30: the day has no first half hour.
BOOST_AUTO_TEST_CASE(a_jump_over_midnight_begins_the_day_half_an_hour_late)
{
    begins_at(in_zone("America/Toronto"), "1919-03-31", utc("1919-03-31", 4, 30));
}

// Samoa went over the date line and left 30 December out.
BOOST_AUTO_TEST_CASE(a_day_that_never_was_begins_with_the_day_after)
{
    const calendar apia = in_zone("Pacific/Apia");
    BOOST_TEST((apia.begin_of(on("2011-12-30")) == apia.begin_of(on("2011-12-31"))));
    BOOST_TEST(text_of(apia.day_of(apia.begin_of(on("2011-12-30")))) == "2011-12-31");
}

BOOST_AUTO_TEST_CASE(a_day_out_of_all_bounds_begins_with_the_nearest_year)
{
    const day first = on("0001-01-01");
    const day last = on("9999-12-31");
    BOOST_TEST((turkey().begin_of(day::min()) == turkey().begin_of(first)));
    BOOST_TEST((turkey().begin_of(day::max()) == turkey().begin_of(last)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
