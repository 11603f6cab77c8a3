#include <acikkapi/metrics.hpp>

#include "support/ask.hpp"
#include "support/reminder.hpp"
#include "support/trial_disk.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(engine_timers)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<reminder>;
using act = reminder::act;

/// A host whose engine runs, and can be closed and opened again.
struct bench {
    host h;
    reminder rules;
    std::optional<desk_of> e;
    std::future<void> end;

    bench() { open(); }
    ~bench() { close(); }

    void open() { open(h.options()); }
    void open(engine_options how)
    {
        e.emplace(desk_of::open(std::move(how), rules).value());
        end = e->async_run(asio::use_future);
    }
    void close()
    {
        if (e) {
            e->stop();
            end.get();
            e.reset();
        }
    }
    [[nodiscard]] std::int64_t now() { return seconds(h.time.now()); }
    void move(std::chrono::seconds by) { h.time.set(h.time.now() + by); }

    stream_id plan(std::chrono::seconds from_now, stream_id stream = no_stream)
    {
        return give(act::plan, stream, now() + from_now.count());
    }
    stream_id give(act what, stream_id stream, std::int64_t at = 0)
    {
        return e->submit({{what, at}, officer(), stream, {}, {}}).value().stream;
    }
    [[nodiscard]] reminder::state state_of(stream_id stream) const
    {
        return e->views().find(stream).value().state;
    }
    bool fires(stream_id stream, std::int64_t times = 1)
    {
        return eventually([&] { return state_of(stream).fired >= times; }) &&
               state_of(stream).fired == times;
    }
    /// How many timers wait for their time.
    [[nodiscard]] double planned() const
    {
        const auto all = e->metrics();
        const auto found = std::find_if(all.begin(), all.end(), [](const metric& one) {
            return one.name == "acikkapi_timers";
        });
        return found->samples.front().value;
    }
    /// Returns when all that was due has been dealt with: something due just now has fired.
    void settle()
    {
        const auto last = plan(0s);
        BOOST_REQUIRE(fires(last));
    }

    static std::int64_t seconds(instant when)
    {
        return std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count();
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_timer_fires_once_when_its_time_has_come_and_not_before)
{
    bench b;
    const auto stream = b.plan(60s);
    const auto wanted = b.now() + 60;
    b.move(59s);
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 0);
    b.move(1s);
    BOOST_TEST(b.fires(stream));
    BOOST_TEST(b.state_of(stream).fired_for == wanted);
    b.move(48h);
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 1);
}

BOOST_AUTO_TEST_CASE(what_a_timer_does_is_on_record_as_the_engines_act)
{
    bench b;
    const auto stream = b.plan(0s);
    BOOST_TEST(b.fires(stream));
    const auto fact = b.e->views().timeline(stream).value().back();
    BOOST_TEST(fact.by.str() == "engine");
    BOOST_TEST((fact.via == channels::engine()));
    BOOST_TEST((fact.recorded_at == b.h.time.now()));
}

BOOST_AUTO_TEST_CASE(a_timer_that_came_due_while_the_engine_was_closed_fires_late)
{
    bench b;
    const auto stream = b.plan(60s);
    b.close();
    b.move(72h);
    b.open();
    BOOST_TEST(b.fires(stream));
}

BOOST_AUTO_TEST_CASE(a_timer_that_is_not_due_yet_survives_reopening)
{
    bench b;
    const auto stream = b.plan(60s);
    b.close();
    b.move(30s);
    b.open();
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 0);
    b.move(30s);
    BOOST_TEST(b.fires(stream));
    b.close();
    b.open();
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 1);
}

BOOST_AUTO_TEST_CASE(a_timer_is_replaced_by_what_the_state_now_asks_for)
{
    bench b;
    const auto later = b.plan(60s);
    const auto sooner = b.plan(60s);
    b.plan(120s, later);
    b.plan(30s, sooner);
    b.move(30s);
    BOOST_TEST(b.fires(sooner));
    b.move(30s);
    b.settle();
    BOOST_TEST(b.state_of(later).fired == 0);
    b.move(60s);
    BOOST_TEST(b.fires(later));
    b.settle();
    BOOST_TEST(b.state_of(sooner).fired == 1);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_repeats_nothing)
{
    bench b;
    const auto stream = b.plan(60s);
    b.move(60s);
    BOOST_TEST(b.fires(stream));
    b.move(-240h);
    b.settle();
    b.move(240h);
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 1);
}

BOOST_AUTO_TEST_CASE(an_ended_application_has_no_timers_also_after_reopening)
{
    bench b;
    const auto stream = b.plan(60s);
    b.give(act::end, stream);
    b.move(60s);
    b.settle();
    BOOST_TEST(*b.rules.firings == 1);  // That of `settle`.
    b.close();
    b.open();
    b.settle();
    BOOST_TEST(*b.rules.firings == 2);
    BOOST_TEST(b.e->views().timeline(stream).value().size() == 2U);
}

// Between the reading of a timer and its command anybody may come first.
BOOST_AUTO_TEST_CASE(a_timer_does_nothing_to_a_state_that_changed_after_it_was_read)
{
    bench b;
    const auto stream = b.plan(60s);
    const auto wanted = b.now() + 180;
    std::atomic<bool> changed{false};
    *b.rules.before_firing = [&] {
        if (!changed.exchange(true)) {
            b.plan(120s, stream);
        }
    };
    b.move(60s);
    BOOST_TEST(eventually([&] { return changed.load(); }));
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 0);
    b.move(120s);
    BOOST_TEST(b.fires(stream));
    BOOST_TEST(b.state_of(stream).fired_for == wanted);
    b.close();
}

BOOST_AUTO_TEST_CASE(a_timer_that_is_being_put_off_does_not_fire)
{
    bench b;
    b.close();
    trial_disk slow;
    auto options = b.h.options();
    options.environment = slow.environment();
    b.open(options);
    const auto stream = b.plan(60s);
    slow.hold();
    auto put_off = ask(*b.e, {{act::plan, b.now() + 180}, officer(), stream, {}, {}});
    slow.wait_until_held();
    const int before = *b.rules.looks;
    b.move(60s);
    BOOST_TEST(eventually([&] { return *b.rules.looks > before; }));
    slow.release();
    BOOST_TEST(put_off.get().has_value());
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 0);
    b.move(120s);
    BOOST_TEST(b.fires(stream));
    b.close();
}

// A rule that says no must not keep the engine busy, nor is the timer lost.
BOOST_AUTO_TEST_CASE(a_timer_whose_command_is_refused_is_tried_again_after_a_minute)
{
    bench b;
    const instant start = b.h.time.now();
    *b.rules.refusals = 2;
    const auto stream = b.plan(0s);
    BOOST_TEST(eventually([&] { return *b.rules.refusals == 1; }));
    std::this_thread::sleep_for(20ms);
    BOOST_TEST(*b.rules.refusals == 1);
    BOOST_TEST(eventually([&] {
        b.move(5s);
        return b.state_of(stream).fired == 1;
    }));
    const auto all = b.e->views().timeline(stream).value();
    BOOST_TEST(all.size() == 2U);
    BOOST_TEST((all.back().recorded_at >= start + 120s));
}

BOOST_AUTO_TEST_CASE(a_timer_whose_command_changed_nothing_is_tried_again_after_a_minute)
{
    bench b;
    const instant start = b.h.time.now();
    *b.rules.nothings = 1;
    const auto stream = b.plan(0s);
    BOOST_TEST(eventually([&] {
        b.move(5s);
        return b.state_of(stream).fired == 1;
    }));
    BOOST_TEST((b.e->views().timeline(stream).value().back().recorded_at >= start + 60s));
}

// Else what is due today acts as much later as the clock was ahead.
BOOST_AUTO_TEST_CASE(a_timer_that_pauses_does_not_wait_for_a_clock_that_was_ahead)
{
    bench b;
    const auto stream = b.plan(1h);
    *b.rules.nothings = 1;
    b.move(240h);
    BOOST_TEST(eventually([&] { return *b.rules.nothings == 0 && b.planned() == 1; }));
    b.move(-240h);
    b.settle();
    BOOST_TEST(b.state_of(stream).fired == 0);
    b.move(1h);
    BOOST_TEST(b.fires(stream));
}

BOOST_AUTO_TEST_CASE(a_timer_that_was_found_not_to_be_due_any_more_needs_nobody_to_wake_it)
{
    bench b;
    const auto stream = b.plan(1h);
    *b.rules.nothings = 1;
    b.move(240h);
    BOOST_TEST(eventually([&] { return *b.rules.nothings == 0 && b.planned() == 1; }));
    const int looks = *b.rules.looks;
    b.move(-240h);
    BOOST_TEST(eventually([&] { return *b.rules.looks > looks && b.planned() == 1; }));
    b.move(1h);
    BOOST_TEST(b.fires(stream));
}

// One alarm serves both: it must ring for whichever comes first.
BOOST_AUTO_TEST_CASE(a_timer_does_not_wait_for_a_letter_that_is_tried_again_later)
{
    bench b;
    b.close();
    function_adapter<notifier> deaf{
        b.h.disk.get_executor(), [](const hand_over&) { return hand_result{}; }};
    auto options = b.h.options();
    options.notifiers["sms"] = &deaf;
    options.retries.first = 1h;
    b.open(options);
    const auto stream = b.plan(60s);
    std::this_thread::sleep_for(20ms);  // The letter has failed by now, or fails all the later.
    b.move(60s);
    BOOST_TEST(b.fires(stream));
    b.close();
}

BOOST_AUTO_TEST_CASE(many_timers_due_at_once_all_fire_once)
{
    bench b;
    std::vector<stream_id> all;
    std::vector<std::future<result<receipt>>> planned;
    for (int i = 0; i < 500; ++i) {
        planned.push_back(
            ask(*b.e, {{act::plan, b.now() + 60 + i % 3}, officer(), no_stream, {}, {}}));
    }
    for (auto& one : planned) {
        all.push_back(one.get().value().stream);
    }
    b.move(1h);
    for (const auto one : all) {
        BOOST_TEST(b.fires(one));
    }
    b.settle();
    // What is on disk is read before it is counted.
    BOOST_TEST(eventually([&] { return number_of(b.e->head()) >= 2 * 500U + 2U; }));
    BOOST_TEST(number_of(b.e->head()) == 2 * 500U + 2U);
}

BOOST_AUTO_TEST_CASE(without_async_run_nothing_fires)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    const auto at = bench::seconds(h.time.now());
    const auto stream = e.submit({{act::plan, at}, officer(), no_stream, {}, {}}).value().stream;
    h.time.set(h.time.now() + 1h);
    std::this_thread::sleep_for(20ms);
    BOOST_TEST(e.views().find(stream).value().state.fired == 0);
    auto end = e.async_run(asio::use_future);
    BOOST_TEST(eventually([&] { return e.views().find(stream).value().state.fired == 1; }));
    e.stop();
    end.get();
}

BOOST_AUTO_TEST_SUITE_END()
