#include "simulation/scheduler.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>

BOOST_AUTO_TEST_SUITE(simulation_scheduler)

namespace {

using namespace simulation;

std::vector<int> order_of(std::uint64_t seed)
{
    scheduler work{seed};
    std::vector<int> out;
    for (int i = 0; i < 20; ++i) {
        asio::post(work.get_executor(), [&out, i] { out.push_back(i); });
    }
    while (work.run_one()) {
    }
    return out;
}

/// Posts when it is destroyed, as an adapter's answer does that was dropped.
struct posts_at_its_end {
    asio::any_io_executor where;
    std::shared_ptr<int> calls;
    ~posts_at_its_end()
    {
        asio::post(where, [calls = std::move(calls)] { ++*calls; });
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(everything_that_was_posted_runs_once)
{
    auto all = order_of(1);
    std::sort(all.begin(), all.end());
    std::vector<int> wanted(20);
    std::iota(wanted.begin(), wanted.end(), 0);
    BOOST_TEST(all == wanted);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_order)
{
    BOOST_TEST(order_of(7) == order_of(7));
}

BOOST_AUTO_TEST_CASE(another_seed_gives_another_order)
{
    BOOST_TEST(order_of(7) != order_of(8));
}

BOOST_AUTO_TEST_CASE(nothing_runs_before_somebody_asks_for_it)
{
    scheduler work{1};
    bool ran = false;
    asio::dispatch(asio::any_io_executor{work.get_executor()}, [&] { ran = true; });
    BOOST_TEST(!ran);
    BOOST_TEST(work.waiting() == 1U);
    BOOST_TEST(work.run_one());
    BOOST_TEST(ran);
    BOOST_TEST(!work.run_one());
}

BOOST_AUTO_TEST_CASE(what_goes_through_a_strand_keeps_its_order)
{
    scheduler work{5};
    const auto strand = asio::make_strand(asio::any_io_executor{work.get_executor()});
    std::vector<int> seen;
    for (int i = 0; i < 20; ++i) {
        asio::post(strand, [&, i] { seen.push_back(i); });
        asio::post(work.get_executor(), [] {});
    }
    while (work.run_one()) {
    }
    BOOST_TEST(seen.size() == 20U);
    BOOST_TEST(std::is_sorted(seen.begin(), seen.end()));
}

BOOST_AUTO_TEST_CASE(what_is_dropped_never_runs_and_is_destroyed)
{
    scheduler work{1};
    bool ran = false;
    const auto held = std::make_shared<int>();
    asio::post(work.get_executor(), [&ran, held] { ran = true; });
    work.drop_all();
    BOOST_TEST(!work.run_one());
    BOOST_TEST(!ran);
    BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(what_handlers_post_while_they_are_dropped_is_dropped_too)
{
    scheduler work{1};
    const auto calls = std::make_shared<int>(0);
    std::shared_ptr<posts_at_its_end> held{
        new posts_at_its_end{asio::any_io_executor{work.get_executor()}, calls}};
    asio::post(work.get_executor(), [held = std::move(held)] {});
    work.drop_all();
    BOOST_TEST(!work.run_one());
    BOOST_TEST(work.waiting() == 0U);
    BOOST_TEST(*calls == 0);
}

// A killed engine leaves functions in its strand that hold the strand.
BOOST_AUTO_TEST_CASE(what_a_strand_holds_of_itself_dies_with_the_scheduler)
{
    const auto held = std::make_shared<int>();
    {
        scheduler work{1};
        const auto strand = asio::make_strand(asio::any_io_executor{work.get_executor()});
        for (int i = 0; i < 2; ++i) {
            asio::post(strand, [strand, held] {});
        }
        work.drop_all();
        asio::post(strand, [strand, held] {});
    }
    BOOST_TEST(held.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
