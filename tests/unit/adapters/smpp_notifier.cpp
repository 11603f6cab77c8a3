#include <acikkapi/adapters/smpp_notifier.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <thread>

// What is between the session and the world; the rest of the world is in tests/peers/smpp.cpp.
namespace adapters_smpp_notifier {
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 6h;

struct office {
    asio::io_context io;
    manual_clock clock{morning};
    smpp_options options = defaults();
    std::unique_ptr<smpp_notifier> notifier;

    static smpp_options defaults()
    {
        smpp_options out;
        out.host = "127.0.0.1";
        out.system_id = "acikkapi";
        out.password = "secret";
        out.source = "VALILIK";
        out.wording = [](const letter&) -> result<std::string> { return "Basvurunuz alindi"; };
        return out;
    }

    void make() { notifier = make_smpp_notifier(options, io.get_executor(), clock).value(); }

    void work()
    {
        io.restart();
        io.poll();
    }

    void hand_over(
        const std::string& to, std::optional<hand_result>& into, std::string kind = "received")
    {
        acikkapi::hand_over what;
        what.id = "letter";
        what.what = {"sms", std::move(kind), to, "34-2026-000000001-0"};
        notifier->async_hand_over(
            std::move(what), [&into](hand_result how) { into = std::move(how); });
    }

    hand_result answer_to(const std::string& to, const std::string& kind = "received")
    {
        std::optional<hand_result> out;
        hand_over(to, out, kind);
        BOOST_TEST(!out.has_value());
        work();
        BOOST_TEST_REQUIRE(out.has_value());
        BOOST_TEST(out->means == "sms");
        return *out;
    }

    std::optional<error_code> ended;
    void run()
    {
        notifier->async_run([this](error_code why) { ended = why; });
    }
};

bool is_refused(const std::function<void(smpp_options&)>& change)
{
    office one;
    change(one.options);
    const auto made = make_smpp_notifier(one.options, one.io.get_executor(), one.clock);
    return !made && made.error() == errc::bad_argument;
}

}  // namespace
}  // namespace adapters_smpp_notifier

BOOST_FIXTURE_TEST_SUITE(adapters_smpp_notifier, office)

BOOST_AUTO_TEST_CASE(options_out_of_their_range_are_refused)
{
    BOOST_TEST(!is_refused([](smpp_options&) {}));
    const std::vector<std::function<void(smpp_options&)>> wrong{
        [](auto& o) { o.host = ""; },
        [](auto& o) { o.port = ""; },
        [](auto& o) { o.system_id = ""; },
        [](auto& o) { o.system_id = std::string(16, 'a'); },
        [](auto& o) { o.password = std::string(9, 'a'); },
        [](auto& o) { o.password = std::string("a\0b", 3); },
        [](auto& o) { o.system_type = std::string(13, 'a'); },
        [](auto& o) { o.service_type = std::string(6, 'a'); },
        [](auto& o) { o.source = std::string(21, 'a'); },
        [](auto& o) { o.source = "VALİLİK"; },
        [](auto& o) { o.window = 0; },
        [](auto& o) { o.window = 1'001; },
        [](auto& o) { o.queue_max = 0; },
        [](auto& o) { o.receipts_max = 0; },
        [](auto& o) { o.validity = 721h; },
        [](auto& o) { o.validity = -1h; },
        [](auto& o) { o.wording = nullptr; },
        [](auto& o) { o.text.allowed.clear(); },
        [](auto& o) { o.times.response = 0ms; },
        [](auto& o) { o.times.retry_max = o.times.retry - 1ms; },
        [](auto& o) { o.times.throttle_max = o.times.throttle - 1ms; },
    };
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        BOOST_TEST(is_refused(wrong[i]), i);
    }
}

BOOST_AUTO_TEST_CASE(an_authority_that_is_not_there_is_said_at_once)
{
    options.tls = {true, "/nowhere/ca.pem"};
    const auto made = make_smpp_notifier(options, io.get_executor(), clock);
    BOOST_TEST((made.error() == errc::io_error));
}

BOOST_AUTO_TEST_CASE(who_has_no_phone_is_not_told_by_phone)
{
    make();
    for (const std::string to :
         {"", "someone@example.org", "0532 000 00 00", "05320000000", "+90", "+"}) {
        const auto how = answer_to(to);
        BOOST_TEST((how.settled == delivery::rejected), to);
        BOOST_TEST(how.detail == "no phone number");
    }
}

BOOST_AUTO_TEST_CASE(an_erased_letter_has_nothing_to_erase)
{
    make();
    BOOST_TEST((answer_to("", "erased").settled == delivery::delivered));
}

BOOST_AUTO_TEST_CASE(words_that_will_not_be_there_are_a_refusal_and_others_a_failed_try)
{
    options.wording = [](const letter& of) -> result<std::string> {
        if (of.kind == "thrown") {
            throw std::runtime_error("+905320000000");
        }
        if (of.kind == "long") {
            return std::string(5'000, 'a');
        }
        return of.kind == "later" ? errc::io_error : errc::bad_argument;
    };
    make();
    for (const std::string kind : {"thrown", "later"}) {
        const auto how = answer_to("+905320000000", kind);
        BOOST_TEST(!how.settled.has_value(), kind);
        BOOST_TEST(!how.not_before.has_value(), kind);
        BOOST_TEST(how.detail.find("905") == std::string::npos, kind);
    }
    for (const std::string kind : {"none", "long"}) {
        BOOST_TEST((answer_to("+905320000000", kind).settled == delivery::rejected), kind);
    }
}

BOOST_AUTO_TEST_CASE(a_letter_that_finds_no_connection_waits_by_the_clock_it_is_given)
{
    make();
    std::optional<hand_result> how;
    hand_over("+905320000000", how);
    work();
    clock.set(morning + 59s);
    work();
    BOOST_TEST(!how.has_value());
    clock.set(morning + 60s);
    work();
    BOOST_TEST_REQUIRE(how.has_value());
    BOOST_TEST(!how->settled.has_value());
    BOOST_TEST(how->detail == "no connection yet");
}

BOOST_AUTO_TEST_CASE(it_runs_once_and_ends_when_it_is_stopped)
{
    make();
    run();
    work();
    std::optional<error_code> second;
    notifier->async_run([&](error_code why) { second = why; });
    BOOST_TEST(!second.has_value());
    work();
    BOOST_TEST((second == error_code{errc::busy}));
    BOOST_TEST(!ended.has_value());
    notifier->stop();
    work();
    BOOST_TEST((ended == error_code{}));
    BOOST_TEST((answer_to("+905320000000").detail == "stopped"));
}

BOOST_AUTO_TEST_CASE(who_stops_before_it_runs_does_not_run)
{
    make();
    notifier->stop();
    run();
    work();
    BOOST_TEST((ended == error_code{}));
}

BOOST_AUTO_TEST_CASE(destroying_it_answers_what_is_under_way_and_leaves_the_clock)
{
    auto timed = std::make_unique<manual_clock>(morning);
    notifier = make_smpp_notifier(options, io.get_executor(), *timed).value();
    std::optional<hand_result> waiting;
    std::optional<hand_result> posted;
    hand_over("+905320000000", waiting);
    run();
    work();
    hand_over("+905320000000", posted);
    notifier->stop();
    notifier.reset();
    timed.reset();
    BOOST_TEST_REQUIRE(waiting.has_value());
    BOOST_TEST(!ended.has_value());  // On the executor, and not in who destroys it.
    work();
    BOOST_TEST((ended == error_code{errc::stopping}));
    BOOST_TEST_REQUIRE(posted.has_value());
    for (const auto& how : {waiting, posted}) {
        BOOST_TEST(!how->settled.has_value());
        BOOST_TEST(how->detail == "stopped");
    }
}

BOOST_AUTO_TEST_CASE(what_the_host_throws_ends_nothing)
{
    asio::ip::tcp::acceptor closed{io, {asio::ip::address_v4::loopback(), 0}};
    options.port = std::to_string(closed.local_endpoint().port());
    closed.close();
    int calls = 0;
    options.log = [&](std::string_view) {
        ++calls;
        throw std::runtime_error("log");
    };
    make();
    run();
    io.restart();
    while (calls == 0 && io.run_one_for(60s) > 0) {
    }
    BOOST_TEST(calls == 1);
    notifier->stop();
    work();
    BOOST_TEST((ended == error_code{}));
}

// Under the thread sanitizer: letters, clock and destruction from one thread, the work on others.
BOOST_AUTO_TEST_CASE(threads_may_come_and_go)
{
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> answers = 0;
        {
            asio::io_context crowd;
            auto guard = asio::make_work_guard(crowd);
            std::vector<std::thread> threads;
            for (int i = 0; i < 2; ++i) {
                threads.emplace_back([&] { crowd.run(); });
            }
            options.port = "1";
            options.times.queue = 1ms;
            auto one = make_smpp_notifier(options, crowd.get_executor(), clock).value();
            one->async_run([&](error_code) { ++answers; });
            for (int i = 0; i < 100; ++i) {
                acikkapi::hand_over what;
                what.id = std::to_string(i);
                what.what.recipient = "+905320000000";
                one->async_hand_over(std::move(what), [&](hand_result) { ++answers; });
                clock.set(clock.now() + 1ms);
            }
            one.reset();
            guard.reset();
            for (auto& thread : threads) {
                thread.join();
            }
        }
        BOOST_TEST(answers == 101);
    }
}

BOOST_AUTO_TEST_SUITE_END()
