#include "pool.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace bench;

BOOST_AUTO_TEST_SUITE(bench_pool)

BOOST_AUTO_TEST_CASE(no_application_is_given_out_twice_until_it_comes_back)
{
    pool all{30, 1};
    std::set<std::size_t> taken;
    for (std::size_t i = 0; i < all.size(); ++i) {
        BOOST_TEST_REQUIRE(taken.insert(all.take()).second);
    }
    all.give_back(7);
    BOOST_TEST(all.take() == 7U);
}

BOOST_AUTO_TEST_CASE(turns_do_not_come_in_the_order_of_the_applications)
{
    pool all{3'000, 1};
    std::size_t rising = 0;
    std::size_t before = all.take();
    for (int i = 0; i < 1'000; ++i) {
        const auto next = all.take();
        rising += next > before ? 1U : 0U;
        before = next;
    }
    BOOST_TEST(rising > 400U);
    BOOST_TEST(rising < 600U);
}

BOOST_AUTO_TEST_CASE(filling_leaves_as_many_applications_at_each_stage)
{
    pool all{300, 1};
    std::vector<std::size_t> steps(all.size());
    for (const auto what : {step::submit, step::route, step::answer, step::notify}) {
        for (const auto place : all.to_fill(what)) {
            ++steps[place];
        }
    }
    BOOST_TEST(all.size() == 400U);
    for (std::size_t stage = 0; stage < step_count; ++stage) {
        BOOST_TEST(std::count(steps.begin(), steps.end(), stage) == 100);
    }
}

BOOST_AUTO_TEST_SUITE_END()
