#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <random>
#include <thread>

BOOST_AUTO_TEST_SUITE(engine_stop)

namespace {

using namespace acikkapi;
using namespace support;
using desk_of = engine<tally>;

/// One command and what became of it.
struct given_command {
    std::string key;
    stream_id stream = no_stream;
    std::atomic<int> answers{0};
    std::atomic<int> error{0};
    receipt done{};
};

constexpr std::size_t commands = 3'000;

void give(desk_of& e, given_command& one)
{
    e.async_submit(adding(0, one.stream, one.key), [&one](error_code error, const receipt& done) {
        one.error = error.value();
        one.done = done;
        ++one.answers;
    });
}

/// Two threads give commands as fast as they can; the engine is stopped in the middle.
void stop_under_load(host& h, std::vector<given_command>& all, std::uint64_t seed)
{
    auto options = h.options();
    options.cached_streams_max = 4;  // Some must be read from the disk: those wait elsewhere.
    auto e = desk_of::open(options).value();
    for (int i = 0; i < 8; ++i) {
        BOOST_REQUIRE(e.submit(adding(0)).has_value());
    }
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < all.size(); i = next++) {
            give(e, all[i]);
        }
    };
    std::thread one{work};
    std::thread two{work};
    std::mt19937_64 random{seed};
    const auto moment = random() % all.size();
    while (next.load() < moment) {
        std::this_thread::yield();
    }
    e.stop();
    one.join();
    two.join();
    BOOST_TEST(eventually([&] {
        return std::all_of(all.begin(), all.end(), [](const auto& c) { return c.answers > 0; });
    }));
}

}  // namespace

BOOST_AUTO_TEST_CASE(under_load_every_command_is_answered_once_and_what_is_acknowledged_is_there)
{
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed)
        {
            host h;
            std::vector<given_command> all(commands);
            for (std::size_t i = 0; i < all.size(); ++i) {
                all[i].key = "key " + std::to_string(i);
                all[i].stream = stream_id{i % 9};  // 0: a registration.
            }
            stop_under_load(h, all, seed);
            auto e = desk_of::open(h.options()).value();
            std::vector<std::future<result<receipt>>> answers;
            for (const auto& one : all) {
                answers.push_back(ask(e, adding(0, one.stream, one.key)));
            }
            std::size_t done = 0;
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto& one = all[i];
                BOOST_REQUIRE_EQUAL(one.answers.load(), 1);
                const auto again = answers[i].get().value();
                if (one.error == 0) {
                    ++done;
                    BOOST_REQUIRE((again.repeated && again.first == one.done.first));
                } else {
                    BOOST_REQUIRE((one.error == static_cast<int>(errc::stopping)));
                    BOOST_REQUIRE(!again.repeated);
                }
            }
            BOOST_TEST_MESSAGE(done << " of " << all.size() << " done before the stop");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_stopped_engine_accepts_nothing_and_still_answers_questions)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    BOOST_TEST(e.submit(adding(1)).has_value());
    e.stop();
    e.stop();
    BOOST_TEST((error_of(e.submit(adding(1))) == errc::stopping));
    BOOST_TEST((error_of(ask(e, adding(1)).get()) == errc::stopping));
    BOOST_TEST((error_of(ask(e, adding(1, stream_id{9})).get()) == errc::stopping));
    BOOST_TEST((error_of(e.save_checkpoint("reader", position{1})) == errc::stopping));
    BOOST_TEST((ask(e, adding(1)).get().error() == condition::unavailable));
    BOOST_TEST(e.views().find(stream_id{1}).value().state.sum == 1);
}

BOOST_AUTO_TEST_CASE(destroying_an_engine_finishes_what_it_accepted)
{
    host h;
    std::vector<std::future<result<receipt>>> waiting;
    {
        auto e = desk_of::open(h.options()).value();
        for (int i = 0; i < 200; ++i) {
            waiting.push_back(ask(e, adding(1)));
        }
    }
    std::uint64_t done = 0;
    for (auto& one : waiting) {
        done += one.get() ? 1U : 0U;
    }
    BOOST_TEST(done == 200U);
    BOOST_TEST(number_of(desk_of::open(h.options()).value().head()) == 200U);
}

BOOST_AUTO_TEST_CASE(the_background_work_is_begun_once)
{
    host h;
    auto e = desk_of::open(h.options()).value();
    std::promise<error_code> first;
    std::promise<error_code> second;
    e.async_run([&](error_code why) { first.set_value(why); });
    e.async_run([&](error_code why) { second.set_value(why); });
    BOOST_TEST((second.get_future().get() == errc::busy));
    e.stop();
    BOOST_TEST((first.get_future().get() == error_code{}));
}

BOOST_AUTO_TEST_SUITE_END()
