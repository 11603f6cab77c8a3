#include "support/ask.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(engine_feed)

namespace {

using namespace acikkapi;
using namespace support;
using desk_of = engine<tally>;
using page = result<std::vector<record>>;

std::future<page> next(acikkapi::feed& from, std::size_t limit)
{
    auto kept = std::make_shared<std::promise<page>>();
    auto out = kept->get_future();
    from.async_next(limit, [kept](error_code error, std::vector<record> records) {
        kept->set_value(error ? page{error} : page{std::move(records)});
    });
    return out;
}

bool is_waiting(const std::future<page>& one)
{
    return one.wait_for(std::chrono::milliseconds{20}) == std::future_status::timeout;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_reader_that_is_level_waits_and_gets_what_comes)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    BOOST_TEST(e.submit(adding(1)).has_value());
    auto feed = e.feed(position{1});
    auto waiting = next(feed, 10);
    BOOST_TEST(is_waiting(waiting));
    BOOST_TEST(e.submit(adding(2)).has_value());
    const auto got = waiting.get().value();
    BOOST_TEST((got.size() == 1U && got.front().at == position{2}));
    BOOST_TEST(number_of(feed.after()) == 2U);
}

BOOST_AUTO_TEST_CASE(all_who_wait_get_the_same)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    std::vector<acikkapi::feed> feeds;
    std::vector<std::future<page>> waiting;
    for (int i = 0; i < 20; ++i) {
        feeds.push_back(e.feed());
    }
    for (auto& one : feeds) {
        waiting.push_back(next(one, 10));
    }
    BOOST_TEST(e.submit(adding(1)).has_value());
    for (auto& one : waiting) {
        BOOST_TEST(one.get().value().size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_slow_reader_holds_nothing_back_and_misses_nothing)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    auto slow = e.feed();
    std::uint64_t seen = 0;
    for (int round = 0; round < 30; ++round) {
        for (int i = 0; i < 5; ++i) {
            BOOST_REQUIRE(e.submit(adding(1)).has_value());
        }
        for (const auto& one : next(slow, 3).get().value()) {
            BOOST_REQUIRE_EQUAL(number_of(one.at), ++seen);
        }
    }
    BOOST_TEST(seen == 90U);
    while (seen < 150) {
        for (const auto& one : next(slow, 7).get().value()) {
            BOOST_REQUIRE_EQUAL(number_of(one.at), ++seen);
        }
    }
    BOOST_TEST(slow.next(7).value().empty());
}

BOOST_AUTO_TEST_CASE(while_commits_go_on_a_reader_sees_every_record_once_in_order)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    constexpr std::uint64_t count = 2'000;
    std::thread writer{[&] {
        std::vector<std::future<result<receipt>>> waiting;
        for (std::uint64_t i = 0; i < count; ++i) {
            waiting.push_back(ask(e, adding(1)));
        }
        for (auto& one : waiting) {
            one.wait();
        }
    }};
    auto feed = e.feed();
    std::uint64_t seen = 0;
    bool in_order = true;
    while (seen < count && in_order) {
        for (const auto& one : next(feed, 64).get().value()) {
            in_order = in_order && number_of(one.at) == ++seen;
        }
    }
    writer.join();
    BOOST_TEST(in_order);
}

BOOST_AUTO_TEST_CASE(a_feed_may_be_moved_while_it_waits)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    auto feed = e.feed();
    auto waiting = next(feed, 10);
    auto moved = std::move(feed);
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(waiting.get().value().size() == 1U);
    BOOST_TEST(number_of(moved.after()) == 1U);
}

BOOST_AUTO_TEST_CASE(a_copy_goes_on_by_itself)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    auto one = e.feed();
    auto other = one;
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(one.next(10)->size() == 1U);
    BOOST_TEST(number_of(other.after()) == 0U);
    BOOST_TEST(other.next(10)->size() == 1U);
    other = e.feed();
    BOOST_TEST(number_of(one.after()) == 1U);
}

BOOST_AUTO_TEST_CASE(who_waits_is_told_when_the_engine_stops)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    auto feed = e.feed();
    auto waiting = next(feed, 10);
    BOOST_TEST(is_waiting(waiting));
    e.stop();
    BOOST_TEST((error_of(waiting.get()) == errc::stopping));
    BOOST_TEST((error_of(next(feed, 10).get()) == errc::stopping));
}

BOOST_AUTO_TEST_CASE(a_limit_out_of_range_is_refused)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    BOOST_TEST(e.submit(adding(1)).has_value());
    auto feed = e.feed();
    for (const std::size_t bad : {0U, 10'001U}) {
        BOOST_TEST((error_of(feed.next(bad)) == errc::bad_argument));
        BOOST_TEST((error_of(next(feed, bad).get()) == errc::bad_argument));
    }
    BOOST_TEST(number_of(feed.after()) == 0U);
    BOOST_TEST(feed.next(10'000).value().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_hole_is_never_passed_over)
{
    host h;
    {
        auto e = desk_of::open(h.options()).value();
        for (int i = 0; i < 5; ++i) {
            BOOST_REQUIRE(e.submit(adding(1)).has_value());
        }
        // Among the last 255 a hole is seen at opening.
        BOOST_REQUIRE(e.submit({{0, 256}, officer(), no_stream, {}, {}}).has_value());
    }
    raw_store{h.where.str()}.punch(position{3});
    auto e = desk_of::open(h.options()).value();
    auto feed = e.feed();
    BOOST_TEST((error_of(next(feed, 10).get()) == errc::corrupt_journal));
    BOOST_TEST(number_of(feed.after()) == 0U);
    BOOST_TEST(next(feed, 2).get().value().size() == 2U);
    BOOST_TEST((error_of(next(feed, 1).get()) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_readers_checkpoint_is_kept_by_name_and_survives_reopening)
{
    host h;
    {
        auto e = desk_of::open(h.options()).value();
        BOOST_REQUIRE(e.submit(adding(1)).has_value());
        BOOST_TEST(number_of(e.load_checkpoint("one").value()) == 0U);
        BOOST_TEST(e.save_checkpoint("one", position{1}).has_value());
    }
    auto e = desk_of::open(h.options()).value();
    BOOST_TEST(number_of(e.load_checkpoint("one").value()) == 1U);
    BOOST_TEST(number_of(e.load_checkpoint("two").value()) == 0U);
    BOOST_TEST((error_of(e.save_checkpoint("one", position{2})) == errc::beyond_head));
    BOOST_TEST((error_of(e.save_checkpoint("", position{1})) == errc::bad_argument));
    BOOST_TEST(number_of(e.head()) == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
