// What an engine is not opened with.
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

BOOST_AUTO_TEST_SUITE(engine_opening)

namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;
using desk_of = engine<tally>;

struct bench {
    host h;
    function_adapter<notifier> sms{
        h.disk.get_executor(), [](const hand_over&) { return hand_result{}; }};

    [[nodiscard]] errc opened(const std::function<void(engine_options&)>& change)
    {
        auto options = h.options();
        options.notifiers["sms"] = &sms;
        change(options);
        return error_of(desk_of::open(options));
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_rule_by_which_letters_would_never_go_is_refused)
{
    bench b;
    const auto with = [&](const adapter_rule& rule) {
        return b.opened([&](engine_options& options) { options.adapters["sms"] = rule; });
    };
    BOOST_TEST((with({.in_flight_max = 0}) == errc::bad_argument));
    BOOST_TEST((with({.waiting_max = 0}) == errc::bad_argument));
    BOOST_TEST((with({.failures_max = 0}) == errc::bad_argument));
    BOOST_TEST((with({.rest = -1ms}) == errc::bad_argument));
    BOOST_TEST((with({.rest = std::chrono::milliseconds::max()}) == errc::bad_argument));
    BOOST_TEST((with({1, 1, 0, 1, 0ms, true}) == errc{}));
}

BOOST_AUTO_TEST_CASE(a_rule_for_an_adapter_that_is_not_there_is_refused)
{
    bench b;
    const auto opened = b.opened([](auto& options) { options.adapters["SMS"].held = true; });
    BOOST_TEST((opened == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(a_rule_by_which_tries_do_not_end_or_do_not_wait_is_refused)
{
    bench b;
    const auto with = [&](const retry_rule& rule) {
        return b.opened([&](engine_options& options) { options.retries = rule; });
    };
    BOOST_TEST((with({.first = 0ms}) == errc::bad_argument));
    BOOST_TEST((with({.first = -1ms}) == errc::bad_argument));
    BOOST_TEST((with({.first = 2s, .longest = 1s}) == errc::bad_argument));
    BOOST_TEST((with({.longest = 24h * 91}) == errc::bad_argument));
    BOOST_TEST((with({.give_up_after = -1ms}) == errc::bad_argument));
    BOOST_TEST((with({.give_up_after = std::chrono::milliseconds::max()}) == errc::bad_argument));
    BOOST_TEST((with({.in_flight_max = 0}) == errc::bad_argument));
    BOOST_TEST((with({1ms, 24h * 90, 0ms, 1}) == errc{}));
}

BOOST_AUTO_TEST_CASE(a_name_of_two_hands_is_refused)
{
    bench b;
    function_adapter<department> roads{
        b.h.disk.get_executor(), [](const hand_over&) { return hand_result{}; }};
    const auto with = [&](const std::string& name) {
        return b.opened([&](auto& options) { options.departments[name] = &roads; });
    };
    BOOST_TEST((with("sms") == errc::bad_argument));
    BOOST_TEST((with("roads") == errc{}));
}

BOOST_AUTO_TEST_SUITE_END()
