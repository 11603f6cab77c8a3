#include "support/tally.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <thread>

BOOST_AUTO_TEST_SUITE(engine_engine)

using namespace support;

namespace {

using desk_of = engine<tally>;

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_accepted_is_read_at_once)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    const auto done = e.submit(adding(5)).value();
    BOOST_TEST(done.version == 1U);
    BOOST_TEST(number_of(done.first) == 1U);
    BOOST_TEST(e.views().find(done.stream).value().state.sum == 5);
}

BOOST_AUTO_TEST_CASE(a_cold_start_goes_on_exactly)
{
    host h;
    stream_id stream{};
    {
        auto e = desk_of::open(h.options()).value();
        stream = e.submit(adding(5)).value().stream;
        BOOST_TEST(e.submit(adding(2, stream)).value().version == 2U);
    }
    auto e = desk_of::open(h.options()).value();
    const auto next = e.submit(adding(3, stream)).value();
    BOOST_TEST(next.version == 3U);
    BOOST_TEST(number_of(next.first) == 3U);
    BOOST_TEST(e.views().find(stream).value().state.sum == 10);
    BOOST_TEST(number_of(e.submit(adding(1)).value().stream) == number_of(stream) + 1);
    BOOST_TEST(e.views().statistics().value()["state"]["open"] == 2U);
}

BOOST_AUTO_TEST_CASE(the_same_key_gets_the_same_answer_also_after_a_restart)
{
    host h;
    receipt first;
    receipt second;
    {
        auto e = desk_of::open(h.options()).value();
        first = e.submit(adding(5, no_stream, "a")).value();
        second = e.submit(adding(6, first.stream, "b")).value();
        const auto again = e.submit(adding(5, no_stream, "a")).value();
        BOOST_TEST(again.repeated);
        BOOST_TEST((again.stream == first.stream && again.last == first.last));
    }
    auto e = desk_of::open(h.options()).value();
    BOOST_TEST((e.submit(adding(5, no_stream, "a")).value().stream == first.stream));
    const auto again = e.submit(adding(6, first.stream, "b")).value();
    BOOST_TEST((again.repeated && again.first == second.first && again.version == 2U));
    BOOST_TEST(number_of(e.head()) == 2U);
    BOOST_TEST((e.submit(adding(7, first.stream, "b")).error() == errc::key_reused));
    BOOST_TEST((e.submit(adding(7, no_stream, "a")).error() == errc::key_reused));
}

BOOST_AUTO_TEST_CASE(a_refusal_with_a_key_is_recorded_and_stays)
{
    host h;
    const stream_id stream = [&] {
        auto e = desk_of::open(h.options()).value();
        const auto id = e.submit(adding(1)).value().stream;
        BOOST_TEST((e.submit(adding(-1, id, "x")).error() == errc::not_permitted));
        BOOST_TEST((e.submit(adding(-1, no_stream, "y")).error() == errc::not_permitted));
        return id;
    }();
    auto e = desk_of::open(h.options()).value();
    BOOST_TEST((e.submit(adding(-1, stream, "x")).error() == errc::not_permitted));
    BOOST_TEST((e.submit(adding(-1, no_stream, "y")).error() == errc::not_permitted));
    BOOST_TEST(number_of(e.head()) == 3U);
    BOOST_TEST(e.views().timeline(stream).value().size() == 2U);
    BOOST_TEST((e.views().timeline(stream).value()[1].kind == record_kind::refusal));
    BOOST_TEST(e.submit(adding(2, stream)).value().version == 2U);
}

BOOST_AUTO_TEST_CASE(another_version_than_expected_is_a_conflict)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    auto wish = adding(1, e.submit(adding(1)).value().stream);
    wish.expected = 0;
    BOOST_TEST((e.submit(wish).error() == errc::version_conflict));
    wish.expected = 1;
    BOOST_TEST(e.submit(wish).has_value());
}

BOOST_AUTO_TEST_CASE(a_batch_happens_as_a_whole_or_not_at_all)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    const auto a = e.submit(adding(1)).value().stream;
    const auto b = e.submit(adding(1)).value().stream;
    batch<tally> good{{adding(2, a), adding(3, b), adding(4)}, {{a, 1}}, "all"};
    const auto done = e.submit_all(good).value();
    BOOST_TEST(done.size() == 3U);
    BOOST_TEST(number_of(done[2].stream) == 3U);
    const auto again = e.submit_all(good).value();
    BOOST_TEST((again[2].stream == done[2].stream && again[1].repeated));
    BOOST_TEST(
        (e.submit_all({{adding(2, a), adding(-3, b)}, {}, {}}).error() == errc::not_permitted));
    BOOST_TEST((e.submit_all({{adding(2, b)}, {{a, 1}}, {}}).error() == errc::version_conflict));
    BOOST_TEST(e.views().find(a).value().state.sum == 3);
    BOOST_TEST(number_of(e.head()) == 5U);
}

// What causes no event leaves no trace: the others of its batch tell that it was given.
BOOST_AUTO_TEST_CASE(a_batch_in_which_one_wish_changes_nothing_is_done_once)
{
    for (const std::size_t idle : {0U, 1U, 2U}) {
        host h;
        batch<tally> all{{}, {}, "all"};
        {
            auto e = desk_of::open(h.options()).value();
            for (int i = 0; i < 3; ++i) {
                all.requests.push_back(adding(2, e.submit(adding(1)).value().stream));
            }
            all.requests[idle].wish.times = 0;
            BOOST_TEST(!e.submit_all(all).value()[idle].repeated);
            BOOST_TEST(number_of(e.head()) == 5U);
        }
        auto e = desk_of::open(h.options()).value();
        const auto again = e.submit_all(all).value();
        BOOST_TEST_REQUIRE(again.size() == 3U);
        for (std::size_t i = 0; i < again.size(); ++i) {
            BOOST_TEST((again[i].repeated && again[i].stream == all.requests[i].stream));
            BOOST_TEST(again[i].version == (i == idle ? 1U : 2U));
            BOOST_TEST((again[i].first == position{0}) == (i == idle));
        }
        BOOST_TEST(number_of(e.head()) == 5U);
    }
}

BOOST_AUTO_TEST_CASE(a_batch_of_which_nothing_is_known_is_new)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    const auto a = e.submit(adding(1)).value().stream;
    const auto b = e.submit(adding(1)).value().stream;
    batch<tally> idle{{adding(2, a), adding(3, b)}, {}, "all"};
    idle.requests[0].wish.times = 0;
    idle.requests[1].wish.times = 0;
    for (int i = 0; i < 2; ++i) {
        const auto done = e.submit_all(idle).value();
        BOOST_TEST((!done[0].repeated && !done[1].repeated && done[1].version == 1U));
    }
    BOOST_TEST(number_of(e.head()) == 2U);
}

BOOST_AUTO_TEST_CASE(an_ended_application_moves_to_the_closed_lists)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    const auto a = e.submit(adding(1)).value().stream;
    const auto b = e.submit(adding(2)).value().stream;
    BOOST_TEST((e.views().list({"sum", "", false, {}, 1}).value().streams.front() == a));
    const auto page = e.views().list({"sum", "", false, {}, 1}).value();
    BOOST_TEST((e.views().list({"sum", "", false, page.next, 1}).value().streams.front() == b));
    BOOST_TEST(e.submit(adding(100, a)).has_value());
    BOOST_TEST(e.views().list({"sum", "", false, {}, 9}).value().streams.size() == 1U);
    BOOST_TEST((e.views().list({"sum", "", true, {}, 9}).value().streams.front() == a));
    BOOST_TEST(e.views().find(a).value().closed);
    BOOST_TEST(e.views().find_as_of(a, position{1}).value().state.sum == 1);
}

BOOST_AUTO_TEST_CASE(many_threads_leave_dense_positions_and_exact_sums)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    std::vector<stream_id> streams;
    for (int i = 0; i < 4; ++i) {
        streams.push_back(e.submit(adding(0)).value().stream);
    }
    std::vector<std::future<receipt>> waiting;
    for (int i = 0; i < 400; ++i) {
        auto wish = adding(0, streams[static_cast<std::size_t>(i) % streams.size()]);
        wish.wish.times = 2;
        waiting.push_back(e.async_submit(wish, asio::use_future));
    }
    for (auto& one : waiting) {
        BOOST_TEST(number_of(one.get().first) != 0U);
    }
    const auto records = e.feed().next(10'000).value();
    BOOST_TEST(records.size() == 804U);
    BOOST_TEST(e.views().find(streams[0]).value().version == 201U);
}

BOOST_AUTO_TEST_CASE(a_feed_waits_for_what_comes)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    auto feed = e.feed();
    auto next = feed.async_next(10, asio::use_future);
    BOOST_TEST(e.submit(adding(1)).has_value());
    BOOST_TEST(next.get().size() == 1U);
    BOOST_TEST(number_of(feed.after()) == 1U);
    BOOST_TEST(e.save_checkpoint("reader", feed.after()).has_value());
    BOOST_TEST(number_of(e.load_checkpoint("reader").value()) == 1U);
}

/// As of any asynchronous operation: who gave nothing else to do to his context waits for the answer all the same.
BOOST_AUTO_TEST_CASE(the_context_of_a_handler_does_not_run_out_of_work)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    asio::io_context own;
    int calls = 0;
    const auto mine = [&](auto handler) {
        return asio::bind_executor(own.get_executor(), std::move(handler));
    };
    const auto run = [&] {
        own.restart();
        own.run();
    };
    e.async_submit(adding(1), mine([&](error_code, const receipt&) { ++calls; }));
    run();
    BOOST_TEST(calls == 1);
    auto feed = e.feed(position{1});
    feed.async_next(10, mine([&](error_code, const std::vector<record>&) { ++calls; }));
    e.async_prove(position{1}, mine([&](error_code, const record_proof&) { ++calls; }));
    e.async_run(mine([&](error_code) { ++calls; }));
    std::thread later{[&] { e.stop(); }};
    run();
    BOOST_TEST(calls == 4);
    later.join();
}

/// Each command moves its application to the list's end.
BOOST_AUTO_TEST_CASE(a_list_is_worked_off_once_though_the_command_changes_its_order)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    constexpr std::uint64_t many = 150;
    for (std::uint64_t i = 0; i < many; ++i) {
        BOOST_TEST_REQUIRE(e.submit(adding(1)).has_value());
    }
    list_query all;
    all.list = "sum";
    BOOST_TEST(e.submit_to_list(all, tally::add{1, 1}, officer()).value() == many);
    BOOST_TEST(e.views().find(stream_id{1})->state.sum == 2);
    BOOST_TEST(e.views().find(stream_id{many})->state.sum == 2);
}

BOOST_AUTO_TEST_CASE(letters_go_out_after_the_commit_and_their_outcome_comes_back)
{
    host h;
    std::atomic<int> calls{0};
    function_adapter<notifier> sms{
        h.disk.get_executor(), [&](const hand_over&) {
            return ++calls == 1 ? hand_result{} : hand_result{delivery::delivered, "ok"};
        }};
    auto options = h.options();
    options.notifiers["sms"] = &sms;
    auto e = desk_of::open(options).value();
    auto end = e.async_run(asio::use_future);
    const auto stream = e.submit(adding(1)).value().stream;
    for (int i = 0; i < 2'000 && e.views().find(stream).value().state.told == 0; ++i) {
        h.time.set(
            h.time.now() + std::chrono::seconds{1});  // The first try fails; the next is due.
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    BOOST_TEST(e.views().find(stream).value().state.told == 1);
    BOOST_TEST(calls == 2);
    e.stop();
    end.get();
    BOOST_TEST((e.submit(adding(1)).error() == errc::stopping));
}

BOOST_AUTO_TEST_CASE(a_store_is_open_once_and_only_for_its_own)
{
    host h;
    {
        auto e = desk_of::open(h.options()).value();
        BOOST_TEST((desk_of::open(h.options()).error() == errc::busy));
    }
    auto other = h.options();
    other.key.fill(std::byte{8});
    BOOST_TEST((desk_of::open(other).error() == errc::wrong_key));
    auto missing = h.options();
    missing.directory = h.where.str("nothing");
    missing.create = false;
    BOOST_TEST((desk_of::open(missing).error() == errc::not_a_store));
}

// The key of one citizen's registration must never name another's application.
BOOST_AUTO_TEST_CASE(a_registration_without_an_event_is_refused_and_takes_no_number)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    request<tally> nothing{{0, 0}, officer(), no_stream, "nothing", {}};
    BOOST_TEST((e.submit(nothing).error() == errc::illegal_transition));
    const auto next = e.submit(adding(5, no_stream, "next")).value();
    BOOST_TEST(number_of(next.stream) == 1U);
    BOOST_TEST((e.submit(nothing).error() == errc::illegal_transition));
    BOOST_TEST((e.submit(adding(5, no_stream, "next")).value().stream == next.stream));
}

BOOST_AUTO_TEST_SUITE_END()
