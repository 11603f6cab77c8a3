#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_calendar_text)
namespace {

const std::string headers =
    "version 7\nzone Europe/Istanbul\nfrom 2026-01-01\nto 2026-12-31\n";  // Lines 1 to 4.

/// The line that is to blame; 0 if the text is in order.
std::size_t bad_line_of(const std::string& text)
{
    std::size_t line = 0;
    const auto read = calendar::parse(text, &line);
    if (!read) {
        BOOST_TEST((read.error() == errc::bad_date));
    }
    return read ? 0 : line;
}

std::size_t bad_entry(const std::string& entry)
{
    return bad_line_of(headers + entry);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_calendar_is_read_from_its_lines)
{
    const auto read = calendar::parse(
        headers + "2026-03-20 holiday Ramazan Bayramı 1. gün\n2026-03-19 half Ramazan arifesi\n");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->version() == 7U);
    BOOST_TEST(read->covers(on("2026-01-01")));
    BOOST_TEST(!read->covers(on("2025-12-31")));
    BOOST_TEST(!read->covers(on("2027-01-01")));
    BOOST_TEST(read->is_holiday(on("2026-03-20")));
    BOOST_TEST(read->is_half_day(on("2026-03-19")));
    BOOST_TEST(!read->is_holiday(on("2026-10-29")));
    BOOST_TEST(read->name_of(on("2026-03-20")) == "Ramazan Bayramı 1. gün");
    BOOST_TEST((read->day_of(utc("2026-03-19", 21)) == on("2026-03-20")));
}

BOOST_AUTO_TEST_CASE(blank_lines_comments_and_blanks_around_say_nothing)
{
    BOOST_TEST(
        bad_line_of("# a comment\r\n\n  \t\nversion\t7 # so it is\r\n zone  Europe/Istanbul \n"
                    "to 2026-12-31\nfrom 2026-01-01\n\n 2026-03-20\tholiday  x # y\n#") == 0U);
}

BOOST_AUTO_TEST_CASE(the_last_line_needs_no_end)
{
    BOOST_TEST(bad_entry("2026-03-20 holiday x") == 0U);
    BOOST_TEST(bad_entry("") == 0U);
}

BOOST_AUTO_TEST_CASE(a_comment_is_no_part_of_a_name)
{
    const auto read = calendar::parse(headers + "2026-03-20 holiday a b # c\n").value();
    BOOST_TEST(read.name_of(on("2026-03-20")) == "a b");
}

BOOST_AUTO_TEST_CASE(an_unknown_word_is_found_on_its_line)
{
    BOOST_TEST(bad_line_of("version 7\nzones Europe/Istanbul\n") == 2U);
    BOOST_TEST(bad_line_of("Version 7\n") == 1U);
    BOOST_TEST(bad_entry("\n\nholiday 2026-03-20 x\n") == 7U);
    BOOST_TEST(bad_entry("2026-03-20 holidays x\n") == 5U);
    BOOST_TEST(bad_entry("2026-03-20 Half x\n") == 5U);
}

BOOST_AUTO_TEST_CASE(a_missing_header_is_found_after_the_last_line)
{
    BOOST_TEST(bad_line_of("") == 1U);
    BOOST_TEST(bad_line_of("version 1\nzone Europe/Istanbul\nfrom 2026-01-01\n") == 4U);
    BOOST_TEST(bad_line_of("zone Europe/Istanbul\nfrom 2026-01-01\nto 2026-12-31") == 4U);
}

BOOST_AUTO_TEST_CASE(an_entry_before_the_headers_is_refused)
{
    BOOST_TEST(bad_line_of("version 1\n2026-03-20 holiday x\n") == 2U);
}

BOOST_AUTO_TEST_CASE(a_header_stands_once)
{
    for (const char* again :
         {"version 8", "zone Europe/Istanbul", "from 2026-01-01", "to 2026-12-31"}) {
        BOOST_TEST(bad_entry(again) == 5U, again);
    }
}

BOOST_AUTO_TEST_CASE(a_version_is_a_number_from_1)
{
    for (const char* bad : {"", "0", "000", "-1", "+1", "1.0", "x", "1 2", "1000000000"}) {
        BOOST_TEST(bad_line_of(std::string{"version "} + bad) == 1U, bad);
    }
    BOOST_TEST(bad_line_of("version") == 1U);
    BOOST_TEST(
        calendar::parse("version 999999999\nzone Etc/UTC\nfrom 2026-01-01\nto 2026-01-01\n")
            .value()
            .version() == 999'999'999U);
}

// The guest library throws for these; it must not be seen outside.
BOOST_AUTO_TEST_CASE(a_zone_that_the_database_does_not_know_is_refused)
{
    for (const char* bad :
         {"",
          "Europe/Atlantis",
          "europe/istanbul",
          "Europe",
          "../Europe/Istanbul",
          "/etc/passwd",
          "Europe/Istanbul x",
          "+03:00",
          "zone.tab"}) {
        BOOST_TEST(bad_line_of(std::string{"version 1\nzone "} + bad + "\n") == 2U, bad);
    }
}

BOOST_AUTO_TEST_CASE(a_day_that_does_not_exist_is_refused)
{
    for (const char* bad :
         {"2026-02-29",
          "2026-02-30",
          "2026-04-31",
          "2026-00-10",
          "2026-13-01",
          "2026-03-00",
          "2026-03-32",
          "0000-03-01",
          "2026-3-20",
          "2026-03-2",
          "26-03-20",
          "2026/03/20",
          "2026-03-20T00",
          "2026-0x-20",
          "20260320",
          "2026--3-20"}) {
        BOOST_TEST(bad_entry(std::string{bad} + " holiday x\n") == 5U, bad);
        BOOST_TEST(bad_line_of(std::string{"from "} + bad + "\n") == 1U, bad);
        BOOST_TEST(bad_line_of(std::string{"to "} + bad + "\n") == 1U, bad);
    }
}

BOOST_AUTO_TEST_CASE(a_leap_day_exists_in_a_leap_year)
{
    const std::string leap = "version 1\nzone Etc/UTC\nfrom 2028-01-01\nto 2028-12-31\n";
    BOOST_TEST(bad_line_of(leap + "2028-02-29 holiday x\n") == 0U);
}

BOOST_AUTO_TEST_CASE(a_day_stands_once_whatever_it_is)
{
    BOOST_TEST(bad_entry("2026-03-20 holiday x\n2026-03-20 holiday x\n") == 6U);
    BOOST_TEST(bad_entry("2026-03-20 holiday x\n2026-03-21 half y\n2026-03-20 half x\n") == 7U);
}

BOOST_AUTO_TEST_CASE(a_day_out_of_range_is_refused)
{
    BOOST_TEST(bad_entry("2026-01-01 holiday x\n2026-12-31 holiday x\n") == 0U);
    BOOST_TEST(bad_entry("2026-01-01 holiday x\n2025-12-31 holiday x\n") == 6U);
    BOOST_TEST(bad_entry("2027-01-01 holiday x\n") == 5U);
}

BOOST_AUTO_TEST_CASE(an_entry_has_a_kind_and_a_name)
{
    BOOST_TEST(bad_entry("2026-03-20\n") == 5U);
    BOOST_TEST(bad_entry("2026-03-20 holiday\n") == 5U);
    BOOST_TEST(bad_entry("2026-03-20 holiday # no name\n") == 5U);
    BOOST_TEST(bad_entry("2026-03-20 holiday a\x01z\n") == 5U);
    BOOST_TEST(bad_entry("2026-03-20 holiday a\x7fz\n") == 5U);
    BOOST_TEST(bad_entry(std::string{"2026-03-20 holiday a\0z\n", 23}) == 5U);
}

BOOST_AUTO_TEST_CASE(a_range_begins_before_it_ends)
{
    BOOST_TEST(bad_line_of("from 2026-01-02\nto 2026-01-01\n") == 2U);
    BOOST_TEST(bad_line_of("to 2026-01-01\nfrom 2026-01-02\n") == 2U);
    BOOST_TEST(bad_line_of("version 1\nzone Etc/UTC\nfrom 2026-01-01\nto 2026-01-01\n") == 0U);
}

BOOST_AUTO_TEST_CASE(a_range_is_at_most_a_century)
{
    BOOST_TEST(bad_line_of("version 1\nzone Etc/UTC\nfrom 1901-01-01\nto 2000-12-31\n") == 0U);
    BOOST_TEST(bad_line_of("from 1901-01-01\nto 2001-01-01\n") == 2U);
}

BOOST_AUTO_TEST_CASE(a_line_has_at_most_256_bytes)
{
    const std::string entry = "2026-03-20 holiday ";
    BOOST_TEST(bad_entry(entry + std::string(256 - entry.size(), 'x') + "\n") == 0U);
    BOOST_TEST(bad_entry(entry + std::string(257 - entry.size(), 'x') + "\n") == 5U);
    BOOST_TEST(bad_entry("#" + std::string(256, ' ')) == 5U);
}

BOOST_AUTO_TEST_CASE(a_text_has_at_most_a_megabyte)
{
    std::string text = headers;
    while (text.size() < (std::size_t{1} << 20) - 128) {
        text += "#" + std::string(126, ' ') + "\n";
    }
    BOOST_TEST(bad_line_of(text) == 0U);
    const std::size_t lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    text += std::string(200, ' ') + "\n\n";
    BOOST_TEST(bad_line_of(text) == lines + 1);
}

BOOST_AUTO_TEST_CASE(who_does_not_ask_for_the_line_need_not_be_told)
{
    BOOST_TEST(!calendar::parse("nonsense").has_value());
}

// Cut anywhere and with any byte changed it is read or refused, and never anything else.
BOOST_AUTO_TEST_CASE(damaged_text_is_refused_or_read)
{
    const std::string text = headers + "2026-03-20 holiday Ramazan\n2026-03-19 half Arife\n";
    for (std::size_t at = 0; at < text.size(); ++at) {
        BOOST_TEST(bad_line_of(text.substr(0, at)) <= 6U, at);
        for (const char c : {'\0', '\n', '#', '9', 'x', '\xff'}) {
            std::string damaged = text;
            damaged[at] = c;
            BOOST_TEST(bad_line_of(damaged) <= 8U, at);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
