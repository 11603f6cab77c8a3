// Groups of texts: how they are found, and that nothing of them stays behind.
#include "problems/groups.hpp"
#include "problems/mixing.hpp"
#include "unit/problems/city.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(problems_groups)

using namespace acikkapi;
using problems_room::group;
using problems_room::groups;
using problems_room::mixed;
using problems_room::sketch;
using support::city;

namespace {

/// A hundred words; neighbours in number have all but four in common.
sketch text(std::uint64_t number)
{
    std::vector<std::uint64_t> words;
    for (std::uint64_t n = 0; n < 100; ++n) {
        words.push_back(mixed(2 * number + n));
    }
    return sketch{words};
}

group& added(groups& to, std::uint64_t number, int day)
{
    group& out = to.add();
    to.add_sample(out, text(number));
    out.recent.push_back(city::day(day));
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_most_similar_group_is_the_one)
{
    groups all;
    added(all, 0, 0);
    const auto second = added(all, 6, 0).id;
    BOOST_REQUIRE(all.like(text(5), 70) != nullptr);
    BOOST_TEST((all.like(text(5), 70)->id == second));
    BOOST_TEST(all.like(text(500), 70) == nullptr);
    BOOST_TEST(all.like(text(5), 100) == nullptr);
}

BOOST_AUTO_TEST_CASE(eight_texts_of_a_group_are_enough_and_one_is_not_kept_twice)
{
    groups all;
    group& one = added(all, 0, 0);
    all.add_sample(one, text(0));
    BOOST_TEST(one.samples.size() == 1U);
    for (std::uint64_t number = 1; number < 20; ++number) {
        all.add_sample(one, text(number));
    }
    BOOST_TEST(one.samples.size() == 8U);
    BOOST_TEST(all.find(one.id) == &one);
}

BOOST_AUTO_TEST_CASE(nothing_stays_behind_of_a_group_that_is_over)
{
    groups all;
    for (std::uint64_t number = 0; number < 20; ++number) {
        group& one = added(all, 1'000 * number, static_cast<int>(number));
        all.add_sample(one, text(1'000 * number + 1));
    }
    BOOST_TEST(all.ways() > 20 * sketch::bands);
    all.forget(city::day(19), 100);
    BOOST_TEST(all.ways() <= 2 * sketch::bands);
    BOOST_TEST(all.like(text(0), 70) == nullptr);
    BOOST_TEST((all.find(group_id{1}) == nullptr));
    BOOST_TEST((all.find(group_id{20}) != nullptr));
    all.forget(city::day(19), 0);
    BOOST_TEST(all.ways() == 0U);
    BOOST_TEST((all.add().id == group_id{21}));
}

BOOST_AUTO_TEST_SUITE_END()
