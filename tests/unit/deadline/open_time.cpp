#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

// Time that counts only while the office is open.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_open_time)
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const office_hours eight_to_five{};

instant after(instant from, minutes much)
{
    return after_open_time(from, much, eight_to_five, turkey());
}

}  // namespace

BOOST_AUTO_TEST_CASE(four_hours_of_one_day_are_four_hours)
{
    BOOST_TEST((after(in_turkey("2026-03-16", 9), hours{4}) == in_turkey("2026-03-16", 13)));
    BOOST_TEST((after(in_turkey("2026-03-16", 13), hours{4}) == in_turkey("2026-03-16", 17)));
}

BOOST_AUTO_TEST_CASE(what_is_left_at_closing_time_goes_on_the_next_working_day)
{
    BOOST_TEST((after(in_turkey("2026-03-16", 15), hours{4}) == in_turkey("2026-03-17", 10)));
    // Friday to Monday.
    BOOST_TEST((after(in_turkey("2026-03-13", 16), hours{4}) == in_turkey("2026-03-16", 11)));
}

BOOST_AUTO_TEST_CASE(what_comes_when_nobody_is_there_waits_for_the_doors_to_open)
{
    BOOST_TEST((after(in_turkey("2026-03-16", 3), hours{4}) == in_turkey("2026-03-16", 12)));
    BOOST_TEST((after(in_turkey("2026-03-16", 22), hours{4}) == in_turkey("2026-03-17", 12)));
    BOOST_TEST((after(in_turkey("2026-03-14", 10), hours{4}) == in_turkey("2026-03-16", 12)));
}

BOOST_AUTO_TEST_CASE(a_half_day_ends_at_one_and_a_holiday_does_not_count)
{
    // 19 March 2026 is the eve of Ramazan Bayramı, which lasts from Friday to Sunday.
    BOOST_TEST((after(in_turkey("2026-03-19", 11), hours{4}) == in_turkey("2026-03-23", 10)));
    BOOST_TEST((after(in_turkey("2026-03-19", 8), hours{4}) == in_turkey("2026-03-19", 12)));
}

BOOST_AUTO_TEST_CASE(an_administrative_leave_moves_it)
{
    const auto longer = turkey().with_day_off(on("2026-03-17"), "idari izin");
    const auto from = in_turkey("2026-03-16", 15);
    BOOST_TEST(
        (after_open_time(from, hours{4}, eight_to_five, longer) == in_turkey("2026-03-18", 10)));
}

BOOST_AUTO_TEST_CASE(no_time_ends_at_once_or_when_the_doors_open)
{
    BOOST_TEST((after(in_turkey("2026-03-16", 9), minutes{0}) == in_turkey("2026-03-16", 9)));
    BOOST_TEST((after(in_turkey("2026-03-16", 3), minutes{0}) == in_turkey("2026-03-16", 8)));
}

BOOST_AUTO_TEST_CASE(hours_that_are_none_count_as_all_day)
{
    const office_hours none{hours{9}, hours{9}};
    const auto from = in_turkey("2026-03-16", 22);
    BOOST_TEST((after_open_time(from, hours{4}, none, turkey()) == in_turkey("2026-03-17", 2)));
}

BOOST_AUTO_TEST_CASE(more_time_never_ends_earlier_and_a_wait_in_two_parts_ends_as_one)
{
    std::mt19937 random{7};
    const auto below = [&](std::uint32_t end) { return static_cast<int>(random() % end); };
    for (int i = 0; i < 2'000; ++i) {
        const auto from = in_turkey("2026-01-01", 0) + minutes{below(60 * 24 * 400)};
        const minutes first{below(60 * 40)};
        const minutes second{1 + below(60 * 40)};
        const auto half = after(from, first);
        BOOST_TEST_REQUIRE((half >= from));
        BOOST_TEST_REQUIRE((after(half, second) == after(from, first + second)));
    }
}

BOOST_AUTO_TEST_CASE(a_bound_holds_whatever_is_asked)
{
    const auto from = in_turkey("2026-03-16", 9);
    BOOST_TEST((after(from, hours{1'000}) == after(from, hours{5'000})));
    BOOST_TEST((after(from, hours{1'000}) < in_turkey("2026-12-31")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
