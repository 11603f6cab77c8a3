// A process that writes to a store is killed at any moment.
#include "support/ask.hpp"
#include "support/tally.hpp"
#include "victim/victim.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(engine_kill)

namespace {

using namespace acikkapi;
using namespace support;
using desk_of = engine<tally>;

constexpr int rounds = 14;

pid_t start(const std::string& directory, int round, int report)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const auto number = std::to_string(round);
        const auto pipe = std::to_string(report);
        ::execl(
            ENGINE_VICTIM, ENGINE_VICTIM, directory.c_str(), number.c_str(), pipe.c_str(), nullptr);
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

BOOST_AUTO_TEST_CASE(after_a_kill_all_that_was_acknowledged_is_there_once)
{
    const folder where;
    constexpr std::uint64_t seed = 3071;
    std::mt19937_64 random{seed};
    {
        host h;
        auto e = desk_of::open(victim_options(h, where.str())).value();
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
            auto e = desk_of::open(victim_options(h, where.str())).value();
            check_dense(e);
            const auto count = known.empty() ? 0 : known.rbegin()->first + 1;
            for (std::size_t n = 0; n < count + victim_writers; ++n) {
                // Commands that nobody was told of may be there or not; asked again, they are.
                const auto done = ask(e, victim_command(round, n)).get().value();
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
