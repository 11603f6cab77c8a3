// A process is killed at any moment. It is this program, started again with a store to write to.
#include "support/ask.hpp"
#include "support/tally.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace acikkapi;
using namespace support;
using desk_of = engine<tally>;

constexpr std::size_t writers = 3;
constexpr int rounds = 14;

engine_options at(host& h, const std::string& directory)
{
    auto out = h.options();
    out.directory = directory;
    out.cached_streams_max = 2;
    return out;
}

/// The n-th command of a round, the same in the process that is killed and in the one that asks.
request<tally> command(int round, std::size_t n)
{
    const auto key = std::to_string(round) + "/" + std::to_string(n);
    auto out = adding(0, n % 4 == 0 ? no_stream : stream_id{1 + n % 3}, key);
    out.wish.times = 1 + n % 2;
    return out;
}

/// Gives commands until it is killed, and reports each one that was acknowledged.
void write_until_killed(const std::string& directory, int round, int report)
{
    host h;
    auto e = desk_of::open(at(h, directory)).value();
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < writers; ++i) {
        threads.emplace_back([&] {
            for (;;) {
                const auto n = next++;
                const auto done = e.submit(command(round, n)).value();
                const std::uint64_t said[2] = {n, number_of(done.first)};
                if (::write(report, said, sizeof said) != sizeof said) {
                    ::_exit(1);
                }
            }
        });
    }
    for (auto& one : threads) {
        one.join();
    }
}

pid_t start(const std::string& directory, int round, int report)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const auto number = std::to_string(round);
        const auto pipe = std::to_string(report);
        ::execl(
            "/proc/self/exe",
            "victim",
            "--run_test=engine_victim",
            "--",
            directory.c_str(),
            number.c_str(),
            pipe.c_str(),
            nullptr);
        ::_exit(1);
    }
    return child;
}

/// Starts a process, kills it in the middle. @return What it was told: command and position.
std::map<std::size_t, std::uint64_t>
acknowledged(const std::string& directory, int round, std::mt19937_64& random)
{
    int pipe[2] = {-1, -1};
    BOOST_REQUIRE(::pipe(pipe) == 0);
    const pid_t child = start(directory, round, pipe[1]);
    ::close(pipe[1]);
    std::map<std::size_t, std::uint64_t> out;
    std::uint64_t said[2] = {0, 0};
    const auto listen = [&] {
        const bool heard = ::read(pipe[0], said, sizeof said) == sizeof said;
        if (heard) {
            out[said[0]] = said[1];
        }
        return heard;
    };
    // Every fourth is killed while it opens the store, the others under load.
    if (round % 4 == 3) {
        ::usleep(static_cast<useconds_t>(random() % 60'000));
    } else {
        for (auto left = 1 + random() % 300; left > 0 && listen(); --left) {
        }
        ::usleep(static_cast<useconds_t>(random() % 2'000));
    }
    ::kill(child, SIGKILL);
    while (listen()) {
    }
    int how = 0;
    ::waitpid(child, &how, 0);
    ::close(pipe[0]);
    BOOST_TEST_REQUIRE((WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL));
    return out;
}

/// Positions without a gap, versions without a gap in each stream, no key used by two commands.
void check_dense(const desk_of& e)
{
    auto feed = e.feed();
    std::uint64_t at = 0;
    std::map<stream_id, version> versions;
    for (auto page = feed.next(10'000).value(); !page.empty(); page = feed.next(10'000).value()) {
        for (const auto& one : page) {
            BOOST_TEST_REQUIRE(number_of(one.at) == ++at);
            BOOST_TEST_REQUIRE(one.version == ++versions[one.stream]);
        }
    }
    BOOST_TEST_REQUIRE(number_of(e.head()) == at);
    std::size_t newest = 0;
    for (const auto& [stream, last] : versions) {
        BOOST_TEST_REQUIRE(e.views().find(stream).value().version == last);
        BOOST_TEST_REQUIRE(number_of(stream) == ++newest);
    }
}

}  // namespace

// Not a test: the process that `acknowledged` starts.
BOOST_AUTO_TEST_SUITE(engine_victim, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(writes_until_it_is_killed)
{
    const auto& suite = boost::unit_test::framework::master_test_suite();
    BOOST_REQUIRE(suite.argc == 4);
    write_until_killed(suite.argv[1], std::stoi(suite.argv[2]), std::stoi(suite.argv[3]));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(engine_kill)

BOOST_AUTO_TEST_CASE(after_a_kill_all_that_was_acknowledged_is_there_once)
{
    const folder where;
    constexpr std::uint64_t seed = 3071;
    std::mt19937_64 random{seed};
    {
        host h;
        auto e = desk_of::open(at(h, where.str())).value();
        for (int i = 0; i < 3; ++i) {
            BOOST_REQUIRE(e.submit(adding(0)).has_value());
        }
    }
    std::size_t told = 0;
    for (int round = 0; round < rounds; ++round) {
        BOOST_TEST_CONTEXT("seed " << seed << ", round " << round)
        {
            const auto known = acknowledged(where.str(), round, random);
            told += known.size();
            host h;
            auto e = desk_of::open(at(h, where.str())).value();
            check_dense(e);
            const auto count = known.empty() ? 0 : known.rbegin()->first + 1;
            for (std::size_t n = 0; n < count + writers; ++n) {
                // Commands that nobody was told of may be there or not; asked again, they are.
                const auto done = ask(e, command(round, n)).get().value();
                BOOST_TEST_REQUIRE(number_of(done.first) != 0U);
                if (const auto was = known.find(n); was != known.end()) {
                    BOOST_TEST_REQUIRE(done.repeated);
                    BOOST_TEST_REQUIRE(number_of(done.first) == was->second);
                }
            }
            check_dense(e);
        }
    }
    BOOST_TEST_MESSAGE(told << " commands were acknowledged by " << rounds << " processes");
    BOOST_TEST(told > 100U);
}

BOOST_AUTO_TEST_SUITE_END()
