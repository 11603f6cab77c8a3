#include "support/ask.hpp"
#include "support/tally.hpp"
#include "support/trial_disk.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <optional>

BOOST_AUTO_TEST_SUITE(engine_overload)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;

/// An engine whose disk stands still in an fsync, with one command in it and room for four more.
struct jam {
    asio::any_io_executor blocking_;  // Another than the host's.
    host h;
    trial_disk disk;
    engine_options options = [this] {
        auto out = h.options();
        out.environment = disk.environment();
        out.waiting_commands_max = 4;
        if (blocking_) {
            out.blocking = blocking_;
        }
        return out;
    }();
    desk_of e = desk_of::open(options).value();
    std::vector<std::future<result<receipt>>> accepted;

    explicit jam(asio::any_io_executor blocking = {}) : blocking_(std::move(blocking))
    {
        BOOST_REQUIRE(e.submit(adding(1, no_stream, "first")).has_value());
    }

    void fill()
    {
        disk.hold();
        accepted.push_back(ask(e, adding(1)));
        disk.wait_until_held();
        for (int i = 0; i < 4; ++i) {
            accepted.push_back(ask(e, adding(1, stream_id{1})));
        }
    }
    std::future<error_code> report(const std::string& letter)
    {
        auto kept = std::make_shared<std::promise<error_code>>();
        auto out = kept->get_future();
        e.async_report(letter, {delivery::delivered, "ok"}, [kept](error_code why, const receipt&) {
            kept->set_value(why);
        });
        return out;
    }
    std::future<error_code> prove(position at)
    {
        auto kept = std::make_shared<std::promise<error_code>>();
        auto out = kept->get_future();
        e.async_prove(at, [kept](error_code why, const record_proof&) { kept->set_value(why); });
        return out;
    }
    void finish()
    {
        disk.release();
        for (auto& one : accepted) {
            BOOST_TEST(one.get().has_value());
        }
        accepted.clear();
    }
};

/// What was told; nothing if nobody was told in time.
std::optional<error_code> told(std::future<error_code>& what)
{
    return what.wait_for(5s) == std::future_status::ready ? std::optional{what.get()}
                                                          : std::nullopt;
}

}  // namespace

BOOST_AUTO_TEST_CASE(beyond_its_bound_the_engine_says_that_it_is_overloaded)
{
    jam j;
    j.fill();
    for (const auto& wish : {adding(1), adding(1, stream_id{1}), adding(1, no_stream, "key")}) {
        const auto answer = ask(j.e, wish).get();
        BOOST_TEST((error_of(answer) == errc::overloaded));
        BOOST_TEST((answer.error() == condition::unavailable));
    }
    j.finish();
}

BOOST_AUTO_TEST_CASE(what_was_not_accepted_has_left_no_trace)
{
    jam j;
    j.fill();
    BOOST_TEST(ask(j.e, adding(7)).get().has_error());
    BOOST_TEST(ask(j.e, adding(7, stream_id{1}, "key")).get().has_error());
    BOOST_TEST(ask(j.e, adding(7, no_stream, "other")).get().has_error());
    BOOST_TEST(ask(j.e, adding(-7, stream_id{1}, "refused")).get().has_error());
    j.finish();
    BOOST_TEST(number_of(j.e.head()) == 6U);
    BOOST_TEST(j.e.views().find(stream_id{1}).value().state.sum == 5);
    BOOST_TEST((error_of(j.e.views().find(stream_id{3})) == errc::no_such_application));
    BOOST_TEST(j.e.views().timeline(stream_id{1}).value().size() == 5U);
}

BOOST_AUTO_TEST_CASE(afterwards_the_same_commands_are_accepted_as_new_ones)
{
    jam j;
    j.fill();
    const auto again = adding(7, stream_id{1}, "key");
    const auto fresh = adding(8, no_stream, "other");
    BOOST_TEST(ask(j.e, again).get().has_error());
    BOOST_TEST(ask(j.e, fresh).get().has_error());
    j.finish();
    const auto done = ask(j.e, again).get().value();
    BOOST_TEST((!done.repeated && done.version == 6U));
    const auto born = ask(j.e, fresh).get().value();
    BOOST_TEST((!born.repeated && born.stream == stream_id{3}));
    BOOST_TEST(j.e.views().find(stream_id{1}).value().state.sum == 12);
}

BOOST_AUTO_TEST_CASE(a_whole_batch_is_not_accepted_either)
{
    jam j;
    j.fill();
    std::promise<error_code> kept;
    j.e.async_submit_all(
        {{adding(7, stream_id{1}), adding(7)}, {}, "batch"},
        [&](error_code error, const std::vector<receipt>&) { kept.set_value(error); });
    BOOST_TEST((kept.get_future().get() == errc::overloaded));
    j.finish();
    BOOST_TEST(number_of(j.e.head()) == 6U);
    BOOST_TEST(j.e.submit_all({{adding(7, stream_id{1}), adding(7)}, {}, "batch"}).has_value());
}

BOOST_AUTO_TEST_CASE(the_bound_in_bytes_holds_too)
{
    host h;
    trial_disk disk;
    auto options = h.options();
    options.environment = disk.environment();
    options.waiting_bytes_max = 4'000;
    auto e = desk_of::open(options).value();
    disk.hold();
    std::vector<std::future<result<receipt>>> all{};
    all.push_back(ask(e, adding(1)));
    disk.wait_until_held();
    for (int i = 0; i < 100; ++i) {
        all.push_back(ask(e, adding(1)));
    }
    disk.release();
    std::size_t done = 0;
    for (auto& one : all) {
        const auto answer = one.get();
        done += answer ? 1U : 0U;
        BOOST_TEST((answer || answer.error() == errc::overloaded));
    }
    BOOST_TEST((done > 2U && done < 30U), done);
    BOOST_TEST(number_of(e.head()) == done);
    for (int i = 0; i < 30; ++i) {
        BOOST_TEST(e.submit(adding(1)).has_value());  // What is done weighs no more.
    }
}

// What it is for must be read from the disk first, and the one thread that may do so waits for it already.
BOOST_AUTO_TEST_CASE(commands_that_wait_for_a_read_are_bounded_too)
{
    asio::thread_pool one{1};
    jam j{one.get_executor()};
    j.fill();
    std::vector<std::future<result<receipt>>> cold{};
    for (int i = 0; i < 4; ++i) {
        cold.push_back(ask(j.e, adding(1, stream_id{99})));
    }
    const auto beyond = ask(j.e, adding(1, stream_id{99}));
    BOOST_TEST((beyond.wait_for(5s) == std::future_status::ready));
    const auto told = prometheus_text(j.e.metrics());
    BOOST_TEST(told.find("outcome=\"unavailable\"} 1\n") != std::string::npos, told);
    j.finish();
    for (auto& waited : cold) {
        BOOST_TEST((error_of(waited.get()) == errc::no_such_application));
    }
    // There is room again.
    BOOST_TEST((error_of(ask(j.e, adding(1, stream_id{99})).get()) == errc::no_such_application));
}

BOOST_AUTO_TEST_CASE(what_peers_say_of_letters_is_bounded_too)
{
    asio::thread_pool one{1};
    jam j{one.get_executor()};
    j.fill();
    std::vector<std::future<error_code>> words{};
    for (int i = 0; i < 4; ++i) {
        words.push_back(j.report("no letter"));
    }
    auto beyond = j.report("no letter");
    BOOST_TEST((told(beyond) == errc::overloaded));
    j.finish();
    for (auto& waited : words) {
        BOOST_TEST((told(waited) == errc::bad_argument));
    }
    auto again = j.report("no letter");
    BOOST_TEST((told(again) == errc::bad_argument));
}

// Those are with the engine for as long as the letter's outcome is not on record: hours, if its adapter is down.
BOOST_AUTO_TEST_CASE(words_that_wait_for_the_outcome_of_their_letter_take_room)
{
    jam j;
    std::vector<std::future<error_code>> words{};
    for (int i = 0; i < 4; ++i) {
        words.push_back(j.report("1-0"));
    }
    auto beyond = j.report("1-0");
    BOOST_TEST((told(beyond) == errc::overloaded));
    j.e.stop();
    for (auto& waited : words) {
        const auto why = told(waited);
        BOOST_TEST((why && (!*why || *why == errc::stopping)));
    }
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_proof_takes_room_until_he_has_it)
{
    jam j;
    std::vector<std::future<error_code>> proofs{};
    for (int i = 0; i < 4; ++i) {
        proofs.push_back(j.prove(position{1}));
    }
    auto beyond = j.prove(position{1});
    BOOST_TEST((told(beyond) == errc::overloaded));
    BOOST_TEST(j.e.sign_checkpoint().has_value());
    for (auto& waited : proofs) {
        BOOST_TEST((told(waited) == error_code{}));
    }
    auto again = j.prove(position{1});
    BOOST_TEST((told(again) == error_code{}));
}

// Whoever finds nobody at it commits, but not what comes in while he does.
BOOST_AUTO_TEST_CASE(who_waits_for_one_command_does_not_commit_those_of_all_others)
{
    jam j;
    j.disk.hold();
    auto mine = std::async(std::launch::async, [&] { return j.e.submit(adding(1)).has_value(); });
    j.disk.wait_until_held();
    auto other = ask(j.e, adding(1, stream_id{1}));
    j.disk.release_one();
    BOOST_TEST((mine.wait_for(5s) == std::future_status::ready));
    j.disk.wait_until_held();
    BOOST_TEST((other.wait_for(0s) == std::future_status::timeout));
    j.disk.release();
    BOOST_TEST(mine.get());
    BOOST_TEST(other.get().has_value());
}

// A commit takes all that waits: many commands, one fsync.
BOOST_AUTO_TEST_CASE(what_waits_for_one_fsync_shares_the_next)
{
    jam j;
    const auto before = j.disk.syncs();
    j.fill();
    j.finish();
    BOOST_TEST(j.disk.syncs() - before <= 3U);
}

BOOST_AUTO_TEST_SUITE_END()
