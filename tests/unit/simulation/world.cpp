#include "simulation/world.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(simulation_world)

namespace {

simulation::report live(std::uint64_t seed, simulation::extent how_long = {})
{
    return simulation::world{seed, how_long}.run();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_seed_replays_byte_for_byte)
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const auto first = live(seed);
        const auto second = live(seed);
        BOOST_TEST(!first.trace.empty());
        BOOST_REQUIRE_MESSAGE(first.trace == second.trace, "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(another_seed_is_another_story)
{
    BOOST_TEST(live(1).trace != live(2).trace);
}

BOOST_AUTO_TEST_CASE(a_seed_goes_on_for_as_many_days_as_it_was_asked_for)
{
    for (const std::int64_t days : {1, 60, 400}) {
        BOOST_TEST(live(3, {days, 20}).days >= static_cast<std::uint64_t>(days));
    }
}

// What never happens is not tested: a change of the weights must not take it away.
BOOST_AUTO_TEST_CASE(among_many_seeds_everything_happens_that_is_to_be_tested)
{
    constexpr std::array<std::string_view, 25> wanted{
        "crash",
        "\nstop",
        "power fails while the store is opened",
        "clock is wrong by",
        "to an engine that is gone",
        " try 2 to sms",
        " try 2 to unit",
        "refusal",
        "writing failed; ask again",
        "the application was changed since it was looked at",
        "the idempotency key was used before",
        "submitted by",
        "routed by",
        "returned by",
        "question_asked by",
        "replied by",
        "resumed by engine",
        "reminded by engine",
        "interim_answered by",
        "answered by",
        "notified by engine",
        "objected by",
        "reopened by",
        "linked by",
        " is on record"};
    std::string all;
    simulation::report sum;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const auto one = live(seed);
        BOOST_REQUIRE_MESSAGE(!one.broken, "seed " << seed << ": " << one.broken.value_or(""));
        all += one.trace;
        sum.letters += one.letters;
        sum.told_letters += one.told_letters;
        sum.dead_letters += one.dead_letters;
        sum.escalations += one.escalations;
    }
    for (const auto what : wanted) {
        BOOST_TEST(all.find(what) != all.npos, what);
    }
    BOOST_TEST(sum.told_letters > sum.letters * 4 / 5);
    BOOST_TEST(sum.dead_letters > 0U);
    BOOST_TEST(sum.escalations > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
