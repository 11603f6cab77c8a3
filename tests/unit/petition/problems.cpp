#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>

// Chronic problems: streams that are no applications, and applications that are part of one.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_problems)
namespace {

using commands::close_problem;
using commands::join_problem;
using commands::leave_problem;
using commands::open_problem;
using commands::plan_problem;
using commands::tell_problem;

constexpr day april{std::chrono::year{2026} / 4 / 1};
constexpr day may{std::chrono::year{2026} / 5 / 1};

index_rows rows_of(const application& state)
{
    index_rows rows;
    petition::index(state, rows);
    return rows;
}

bool stands_in(const application& state, std::string_view list, std::string_view key)
{
    const auto rows = rows_of(state);
    return std::any_of(rows.lists.begin(), rows.lists.end(), [&](const auto& row) {
        return row.list == list && row.key == key;
    });
}

open_problem with(const std::function<void(open_problem&)>& change)
{
    auto wish = a_problem();
    change(wish);
    return wish;
}

steps joined(status where = status::routed)
{
    steps way = way_to(where);
    way.emplace_back(joins());
    return way;
}

const std::string stream_text = "70";

}  // namespace

BOOST_AUTO_TEST_CASE(a_problem_is_opened_planned_anew_and_closed)
{
    const auto opened = given(steps{}).when(a_problem());
    opened.then({events::problem_opened{a_problem(), monday}});
    const auto state = opened.after();
    BOOST_TEST((state.life == status::problem_open));
    BOOST_TEST((state.problem->owner == who("head:10000001")));
    BOOST_TEST((state.problem->target == april));
    BOOST_TEST((state.problem->since == monday));

    const plan_problem later{who("officer:34/7"), "Boru da değişecek.", may};
    const auto planned = given({a_problem()}).when(later);
    planned.then({events::problem_planned{later.owner, later.plan, may}});
    BOOST_TEST((planned.after().problem->target == may));
    given({a_problem(), later}).when(later).then_nothing();

    const auto over = given({a_problem(), later, monday + 24h}).when(close_problem{"Bitti."});
    over.then({events::problem_closed{"Bitti.", monday + 24h}});
    BOOST_TEST((over.after().problem->until == monday + 24h));
    BOOST_TEST(over.after().problem->what_came == "Bitti.");
}

BOOST_AUTO_TEST_CASE(a_problem_says_what_where_or_whose_and_who_sees_to_it)
{
    const std::string too_long(101, 'x');
    for (const auto& wrong :
         {with([](auto& v) { v.category.clear(); }),
          with([&](auto& v) { v.category = too_long; }),
          with([&](auto& v) { v.district = too_long; }),
          with([](auto& v) { v.category += '\0'; }),
          with([](auto& v) { v.district = "two\nlines"; }),
          with([](auto& v) { v.title.clear(); }),
          with([](auto& v) { v.title = letters_of(201); }),
          with([](auto& v) { v.title = "two\nlines"; }),
          with([](auto& v) { v.plan = letters_of(4'001); })}) {
        given(steps{}).when(wrong).refused(errc::bad_text);
    }
    for (const auto& wrong : {with([](auto& v) { v.owner = {}; }), with([](auto& v) {
                                  v.district.clear();
                                  v.unit = {};
                              })}) {
        given(steps{}).when(wrong).refused(errc::bad_argument);
    }
    BOOST_TEST(given(steps{}).when(with([](auto& v) { v.unit = {}; })).accepted().size() == 1U);
    BOOST_TEST(
        given(steps{}).when(with([](auto& v) { v.district.clear(); })).accepted().size() == 1U);
    given({a_problem()}).when(plan_problem{{}, "", {}}).refused(errc::bad_argument);
    given({a_problem()})
        .when(plan_problem{who("head:1"), letters_of(4'001), {}})
        .refused(errc::bad_text);
    given({a_problem()}).when(close_problem{""}).refused(errc::bad_text);
}

// Of a day that no calendar has nobody could read the record again, nor open the store.
BOOST_AUTO_TEST_CASE(a_target_is_a_day_of_the_calendar)
{
    for (const day none : {day::max(), day::min()}) {
        given(steps{}).when(with([&](auto& v) { v.target = none; })).refused(errc::bad_date);
        given({a_problem()}).when(plan_problem{who("head:1"), "", none}).refused(errc::bad_date);
        auto join = joins();
        join.target = none;
        given(way_to(status::routed)).when(join).refused(errc::bad_date);
        given(joined()).when(tell_problem{joins().problem, none, false}).refused(errc::bad_date);
    }
    const day last = day{std::chrono::year::max() / 12 / 31};
    BOOST_TEST(
        given(steps{}).when(with([&](auto& v) { v.target = last; })).accepted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_problem_is_nobodys_application)
{
    const petition acting{petition_rules::acting()};
    for (const auto where : {status::problem_open, status::problem_over}) {
        const auto state = given(way_to(where)).state();
        const auto rows = rows_of(state);
        BOOST_TEST(rows.counters.empty());
        BOOST_TEST(rows.lookups.empty());
        BOOST_TEST(rows.closed == (where == status::problem_over));
        BOOST_TEST(acting.timers(state).empty());
        BOOST_TEST(!petition::ended_at(state).has_value());
        BOOST_TEST(state.number.empty());
        for (const auto& row : rows.lists) {
            BOOST_TEST(row.list == "problems");
        }
        BOOST_TEST(stands_in(state, "problems", ""));
        BOOST_TEST(stands_in(state, "problems", "roads"));
        BOOST_TEST(given(way_to(where)).when(commands::recompute_deadlines{}).letters().empty());
    }
    BOOST_TEST(given(steps{}).when(a_problem()).letters().empty());
    // Of two bytes each: no character is cut.
    BOOST_TEST(problem_list_key("a" + letters_of(49)) == "a" + letters_of(31));
}

BOOST_AUTO_TEST_CASE(who_complained_is_told_that_the_problem_is_known)
{
    for (const auto where :
         {status::submitted, status::routed, status::answered, status::notified, status::closed}) {
        const auto came = given(way_to(where)).when(joins());
        came.then({events::problem_joined{problem_stream, april, true}});
        BOOST_TEST_REQUIRE(came.letters().size() == 1U);
        BOOST_TEST(came.letters().front().kind == "problem");
        BOOST_TEST(came.letters().front().adapter == "sms");
        BOOST_TEST((came.after().member->target == april));
        BOOST_TEST(stands_in(came.after(), "problem", stream_text));
    }
    auto arabic = a_request();
    arabic.speaks = language::arabic;
    BOOST_TEST(given({arabic}).when(joins()).letters().front().kind == "problem.ar");
    BOOST_TEST(given({a_request()}).historical().when(joins()).letters().empty());
    auto silent = a_request();
    silent.applicant.mobile.reset();
    BOOST_TEST(!given({silent}).when(joins()).only<events::problem_joined>().tell);
}

BOOST_AUTO_TEST_CASE(an_application_is_part_of_one_problem_at_a_time)
{
    given(joined()).when(joins()).refused(errc::already_linked);
    given(joined()).when(joins(stream_id{71})).refused(errc::already_linked);
    given(way_to(status::routed)).when(joins(no_stream)).refused(errc::bad_argument);
    given(way_to(status::routed)).when(joins(this_stream)).refused(errc::bad_argument);
    given(way_to(status::withdrawn)).when(joins()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(what_is_taken_out_again_is_remembered_and_may_come_in_by_hand)
{
    given(joined()).when(leave_problem{problem_stream, ""}).refused(errc::missing_reason);
    given(joined()).when(leave_problem{stream_id{71}, "Ayrı"}).refused(errc::not_linked);
    steps way = joined();
    way.emplace_back(leave_problem{problem_stream, "Ayrı"});
    const auto out = given(way).state();
    BOOST_TEST(out.member->left);
    BOOST_TEST(!stands_in(out, "problem", stream_text));
    given(way).when(leave_problem{problem_stream, "Ayrı"}).refused(errc::not_linked);
    given(way).when(tell_problem{problem_stream, may, false}).refused(errc::not_linked);
    BOOST_TEST(!given(way).when(joins()).after().member->left);
}

BOOST_AUTO_TEST_CASE(each_target_is_told_once_and_the_end_is_told_once)
{
    given(joined()).when(tell_problem{problem_stream, april, false}).then_nothing();
    const auto moved = given(joined()).when(tell_problem{problem_stream, may, false});
    moved.then({events::problem_told{problem_stream, may, false, true}});
    BOOST_TEST(moved.letters().front().kind == "problem_planned");
    BOOST_TEST((moved.after().member->target == may));
    steps way = joined();
    way.emplace_back(tell_problem{problem_stream, may, true});
    BOOST_TEST(
        given(joined()).when(tell_problem{problem_stream, may, true}).letters().front().kind ==
        "problem_over");
    given(way).when(tell_problem{problem_stream, april, true}).then_nothing();
    way = joined();
    way.emplace_back(commands::withdraw{});
    given(way).when(tell_problem{problem_stream, may, true}).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(whatever_can_be_repeated_has_a_bound)
{
    auto worn = given(joined()).state();
    worn.member->changes = 9'999;
    given(worn).when(tell_problem{problem_stream, may, true}).refused(errc::limit_reached);
    worn.member->left = true;
    given(worn).when(joins()).refused(errc::limit_reached);
    auto planned = given(way_to(status::problem_open)).state();
    planned.problem->plans = 9'999;
    given(planned).when(plan_problem{who("head:1"), "", {}}).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(an_application_fits_a_problem_of_its_kind_and_its_district_or_its_unit)
{
    const auto one = given(way_to(status::routed)).state();
    const auto problem = [](const open_problem& wish) { return given({wish}).state(); };
    BOOST_TEST(is_part_of(problem(a_problem()), one));
    // Where there is a district, the unit says who sees to it, not what is part of it.
    BOOST_TEST(is_part_of(problem(with([](auto& v) { v.unit = water(); })), one));
    BOOST_TEST(is_part_of(problem(with([](auto& v) { v.district.clear(); })), one));
    BOOST_TEST(!is_part_of(problem(with([](auto& v) { v.district = "Şişli"; })), one));
    BOOST_TEST(!is_part_of(problem(with([](auto& v) { v.category = "water"; })), one));
    // Provinces have districts of one name; a unit is one in the whole country.
    const auto ankara = province::from_plate(6).value();
    BOOST_TEST(!is_part_of(problem(with([&](auto& v) { v.where = ankara; })), one));
    BOOST_TEST(is_part_of(
        problem(with([&](auto& v) {
            v.where = ankara;
            v.district.clear();
        })),
        one));
    BOOST_TEST(!is_part_of(
        problem(with([](auto& v) {
            v.district.clear();
            v.unit = water();
        })),
        one));
    BOOST_TEST(!is_part_of(one, one));
    BOOST_TEST(!is_part_of(problem(a_problem()), problem(a_problem())));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
