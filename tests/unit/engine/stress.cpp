// Several threads give commands of all kinds; a model that only adds up must come to the same.
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <map>
#include <random>
#include <thread>

BOOST_AUTO_TEST_SUITE(engine_stress)

namespace {

using namespace acikkapi;
using namespace support;
using desk_of = engine<tally>;

constexpr std::size_t streams = 24;
constexpr std::size_t threads = 4;
constexpr int commands = 250;

/// What the commands that were accepted add up to.
struct model {
    std::array<std::atomic<std::int64_t>, streams + 1> sums{};
    std::array<std::atomic<std::uint64_t>, streams + 1> events{};
    std::atomic<std::uint64_t> born{0};
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> conflicts{0};
    std::atomic<std::uint64_t> refused{0};

    void took(std::uint64_t stream, std::int64_t amount, std::uint64_t times)
    {
        sums[stream] += amount * static_cast<std::int64_t>(times);
        events[stream] += times;
        ++accepted;
    }
    void failed(const error_code& why)
    {
        BOOST_REQUIRE((why == errc::version_conflict || why == errc::not_permitted));
        ++(why == errc::version_conflict ? conflicts : refused);
    }
};

class client {
public:
    client(desk_of& e, model& all, std::uint64_t seed, std::size_t number)
        : e_(e), model_(all), random_(seed * 100 + number), name_(std::to_string(number))
    {}

    void work()
    {
        for (int i = 0; i < commands; ++i) {
            switch (random_() % 4) {
            case 0: add_one(); break;
            case 1: add_at_a_version(); break;
            case 2: add_to_several(); break;
            default: register_one(); break;
            }
        }
    }

private:
    std::uint64_t any() { return 1 + random_() % streams; }
    std::optional<std::string> maybe_key()
    {
        return random_() % 2 == 0 ? std::optional{name_ + "/" + std::to_string(++keys_)}
                                  : std::nullopt;
    }
    request<tally> wish(std::uint64_t stream)
    {
        // Mostly sums that stay small; now and then one that the rules refuse.
        const std::int64_t amount = random_() % 10 == 0 ? -1 : static_cast<std::int64_t>(0);
        auto out = adding(amount, stream_id{stream});
        out.wish.times = 1 + random_() % 3;
        if (amount == 0 && random_() % 20 == 0) {
            out.wish.amount = 1;
            out.wish.times = 1;
        }
        return out;
    }

    void add_one()
    {
        const auto stream = any();
        auto what = wish(stream);
        what.key = maybe_key();
        const auto done = random_() % 2 == 0 ? e_.submit(what) : ask(e_, what).get();
        if (!done) {
            model_.failed(done.error());
            return;
        }
        model_.took(stream, what.wish.amount, what.wish.times);
        if (what.key) {
            BOOST_REQUIRE(e_.submit(what).value().repeated);
        }
    }
    void add_at_a_version()
    {
        const auto stream = any();
        auto what = wish(stream);
        what.expected = e_.views().find(stream_id{stream}).value().version;
        const auto done = e_.submit(what);
        if (done) {
            BOOST_REQUIRE(done->version == *what.expected + what.wish.times);
            model_.took(stream, what.wish.amount, what.wish.times);
        } else {
            model_.failed(done.error());
        }
    }
    void add_to_several()
    {
        batch<tally> all;
        all.key = maybe_key();
        for (auto n = 2 + random_() % 3; n > 0; --n) {
            all.requests.push_back(wish(any()));
        }
        const stream_id watched{any()};
        all.unchanged.push_back({watched, e_.views().find(watched).value().version});
        const auto done = e_.submit_all(all);
        if (!done) {
            model_.failed(done.error());
            return;
        }
        for (const auto& one : all.requests) {
            model_.took(number_of(one.stream), one.wish.amount, one.wish.times);
        }
    }
    void register_one()
    {
        if (e_.submit(adding(1, no_stream, maybe_key()))) {
            ++model_.born;
        }
    }

    desk_of& e_;
    model& model_;
    std::mt19937_64 random_;
    std::string name_;
    int keys_ = 0;
};

void check(const desk_of& e, const model& all)
{
    for (std::uint64_t i = 1; i <= streams; ++i) {
        const auto found = e.views().find(stream_id{i}).value();
        BOOST_TEST(found.state.sum == all.sums[i].load());
        BOOST_TEST(found.version == all.events[i].load() + 1);
    }
    auto feed = e.feed();
    std::uint64_t at = 0;
    std::map<stream_id, version> versions;
    for (auto page = feed.next(500).value(); !page.empty(); page = feed.next(500).value()) {
        for (const auto& one : page) {
            BOOST_TEST_REQUIRE(number_of(one.at) == ++at);
            if (one.kind == record_kind::fact) {
                BOOST_TEST_REQUIRE(one.version == ++versions[one.stream]);
            }
        }
    }
    BOOST_TEST(versions.size() == streams + all.born);
    BOOST_TEST(e.views().statistics().value()["state"]["open"] == streams + all.born);
}

void run(std::uint64_t seed, std::size_t shards)
{
    host h;
    auto options = h.options();
    options.shards = shards;
    options.cached_streams_max = 8;
    model all;
    {
        auto e = desk_of::open(options).value();
        for (std::size_t i = 0; i < streams; ++i) {
            BOOST_REQUIRE(e.submit(adding(0)).has_value());
        }
        std::vector<std::thread> running;
        for (std::size_t i = 0; i < threads; ++i) {
            running.emplace_back([&, i] { client{e, all, seed, i}.work(); });
        }
        for (auto& one : running) {
            one.join();
        }
        check(e, all);
    }
    check(desk_of::open(options).value(), all);
    BOOST_TEST(all.accepted > 200U);
    BOOST_TEST(all.conflicts > 0U);
    BOOST_TEST(all.refused > 0U);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_many_threads_are_told_is_what_the_store_holds)
{
    for (const std::size_t shards : {1U, 3U, 16U}) {
        const std::uint64_t seed = 81 + shards;
        BOOST_TEST_CONTEXT("seed " << seed << ", shards " << shards)
        {
            run(seed, shards);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
