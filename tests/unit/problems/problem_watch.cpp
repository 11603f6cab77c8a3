// What is found among complaints, and what is not.
#include <acikkapi/problems.hpp>

#include "unit/problems/city.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

BOOST_AUTO_TEST_SUITE(problems_problem_watch)

namespace {

using namespace acikkapi;
using std::chrono::days;
using support::city;

const std::string water = "Su kesintisi";

std::string district(int n)
{
    return "Mahalle " + std::to_string(n);
}

/// Ten districts with a quarter of a complaint a day each, and what else a test puts in.
struct town {
    city lots{7};
    problem_watch watch;
    int today = 0;
    std::function<double(int day, int district)> rate = [](int, int) { return 0.25; };

    explicit town(const problem_rule& rule = {}) : watch(rule) {}

    /// Lets so many days pass.
    void pass(int how_many)
    {
        for (const int end = today + how_many; today < end; ++today) {
            for (int where = 0; where < 10; ++where) {
                for (int n = lots.poisson(rate(today, where)); n > 0; --n) {
                    BOOST_REQUIRE(watch.take(lots.one(today, water, district(where))));
                }
            }
        }
    }
    void add(int how_many, const std::string& where, const std::string& what = water)
    {
        for (int n = 0; n < how_many; ++n) {
            BOOST_REQUIRE(watch.take(lots.one(today, what, where)));
        }
    }
    [[nodiscard]] std::vector<problem> problems()
    {
        return watch.problems(city::day(today) + std::chrono::hours{23});
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(far_more_water_cuts_in_one_district_are_found_by_themselves)
{
    town here;
    here.pass(300);
    BOOST_TEST(here.problems().empty());
    here.rate = [](int, int where) { return where == 3 ? 1.1 : 0.25; };
    here.pass(42);
    --here.today;
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 1U);
    const problem& it = found.front();
    BOOST_TEST(it.key.category == water);
    BOOST_TEST(it.key.district == district(3));
    BOOST_TEST((it.key.unit == city::unit(1)));
    BOOST_TEST(it.count == it.streams.size());
    BOOST_TEST(it.count > 35U);
    BOOST_TEST(it.expected_tenths > 80U);
    BOOST_TEST(it.expected_tenths < 130U);
    BOOST_TEST(
        it.ratio_percent / 10 == 100 * it.count / it.expected_tenths,
        boost::test_tools::tolerance(0.1));
    BOOST_TEST(it.persons == it.count);
    BOOST_TEST(it.once_in_days > 365U);
    BOOST_TEST(it.districts.empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_said_of_a_town_as_it_always_is)
{
    town here;
    for (int day = 0; day < 800; ++day) {
        here.pass(1);
        BOOST_TEST(here.problems().empty());
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_said_before_there_is_enough_of_a_past)
{
    problem_rule rule;
    rule.history_min = days{28};
    town here{rule};
    here.pass(41 + 27);
    here.add(60, district(1));
    BOOST_TEST(here.problems().empty());
    here.pass(1);
    BOOST_TEST(here.problems().size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_person_is_no_problem_and_the_unknown_are_many)
{
    town here;
    here.pass(200);
    for (int n = 0; n < 60; ++n) {
        auto one = here.lots.one(here.today, water, district(1));
        one.subject = 1 + static_cast<std::uint64_t>(n % 2);
        one.unit = city::unit(2);
        one.district = "Yeni";
        BOOST_REQUIRE(here.watch.take(one));
    }
    BOOST_TEST(here.problems().empty());
    for (int n = 0; n < 1; ++n) {
        auto one = here.lots.one(here.today, water, "Yeni");
        one.subject = 0;
        BOOST_REQUIRE(here.watch.take(one));
    }
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().persons == 3U);
    BOOST_TEST(found.front().count == 61U);
}

BOOST_AUTO_TEST_CASE(few_are_no_problem_however_unusual)
{
    town here;
    here.pass(200);
    here.add(9, "Yeni", "Yeni konu");
    BOOST_TEST(here.problems().empty());
    here.add(1, "Yeni", "Yeni konu");
    BOOST_TEST(here.problems().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_everywhere_is_told_once_with_its_districts)
{
    town here;
    here.pass(300);
    for (int where = 0; where < 10; ++where) {
        here.add(where < 8 ? 40 : 1, district(where));
    }
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().key.district.empty());
    BOOST_TEST((found.front().key.unit == city::unit(1)));
    BOOST_TEST(found.front().districts.size() == 8U);
}

BOOST_AUTO_TEST_CASE(what_few_districts_explain_is_told_of_these)
{
    town here;
    here.pass(300);
    here.add(300, district(2));
    here.add(300, district(5));
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 2U);
    BOOST_TEST(found[0].key.district == district(2));
    BOOST_TEST(found[1].key.district == district(5));
}

BOOST_AUTO_TEST_CASE(what_no_district_explains_is_told_of_the_unit)
{
    town here;
    here.rate = [](int, int) { return 0.01; };
    here.pass(300);
    for (int where = 0; where < 10; ++where) {
        here.add(7, district(where));
    }
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().key.district.empty());
    BOOST_TEST(found.front().districts.empty());
}

BOOST_AUTO_TEST_CASE(what_was_told_of_the_unit_does_not_come_back_by_district_in_the_days_after)
{
    problem_rule rule;
    rule.window = days{7};
    town here{rule};
    here.pass(300);
    for (int where = 0; where < 10; ++where) {
        here.add(where == 0 ? 60 : 20, district(where));
    }
    std::set<std::string> told_of;
    for (int day = 0; day < 30; ++day, here.pass(1)) {
        for (const auto& one : here.problems()) {
            told_of.insert(one.key.district);
        }
    }
    BOOST_TEST((told_of == std::set<std::string>{""}));
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_districts_problem_is_not_told_of_the_unit)
{
    problem_rule rule;
    rule.window = days{7};
    town here{rule};
    here.rate = [](int, int where) { return where < 2 ? 0.25 : 0.0; };
    here.pass(400);
    std::set<std::string> told_of;
    for (int day = 0; day < 14; ++day, ++here.today) {
        here.add(day == 0 ? 60 : 0, district(0));
        here.add(day > 2 ? 1 : 0, district(1));  // More than usual, and no problem.
        here.add(day > 2 ? day % 2 : 0, district(2));
        for (const auto& one : here.problems()) {
            told_of.insert(one.key.district);
        }
    }
    BOOST_TEST((told_of == std::set<std::string>{district(0)}));
}

BOOST_AUTO_TEST_CASE(a_problem_begins_goes_on_is_over_and_is_forgotten)
{
    town here;
    here.pass(300);
    here.add(60, district(4));
    std::map<problem_state, int> seen;
    instant since{};
    for (int day = 0; day < 60; ++day, here.pass(1)) {
        const auto found = here.problems();
        BOOST_REQUIRE(found.size() <= 1U);
        if (found.empty()) {
            BOOST_TEST(day == 42 + 7);
            break;
        }
        const problem& it = found.front();
        since = day == 0 ? it.since : since;
        BOOST_TEST((it.since == since));
        BOOST_TEST(it.until.has_value() == (it.state == problem_state::over));
        ++seen[it.state];
    }
    BOOST_TEST((since == city::day(300)));
    BOOST_TEST(seen[problem_state::begun] == 7);
    BOOST_TEST(seen[problem_state::ongoing] == 35);
    BOOST_TEST(seen[problem_state::over] == 7);
}

BOOST_AUTO_TEST_CASE(a_count_at_the_bound_does_not_flicker)
{
    town here;
    here.pass(400);
    // A little more than three times what is usual for ten weeks: above the bound on one day, below it on
    // the next.
    here.rate = [](int, int where) { return where == 6 ? 0.78 : 0.25; };
    std::set<instant> begun;
    int below = 0;
    for (int day = 0; day < 120; ++day) {
        here.pass(1);
        for (const auto& one : here.problems()) {
            begun.insert(one.since);
            below += one.state == problem_state::ongoing && one.ratio_percent < 300 ? 1 : 0;
        }
    }
    BOOST_TEST(begun.size() == 1U);
    BOOST_TEST(below > 0);
}

BOOST_AUTO_TEST_CASE(the_same_question_twice_on_a_day_has_the_same_answer)
{
    town here;
    here.pass(300);
    here.add(60, district(4));
    const auto first = here.problems();
    BOOST_TEST(!first.empty());
    BOOST_TEST((here.problems() == first));
}

BOOST_AUTO_TEST_CASE(what_comes_every_winter_is_usual_in_winter)
{
    const auto winter = [](int day, int) { return day % 365 < 60 ? 2.0 : 0.1; };
    town here;
    here.rate = winter;
    here.pass(2 * 365 - 1);
    for (int day = 0; day < 60; ++day) {
        here.pass(1);
        BOOST_TEST(here.problems().empty());
    }
    // Without a year of past there is nothing to compare the first winter with.
    town young;
    young.rate = [&](int day, int where) { return winter(day + 200, where); };
    young.pass(165 + 30);
    BOOST_TEST(!young.problems().empty());
}

BOOST_AUTO_TEST_CASE(a_district_with_little_past_is_taken_to_be_like_the_others)
{
    // Of a month of past; its own alone would say that one complaint is twice too many.
    town here;
    here.rate = [](int, int where) { return where == 9 ? 0.0 : 0.5; };
    here.pass(42 + 30);
    here.add(20, district(9));
    BOOST_TEST(here.problems().empty());
    // A year is enough to know that it is not like them.
    town later;
    later.rate = here.rate;
    later.pass(42 + 365);
    later.add(20, district(9));
    BOOST_TEST(later.problems().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_category_whose_counts_always_jump_must_jump_further)
{
    const auto found_with = [](bool jumps) {
        problem_rule rule;
        rule.false_alarms_per_year = 1;
        town here{rule};
        here.rate = [jumps](int day, int where) {
            const bool bad_week = (day / 7 + 3 * where) % 9 == 0;
            return jumps ? (bad_week ? 1.8 : 0.0) : 0.2;
        };
        here.pass(400);
        here.add(26, district(1));
        return here.problems().size();
    };
    BOOST_TEST(found_with(false) == 1U);
    BOOST_TEST(found_with(true) == 0U);
}

BOOST_AUTO_TEST_CASE(a_matter_that_came_back_is_counted)
{
    town here;
    here.pass(300);
    const auto complain = [&](int day, std::uint64_t subject, std::uint64_t place) {
        auto one = here.lots.one(day, water, "Yeni");
        one.subject = subject;
        one.place = place;
        BOOST_REQUIRE(here.watch.take(one));
        return one;
    };
    auto by_person = complain(300, 1'000'001, 0);
    auto at_place = complain(300, 1'000'002, 77);
    by_person.ended_at = at_place.ended_at = city::day(305);
    here.watch.ended(by_person);
    here.watch.ended(at_place);
    here.today = 306;
    static_cast<void>(complain(306, 1'000'001, 0));   // The same person.
    static_cast<void>(complain(306, 1'000'003, 77));  // The same place.
    static_cast<void>(complain(306, 77, 0));          // Neither: a number is not both.
    here.add(15, "Yeni");
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().count == 20U);
    BOOST_TEST(found.front().recurring_percent == 10U);
}

BOOST_AUTO_TEST_CASE(a_complaint_that_cannot_be_one_is_refused)
{
    town here;
    auto one = here.lots.one(0, "", district(1));
    BOOST_TEST((here.watch.take(one).error() == errc::bad_argument));
    one.category = std::string(101, 'x');
    BOOST_TEST((here.watch.take(one).error() == errc::bad_argument));
    one.category = water;
    one.district = std::string(101, 'x');
    BOOST_TEST((here.watch.take(one).error() == errc::bad_argument));
    BOOST_TEST(here.watch.keys() == 0U);
}

BOOST_AUTO_TEST_CASE(there_is_a_bound_to_what_is_watched)
{
    problem_rule rule;
    rule.keys_max = 3;
    rule.streams_max = 12;
    town here{rule};
    here.add(1, district(1));  // Two keys: the district's and the unit's.
    here.add(1, district(2));
    BOOST_TEST(here.watch.keys() == 3U);
    const auto more = here.watch.take(here.lots.one(0, water, district(3)));
    BOOST_TEST((more.error() == errc::limit_reached));
    here.add(1, district(2));
    here.today = 100;
    here.add(50, district(2));
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().count == 50U);
    BOOST_TEST(found.front().streams.size() == 12U);
    BOOST_TEST((found.front().streams.back() == stream_id{54}));
}

BOOST_AUTO_TEST_CASE(what_nobody_complains_about_any_more_is_forgotten)
{
    town here;
    here.add(5, "Eski", "Eski konu");
    here.pass(100);
    BOOST_TEST(here.watch.keys() == 13U);
    here.pass(400);
    BOOST_TEST(here.watch.keys() == 11U);
}

BOOST_AUTO_TEST_CASE(time_that_goes_back_counts_as_the_last)
{
    town here;
    here.pass(300);
    here.add(30, district(1));
    here.today = 100;
    here.add(30, district(1));
    here.today = 0;
    const auto found = here.problems();
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().count > 60U);
    BOOST_TEST((found.front().since == city::day(300)));
}

BOOST_AUTO_TEST_CASE(days_begin_where_the_office_is)
{
    problem_rule rule;
    rule.history_min = days{1};
    rule.window = days{1};
    for (const auto& [hour, found] : {std::pair{-1, 0U}, std::pair{1, 1U}}) {
        problem_watch watch{rule};
        city lots{1};
        BOOST_REQUIRE(watch.take(lots.one(0, "Başka", district(1))));
        for (int n = 0; n < 30; ++n) {
            auto one = lots.one(10, water, district(1));
            one.at = city::day(10) + std::chrono::hours{hour};
            BOOST_REQUIRE(watch.take(one));
        }
        BOOST_TEST(watch.problems(city::day(10) + std::chrono::hours{2}).size() == found);
    }
}

BOOST_AUTO_TEST_SUITE_END()
