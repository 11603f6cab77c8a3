#include "support/time_text.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

BOOST_AUTO_TEST_SUITE(tools_time_text)

using namespace acikkapi;
using namespace std::chrono_literals;
using tools::format_in_zone;
using tools::format_utc;
using tools::parse_time;

namespace {

instant at(int year, unsigned month, unsigned day, std::chrono::microseconds time)
{
    return std::chrono::sys_days{
               std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} +
           time;
}

bool is_no_time(std::string_view text)
{
    const auto read = parse_time(text);
    return read.has_error() && read.error() == errc::bad_date;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_time_counts_from_its_offset)
{
    const instant expected = at(2011, 9, 26, 14h + 52min + 12s);
    BOOST_TEST((parse_time("2011-09-26T10:52:12-04:00").value() == expected));
    BOOST_TEST((parse_time("2011-09-26T14:52:12Z").value() == expected));
    BOOST_TEST((parse_time("2011-09-26T17:52:12+03:00").value() == expected));
    BOOST_TEST((parse_time("2011-09-27T00:37:12+09:45").value() == expected));
}

BOOST_AUTO_TEST_CASE(a_fraction_has_one_to_six_digits)
{
    const instant second = at(2010, 1, 2, 3h + 4min + 5s);
    BOOST_TEST((parse_time("2010-01-02T03:04:05.5Z").value() == second + 500ms));
    BOOST_TEST((parse_time("2010-01-02T03:04:05.012Z").value() == second + 12ms));
    BOOST_TEST((parse_time("2010-01-02T03:04:05.000001Z").value() == second + 1us));
    BOOST_TEST((parse_time("2010-01-02T04:04:05.999999+01:00").value() == second + 999'999us));
    BOOST_TEST(is_no_time("2010-01-02T03:04:05.Z"));
    BOOST_TEST(is_no_time("2010-01-02T03:04:05.1234567Z"));
}

// 2011-11-06, 01:00 to 02:00 happened twice in Boston; only the offset tells which.
BOOST_AUTO_TEST_CASE(the_hour_that_comes_twice_is_two_hours)
{
    const instant first = parse_time("2011-11-06T01:30:00-04:00").value();
    const instant second = parse_time("2011-11-06T01:30:00-05:00").value();
    BOOST_TEST((second - first == 1h));
    BOOST_TEST(format_in_zone(first, "America/New_York").value() == "2011-11-06T01:30:00-04:00");
    BOOST_TEST(format_in_zone(second, "America/New_York").value() == "2011-11-06T01:30:00-05:00");
}

BOOST_AUTO_TEST_CASE(what_is_no_time_is_refused)
{
    for (const auto* text :
         {"",
          "2011-09-26",
          "2011-09-26T10:52:12",
          "2011-09-26 10:52:12-04:00",
          "2011-09-26T10:52-04:00",
          "2011-09-26T10:52:12-0400",
          "2011-09-26T10:52:12-04",
          "2011-09-26T10:52:12Zx",
          "2011-09-26T10:52:12z",
          " 2011-09-26T10:52:12Z",
          "11-09-26T10:52:12Z",
          "2011-9-26T10:52:12Z",
          "2011-09-26T1:52:12Z",
          "+011-09-26T10:52:12Z",
          "2011-09-26T10:52:12+-4:00",
          "2011-09-26T10:52:12+04:0x",
          "ali"}) {
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(is_no_time(text));
        }
    }
}

BOOST_AUTO_TEST_CASE(days_and_times_that_do_not_exist_are_refused)
{
    for (const auto* text :
         {"2011-02-29T00:00:00Z",
          "2011-13-01T00:00:00Z",
          "2011-00-01T00:00:00Z",
          "2011-04-31T00:00:00Z",
          "2011-04-00T00:00:00Z",
          "2011-04-30T24:00:00Z",
          "2011-04-30T23:60:00Z",
          "2011-04-30T23:59:60Z",
          "2011-04-30T23:59:59+24:00",
          "2011-04-30T23:59:59+03:60"}) {
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(is_no_time(text));
        }
    }
    BOOST_TEST(parse_time("2012-02-29T00:00:00Z").has_value());
}

BOOST_AUTO_TEST_CASE(the_edges_of_the_calendar_are_times)
{
    BOOST_TEST(format_utc(parse_time("0000-01-01T00:00:00Z").value()) == "0000-01-01T00:00:00Z");
    BOOST_TEST(
        format_utc(parse_time("9999-12-31T23:59:59.999999Z").value()) ==
        "9999-12-31T23:59:59.999999Z");
    BOOST_TEST(format_utc(instant{}) == "1970-01-01T00:00:00Z");
    BOOST_TEST(format_utc(instant{} - 1us) == "1969-12-31T23:59:59.999999Z");
}

BOOST_AUTO_TEST_CASE(a_zone_shows_its_offset_of_then)
{
    const instant winter = at(2015, 1, 15, 12h);
    const instant summer = at(2015, 7, 15, 12h);
    const instant today = at(2026, 1, 15, 12h);
    const auto istanbul = [](instant when) {
        return format_in_zone(when, "Europe/Istanbul").value();
    };
    BOOST_TEST(istanbul(winter) == "2015-01-15T14:00:00+02:00");
    BOOST_TEST(istanbul(summer) == "2015-07-15T15:00:00+03:00");
    BOOST_TEST(istanbul(today) == "2026-01-15T15:00:00+03:00");  // summer time all year since 2016
    BOOST_TEST(format_in_zone(today + 5us, "UTC").value() == "2026-01-15T12:00:00.000005+00:00");
}

BOOST_AUTO_TEST_CASE(a_zone_that_is_not_known_is_an_error)
{
    BOOST_TEST((format_in_zone(instant{}, "Europe/Konstantinopel").error() == errc::bad_argument));
    BOOST_TEST((format_in_zone(instant{}, "").error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back_as_the_same_instant)
{
    std::mt19937_64 random{2011};
    const auto first = at(1850, 1, 1, 0h).time_since_epoch().count();
    const auto last = at(2100, 1, 1, 0h).time_since_epoch().count();
    std::uniform_int_distribution<std::int64_t> any{first, last};
    for (int round = 0; round < 2'000; ++round) {
        const instant when{std::chrono::microseconds{any(random)}};
        BOOST_TEST_REQUIRE((parse_time(format_utc(when)).value() == when));
        for (const auto* zone : {"Europe/Istanbul", "America/New_York", "Asia/Kathmandu"}) {
            const std::string text = format_in_zone(when, zone).value();
            BOOST_TEST_CONTEXT(text)
            {
                BOOST_TEST_REQUIRE((parse_time(text).value() == when));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
