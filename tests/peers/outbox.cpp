// Ten thousand letters through the engine and the notifier over SMPP to a centre that refuses thirty of a hundred for
// now and goes away twice (bad_smsc.mjs): each ends, none is sent twice, and all are counted.
#include <acikkapi/adapters/message_catalog.hpp>
#include <acikkapi/adapters/smpp_notifier.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/ask.hpp"
#include "support/folder.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>

BOOST_AUTO_TEST_SUITE(peers_outbox)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr std::size_t applications = 10'000;
constexpr std::size_t per_wrong_number = 100;

/// Of every hundred the last is a number that the centre does not know.
phone phone_of(std::size_t index)
{
    const auto last = index % per_wrong_number == 0 ? "901" : "100";
    const auto digits = std::to_string(100'000 + index);
    return phone::parse("+999" + digits + last).value();
}

origin from_the_desk(const std::string& by = "desk:34/1")
{
    origin out;
    out.by = actor::parse(by).value();
    out.via = channels::desk();
    out.on = authority::parse("law-3071").value();
    return out;
}

commands::submit wish_of(std::size_t index)
{
    commands::submit wish;
    wish.where = province::from_plate(34).value();
    wish.category = "roads";
    wish.subject = "Sokak lambası";
    wish.text = "Lamba yanmıyor.";
    wish.applicant.mobile = phone_of(index);
    return wish;
}

/// What the centre took: how often for each number.
std::map<std::string, std::size_t> taken()
{
    std::map<std::string, std::size_t> out;
    std::ifstream in{std::getenv("SMSC_TAKEN")};
    std::string line;
    while (std::getline(in, line)) {
        ++out[line.substr(0, line.find(' '))];
    }
    return out;
}

struct office {
    support::folder where;
    asio::thread_pool disk{2};
    asio::thread_pool network{1};
    system_clock time;
    std::unique_ptr<smpp_notifier> sms;
    std::optional<engine<petition>> desk;
    std::future<void> end;
    std::future<void> line;

    office()
    {
        smpp_options how;
        how.host = "127.0.0.1";
        how.port = std::getenv("SMSC_PORT");
        how.system_id = "acikkapi";
        how.password = "secret";
        how.source = "VALILIK";
        how.window = 50;
        how.registered_delivery = 0;
        how.times.retry = 50ms;
        how.times.retry_max = 500ms;
        how.times.throttle = 5ms;
        how.times.throttle_max = 50ms;
        how.wording = message_catalog::standard().sms_wording();
        sms = make_smpp_notifier(how, network.get_executor(), time).value();
        line = sms->async_run(asio::use_future);

        engine_options options;
        options.directory = where.str();
        options.create = true;
        options.executor = disk.get_executor();
        options.blocking = disk.get_executor();
        options.clock = &time;
        options.random = [dice = std::mt19937_64{7}]() mutable { return dice(); };
        options.notifiers["sms"] = sms.get();
        options.retries = {20ms, 500ms, 1h, 64};
        options.adapters["sms"].rest = 100ms;
        desk.emplace(engine<petition>::open(options).value());
        end = desk->async_run(asio::use_future);
    }
    ~office()
    {
        desk->stop();
        end.get();
        desk.reset();
        sms->stop();
        line.get();
    }
    office(const office&) = delete;
    office& operator=(const office&) = delete;

    void register_all()
    {
        std::vector<std::future<result<receipt>>> waiting;
        for (std::size_t i = 0; i < applications; ++i) {
            waiting.push_back(
                support::ask(*desk, {wish_of(i), from_the_desk(), no_stream, {}, {}}));
        }
        for (auto& one : waiting) {
            BOOST_REQUIRE(one.get().has_value());
        }
    }
    [[nodiscard]] std::size_t settled() const { return desk->letters().front().settled; }
    [[nodiscard]] std::map<notice_state, std::vector<std::size_t>> by_state() const
    {
        std::map<notice_state, std::vector<std::size_t>> out;
        for (std::size_t i = 1; i <= applications; ++i) {
            out[desk->views().find(stream_id{i})->state.acknowledgement].push_back(i);
        }
        return out;
    }
    [[nodiscard]] phone number_of_stream(std::size_t stream) const
    {
        const auto state = desk->views().find(stream_id{stream})->state;
        return phone::parse(state.contact).value();
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(every_letter_ends_and_none_is_sent_twice)
{
    office o;
    o.register_all();
    BOOST_TEST_REQUIRE(support::eventually([&] { return o.settled() == applications; }, 240s));
    auto states = o.by_state();
    const auto sent = states[notice_state::sent].size();
    const auto failed = states[notice_state::failed].size();
    const auto unknown = states[notice_state::unknown].size();
    std::cout << sent << " sent, " << failed << " refused, " << unknown << " unknown, "
              << o.desk->letters().front().failed_tries << " tries failed, "
              << o.desk->letters().front().dead << " dead\n";
    BOOST_TEST(sent + failed + unknown == applications);
    // Of some wrong numbers, too, nobody ever heard.
    BOOST_TEST(failed <= applications / per_wrong_number);
    // What was on its way when the centre went away.
    BOOST_TEST(unknown >= 2U);
    BOOST_TEST(unknown <= 100U);

    const auto at_centre = taken();
    for (const auto& [number, times] : at_centre) {
        BOOST_TEST(times == 1U, number);
    }
    std::size_t lost = 0;
    for (const auto stream : states[notice_state::unknown]) {
        lost += at_centre.count(o.number_of_stream(stream).str().substr(1)) == 0 ? 1 : 0;
    }
    BOOST_TEST(at_centre.size() == sent + unknown - lost);

    // Each of them is somebody's task, who lets it go out again.
    const auto task = o.desk->views().list({"task", "undelivered", false, {}, 1'000}).value();
    BOOST_TEST(task.streams.size() == failed + unknown);
    for (const auto stream : states[notice_state::unknown]) {
        const commands::tell_again again{notice::acknowledgement};
        BOOST_TEST(o.desk->submit({again, from_the_desk("officer:34/1"), stream_id{stream}, {}, {}})
                       .has_value());
    }
    BOOST_TEST(support::eventually([&] { return o.settled() == applications + unknown; }, 120s));
    states = o.by_state();
    BOOST_TEST(states[notice_state::failed].size() == applications / per_wrong_number);
    BOOST_TEST(states[notice_state::sent].size() == applications - applications / per_wrong_number);
}

BOOST_AUTO_TEST_SUITE_END()
