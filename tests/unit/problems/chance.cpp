// The tails against tables, and what is promised of false alarms against a town of chance.
#include "problems/chance.hpp"
#include "unit/problems/city.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

BOOST_AUTO_TEST_SUITE(problems_chance)

namespace tt = boost::test_tools;
using acikkapi::problems_room::spread;
using acikkapi::problems_room::tail;
using acikkapi::problems_room::times_a_year;
using support::city;

BOOST_AUTO_TEST_CASE(tails_of_poisson_are_those_of_the_tables)
{
    // Added up term by term with another program.
    BOOST_TEST(tail(10, {3, 3}) == 0.0011024881, tt::tolerance(1e-6));
    BOOST_TEST(tail(5, {0.5, 0.5}) == 0.00017211563, tt::tolerance(1e-6));
    BOOST_TEST(tail(150, {100, 100}) == 1.884210e-06, tt::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(tails_of_the_negative_binomial_are_what_its_terms_add_up_to)
{
    // Size 3, probability 0.5: mean 3, variance 6. Counts below 10 by hand: C(k+2, k) / 2^(k+3).
    double below = 0;
    double term = 0.125;
    for (int k = 0; k < 10; ++k) {
        below += term;
        term *= (k + 3) / (2.0 * (k + 1));
    }
    BOOST_TEST(tail(10, {3, 6}) == 1 - below, tt::tolerance(1e-9));
    BOOST_TEST(tail(10, {3, 6}) > 10 * tail(10, {3, 3}));
}

BOOST_AUTO_TEST_CASE(a_count_that_is_usual_is_no_wonder)
{
    BOOST_TEST(tail(3, {3, 3}) == 1);
    BOOST_TEST(tail(0, {0, 0}) == 1);
    BOOST_TEST(tail(1, {0, 0}) == 0);
    BOOST_TEST(times_a_year(3, {3, 3}, 42) == 365);
}

BOOST_AUTO_TEST_CASE(a_wider_spread_and_a_lower_count_are_less_of_a_wonder)
{
    for (std::uint32_t count = 11; count < 200; ++count) {
        BOOST_TEST(tail(count, {10, 10}) < tail(count - 1, {10, 10}));
        BOOST_TEST((count < 15 || tail(count, {10, 10}) < tail(count, {10, 20})));
        BOOST_TEST(tail(count, {10, 20}) < tail(count - 1, {10, 20}));
    }
}

// What the watch counts on: how often the days of a pure chance lift a window's count so far, as the
// formula says, and not ten times as often because every day asks again.
BOOST_AUTO_TEST_CASE(the_formula_for_a_year_is_what_happens_in_two_thousand_years)
{
    city lots{11};
    constexpr int window = 42;
    constexpr double mean = 6;
    constexpr std::uint32_t high = 16;
    constexpr int years = 2'000;
    std::vector<int> last(window, 0);
    int count = 0;
    int times = 0;
    int quiet = window;
    for (int day = 0; day < years * 365; ++day) {
        auto& slot = last[static_cast<std::size_t>(day % window)];
        count -= slot;
        slot = lots.poisson(mean / window);
        count += slot;
        const bool up = count >= static_cast<int>(high);
        // Up again within a window is the same time: the same complaints.
        times += up && quiet >= window ? 1 : 0;
        quiet = up ? 0 : quiet + 1;
    }
    const double formula = years * times_a_year(high, {mean, mean}, window);
    BOOST_TEST_CONTEXT(times << " times, " << formula << " by the formula")
    {
        BOOST_TEST(times < 1.2 * formula);
        BOOST_TEST(times > formula / 4);
    }
}

// The promise of `false_alarms_per_year`: 500 keys in which nothing ever happens, of every size, for five
// years. The ratio is set low, so that nothing but chance is asked for.
BOOST_AUTO_TEST_CASE(no_more_false_alarms_than_the_office_is_ready_to_look_at)
{
    for (const std::uint32_t promised : {4U, 50U}) {
        acikkapi::problem_rule rule;
        rule.times_normal_percent = 101;
        rule.complaints_min = 2;
        rule.persons_min = 1;
        rule.window = std::chrono::days{14};
        rule.false_alarms_per_year = promised;
        acikkapi::problem_watch watch{rule};
        city lots{12};
        std::map<acikkapi::problem_key, std::set<acikkapi::instant>> found;
        constexpr int years = 3;
        for (int day = 0; day < years * 365; ++day) {
            for (int key = 0; key < 250; ++key) {
                const double mean = 0.02 + 0.02 * (key % 25);
                for (int n = lots.poisson(mean); n > 0; --n) {
                    auto one =
                        lots.one(day, "Konu " + std::to_string(key % 25), std::to_string(key / 25));
                    BOOST_REQUIRE(watch.take(one));
                }
            }
            for (const auto& one : watch.problems(city::day(day) + std::chrono::hours{23})) {
                found[one.key].insert(one.since);
            }
        }
        std::size_t all = 0;
        for (const auto& [key, times] : found) {
            all += times.size();
        }
        BOOST_TEST_CONTEXT(
            all << " found in " << years << " years, " << promised << " a year promised")
        {
            BOOST_TEST(all <= years * promised);
            BOOST_TEST(all >= years * promised / 20);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
