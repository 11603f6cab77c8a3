#include "host/feed_follower.hpp"
#include "unit/host/open_store.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <semaphore>
#include <vector>

BOOST_AUTO_TEST_SUITE(host_feed_follower)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using unit_host::open_store;

/// Whether it comes: one that never does is a failure, not a test without an end.
bool comes(std::counting_semaphore<>& what)
{
    constexpr auto patience = 30s;
    return what.try_acquire_for(patience);
}

/// What a follower has been given.
struct heard {
    std::vector<position> places{};
    std::vector<std::size_t> places_when_level{};
    std::counting_semaphore<> level{0};
    std::counting_semaphore<> ended{0};
    error_code refuses{};

    [[nodiscard]] host::feed_follower::calls calls()
    {
        host::feed_follower::calls out;
        out.take = [this](const std::vector<record>& records) {
            for (const auto& one : records) {
                places.push_back(one.at);
            }
            return refuses;
        };
        out.level = [this] {
            places_when_level.push_back(places.size());
            level.release();
            return error_code{};
        };
        out.ended = [this](const error_code& why) {
            BOOST_TEST(why == refuses);
            ended.release();
        };
        return out;
    }
};

void end(open_store& at)
{
    at.desk.stop();
    at.pool.join();
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_there_is_is_given_before_it_is_level_and_then_what_comes)
{
    open_store at;
    at.apply();
    heard all;
    host::feed_follower follower{at.desk, at.pool.get_executor(), all.calls()};
    follower.start();
    BOOST_TEST(comes(all.level));
    at.apply();
    BOOST_TEST(comes(all.level));
    end(at);
    BOOST_TEST_REQUIRE(all.places_when_level.size() > 1U);
    BOOST_TEST(all.places_when_level.front() > 0U);
    BOOST_TEST(all.places_when_level.back() > all.places_when_level.front());
    for (std::size_t i = 0; i < all.places.size(); ++i) {
        BOOST_TEST(number_of(all.places[i]) == i + 1);  // In order, each once.
    }
    BOOST_TEST(!all.ended.try_acquire());  // The engine's stop is none of its errors.
}

BOOST_AUTO_TEST_CASE(an_error_of_who_takes_it_ends_it_and_is_told)
{
    open_store at;
    at.apply();
    heard all;
    all.refuses = errc::corrupt_journal;
    host::feed_follower follower{at.desk, at.pool.get_executor(), all.calls()};
    follower.start();
    BOOST_TEST(comes(all.ended));
    at.apply();
    end(at);
    BOOST_TEST(all.places_when_level.empty());
    BOOST_TEST_REQUIRE(!all.places.empty());
    BOOST_TEST((all.places.back() < at.desk.head()));
}

BOOST_AUTO_TEST_CASE(what_is_stopped_before_it_began_takes_nothing)
{
    open_store at;
    at.apply();
    heard all;
    host::feed_follower follower{at.desk, at.pool.get_executor(), all.calls()};
    follower.stop();
    follower.start();
    end(at);
    BOOST_TEST(all.places.empty());
    BOOST_TEST(!all.ended.try_acquire());
}

BOOST_AUTO_TEST_SUITE_END()
