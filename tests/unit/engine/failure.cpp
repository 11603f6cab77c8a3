// The disk fails half way. Nobody is told «done» or «not done» who may be wrong.
#include "journal/head_record.hpp"
#include "support/ask.hpp"
#include "support/tally.hpp"
#include "support/trial_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <thread>

BOOST_AUTO_TEST_SUITE(engine_failure)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;
using fault = trial_disk::fault;

struct bad_disk {
    host h;
    trial_disk disk;

    desk_of open()
    {
        auto options = h.options();
        options.environment = disk.environment();
        return desk_of::open(options).value();
    }
};

/// Counts what it is given.
struct counted_hand final : notifier {
    std::atomic<int> calls{0};

private:
    void do_hand_over(hand_over, asio::any_completion_handler<void(hand_result)> done) override
    {
        ++calls;
        std::move(done)(hand_result{delivery::delivered, "ok"});
    }
};

/// A tally that is an officer's own until it comes to ten.
struct owned_tally : tally {
    static bool is_own(const state& now, const actor&) { return now.sum < 10; }
};

const access_policy& table()
{
    static const auto out = access_matrix::parse("act     desk  officer\n"
                                                 "change  any   own\n"
                                                 "read    any   any\n")
                                .value();
    return out;
}

request<owned_tally> adding_by(std::string_view who, std::int64_t amount, stream_id to = no_stream)
{
    auto from = officer();
    from.by = actor::parse(who).value();
    return {{amount, 1}, from, to, {}, {}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(after_a_failed_write_the_outcome_is_unknown_and_nothing_more_is_accepted)
{
    for (const auto what : {fault::append, fault::sync}) {
        bad_disk b;
        auto e = b.open();
        const auto stream = e.submit(adding(1)).value().stream;
        b.disk.fail(what);
        BOOST_TEST((error_of(e.submit(adding(2, stream))) == errc::outcome_unknown));
        b.disk.heal();
        BOOST_TEST((error_of(e.submit(adding(2, stream))) == errc::outcome_unknown));
        BOOST_TEST((error_of(ask(e, adding(1)).get()) == errc::outcome_unknown));
        BOOST_TEST((error_of(e.save_checkpoint("reader", position{1})) == errc::outcome_unknown));
        BOOST_TEST((e.submit(adding(1)).error() != condition::rejected));
    }
}

/// Its outcome could not be put on record: it would go out again after the next start.
BOOST_AUTO_TEST_CASE(after_a_failed_write_no_letter_goes_out_and_the_run_ends)
{
    counted_hand hand;
    bad_disk b;
    auto options = b.h.options();
    options.environment = b.disk.environment();
    options.notifiers["sms"] = &hand;
    auto e = desk_of::open(options).value();
    std::promise<error_code> ended;
    e.async_run([&](error_code why) { ended.set_value(why); });
    BOOST_TEST(e.hold_letters("sms"));
    const auto stream = e.submit(adding(1)).value().stream;
    b.disk.fail(fault::sync);
    BOOST_TEST((error_of(e.submit(adding(2, stream))) == errc::outcome_unknown));
    auto end = ended.get_future();
    BOOST_TEST_REQUIRE((end.wait_for(10s) == std::future_status::ready));
    BOOST_TEST((end.get() == errc::outcome_unknown));
    BOOST_TEST(e.release_letters("sms"));
    std::this_thread::sleep_for(50ms);
    BOOST_TEST(hand.calls == 0);
    e.stop();
}

BOOST_AUTO_TEST_CASE(after_a_failed_write_what_was_durable_is_still_read)
{
    bad_disk b;
    auto e = b.open();
    const auto stream = e.submit(adding(1)).value().stream;
    b.disk.fail(fault::sync);
    BOOST_TEST(e.submit(adding(2, stream)).has_error());
    BOOST_TEST(number_of(e.head()) == 1U);
    BOOST_TEST(e.views().find(stream).value().state.sum == 1);
    BOOST_TEST(e.feed().next(10).value().size() == 1U);
    BOOST_TEST(e.views().statistics().value()["state"]["open"] == 1U);
}

BOOST_AUTO_TEST_CASE(after_reopening_the_key_tells_which_it_was)
{
    for (const auto what : {fault::append, fault::sync}) {
        bad_disk b;
        {
            auto e = b.open();
            BOOST_REQUIRE(e.submit(adding(1)).has_value());
            b.disk.fail(what);
            BOOST_TEST(e.submit(adding(2, stream_id{1}, "later")).has_error());
        }
        b.disk.heal();
        auto e = b.open();
        const bool was_there = number_of(e.head()) == 2U;
        const auto done = e.submit(adding(2, stream_id{1}, "later")).value();
        BOOST_TEST(done.repeated == was_there);
        BOOST_TEST(done.version == 2U);
        BOOST_TEST(e.views().find(stream_id{1}).value().state.sum == 3);
        BOOST_TEST(number_of(e.head()) == 2U);
    }
}

BOOST_AUTO_TEST_CASE(after_reopening_the_key_of_a_registration_tells_too)
{
    for (const auto what : {fault::append, fault::sync}) {
        bad_disk b;
        {
            auto e = b.open();
            b.disk.fail(what);
            BOOST_TEST(e.submit(adding(2, no_stream, "first")).has_error());
        }
        b.disk.heal();
        auto e = b.open();
        const bool was_there = number_of(e.head()) == 1U;
        const auto done = e.submit(adding(2, no_stream, "first")).value();
        BOOST_TEST(done.repeated == was_there);
        BOOST_TEST((done.stream == stream_id{1}));
        BOOST_TEST(number_of(e.submit(adding(5)).value().stream) == 2U);
        BOOST_TEST(e.views().find(stream_id{1}).value().state.sum == 2);
    }
}

BOOST_AUTO_TEST_CASE(everybody_who_waits_for_a_write_that_fails_is_told_once)
{
    bad_disk b;
    auto e = b.open();
    b.disk.hold();
    std::vector<std::future<result<receipt>>> waiting{};
    waiting.push_back(ask(e, adding(1)));
    b.disk.wait_until_held();
    for (int i = 0; i < 50; ++i) {
        waiting.push_back(ask(e, adding(1)));
    }
    b.disk.fail(fault::sync);
    b.disk.release();
    for (auto& one : waiting) {
        BOOST_TEST((error_of(one.get()) == errc::outcome_unknown));
    }
    e.stop();
    BOOST_TEST(number_of(e.head()) == 0U);
}

BOOST_AUTO_TEST_CASE(at_whichever_write_the_disk_fails_nothing_acknowledged_is_lost)
{
    for (std::uint64_t n = 0; n < 12; ++n) {
        bad_disk b;
        std::uint64_t done = 0;
        {
            auto e = b.open();
            b.disk.fail(n % 2 == 0 ? fault::append : fault::sync, n / 2);
            while (done < 20 && e.submit(adding(1, no_stream, std::to_string(done)))) {
                ++done;
            }
            BOOST_TEST(done < 20U);
        }
        b.disk.heal();
        auto e = b.open();
        const auto there = number_of(e.head());
        BOOST_TEST((there == done || there == done + 1), "fault " << n);
        for (std::uint64_t i = 0; i < there; ++i) {
            const auto again = e.submit(adding(1, no_stream, std::to_string(i))).value();
            BOOST_TEST((again.repeated && number_of(again.stream) == i + 1));
        }
    }
}

BOOST_AUTO_TEST_CASE(with_a_strict_head_record_an_answer_is_covered_by_it)
{
    host h;
    auto options = h.options();
    options.strict_head = true;
    auto e = desk_of::open(options).value();
    for (std::uint64_t i = 1; i <= 20; ++i) {
        const auto done = e.submit(adding(1)).value();
        const auto marks =
            journal::head_record::read(*rocksdb::Env::Default(), options.directory).value();
        BOOST_TEST_REQUIRE((!marks.empty() && marks.back().last >= done.last), i);
    }
}

// The commit that would have made it a conflict fails: nobody may have been told «rejected» for it.
BOOST_AUTO_TEST_CASE(a_refusal_that_follows_from_what_is_not_durable_waits_for_it)
{
    bad_disk b;
    auto e = b.open();
    const auto stream = e.submit(adding(1)).value().stream;
    b.disk.hold();
    auto first = ask(e, adding(2, stream));
    b.disk.wait_until_held();
    auto second = adding(3, stream);
    second.expected = 1;
    auto refused = ask(e, second);
    BOOST_TEST((refused.wait_for(50ms) == std::future_status::timeout));
    b.disk.fail(fault::sync);
    b.disk.release();
    BOOST_TEST((error_of(first.get()) == errc::outcome_unknown));
    BOOST_TEST((error_of(refused.get()) == errc::outcome_unknown));
}

// What took it from him fails: he may not have been told for good that it is not his.
BOOST_AUTO_TEST_CASE(who_may_not_any_more_is_told_so_when_that_is_durable)
{
    bad_disk b;
    auto options = b.h.options();
    options.environment = b.disk.environment();
    options.access = &table();
    auto e = engine<owned_tally>::open(options).value();
    const auto stream = e.submit(adding_by("desk:1", 1)).value().stream;
    BOOST_TEST(e.submit(adding_by("officer:1", 1, stream)).has_value());
    b.disk.hold();
    auto taken = ask(e, adding_by("desk:1", 20, stream));
    b.disk.wait_until_held();
    auto refused = ask(e, adding_by("officer:1", 1, stream));
    BOOST_TEST((refused.wait_for(50ms) == std::future_status::timeout));
    b.disk.fail(fault::sync);
    b.disk.release();
    BOOST_TEST((error_of(taken.get()) == errc::outcome_unknown));
    BOOST_TEST((error_of(refused.get()) == errc::outcome_unknown));
}

BOOST_AUTO_TEST_CASE(that_a_key_was_used_is_told_when_its_use_is_durable)
{
    for (const bool registers : {false, true}) {
        bad_disk b;
        auto e = b.open();
        const auto stream = e.submit(adding(1)).value().stream;
        const auto to = registers ? no_stream : stream;
        b.disk.hold();
        auto first = ask(e, adding(2, to, "key"));
        b.disk.wait_until_held();
        auto refused = ask(e, adding(3, to, "key"));
        BOOST_TEST((refused.wait_for(50ms) == std::future_status::timeout));
        b.disk.fail(fault::sync);
        b.disk.release();
        BOOST_TEST((error_of(first.get()) == errc::outcome_unknown));
        BOOST_TEST((error_of(refused.get()) == errc::outcome_unknown));
    }
}

// Who may do nothing here fills neither the journal nor what is kept of keys.
BOOST_AUTO_TEST_CASE(a_refusal_that_waited_is_not_on_record)
{
    bad_disk b;
    auto e = b.open();
    const auto stream = e.submit(adding(1)).value().stream;
    b.disk.hold();
    auto first = ask(e, adding(2, stream, "key"));
    b.disk.wait_until_held();
    auto refused = ask(e, adding(3, stream, "key"));
    b.disk.release();
    BOOST_TEST(first.get().has_value());
    BOOST_TEST((error_of(refused.get()) == errc::key_reused));
    BOOST_TEST(number_of(e.head()) == 2U);
}

BOOST_AUTO_TEST_CASE(a_version_conflict_under_a_key_is_the_same_again)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    const auto stream = e.submit(adding(1)).value().stream;
    auto wish = adding(2, stream, "key");
    wish.expected = 7;
    BOOST_TEST((error_of(e.submit(wish)) == errc::version_conflict));
    wish.expected.reset();
    BOOST_TEST((error_of(e.submit(wish)) == errc::version_conflict));
    BOOST_TEST(e.views().find(stream).value().state.sum == 1);
}

BOOST_AUTO_TEST_SUITE_END()
