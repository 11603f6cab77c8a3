#include "days.hpp"

#include <boost/test/unit_test.hpp>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_share)
namespace {

constexpr std::chrono::hours a_day{24};

}  // namespace

BOOST_AUTO_TEST_CASE(a_share_goes_from_the_day_of_receipt_to_the_first_late_instant)
{
    const auto clock = started("2026-03-02");
    BOOST_TEST((share_of(clock, 0, turkey()) == in_turkey("2026-03-02", 0)));
    BOOST_TEST((share_of(clock, 50, turkey()) == in_turkey("2026-03-06", 0)));
    BOOST_TEST((share_of(clock, 75, turkey()) == in_turkey("2026-03-08", 0)));
    BOOST_TEST((share_of(clock, 100, turkey()) == late_from(clock, turkey())));
}

BOOST_AUTO_TEST_CASE(a_share_is_exact_to_the_microsecond)
{
    // Eight days are 691,200 s; 80 % of them are 552,960 s, which are 6 days, 9 h and 36 min.
    BOOST_TEST((share_of(started("2026-03-02"), 80, turkey()) == in_turkey("2026-03-08", 9, 36)));
    const auto one = share_of(started("2026-03-02"), 1, turkey());
    BOOST_TEST((one == in_turkey("2026-03-02", 0) + std::chrono::seconds{6912}));
}

BOOST_AUTO_TEST_CASE(what_is_no_percentage_counts_as_the_nearest)
{
    const auto clock = started("2026-03-02");
    BOOST_TEST((share_of(clock, -5, turkey()) == share_of(clock, 0, turkey())));
    BOOST_TEST((share_of(clock, 101, turkey()) == share_of(clock, 100, turkey())));
}

// The clock ran for two days of eight, stood still for ten, and has six to go.
BOOST_AUTO_TEST_CASE(the_days_of_a_pause_are_no_part_of_the_time)
{
    const auto clock = paused(started("2026-03-02"), "2026-03-03", "2026-03-13");
    BOOST_TEST((share_of(clock, 0, turkey()) == in_turkey("2026-03-02", 0)));
    BOOST_TEST((share_of(clock, 20, turkey()) < in_turkey("2026-03-04", 0)));
    BOOST_TEST((share_of(clock, 50, turkey()) == in_turkey("2026-03-16", 0)));
    BOOST_TEST((share_of(clock, 100, turkey()) == late_from(clock, turkey())));
}

BOOST_AUTO_TEST_CASE(a_pause_on_the_last_day_leaves_the_whole_at_the_end)
{
    const auto clock = paused(started("2026-03-02"), "2026-03-09", "2026-03-20");
    BOOST_TEST((share_of(clock, 99, turkey()) < in_turkey("2026-03-10", 0)));
    BOOST_TEST((share_of(clock, 100, turkey()) == in_turkey("2026-03-21", 0)));
}

BOOST_AUTO_TEST_CASE(a_pause_after_the_end_is_no_part_of_it)
{
    const auto before = started("2026-03-02");
    const auto after = paused(before, "2026-03-12", "2026-03-20");
    for (const int percent : {0, 50, 80, 100}) {
        BOOST_TEST(
            (share_of(after, percent, turkey()) == share_of(before, percent, turkey())), percent);
    }
}

BOOST_AUTO_TEST_CASE(more_percent_are_never_earlier)
{
    auto clock = started("2026-03-02", seven_working);
    clock = paused(paused(clock, "2026-03-02", "2026-03-04"), "2026-03-06", "2026-03-25");
    instant before = share_of(clock, 0, turkey());
    for (int percent = 1; percent <= 100; ++percent) {
        const instant now = share_of(clock, percent, turkey());
        BOOST_TEST((now > before), percent);
        before = now;
    }
    BOOST_TEST((before == late_from(clock, turkey())));
}

BOOST_AUTO_TEST_CASE(a_period_of_no_days_is_its_one_day)
{
    const auto clock = started("2026-03-02", {counting::calendar_days, 0, false, false});
    BOOST_TEST((share_of(clock, 100, turkey()) - share_of(clock, 0, turkey()) == a_day));
    BOOST_TEST((share_of(clock, 50, turkey()) == in_turkey("2026-03-02", 12)));
}

BOOST_AUTO_TEST_CASE(the_longest_period_has_its_shares)
{
    const auto clock = started("2026-03-02", {counting::calendar_days, 65'535, false, false});
    BOOST_TEST((share_of(clock, 50, turkey()) == in_turkey("2026-03-02", 0) + 32'768 * a_day));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
