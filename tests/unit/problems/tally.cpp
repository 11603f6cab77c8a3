// Counts by day, against a plain list.
#include "problems/tally.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(problems_tally)

using namespace acikkapi;
using problems_room::sighting;
using problems_room::tally;

namespace {

day at(int n)
{
    return day{std::chrono::days{n}};
}

sighting one(int n, std::uint64_t subject = 0, std::uint32_t unit = 0)
{
    const auto whose = unit == 0 ? unit_id{} : unit_id::parse(std::to_string(unit)).value();
    return {at(n), stream_id{static_cast<std::uint64_t>(n)}, subject, whose, false};
}

}  // namespace

BOOST_AUTO_TEST_CASE(any_span_of_days_has_the_complaints_of_its_days)
{
    std::mt19937 lots{5};
    tally seen;
    std::vector<int> days;
    for (int n = 0; n < 60; ++n) {
        for (auto many = lots() % 4; many > 0; --many) {
            seen.add(one(n), 100);
            days.push_back(n);
        }
    }
    for (int from = 0; from < 62; ++from) {
        for (int to = from; to < 62; ++to) {
            const auto within =
                std::count_if(days.begin(), days.end(), [&](int n) { return n >= from && n < to; });
            BOOST_TEST(seen.count({at(from), at(to)}) == static_cast<std::uint32_t>(within));
        }
    }
    const auto later = seen.count({at(30), at(60)});
    seen.forget(at(30), at(50));
    BOOST_TEST(seen.count({at(30), at(60)}) == later);
    BOOST_TEST((seen.last().front().when >= at(50)));
    seen.forget(at(60), at(60));
    BOOST_TEST(seen.empty());
    BOOST_TEST(seen.last().empty());
}

BOOST_AUTO_TEST_CASE(persons_are_counted_once_and_the_unknown_each)
{
    tally seen;
    for (const std::uint64_t subject : {1U, 2U, 1U, 0U, 0U}) {
        seen.add(one(1, subject), 100);
    }
    BOOST_TEST(seen.persons() == 4U);
}

BOOST_AUTO_TEST_CASE(the_unit_is_the_one_that_most_are_with)
{
    tally seen;
    BOOST_TEST(seen.unit().empty());
    for (const std::uint32_t unit : {10'000'002U, 10'000'001U, 10'000'001U}) {
        seen.add(one(1, 0, unit), 100);
    }
    BOOST_TEST(seen.unit().number() == 10'000'001U);
}

BOOST_AUTO_TEST_CASE(only_the_last_ones_are_kept_singly)
{
    tally seen;
    for (int n = 0; n < 20; ++n) {
        seen.add(one(n), 5);
    }
    BOOST_TEST(seen.last().size() == 5U);
    BOOST_TEST((seen.last().front().when == at(15)));
    BOOST_TEST(seen.count({at(0), at(20)}) == 20U);
}

BOOST_AUTO_TEST_SUITE_END()
