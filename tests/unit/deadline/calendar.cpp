#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_calendar)
namespace {

int working_days_of(int year, bool half_day_is_off)
{
    int count = 0;
    for (day when = on(year, 1, 1); when <= on(year, 12, 31); when += std::chrono::days{1}) {
        count += turkey().is_working_day(when, half_day_is_off) ? 1 : 0;
    }
    return count;
}

void is_feast(const std::string& first, int length, const std::string& name)
{
    const day begin = on(first);
    BOOST_TEST(
        (turkey().is_half_day(begin - std::chrono::days{1}) ||
         turkey().is_holiday(begin - std::chrono::days{1})));
    for (int i = 0; i < length; ++i) {
        const day when = begin + std::chrono::days{i};
        BOOST_TEST(turkey().is_holiday(when), text_of(when));
        BOOST_TEST(
            turkey().name_of(when).find(name + " Bayramı " + std::to_string(i + 1) + ". gün") !=
                std::string_view::npos,
            text_of(when));
    }
    const day after = begin + std::chrono::days{length};
    BOOST_TEST(turkey().name_of(after).find(name) == std::string_view::npos, text_of(after));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_turkish_calendar_covers_2024_to_2030)
{
    BOOST_TEST(turkey().version() == 1U);
    BOOST_TEST(!turkey().covers(on("2023-12-31")));
    BOOST_TEST(turkey().covers(on("2024-01-01")));
    BOOST_TEST(turkey().covers(on("2030-12-31")));
    BOOST_TEST(!turkey().covers(on("2031-01-01")));
}

BOOST_AUTO_TEST_CASE(the_turkish_calendar_is_one_object)
{
    BOOST_TEST(&calendar::turkey() == &calendar::turkey());
}

// Counted by two other programs from two other sources.
BOOST_AUTO_TEST_CASE(every_year_has_its_number_of_working_days)
{
    constexpr std::array<int, 7> expected{250, 251, 251, 250, 254, 249, 250};
    for (int year = 2024; year <= 2030; ++year) {
        BOOST_TEST(
            working_days_of(year, false) == expected.at(static_cast<std::size_t>(year - 2024)),
            year);
    }
}

BOOST_AUTO_TEST_CASE(a_year_has_at_most_three_half_days_less)
{
    for (int year = 2024; year <= 2030; ++year) {
        const int less = working_days_of(year, false) - working_days_of(year, true);
        BOOST_TEST(less >= 0, year);
        BOOST_TEST(less <= 3, year);
    }
    BOOST_TEST(working_days_of(2026, true) == 248);
}

BOOST_AUTO_TEST_CASE(the_fixed_holidays_are_off_every_year)
{
    for (int year = 2024; year <= 2030; ++year) {
        for (const auto& [month, of_month] :
             {std::pair{1U, 1U},
              {4U, 23U},
              {5U, 1U},
              {5U, 19U},
              {7U, 15U},
              {8U, 30U},
              {10U, 29U}}) {
            BOOST_TEST(turkey().is_holiday(on(year, month, of_month)), year);
            BOOST_TEST(!turkey().is_working_day(on(year, month, of_month)), year);
        }
        BOOST_TEST(turkey().is_half_day(on(year, 10, 28)), year);
    }
}

BOOST_AUTO_TEST_CASE(ramazan_is_three_days)
{
    for (const char* first :
         {"2024-04-10",
          "2025-03-30",
          "2026-03-20",
          "2027-03-09",
          "2028-02-26",
          "2029-02-14",
          "2030-02-04"}) {
        is_feast(first, 3, "Ramazan");
    }
}

BOOST_AUTO_TEST_CASE(kurban_is_four_days)
{
    for (const char* first :
         {"2024-06-16",
          "2025-06-06",
          "2026-05-27",
          "2027-05-16",
          "2028-05-05",
          "2029-04-24",
          "2030-04-13"}) {
        is_feast(first, 4, "Kurban");
    }
}

// A well-known package says that this is a holiday, because it lets the feast end at noon.
BOOST_AUTO_TEST_CASE(the_day_after_the_feast_is_no_holiday)
{
    BOOST_TEST(!turkey().is_holiday(on("2026-05-31")));
    BOOST_TEST(!turkey().is_working_day(on("2026-05-31")));
    BOOST_TEST(turkey().is_working_day(on("2026-06-01")));
}

BOOST_AUTO_TEST_CASE(a_half_day_is_a_working_day_unless_the_rule_says_no)
{
    const day eve = on("2026-03-19");
    BOOST_TEST(turkey().is_half_day(eve));
    BOOST_TEST(!turkey().is_holiday(eve));
    BOOST_TEST(turkey().is_working_day(eve));
    BOOST_TEST(!turkey().is_working_day(eve, true));
}

BOOST_AUTO_TEST_CASE(a_weekend_is_no_holiday_and_no_working_day)
{
    for (const char* weekend : {"2026-03-14", "2026-03-15"}) {
        BOOST_TEST(!turkey().is_holiday(on(weekend)));
        BOOST_TEST(!turkey().is_working_day(on(weekend)));
        BOOST_TEST(turkey().name_of(on(weekend)).empty());
    }
    BOOST_TEST(turkey().is_working_day(on("2026-03-16")));
    BOOST_TEST(turkey().is_working_day(on("2026-03-16"), true));
}

BOOST_AUTO_TEST_CASE(two_holidays_on_one_day_are_one_day_off)
{
    BOOST_TEST(
        turkey().name_of(on("2027-05-19")) ==
        "Atatürk'ü Anma, Gençlik ve Spor Bayramı; Kurban Bayramı 4. gün");
    BOOST_TEST(turkey().is_holiday(on("2027-05-19")));
    BOOST_TEST(turkey().is_working_day(on("2027-05-20")));
}

BOOST_AUTO_TEST_CASE(a_holiday_that_is_also_an_eve_is_off_all_day)
{
    const day both = on("2029-04-23");
    BOOST_TEST(turkey().is_holiday(both));
    BOOST_TEST(!turkey().is_half_day(both));
    BOOST_TEST(!turkey().is_working_day(both));
}

BOOST_AUTO_TEST_CASE(a_day_off_by_circular_makes_the_next_version)
{
    const day leave = on("2026-05-26");
    const calendar next = turkey().with_day_off(leave, "idari izin");
    BOOST_TEST(next.version() == 2U);
    BOOST_TEST(next.is_holiday(leave));
    BOOST_TEST(!next.is_half_day(leave));
    BOOST_TEST(next.name_of(leave) == "Kurban Bayramı arifesi; idari izin");
    BOOST_TEST(next.with_day_off(on("2026-05-25"), "idari izin").version() == 3U);
}

BOOST_AUTO_TEST_CASE(an_ordinary_day_may_be_made_a_day_off)
{
    const day leave = on("2026-05-25");
    const calendar next = turkey().with_day_off(leave, "idari izin");
    BOOST_TEST(next.name_of(leave) == "idari izin");
    BOOST_TEST(!next.is_working_day(leave));
    BOOST_TEST(next.is_working_day(leave - std::chrono::days{3}));
    BOOST_TEST(next.is_half_day(leave + std::chrono::days{1}));
    BOOST_TEST(next.is_holiday(on("2024-01-01")));
    BOOST_TEST(next.is_holiday(on("2030-10-29")));
}

BOOST_AUTO_TEST_CASE(the_calendar_that_was_changed_stays_as_it_was)
{
    const calendar before = turkey();
    const calendar next = before.with_day_off(on("2026-05-25"), "idari izin");
    BOOST_TEST(before.version() == 1U);
    BOOST_TEST(before.is_working_day(on("2026-05-25")));
    BOOST_TEST((next.day_of(in_turkey("2026-05-25", 0)) == on("2026-05-25")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
