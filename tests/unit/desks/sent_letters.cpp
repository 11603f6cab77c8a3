#include <acikkapi/sent_letters.hpp>

#include "support/ask.hpp"
#include "unit/audit/stores.hpp"

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>

// Which letters are waited for after a restart.
namespace desks_sent_letters {
namespace {

using namespace acikkapi;
using namespace support;
using namespace std::chrono_literals;

struct office {
    host h;
    std::atomic<int> count{0};
    function_adapter<notifier> sms{
        h.disk.get_executor(), [this](const hand_over&) {
            const auto number = std::to_string(++count);
            return hand_result{delivery::sent, "id=" + number + " parts=1"};
        }};
    std::optional<engine<petition>> desk;
    std::future<void> end;

    office() { open(); }
    ~office() { close(); }
    office(const office&) = delete;
    office& operator=(const office&) = delete;

    void open()
    {
        auto options = h.options();
        options.notifiers["sms"] = &sms;
        desk.emplace(engine<petition>::open(options).value());
        end = desk->async_run(asio::use_future);
    }
    void close()
    {
        desk->stop();
        end.get();
        desk.reset();
    }
    /// One whose letter is sent.
    stream_id applied()
    {
        const auto out = desk->submit(asking(a_wish(), no_stream)).value().stream;
        BOOST_REQUIRE(eventually([&] {
            // Views may be a moment ahead of what is durable.
            const auto rows = desk->views().timeline(out).value();
            return rows.size() == 2 && rows.back().at <= desk->head();
        }));
        return out;
    }
    [[nodiscard]] instant now() { return h.time.now(); }
    [[nodiscard]] std::vector<sent_letter> waited_for(std::size_t limit = 100'000)
    {
        return letters_sent(*desk, now() - 72h, limit).value();
    }
    void report(const sent_letter& what, delivery how)
    {
        BOOST_REQUIRE(
            desk->async_report(what.id, {how, ""}, asio::use_future).get().stream == what.stream);
    }
};

}  // namespace
}  // namespace desks_sent_letters

BOOST_FIXTURE_TEST_SUITE(desks_sent_letters, office)

BOOST_AUTO_TEST_CASE(what_is_sent_is_waited_for_until_something_is_heard)
{
    const auto first = applied();
    const auto second = applied();
    auto all = waited_for();
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST((all[0].stream == first && all[1].stream == second));
    BOOST_TEST(all[0].means == "sms");
    BOOST_TEST(all[0].detail == "id=1 parts=1");
    report(all[0], delivery::delivered);
    close();
    open();
    all = waited_for();
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST((all[0].stream == second));
    report(all[0], delivery::expired);
    BOOST_TEST(waited_for().empty());
}

BOOST_AUTO_TEST_CASE(what_was_sent_too_long_ago_is_not_waited_for)
{
    static_cast<void>(applied());
    h.time.set(h.time.now() + 71h);
    const auto late = applied();
    BOOST_TEST(waited_for().size() == 2U);
    h.time.set(h.time.now() + 2h);
    const auto all = waited_for();
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST((all[0].stream == late));
    h.time.set(h.time.now() + 24h * 30);
    BOOST_TEST(waited_for().empty());
}

BOOST_AUTO_TEST_CASE(of_too_many_the_newest_are_waited_for)
{
    static_cast<void>(applied());
    const auto second = applied();
    const auto third = applied();
    const auto all = waited_for(2);
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST(number_of(all[0].stream) == number_of(second));
    BOOST_TEST(number_of(all[1].stream) == number_of(third));
}

BOOST_AUTO_TEST_CASE(the_ids_stand_in_the_word_of_the_centre)
{
    BOOST_TEST(
        (message_ids("id=0000000017 parts=2 alphabet=gsm7") ==
         std::vector<std::string>{"0000000017"}));
    BOOST_TEST((message_ids("id=17") == std::vector<std::string>{"17"}));
    BOOST_TEST(message_ids("id= parts=1").empty());
    BOOST_TEST(message_ids("SMTP code 250").empty());
    BOOST_TEST(message_ids("").empty());
}

BOOST_AUTO_TEST_SUITE_END()
