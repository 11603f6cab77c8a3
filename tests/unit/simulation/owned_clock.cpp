#include "simulation/owned_clock.hpp"
#include "simulation/scheduler.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(simulation_owned_clock)

namespace {

using namespace simulation;
using namespace std::chrono_literals;

constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

struct bench {
    scheduler work{1};
    owned_clock time{start};
    int calls = 0;
    std::unique_ptr<acikkapi::alarm> alarm =
        time.make_alarm(work.get_executor(), [this] { ++calls; });

    int rung()
    {
        while (work.run_one()) {
        }
        return calls;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_alarm_rings_once_when_its_time_has_come)
{
    bench b;
    b.alarm->set(start + 1h);
    b.time.pass_until(start + 59min);
    BOOST_TEST(b.rung() == 0);
    b.time.pass_until(start + 1h);
    BOOST_TEST(b.rung() == 1);
    b.time.pass_until(start + 2h);
    BOOST_TEST(b.rung() == 1);
}

BOOST_AUTO_TEST_CASE(an_alarm_never_rings_inline)
{
    bench b;
    b.alarm->set(start);
    BOOST_TEST(b.calls == 0);
    BOOST_TEST(b.rung() == 1);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_forwards_rings_what_it_jumps_over)
{
    bench b;
    b.alarm->set(start + 24h);
    b.time.set_error(48h);
    BOOST_TEST(b.rung() == 1);
    BOOST_TEST((b.time.now() == start + 48h));
    BOOST_TEST((b.time.truth() == start));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_rings_once)
{
    bench b;
    b.alarm->set(start + 24h);
    b.time.set_error(-1h);
    BOOST_TEST(b.rung() == 1);
    b.time.pass_until(start + 48h);
    BOOST_TEST(b.rung() == 1);
}

BOOST_AUTO_TEST_CASE(the_next_alarm_is_told_in_true_time)
{
    bench b;
    BOOST_TEST(!b.time.next_alarm().has_value());
    b.time.set_error(-10h);
    b.alarm->set(start + 24h);
    BOOST_TEST((b.time.next_alarm() == start + 34h));
}

BOOST_AUTO_TEST_CASE(the_latest_time_is_remembered_when_the_clock_is_set_back)
{
    bench b;
    b.time.set_error(10h);
    b.time.set_error(-10h);
    b.time.pass_until(start + 1h);
    BOOST_TEST((b.time.latest() == start + 10h));
}

BOOST_AUTO_TEST_CASE(an_alarm_that_was_cleared_or_destroyed_does_not_ring)
{
    bench b;
    b.alarm->set(start + 1h);
    b.alarm->clear();
    auto other = b.time.make_alarm(b.work.get_executor(), [&] { ++b.calls; });
    other->set(start + 1h);
    other.reset();
    b.time.pass_until(start + 2h);
    BOOST_TEST(b.rung() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
