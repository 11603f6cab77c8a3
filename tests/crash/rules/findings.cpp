// A run counts for what was tried in it.
#include "crash/trials.hpp"

#include <boost/test/unit_test.hpp>

using namespace crash;

namespace {

findings of(std::uint64_t trials, std::uint64_t done)
{
    settings how;
    how.trials = trials;
    findings out{"rules", how};
    while (done-- > 0) {
        static_cast<void>(out.next());
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rules_findings)

BOOST_AUTO_TEST_CASE(fewer_trials_than_were_wanted_are_not_well)
{
    BOOST_TEST(of(3, 3).is_well());
    BOOST_TEST(!of(3, 2).is_well());
    BOOST_TEST(!of(3, 0).is_well());
}

BOOST_AUTO_TEST_CASE(they_are_well_if_there_are_no_more_in_another_process_too)
{
    auto all = of(3, 2);
    all.is_all();
    BOOST_TEST(all.is_well());
    auto sum = of(3, 0);
    sum.add(all.json());
    BOOST_TEST(sum.is_well());
}

BOOST_AUTO_TEST_CASE(what_did_not_happen_is_no_trial_and_cannot_go_on_for_ever)
{
    auto found = of(3, 0);
    std::size_t misses = 1;
    while (found.miss("too late")) {
        ++misses;
    }
    BOOST_TEST(misses > 3U);
    BOOST_TEST(found.figure("too late") == misses);
    BOOST_TEST(!found.is_well());
}

BOOST_AUTO_TEST_CASE(what_has_to_come_up_among_many_trials_is_missed)
{
    auto few = of(10, 10);
    few.wants("twice");
    BOOST_TEST(few.is_well());
    auto many = of(1'000, 1'000);
    many.count("twice");
    many.wants("twice");
    BOOST_TEST(many.is_well());
    many.wants("thrice");
    BOOST_TEST(!many.is_well());
    BOOST_TEST(many.missing() == std::vector<std::string>{"thrice"});
}

BOOST_AUTO_TEST_CASE(what_each_of_two_processes_had_too_few_trials_for_is_missed_in_both)
{
    auto all = of(1'000, 0);
    for (int i = 0; i < 2; ++i) {
        auto one = of(1'000, 500);
        one.wants("twice", 1'000);
        BOOST_TEST(one.missing().empty());
        all.add(one.json());
    }
    BOOST_TEST(!all.is_well());
}

BOOST_AUTO_TEST_SUITE_END()
