#include <acikkapi/problem_desk.hpp>

#include "support/trial_disk.hpp"
#include "unit/audit/stores.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>

// Chronic problems on a running engine: what was complained of is part of them, whatever is cut short.
namespace desks_problem_desk {
namespace {

using namespace acikkapi;
using namespace support;

constexpr day april{std::chrono::year{2026} / 4 / 1};
constexpr day may{std::chrono::year{2026} / 5 / 1};
const unit_id roads = unit_id::parse("10000001").value();
const unit_id water = unit_id::parse("10000002").value();

struct office {
    host h;
    trial_disk disk;
    std::optional<engine<petition>> at;

    office() { open(); }

    void open()
    {
        auto options = h.options();
        options.environment = disk.environment();
        at.emplace(engine<petition>::open(options).value());
    }
    /// As after a crash: what the engine had in its memory is gone.
    void open_again()
    {
        at.reset();
        disk.heal();
        open();
    }
    [[nodiscard]] problem_desk desk(std::string_view by = "officer:34/7")
    {
        auto from = officer();
        from.by = actor::parse(by).value();
        return {*at, std::move(from)};
    }
    std::vector<stream_id> applied(std::size_t many, const std::string& district = "Beşiktaş")
    {
        auto wish = a_wish();
        wish.district = district;
        std::vector<stream_id> out;
        while (out.size() < many) {
            batch<petition> some;
            for (auto left = std::min<std::size_t>(1'000, many - out.size()); left > 0; --left) {
                some.requests.push_back(asking(wish, no_stream));
            }
            for (const auto& done : at->submit_all(std::move(some)).value()) {
                out.push_back(done.stream);
            }
        }
        return out;
    }
    receipt give(const command& wish, stream_id to) { return at->submit(asking(wish, to)).value(); }
    [[nodiscard]] application state(stream_id of) const
    {
        return at->views().find(of).value().state;
    }
    [[nodiscard]] std::map<std::string, int> letters_of(stream_id of) const
    {
        std::map<std::string, int> out;
        for (const auto& row : at->views().timeline(of).value()) {
            for (const auto& one : row.letters) {
                ++out[one.kind];
            }
        }
        return out;
    }
    /// Each was told once that it is known, and nothing else of it.
    void all_are_in(stream_id problem, const std::vector<stream_id>& streams) const
    {
        for (const auto stream : streams) {
            const auto now = state(stream);
            BOOST_TEST_REQUIRE((now.member && now.member->problem == problem));
            BOOST_TEST_REQUIRE(letters_of(stream)["problem"] == 1);
        }
    }
    [[nodiscard]] std::size_t members(stream_id problem, bool closed = false) const
    {
        list_query which{"problem", std::to_string(number_of(problem)), closed, {}, 1'000};
        std::size_t out = 0;
        do {
            const auto page = at->views().list(which).value();
            out += page.streams.size();
            which.after = page.next;
        } while (!which.after.empty());
        return out;
    }
};

problem found_in(const std::vector<stream_id>& streams, std::string district = "Beşiktaş")
{
    problem out;
    out.key = {"roads", std::move(district), roads};
    out.since = instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20}};
    out.streams = streams;
    return out;
}

commands::open_problem a_plan()
{
    commands::open_problem out;
    out.where = province::from_plate(34).value();
    out.title = "Çukurlar";
    out.owner = actor::parse("head:10000001").value();
    out.target = april;
    return out;
}

}  // namespace
}  // namespace desks_problem_desk

BOOST_FIXTURE_TEST_SUITE(desks_problem_desk, office)

BOOST_AUTO_TEST_CASE(all_that_was_complained_of_is_part_of_the_problem)
{
    const auto streams = applied(2'300);
    const auto before = at->views().statistics().value();
    const auto done = desk().open(found_in(streams), a_plan()).value();
    BOOST_TEST(done.joined == 2'300U);
    BOOST_TEST(done.passed_over == 0U);
    all_are_in(done.problem, streams);
    BOOST_TEST(members(done.problem) == 2'300U);
    BOOST_TEST((state(done.problem).problem->target == april));
    BOOST_TEST((state(done.problem).district == "Beşiktaş"));
    BOOST_TEST((at->views().statistics().value() == before));

    const auto again = desk().open(found_in(streams), a_plan()).value();
    BOOST_TEST((again.problem == done.problem));
    BOOST_TEST(again.joined == 0U);
    all_are_in(done.problem, streams);
}

BOOST_AUTO_TEST_CASE(districts_of_one_name_in_two_provinces_are_two_problems)
{
    const auto here = desk().open(found_in(applied(1)), a_plan()).value();
    auto there = a_plan();
    there.where = province::from_plate(6).value();
    const auto other = desk().open(found_in({}), there).value();
    BOOST_TEST((other.problem != here.problem));
    BOOST_TEST((desk().open(found_in({}), there).value().problem == other.problem));
    auto wish = a_wish();
    wish.where = there.where;
    wish.district = "Beşiktaş";
    const auto later = at->submit(asking(wish, no_stream)).value().stream;
    BOOST_TEST((desk().join_later(later).value() == other.problem));
}

BOOST_AUTO_TEST_CASE(what_a_crash_cut_short_is_finished_by_calling_again)
{
    const auto streams = applied(2'300);
    int crashes = 0;
    for (const std::uint64_t n : {0U, 1U, 1U, 1U}) {
        disk.fail(trial_disk::fault::sync, n);
        const auto done = desk().open(found_in(streams), a_plan());
        crashes += done ? 0 : 1;
        open_again();
    }
    BOOST_TEST(crashes >= 2);
    const auto done = desk().open(found_in(streams), a_plan()).value();
    all_are_in(done.problem, streams);
    BOOST_TEST(at->views().list({"problems", {}, false, {}, 10})->streams.size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_cannot_be_part_of_it_does_not_hold_up_the_others)
{
    auto streams = applied(9);
    const auto other = desk().open(found_in({streams[0]}, "Şişli"), a_plan()).value();
    give(commands::withdraw{}, streams[1]);
    give(commands::close{}, streams[2]);
    streams.push_back(other.problem);
    const auto done = desk().open(found_in(streams), a_plan()).value();
    BOOST_TEST(done.joined == 7U);
    BOOST_TEST(done.passed_over == 3U);
    BOOST_TEST((state(streams[0]).member->problem == other.problem));
    BOOST_TEST(members(done.problem) == 6U);
    BOOST_TEST(members(done.problem, true) == 1U);
}

BOOST_AUTO_TEST_CASE(what_comes_later_is_part_of_it_and_what_was_taken_out_stays_out)
{
    const auto known = desk().open(found_in(applied(3)), a_plan()).value();
    const auto later = applied(1).front();
    BOOST_TEST((desk().join_later(later).value() == known.problem));
    BOOST_TEST((desk().join_later(later).value() == known.problem));
    all_are_in(known.problem, {later});
    BOOST_TEST(!desk().join_later(applied(1, "Şişli").front()).value().has_value());

    give(commands::leave_problem{known.problem, "Ayrı"}, later);
    BOOST_TEST(!desk().join_later(later).value().has_value());
    BOOST_TEST(desk().join(known.problem, {&later, 1})->joined == 0U);
    BOOST_TEST(letters_of(later)["problem"] == 1);

    give(commands::close_problem{"Kapatıldı."}, known.problem);
    BOOST_TEST(!desk().join_later(applied(1).front()).value().has_value());
    BOOST_TEST((desk().join(known.problem, {&later, 1}).error() == errc::illegal_transition));
    BOOST_TEST((desk().join(later, {&later, 1}).error() == errc::illegal_transition));
}

BOOST_AUTO_TEST_CASE(a_districts_problem_comes_before_a_units)
{
    auto of_unit = found_in({}, "");
    const auto everywhere = desk().open(of_unit, a_plan()).value();
    const auto one = applied(1).front();
    BOOST_TEST(!desk().join_later(one).value().has_value());  // No unit has it yet.
    give(commands::route{roads, "", ""}, one);
    BOOST_TEST((desk().join_later(one).value() == everywhere.problem));

    const auto here = desk().open(found_in({}), a_plan()).value();
    BOOST_TEST((here.problem != everywhere.problem));
    const auto next = applied(1).front();
    give(commands::route{roads, "", ""}, next);
    BOOST_TEST((desk().join_later(next).value() == here.problem));
    const auto elsewhere = applied(1, "Şişli").front();
    give(commands::route{water, "", ""}, elsewhere);
    BOOST_TEST(!desk().join_later(elsewhere).value().has_value());
}

BOOST_AUTO_TEST_CASE(another_target_and_the_end_are_told_to_all_once)
{
    const auto streams = applied(1'200);
    const auto known = desk().open(found_in(streams), a_plan()).value();
    give(commands::close{}, streams[0]);
    give(commands::withdraw{}, streams[1]);
    give(commands::leave_problem{known.problem, "Ayrı"}, streams[2]);
    BOOST_TEST(desk().announce(known.problem).value() == 0U);  // Nothing new.

    const auto owner = actor::parse("head:10000001").value();
    give(commands::plan_problem{owner, "", may}, known.problem);
    BOOST_TEST(desk().announce(known.problem).value() == 1'198U);
    BOOST_TEST(desk().announce(known.problem).value() == 0U);
    give(commands::close_problem{"Kapatıldı."}, known.problem);
    disk.fail(trial_disk::fault::sync, 1);
    BOOST_TEST(!desk().announce(known.problem).has_value());
    open_again();
    BOOST_TEST(desk().announce(known.problem).value() < 1'198U);
    for (const auto stream : streams) {
        const int told = stream == streams[1] || stream == streams[2] ? 0 : 1;
        auto letters = letters_of(stream);
        BOOST_TEST_REQUIRE(letters["problem_planned"] == told);
        BOOST_TEST_REQUIRE(letters["problem_over"] == told);
    }
    BOOST_TEST((state(streams[0]).member->target == may));
}

BOOST_AUTO_TEST_CASE(a_problem_that_is_over_may_come_again_as_another)
{
    const auto streams = applied(2);
    const auto first = desk().open(found_in(streams), a_plan()).value();
    give(commands::close_problem{"Kapatıldı."}, first.problem);
    BOOST_TEST((desk().open(found_in(streams), a_plan()).error() == errc::illegal_transition));
    auto again = found_in(applied(1));
    again.since += std::chrono::hours{24};
    const auto second = desk().open(again, a_plan()).value();
    BOOST_TEST((second.problem != first.problem));
    BOOST_TEST(second.joined == 1U);
}

BOOST_AUTO_TEST_CASE(who_may_not_does_not)
{
    const auto streams = applied(2);
    at.reset();
    auto options = h.options();
    options.access = &petition_access();
    at.emplace(engine<petition>::open(options).value());
    BOOST_TEST(
        (desk("unit:10000001").open(found_in(streams), a_plan()).error() == errc::not_permitted));
    BOOST_TEST(desk("officer:34/7").open(found_in(streams), a_plan())->joined == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
