#include "workload.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace acikkapi;
using namespace bench;

namespace {

std::size_t mean_size(step what)
{
    constexpr std::size_t samples = 200;
    workload work{fixed_seed};
    std::size_t all = 0;
    for (std::size_t i = 0; i < samples; ++i) {
        all += fingerprint(work.wish(what, stream_id{1}).wish).size();
    }
    return all / samples;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_workload)

BOOST_AUTO_TEST_CASE(commands_have_the_sizes_of_the_design)
{
    BOOST_TEST(mean_size(step::submit) > 450U);
    BOOST_TEST(mean_size(step::submit) < 550U);
    BOOST_TEST(mean_size(step::route) > 70U);
    BOOST_TEST(mean_size(step::route) < 100U);
    BOOST_TEST(mean_size(step::answer) > 370U);
    BOOST_TEST(mean_size(step::answer) < 450U);
    BOOST_TEST(mean_size(step::notify) > 50U);
    BOOST_TEST(mean_size(step::notify) < 70U);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_commands)
{
    workload one{7};
    workload other{7};
    workload third{8};
    const auto first = one.wish(step::submit, no_stream);
    BOOST_TEST((first.wish == other.wish(step::submit, no_stream).wish));
    BOOST_TEST((first.wish != third.wish(step::submit, no_stream).wish));
}

BOOST_AUTO_TEST_CASE(each_command_has_a_key_of_its_own_when_keys_are_asked_for)
{
    workload without{1};
    BOOST_TEST(!without.wish(step::route, stream_id{1}).key.has_value());
    workload with{1, true};
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        BOOST_TEST_REQUIRE(seen.insert(with.wish(step::route, stream_id{1}).key.value()).second);
    }
}

BOOST_AUTO_TEST_CASE(after_the_last_step_a_new_application_begins)
{
    BOOST_TEST((after(step::submit) == step::route));
    BOOST_TEST((after(step::notify) == step::submit));
}

BOOST_AUTO_TEST_SUITE_END()
