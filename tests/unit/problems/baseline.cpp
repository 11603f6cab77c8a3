// The formulas of docs/problems.md, by hand.
#include "problems/baseline.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(problems_baseline)

namespace tt = boost::test_tools;
using namespace acikkapi;
using problems_room::baseline;
using problems_room::periods;
using problems_room::span_of_days;
using problems_room::tally;
using std::chrono::days;

namespace {

day at(int n)
{
    return day{days{n}};
}

/// So many complaints on each of these days; one day in `every`.
tally seen(int from, int to, int many, int every = 1)
{
    tally out;
    for (int n = from; n < to; ++n) {
        for (int left = n % every == 0 ? many : 0; left > 0; --left) {
            out.add({at(n), stream_id{1}, 0, unit_id{}, false}, 1);
        }
    }
    return out;
}

periods of_days(int past, int window)
{
    return {{at(past), at(past + window)}, {at(0), at(past)}, {}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_expected_is_the_own_past_and_a_month_of_the_average)
{
    const auto much = seen(0, 100, 3);
    const auto little = seen(0, 100, 1);
    const baseline usual{{&much, &little}, of_days(100, 10)};
    // The average key has two a day.
    BOOST_TEST(usual.expected(much).mean == 10 * (300 + 28 * 2 + 0.5) / 128, tt::tolerance(1e-9));
    BOOST_TEST(usual.expected(little).mean == 10 * (100 + 28 * 2 + 0.5) / 128, tt::tolerance(1e-9));
    BOOST_TEST(usual.expected(tally{}).mean == 10 * (28 * 2 + 0.5) / 128, tt::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(counts_that_never_vary_still_vary_as_chance_does_and_so_did_the_past)
{
    const auto same = seen(0, 70, 7);
    const auto expected = baseline{{&same}, of_days(70, 14)}.expected(same);
    BOOST_TEST(expected.variance == expected.mean * (1 + 14.0 / 98), tt::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(counts_that_come_in_heaps_vary_more)
{
    // Five on every tenth day: 0 or 5 or 10 a week, never far from 3.5.
    const auto heaps = seen(0, 350, 5, 10);
    const auto expected = baseline{{&heaps}, of_days(350, 7)}.expected(heaps);
    const double dispersion = expected.variance / expected.mean / (1 + 7.0 / 378);
    double squares = 1.5 * 10;
    for (int week = 0; week < 50; ++week) {
        const double off = heaps.count({at(7 * week), at(7 * week + 7)}) - 3.5;
        squares += off * off;
    }
    BOOST_TEST(dispersion == squares / (10 + 3.5 * 49), tt::tolerance(1e-9));
    BOOST_TEST(dispersion > 1.5);
}

BOOST_AUTO_TEST_CASE(one_storm_is_not_how_a_category_is)
{
    const auto calm = seen(0, 364, 1);
    auto storm = seen(0, 357, 1);
    for (int n = 0; n < 1'000; ++n) {
        storm.add({at(360), stream_id{1}, 0, unit_id{}, false}, 1);
    }
    const auto expected = baseline{{&storm}, of_days(364, 7)}.expected(calm);
    // Uncapped it would be more than a thousand times the mean.
    BOOST_TEST(expected.variance / expected.mean < 20);
}

BOOST_AUTO_TEST_CASE(slow_swings_are_seen_in_blocks_as_long_as_the_window)
{
    tally swings;
    for (int n = 0; n < 360; ++n) {
        for (int left = n / 30 % 2 == 0 ? 1 : 3; left > 0; --left) {
            swings.add({at(n), stream_id{1}, 0, unit_id{}, false}, 1);
        }
    }
    const auto by_week = baseline{{&swings}, of_days(360, 7)}.expected(swings);
    const auto by_month = baseline{{&swings}, of_days(360, 30)}.expected(swings);
    BOOST_TEST(by_month.variance / by_month.mean > 3 * by_week.variance / by_week.mean);
}

BOOST_AUTO_TEST_CASE(a_season_is_that_of_the_category_a_year_ago_and_has_its_bounds)
{
    const auto factor = [](int in_season) {
        auto all = seen(0, 100, 1);
        for (int n = 100; n < 140; ++n) {
            for (int left = in_season; left > 0; --left) {
                all.add({at(n), stream_id{1}, 0, unit_id{}, false}, 1);
            }
        }
        for (int n = 140; n < 400; ++n) {
            all.add({at(n), stream_id{1}, 0, unit_id{}, false}, 1);
        }
        auto when = of_days(400, 10);
        const double even = baseline{{&all}, when}.expected(all).mean;
        when.season = span_of_days{at(100), at(140)};
        return baseline{{&all}, when}.expected(all).mean / even;
    };
    BOOST_TEST(factor(1) == 1.0, tt::tolerance(1e-9));
    // 120 where (360 + 120) / 400 x 40 were to be expected of an even year, and 20 besides.
    BOOST_TEST(factor(3) == (120 + 20.0) / (48 + 20.0), tt::tolerance(1e-9));
    BOOST_TEST(factor(0) == 20.0 / (36 + 20.0), tt::tolerance(1e-9));
    BOOST_TEST(factor(100) == 4.0, tt::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
