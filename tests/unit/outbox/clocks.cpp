#include <acikkapi/ports.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(outbox_clocks)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

struct bench {
    asio::io_context context;
    manual_clock time{start};
    int calls = 0;

    std::unique_ptr<acikkapi::alarm> make()
    {
        return time.make_alarm(context.get_executor(), [this] { ++calls; });
    }
    /// How often an alarm has called back by now.
    int rung()
    {
        context.restart();
        context.poll();
        return calls;
    }
};

/// Waits for the machine's clock; the bound is for a machine that is busy.
void wait_for(asio::io_context& context, const int& calls, std::chrono::milliseconds longest = 5s)
{
    const auto end = std::chrono::steady_clock::now() + longest;
    while (calls == 0 && std::chrono::steady_clock::now() < end) {
        context.restart();
        context.run_one_for(10ms);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_manual_clock_stands_still_until_it_is_moved)
{
    bench b;
    BOOST_TEST((b.time.now() == start));
    b.time.set(start - 1h);
    BOOST_TEST((b.time.now() == start - 1h));
}

BOOST_AUTO_TEST_CASE(an_alarm_rings_once_at_its_time_and_never_inline)
{
    bench b;
    const auto alarm = b.make();
    alarm->set(start + 5s);
    b.time.set(start + 4s);
    BOOST_TEST(b.rung() == 0);
    b.time.set(start + 5s);
    BOOST_TEST(b.calls == 0);
    BOOST_TEST(b.rung() == 1);
    b.time.set(start + 6s);
    BOOST_TEST(b.rung() == 1);
}

BOOST_AUTO_TEST_CASE(an_alarm_for_a_time_that_has_passed_rings_at_once)
{
    bench b;
    const auto alarm = b.make();
    alarm->set(start);
    BOOST_TEST(b.calls == 0);
    BOOST_TEST(b.rung() == 1);
    alarm->set(start - 1h);
    BOOST_TEST(b.rung() == 2);
}

BOOST_AUTO_TEST_CASE(a_new_time_of_an_alarm_replaces_the_old_one)
{
    bench b;
    const auto alarm = b.make();
    alarm->set(start + 5s);
    alarm->set(start + 9s);
    b.time.set(start + 5s);
    BOOST_TEST(b.rung() == 0);
    alarm->set(start + 7s);
    b.time.set(start + 9s);
    BOOST_TEST(b.rung() == 1);
}

BOOST_AUTO_TEST_CASE(an_alarm_that_was_cleared_or_destroyed_does_not_ring)
{
    bench b;
    const auto cleared = b.make();
    auto destroyed = b.make();
    cleared->set(start + 5s);
    destroyed->set(start + 5s);
    cleared->clear();
    destroyed.reset();
    b.time.set(start + 9s);
    BOOST_TEST(b.rung() == 0);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_calls_who_waits_once)
{
    bench b;
    const auto alarm = b.make();
    const auto nobodys = b.make();
    alarm->set(start + 5s);
    b.time.set(start - 1h);
    BOOST_TEST(b.rung() == 1);
    b.time.set(start + 5s);
    BOOST_TEST(b.rung() == 1);
}

BOOST_AUTO_TEST_CASE(an_alarm_may_be_destroyed_or_set_by_its_own_call)
{
    bench b;
    std::unique_ptr<acikkapi::alarm> mine;
    mine = b.time.make_alarm(b.context.get_executor(), [&] {
        if (++b.calls == 1) {
            mine->set(start + 6s);
        } else {
            mine.reset();
        }
    });
    mine->set(start);
    BOOST_TEST(b.rung() == 1);
    b.time.set(start + 6s);
    BOOST_TEST(b.rung() == 2);
    BOOST_TEST(mine == nullptr);
    b.time.set(start + 9s);
    BOOST_TEST(b.rung() == 2);
}

BOOST_AUTO_TEST_CASE(alarms_do_not_wait_for_each_other)
{
    bench b;
    const auto one = b.make();
    const auto two = b.make();
    one->set(start + 1s);
    two->set(start + 2s);
    b.time.set(start + 1s);
    BOOST_TEST(b.rung() == 1);
    b.time.set(start + 2s);
    BOOST_TEST(b.rung() == 2);
}

BOOST_AUTO_TEST_CASE(the_machines_clock_tells_the_time_of_day)
{
    system_clock time;
    const auto before = std::chrono::system_clock::now();
    const auto now = time.now();
    BOOST_TEST((now >= before - 1us && now <= std::chrono::system_clock::now()));
}

BOOST_AUTO_TEST_CASE(an_alarm_of_the_machines_clock_rings_at_its_time_and_never_inline)
{
    system_clock time;
    asio::io_context context;
    int calls = 0;
    const auto alarm = time.make_alarm(context.get_executor(), [&] { ++calls; });
    const instant when = time.now() + 30ms;
    alarm->set(when);
    wait_for(context, calls);
    BOOST_TEST(calls == 1);
    BOOST_TEST((time.now() >= when));
    calls = 0;
    alarm->set(when - 1h);
    BOOST_TEST(calls == 0);
    wait_for(context, calls);
    BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(a_new_time_of_a_machines_alarm_replaces_the_old_one)
{
    system_clock time;
    asio::io_context context;
    int calls = 0;
    const auto alarm = time.make_alarm(context.get_executor(), [&] { ++calls; });
    alarm->set(time.now() + 1h);
    context.poll();  // The timer of the first wish is running.
    alarm->set(time.now() + 10ms);
    wait_for(context, calls);
    BOOST_TEST(calls == 1);
    calls = 0;
    alarm->set(time.now());
    alarm->set(time.now() + 1h);
    wait_for(context, calls, 50ms);
    BOOST_TEST(calls == 0);
}

// Both times have passed: the second call is on its way already when the first one forbids it.
BOOST_AUTO_TEST_CASE(a_machines_alarm_that_was_cleared_in_time_does_not_ring)
{
    system_clock time;
    asio::io_context context;
    int calls = 0;
    const auto second = time.make_alarm(context.get_executor(), [&] { ++calls; });
    const auto first = time.make_alarm(context.get_executor(), [&] {
        ++calls;
        second->clear();
    });
    first->set(time.now() - 2s);
    second->set(time.now() - 1s);
    wait_for(context, calls);
    context.restart();
    context.run_for(20ms);
    BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(a_machines_alarm_that_was_cleared_or_destroyed_lets_its_executor_end)
{
    system_clock time;
    asio::io_context context;
    int calls = 0;
    auto alarm = time.make_alarm(context.get_executor(), [&] { ++calls; });
    alarm->set(time.now() + 10ms);
    alarm->clear();
    context.run();
    alarm->set(time.now() + 1h);
    context.restart();
    context.poll();
    alarm.reset();
    context.run();  // Ends: no timer keeps it running.
    BOOST_TEST(calls == 0);
}

BOOST_AUTO_TEST_SUITE_END()
