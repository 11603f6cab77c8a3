#include <acikkapi/adapters/smpp_notifier.hpp>

#include "adapters/smpp/unbroken_time.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <string>

namespace adapters_smpp_clock {
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using adapters::smpp::unbroken_time;

constexpr instant morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 6h;
constexpr instant set_back = morning - 240h;

/// A notifier whose centre takes no connection.
struct office {
    asio::io_context io;
    manual_clock clock{morning};
    smpp_options options = defaults();
    int refused = 0;
    std::optional<hand_result> first;
    std::optional<hand_result> second;
    std::unique_ptr<smpp_notifier> notifier;

    static smpp_options defaults()
    {
        smpp_options out;
        out.host = "127.0.0.1";
        out.system_id = "acikkapi";
        out.source = "VALILIK";
        out.wording = [](const letter&) -> result<std::string> { return "Basvurunuz alindi"; };
        return out;
    }

    void make()
    {
        asio::ip::tcp::acceptor closed{io, {asio::ip::address_v4::loopback(), 0}};
        options.port = std::to_string(closed.local_endpoint().port());
        options.log = [this](std::string_view) { ++refused; };
        notifier = make_smpp_notifier(options, io.get_executor(), clock).value();
    }

    void work()
    {
        io.restart();
        io.poll();
    }

    void until_refused(int times)
    {
        io.restart();
        while (refused < times && io.run_one_for(10s) > 0) {
        }
        BOOST_TEST_REQUIRE(refused == times);
    }

    void hand_over(std::optional<hand_result>& into)
    {
        acikkapi::hand_over what;
        what.what = {"sms", "received", "+905320000000", "34-2026-000000001-0"};
        notifier->async_hand_over(
            std::move(what), [&into](hand_result how) { into = std::move(how); });
        work();
    }
};

}  // namespace
}  // namespace adapters_smpp_clock

BOOST_FIXTURE_TEST_SUITE(adapters_smpp_clock, office)

BOOST_AUTO_TEST_CASE(time_goes_on_where_the_clock_is_set_back)
{
    unbroken_time time;
    BOOST_TEST((time.at(morning) == morning));
    BOOST_TEST((time.at(set_back) == morning));
    BOOST_TEST((time.at(set_back + 5s) == morning + 5s));
    BOOST_TEST((time.on_clock(morning + 6s) == set_back + 6s));
    BOOST_TEST((time.at(set_back - 1h) == morning + 5s));
}

BOOST_AUTO_TEST_CASE(a_small_step_of_the_clock_is_none)
{
    unbroken_time time;
    static_cast<void>(time.at(morning));
    BOOST_TEST((time.at(morning - 1s) == morning - 1s));
    BOOST_TEST((time.on_clock(morning) == morning));
}

// Otherwise nobody's receipt would have come in time.
BOOST_AUTO_TEST_CASE(no_time_has_passed_when_the_clock_is_put_right)
{
    unbroken_time time;
    static_cast<void>(time.at(morning));
    static_cast<void>(time.at(set_back));
    BOOST_TEST((time.at(morning + 1h, set_back + 30s) == morning + 1h));
    BOOST_TEST((time.at(morning + 2h, morning + 1h) == morning + 2h));
}

BOOST_AUTO_TEST_CASE(after_the_clock_was_set_back_a_connection_is_tried_no_later)
{
    make();
    notifier->async_run([](error_code) {});
    until_refused(1);
    clock.set(set_back);
    hand_over(first);
    clock.set(set_back + 1s);
    until_refused(2);
}

BOOST_AUTO_TEST_CASE(after_the_clock_was_set_back_a_letter_waits_no_longer)
{
    make();
    hand_over(first);
    clock.set(set_back);
    hand_over(second);
    clock.set(set_back + 60s);
    work();
    BOOST_TEST(first.has_value());
    BOOST_TEST(second.has_value());
}

BOOST_AUTO_TEST_CASE(who_is_put_off_is_told_until_when_by_the_clock)
{
    options.queue_max = 1;
    make();
    hand_over(first);
    clock.set(set_back);
    hand_over(second);
    BOOST_TEST_REQUIRE(second.has_value());
    BOOST_TEST((second->not_before == set_back + 1s));
}

BOOST_AUTO_TEST_SUITE_END()
