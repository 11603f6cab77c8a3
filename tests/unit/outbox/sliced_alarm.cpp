#include "outbox/sliced_alarm.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(outbox_sliced_alarm)

// An alarm that waits by one clock and looks at another, which somebody sets.
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

struct bench {
    asio::io_context context;
    instant shown = start;
    int looks = 0;
    int calls = 0;
    std::optional<outbox::sliced_alarm> alarm;

    explicit bench(std::chrono::milliseconds slice)
    {
        alarm.emplace(
            context.get_executor(),
            [this] { ++calls; },
            [this] {
                ++looks;
                return shown;
            },
            slice);
    }
    /// Runs until the clock was looked at so often, or for five seconds.
    void wait_for_looks(int count)
    {
        const auto end = std::chrono::steady_clock::now() + 5s;
        while (looks < count && std::chrono::steady_clock::now() < end) {
            context.restart();
            context.run_one_for(10ms);
        }
        BOOST_TEST_REQUIRE(looks >= count);
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(it_looks_at_the_clock_after_each_slice_and_rings_when_that_was_set_forward)
{
    bench b{1ms};
    b.alarm->set(start + 1h);
    b.wait_for_looks(4);
    BOOST_TEST(b.calls == 0);
    b.shown = start + 1h;
    b.wait_for_looks(b.looks + 1);
    BOOST_TEST_REQUIRE(b.calls == 1);
    b.context.restart();
    b.context.run();  // Ends: nothing waits any more.
    BOOST_TEST(b.calls == 1);
}

BOOST_AUTO_TEST_CASE(it_calls_once_when_the_clock_was_set_back)
{
    bench b{1ms};
    b.alarm->set(start + 1h);
    b.wait_for_looks(3);
    b.shown = start - 1s;
    b.wait_for_looks(b.looks + 1);
    BOOST_TEST_REQUIRE(b.calls == 1);
    b.context.restart();
    b.context.run();
    BOOST_TEST(b.calls == 1);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_between_the_wish_and_its_turn_calls_too)
{
    bench b{1h};
    b.alarm->set(start + 1h);
    b.shown = start - 1s;
    b.context.poll();
    BOOST_TEST(b.calls == 1);
}

BOOST_AUTO_TEST_CASE(it_waits_no_longer_than_it_must)
{
    bench b{1h};
    b.alarm->set(start + 5ms);
    b.wait_for_looks(2);
    b.shown = start + 5ms;
    b.wait_for_looks(3);
    BOOST_TEST(b.calls == 1);
}

// Where it calls several threads run: the timer is one thread's at a time.
BOOST_AUTO_TEST_CASE(it_may_be_set_from_many_threads_where_many_run)
{
    asio::io_context context;
    std::atomic<int> calls{0};
    outbox::sliced_alarm alarm{
        context.get_executor(), [&] { ++calls; }, [] { return system_clock{}.now(); }, 1ms};
    auto keeps = asio::make_work_guard(context);
    std::vector<std::thread> all;
    for (int i = 0; i < 2; ++i) {
        all.emplace_back([&] { context.run(); });
        all.emplace_back([&] {
            for (int j = 0; j < 2'000; ++j) {
                alarm.set(system_clock{}.now() + (j % 2 == 0 ? 0ms : 2ms));
            }
        });
    }
    all[1].join();
    all[3].join();
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (calls == 0 && std::chrono::steady_clock::now() < end) {
        std::this_thread::yield();
    }
    BOOST_TEST(calls > 0);
    keeps.reset();
    all[0].join();
    all[2].join();
}

BOOST_AUTO_TEST_SUITE_END()
