#include "outbox/timer_queue.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>

BOOST_AUTO_TEST_SUITE(outbox_timer_queue)

namespace {

using namespace acikkapi;
using acikkapi::outbox::timer_queue;
using namespace std::chrono_literals;

constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

std::vector<std::uint64_t> due(timer_queue& queue, instant now, std::size_t limit = 100)
{
    std::vector<std::uint64_t> out;
    for (const auto one : queue.take_due(now, limit)) {
        out.push_back(number_of(one));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_due_comes_once_in_the_order_of_time)
{
    timer_queue queue;
    queue.set(stream_id{1}, start + 3s);
    queue.set(stream_id{2}, start + 1s);
    queue.set(stream_id{3}, start + 4s);
    BOOST_TEST(due(queue, start).empty());
    BOOST_TEST(due(queue, start + 3s) == (std::vector<std::uint64_t>{2, 1}));
    BOOST_TEST(due(queue, start + 3s).empty());
    BOOST_TEST((queue.next().value() == start + 4s));
}

BOOST_AUTO_TEST_CASE(a_new_time_replaces_the_old_one_in_both_directions)
{
    timer_queue queue;
    queue.set(stream_id{1}, start + 3s);
    queue.set(stream_id{1}, start + 1s);
    BOOST_TEST(queue.size() == 1U);
    BOOST_TEST((queue.next().value() == start + 1s));
    queue.set(stream_id{1}, start + 5s);
    BOOST_TEST(due(queue, start + 3s).empty());
    BOOST_TEST(due(queue, start + 5s).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stream_without_a_time_is_taken_out)
{
    timer_queue queue;
    queue.set(stream_id{1}, start);
    queue.set(stream_id{1}, std::nullopt);
    queue.set(stream_id{2}, std::nullopt);
    BOOST_TEST(queue.size() == 0U);
    BOOST_TEST(!queue.next().has_value());
    BOOST_TEST(due(queue, start).empty());
}

BOOST_AUTO_TEST_CASE(a_pause_ends_when_the_clock_is_set_back)
{
    timer_queue queue;
    queue.set(stream_id{1}, start + 3s);
    queue.pause(stream_id{2}, start + 240h);
    queue.pause(stream_id{3}, start + 240h);
    queue.pause(stream_id{4}, start + 1s);
    // Of these the own time is known again.
    queue.set(stream_id{3}, start + 240h);
    BOOST_TEST(due(queue, start + 1s) == (std::vector<std::uint64_t>{4}));
    queue.end_pauses(start);
    BOOST_TEST(due(queue, start) == (std::vector<std::uint64_t>{2}));
    queue.end_pauses(start);
    BOOST_TEST(due(queue, start).empty());
    BOOST_TEST(queue.size() == 2U);
}

BOOST_AUTO_TEST_CASE(no_more_come_at_once_than_asked_for)
{
    timer_queue queue;
    for (std::uint64_t i = 1; i <= 5; ++i) {
        queue.set(stream_id{i}, start);
    }
    BOOST_TEST(due(queue, start, 2).size() == 2U);
    BOOST_TEST(due(queue, start, 9).size() == 3U);
}

BOOST_AUTO_TEST_CASE(random_changes_give_what_a_plain_map_gives)
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        std::mt19937_64 random{seed};
        timer_queue queue;
        std::map<std::uint64_t, instant> model;
        for (int i = 0; i < 1'000; ++i) {
            const std::uint64_t stream = 1 + random() % 20;
            const instant when = start + std::chrono::seconds{random() % 50};
            if (random() % 3 != 0) {
                model[stream] = when;
                queue.set(stream_id{stream}, when);
            } else if (random() % 2 == 0) {
                model.erase(stream);
                queue.set(stream_id{stream}, std::nullopt);
            } else {
                instant last{};
                for (const auto one : due(queue, when, 4)) {
                    BOOST_TEST_REQUIRE((model.at(one) >= last && model.at(one) <= when), seed);
                    last = model.at(one);
                    model.erase(one);
                }
            }
            std::optional<instant> first;
            for (const auto& [id, time] : model) {
                first = std::min(first.value_or(time), time);
            }
            BOOST_TEST_REQUIRE((queue.size() == model.size() && queue.next() == first), seed);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_older_look_changes_nothing_that_was_set_since)
{
    timer_queue queue;
    queue.set(stream_id{1}, start);
    BOOST_TEST(due(queue, start) == (std::vector<std::uint64_t>{1}));
    queue.set_if_none(stream_id{1}, start + 9s);
    BOOST_TEST((queue.next() == start + 9s));
    BOOST_TEST(due(queue, start + 9s) == (std::vector<std::uint64_t>{1}));
    queue.set(stream_id{1}, start + 1s);
    queue.set_if_none(stream_id{1}, start + 9s);
    BOOST_TEST((queue.next() == start + 1s));
}

BOOST_AUTO_TEST_SUITE_END()
