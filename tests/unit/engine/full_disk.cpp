// The disk is full. Reading goes on, everybody is told the truth, and writing resumes by itself.
#include "support/ask.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"
#include "support/trial_disk.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(engine_full_disk)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;
using fault = trial_disk::fault;

/// Nobody looks how much is free before writing, as if it had all been taken since.
struct small_disk {
    explicit small_disk(std::uint64_t watched = 0, bool strictly = false)
        : free_space_min(watched), strict(strictly)
    {}

    host h;
    trial_disk disk;
    std::uint64_t free_space_min;
    bool strict;
    desk_of e = open();

    desk_of open()
    {
        auto options = h.options();
        options.environment = disk.environment();
        options.free_space_min = free_space_min;
        options.strict_head = strict;
        return desk_of::open(options).value();
    }
};

}  // namespace

// A write that finds no space leaves its callers in the dark, so there is none as a rule.
BOOST_AUTO_TEST_CASE(before_the_disk_is_full_commands_are_refused_and_reading_goes_on)
{
    small_disk d{512U << 20U};
    const auto stream = d.e.submit(adding(1)).value().stream;
    d.disk.set_free_space((512U << 20U) - 1);
    BOOST_TEST(eventually([&] { return error_of(d.e.submit(adding(2))) == errc::disk_full; }));
    const auto sum = d.e.views().find(stream).value().state.sum;
    BOOST_TEST((d.e.submit(adding(2, stream)).error() == condition::unavailable));
    BOOST_TEST((error_of(ask(d.e, adding(1)).get()) == errc::disk_full));
    BOOST_TEST(d.e.views().find(stream).value().state.sum == sum);
    d.disk.set_free_space(512U << 20U);
    BOOST_TEST(eventually([&] { return d.e.submit(adding(5, stream)).has_value(); }));
    BOOST_TEST(d.e.views().find(stream).value().state.sum == sum + 5);
}

BOOST_AUTO_TEST_CASE(who_waits_when_the_disk_fills_up_is_told_unknown_and_who_comes_later_disk_full)
{
    small_disk d;
    const auto stream = d.e.submit(adding(1)).value().stream;
    d.disk.hold();
    auto first = ask(d.e, adding(2, stream, "first"));
    d.disk.wait_until_held();
    auto second = ask(d.e, adding(3, stream, "second"));
    d.disk.fill(fault::sync);
    d.disk.release();
    BOOST_TEST((error_of(first.get()) == errc::outcome_unknown));
    BOOST_TEST((error_of(second.get()) == errc::outcome_unknown));
    BOOST_TEST((error_of(d.e.submit(adding(4, stream))) == errc::disk_full));
    BOOST_TEST((error_of(d.e.submit(adding(2, stream, "first"))) == errc::outcome_unknown));
    BOOST_TEST((error_of(d.e.save_checkpoint("reader", position{1})) == errc::disk_full));
    BOOST_TEST(number_of(d.e.head()) == 1U);
}

BOOST_AUTO_TEST_CASE(when_there_is_space_again_all_that_was_unknown_is_done_once)
{
    for (const auto what : {fault::append, fault::sync}) {
        small_disk d;
        const auto stream = d.e.submit(adding(1)).value().stream;
        d.disk.fill(what);
        BOOST_TEST((error_of(d.e.submit(adding(2, stream, "key"))) == errc::outcome_unknown));
        d.disk.heal();
        BOOST_TEST(eventually([&] { return d.e.submit(adding(4, stream, "later")).has_value(); }));
        BOOST_TEST(d.e.submit(adding(2, stream, "key")).value().repeated);
        BOOST_TEST(d.e.views().find(stream).value().state.sum == 7);
        BOOST_TEST(number_of(d.e.head()) == 3U);
    }
}

// There are file systems on which what is written in place takes new space.
BOOST_AUTO_TEST_CASE(a_mark_that_finds_no_space_is_written_when_there_is_some)
{
    for (const bool strict : {false, true}) {
        small_disk d{0, strict};
        const auto stream = d.e.submit(adding(1)).value().stream;
        d.disk.fill(fault::mark);
        // The mark of a command may be asked for with the next one only.
        const bool at_once = d.e.submit(adding(2, stream, "one")).has_error();
        BOOST_TEST((at_once || !strict));
        const auto second = d.e.submit(adding(4, stream, "two"));
        BOOST_TEST((error_of(second) == (at_once ? errc::disk_full : errc::outcome_unknown)));
        d.disk.heal();
        BOOST_TEST(eventually([&] { return d.e.submit(adding(8, stream)).has_value(); }));
        BOOST_TEST(d.e.submit(adding(2, stream, "one")).value().repeated);
        BOOST_TEST(d.e.submit(adding(4, stream, "two")).value().repeated == !at_once);
        BOOST_TEST(d.e.views().find(stream).value().state.sum == 15);
    }
}

BOOST_AUTO_TEST_CASE(a_registration_that_was_unknown_keeps_its_number)
{
    small_disk d;
    d.disk.fill();
    BOOST_TEST((error_of(d.e.submit(adding(1, no_stream, "key"))) == errc::outcome_unknown));
    d.disk.heal();
    BOOST_TEST(eventually([&] { return d.e.submit(adding(9)).has_value(); }));
    const auto done = d.e.submit(adding(1, no_stream, "key")).value();
    BOOST_TEST((done.repeated && done.stream == stream_id{1}));
    BOOST_TEST(d.e.views().statistics().value()["state"]["open"] == 2U);
}

BOOST_AUTO_TEST_CASE(reading_goes_on_while_the_disk_is_full)
{
    small_disk d;
    const auto stream = d.e.submit(adding(1)).value().stream;
    d.disk.fill();
    BOOST_TEST(d.e.submit(adding(2, stream)).has_error());
    for (int i = 0; i < 30; ++i) {
        BOOST_TEST(d.e.views().find(stream).value().state.sum == 1);
        BOOST_TEST(d.e.feed().next(10).value().size() == 1U);
        std::this_thread::sleep_for(10ms);
    }
}

BOOST_AUTO_TEST_CASE(a_disk_that_fills_up_again_and_again_loses_nothing)
{
    small_disk d;
    std::int64_t sum = 1;
    const auto stream = d.e.submit(adding(1)).value().stream;
    for (int i = 0; i < 5; ++i) {
        d.disk.fill(i % 2 == 0 ? fault::append : fault::sync);
        BOOST_TEST(d.e.submit(adding(2, stream, "key " + std::to_string(i))).has_error());
        d.disk.heal();
        BOOST_TEST(eventually([&] { return d.e.submit(adding(10, stream)).has_value(); }));
        sum += 12;
        BOOST_TEST(d.e.views().find(stream).value().state.sum == sum);
    }
}

BOOST_AUTO_TEST_CASE(an_engine_that_is_stopped_while_the_disk_is_full_does_not_wait_for_space)
{
    small_disk d;
    const auto stream = d.e.submit(adding(1)).value().stream;
    d.disk.fill();
    BOOST_TEST((error_of(d.e.submit(adding(2, stream, "key"))) == errc::outcome_unknown));
    d.e.stop();
    BOOST_TEST((error_of(d.e.submit(adding(3, stream))) == errc::outcome_unknown));
}

BOOST_AUTO_TEST_CASE(after_a_stop_on_a_full_disk_the_key_tells)
{
    host h;
    trial_disk disk;
    auto options = h.options();
    options.environment = disk.environment();
    options.free_space_min = 0;
    {
        auto e = desk_of::open(options).value();
        BOOST_REQUIRE(e.submit(adding(1)).has_value());
        disk.fill();
        BOOST_TEST(e.submit(adding(2, stream_id{1}, "key")).has_error());
    }
    disk.heal();
    auto e = desk_of::open(options).value();
    BOOST_TEST(e.submit(adding(2, stream_id{1}, "key")).value().version == 2U);
    BOOST_TEST(e.views().find(stream_id{1}).value().state.sum == 3);
}

// There was room, and somebody else took it while the log was becoming tables.
BOOST_AUTO_TEST_CASE(a_disk_that_fills_up_while_the_store_is_opened_anew_is_no_end)
{
    small_disk d;
    auto end = d.e.async_run(asio::use_future);
    const auto stream = d.e.submit(adding(1)).value().stream;
    d.disk.fill();
    BOOST_TEST((error_of(d.e.submit(adding(2, stream, "key"))) == errc::outcome_unknown));
    d.disk.fill(fault::table);
    for (const std::uint64_t free : {1ULL << 30U, 40ULL << 20U}) {
        const auto tries = d.disk.refused() + 2;
        d.disk.set_free_space(free);
        BOOST_TEST(eventually([&] { return d.disk.refused() >= tries; }));
        for (int i = 0; i < 30; ++i) {
            BOOST_TEST(d.e.views().timeline(stream).value().size() == 1U);
            BOOST_TEST(d.e.feed().next(10).value().size() == 1U);
            std::this_thread::sleep_for(10ms);
        }
        BOOST_TEST((error_of(d.e.submit(adding(4, stream))) == errc::disk_full));
        BOOST_TEST((error_of(d.e.submit(adding(4, no_stream, "new"))) == errc::disk_full));
    }
    BOOST_TEST((end.wait_for(0s) == std::future_status::timeout));
    d.disk.heal();
    BOOST_TEST(eventually([&] { return d.e.submit(adding(4, stream)).has_value(); }));
    BOOST_TEST(d.e.submit(adding(2, stream, "key")).value().repeated);
    BOOST_TEST(d.e.views().find(stream).value().state.sum == 7);
    d.e.stop();
    end.get();
}

// What is in memory needs as much when the store is closed as before.
BOOST_AUTO_TEST_CASE(a_store_that_found_no_space_is_not_opened_anew_before_all_of_it_fits)
{
    constexpr std::uint64_t mebibyte = 1U << 20U;
    host h;
    trial_disk disk;
    const auto store =
        journal::open({h.where.str(), true, false, disk.environment(), {}, false, 0}).value();
    auto large = events_from(1, 1);
    large.events.front().assign(24 * mebibyte, 'x');
    BOOST_TEST_REQUIRE(store->commit(large).has_value());
    disk.fill();
    BOOST_TEST((error_of(store->commit(events_from(2, 1))) == errc::disk_full));
    disk.fill(fault::table);
    disk.set_free_space(1'024 * mebibyte);
    BOOST_TEST((error_of(store->commit(events_from(2, 1))) == errc::disk_full));
    const auto refused = disk.refused();
    disk.set_free_space(32 * mebibyte);
    BOOST_TEST((error_of(store->commit(events_from(2, 1))) == errc::disk_full));
    BOOST_TEST(disk.refused() == refused);
    BOOST_TEST(store->event(position{1}).value().size() == 24 * mebibyte);
    disk.heal();
    BOOST_TEST(store->commit(events_from(2, 1)).has_value());
    BOOST_TEST(events_of(*store).value().size() == 2U);
}

// The disk fails in another way when the store is to be opened again: that is for the host.
BOOST_AUTO_TEST_CASE(a_disk_that_is_full_and_then_broken_is_an_end)
{
    small_disk d;
    const auto stream = d.e.submit(adding(1)).value().stream;
    d.disk.fill();
    BOOST_TEST(d.e.submit(adding(2, stream)).has_error());
    d.disk.heal();
    d.disk.fail(fault::append);
    BOOST_TEST(eventually(
        [&] { return error_of(d.e.submit(adding(3, stream))) == errc::outcome_unknown; }));
    BOOST_TEST((error_of(d.e.submit(adding(3, stream))) == errc::outcome_unknown));
}

BOOST_AUTO_TEST_CASE(who_asks_again_and_again_on_a_full_disk_takes_no_room_and_all_is_counted)
{
    host h;
    trial_disk disk;
    auto options = h.options();
    options.environment = disk.environment();
    options.free_space_min = 0;
    options.waiting_commands_max = 4;
    auto e = desk_of::open(options).value();
    const auto stream = e.submit(adding(1)).value().stream;
    disk.fill();
    for (int i = 0; i < 10; ++i) {
        BOOST_TEST((error_of(e.submit(adding(2, stream, "key"))) == errc::outcome_unknown));
    }
    const auto shown = [&](std::string_view name) {
        const auto all = e.metrics();
        return std::find_if(all.begin(), all.end(), [&](const metric& m) { return m.name == name; })
            ->samples.front()
            .value;
    };
    BOOST_TEST(eventually([&] { return shown("acikkapi_waiting_commands") == 0; }));
    disk.heal();
    BOOST_TEST(eventually([&] { return e.submit(adding(4, stream)).has_value(); }));
    BOOST_TEST(number_of(e.head()) == 3U);
    BOOST_TEST(shown("acikkapi_events_total") == 3);
}

BOOST_AUTO_TEST_SUITE_END()
