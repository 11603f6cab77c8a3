#include <acikkapi/engine.hpp>

#include "story.hpp"
#include "support/tally.hpp"

#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <functional>
#include <mutex>
#include <thread>

// The workflow on the real engine: letters go out and come back, timers fire as the clock is moved.
namespace information::test {

BOOST_AUTO_TEST_SUITE(information_request_journey)
namespace {

using office_engine = engine<information_request>;

struct office {
    support::host host;
    std::mutex mutex;
    std::vector<std::string> letters;
    function_adapter<notifier> sms{host.disk.get_executor(), [this](const hand_over& given) {
                                       const std::lock_guard lock{mutex};
                                       letters.push_back(given.what.kind);
                                       return hand_result{delivery::delivered, {}};
                                   }};
    function_adapter<department> board{host.disk.get_executor(), [](const hand_over&) {
                                           return hand_result{delivery::delivered, {}};
                                       }};

    office() { host.time.set(monday); }

    office_engine open()
    {
        auto options = host.options();
        options.notifiers["sms"] = &sms;
        options.departments["board"] = &board;
        return office_engine::open(std::move(options)).value();
    }

    std::size_t count_of(const std::string& kind)
    {
        const std::lock_guard lock{mutex};
        return static_cast<std::size_t>(std::count(letters.begin(), letters.end(), kind));
    }
};

stream_id give(office_engine& engine, const command& wish, stream_id to = no_stream)
{
    request<information_request> what;
    what.wish = wish;
    what.from.by = actor::parse("board:3").value();
    what.from.on = authority::parse("law-4982").value();
    what.from.via = channels::desk();
    what.stream = to;
    const auto done = engine.submit(std::move(what));
    BOOST_TEST_REQUIRE(done.has_value(), done.error().message());
    return done->stream;
}

file look(const office_engine& engine, stream_id at)
{
    return engine.views().find(at).value().state;
}

bool eventually(const std::function<bool()>& holds)
{
    for (int i = 0; i < 5'000 && !holds(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return holds();
}

}  // namespace

BOOST_AUTO_TEST_CASE(three_requests_go_their_ways_by_letters_and_timers)
{
    office at;
    stream_id unpaid_one{};
    stream_id quiet_one{};
    {
        auto engine = at.open();
        auto end = engine.async_run(asio::use_future);
        unpaid_one = give(engine, asking);
        const auto refused_one = give(engine, asking);
        quiet_one = give(engine, asking);
        give(engine, fee, unpaid_one);
        give(engine, refusing, refused_one);
        // Only when the letter has arrived does the period of the applicant run.
        BOOST_TEST(eventually([&] { return look(engine, unpaid_one).applicant.has_value(); }));
        BOOST_TEST(eventually([&] { return look(engine, refused_one).applicant.has_value(); }));

        at.host.time.set(morning(3, 18));
        BOOST_TEST(eventually([&] { return look(engine, refused_one).at == stage::closed; }));
        BOOST_TEST((look(engine, unpaid_one).at == stage::awaiting_fee));
        BOOST_TEST((look(engine, quiet_one).at == stage::received));

        at.host.time.set(morning(3, 25));
        BOOST_TEST(eventually([&] { return look(engine, unpaid_one).at == stage::withdrawn; }));
        BOOST_TEST(
            eventually([&] { return look(engine, quiet_one).at == stage::refused_by_silence; }));

        for (const command& wish : {command{objecting}, command{board_agrees}, command{giving}}) {
            give(engine, wish, quiet_one);
        }
        BOOST_TEST(eventually([&] { return at.count_of("granted") == 1; }));
        BOOST_TEST((at.count_of("received") == 3 && at.count_of("unpaid") == 1));
        engine.stop();
        end.get();
    }
    // A cold start reads states and events from their bytes and comes to the same.
    auto engine = at.open();
    BOOST_TEST((look(engine, unpaid_one).at == stage::withdrawn));
    BOOST_TEST((look(engine, quiet_one).at == stage::granted));
    BOOST_TEST(engine.views().statistics().value()["stage"]["granted"] == 1U);
    const auto then = engine.views().find_as_of(quiet_one, morning(3, 24)).value();
    BOOST_TEST((then.state.at == stage::received));
}

BOOST_AUTO_TEST_CASE(a_request_stands_in_its_lists_until_it_ends)
{
    office at;
    auto engine = at.open();
    const auto first = give(engine, asking);
    at.host.time.set(morning(3, 3));
    const auto second = give(engine, asking);
    const auto view = engine.views();
    const std::vector<stream_id> both{first, second};
    BOOST_TEST((view.list({"due", "", false, {}, 9}).value().streams == both));
    const std::vector<stream_id> turned{second, first};
    BOOST_TEST((view.find_by("phone", asking.contact->str()).value() == turned));
    give(engine, extending, first);  // Due later now than the other.
    BOOST_TEST((view.list({"due", "", false, {}, 9}).value().streams == turned));
    give(engine, giving, first);
    BOOST_TEST(view.list({"due", "", false, {}, 9}).value().streams.size() == 1U);
    BOOST_TEST((view.list({"stage", "granted", true, {}, 9}).value().streams.front() == first));
    BOOST_TEST(view.find(first).value().closed);
    give(engine, refusing, second);
    BOOST_TEST(!view.find(second).value().closed);  // It can still be objected to.
    BOOST_TEST(view.statistics().value()["answered"]["in_time"] == 2U);
    BOOST_TEST(view.statistics().value()["total"][""] == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace information::test
