#include "latencies.hpp"

#include <boost/test/unit_test.hpp>

using bench::latencies;
using std::chrono::microseconds;
using std::chrono::nanoseconds;

BOOST_AUTO_TEST_SUITE(bench_latencies)

BOOST_AUTO_TEST_CASE(small_times_are_exact)
{
    latencies all;
    for (int i = 1; i <= 100; ++i) {
        all.add(microseconds{i});
    }
    BOOST_TEST(all.count() == 100U);
    BOOST_TEST(all.percentile_us(0.5) == 50U);
    BOOST_TEST(all.percentile_us(0.99) == 99U);
    BOOST_TEST(all.percentile_us(1) == 100U);
    BOOST_TEST(all.max_us() == 100U);
}

BOOST_AUTO_TEST_CASE(every_time_is_found_again_within_a_sixty_fourth)
{
    for (std::uint64_t value = 1; value < 100'000'000'000; value += value / 7 + 1) {
        latencies one;
        one.add(microseconds{value});
        const auto found = one.percentile_us(0.5);
        BOOST_TEST_REQUIRE(found <= value);
        BOOST_TEST_REQUIRE(value - found <= value / 64);
    }
}

BOOST_AUTO_TEST_CASE(a_rare_long_time_shows_in_the_tail_only)
{
    latencies all;
    for (int i = 0; i < 98; ++i) {
        all.add(microseconds{10});
    }
    all.add(microseconds{64'000});
    all.add(microseconds{128'000});
    BOOST_TEST(all.percentile_us(0.5) == 10U);
    BOOST_TEST(all.percentile_us(0.98) == 10U);
    BOOST_TEST(all.percentile_us(0.99) == 64'000U);
    BOOST_TEST(all.max_us() == 128'000U);
}

BOOST_AUTO_TEST_CASE(fractions_of_a_microsecond_are_cut_off)
{
    latencies all;
    all.add(nanoseconds{1'999});
    BOOST_TEST(all.percentile_us(0.5) == 1U);
}

BOOST_AUTO_TEST_CASE(nothing_recorded_is_zero)
{
    BOOST_TEST(latencies{}.percentile_us(0.99) == 0U);
    BOOST_TEST(latencies{}.max_us() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
