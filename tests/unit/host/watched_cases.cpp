#include "host/pages/watched_cases.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_watched_cases)

namespace {

using namespace acikkapi;
using namespace std::chrono_literals;

constexpr instant new_year = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
constexpr std::string_view plea =
    "Please leave the old plane trees of our park alone because the children of the quarter play "
    "below them all summer long";

/// A journal as it grows.
struct town {
    host::watched_cases cases{7};
    std::uint64_t place = 0;

    record& next(record& what, std::uint64_t stream, instant at)
    {
        what.at = position{++place};
        what.stream = stream_id{stream};
        what.recorded_at = at;
        what.by = actor::parse("governorate:34/1").value();
        return what;
    }
    void say(std::uint64_t stream, instant at, const event& fact)
    {
        record what;
        what.payload = encode(fact);
        BOOST_TEST(cases.take(next(what, stream, at)).has_value());
    }
    void submit(std::uint64_t stream, instant at, std::string text = "Dark.")
    {
        events::submitted e;
        e.number = application_number::make(province::from_plate(34).value(), 2026, stream).value();
        e.at = at;
        e.wish.where = province::from_plate(34).value();
        e.wish.category = "lighting";
        e.wish.district = "Fatih";
        e.wish.subject = "Lamp";
        e.wish.text = std::move(text);
        e.wish.applicant.mobile = phone::parse("0532" + std::to_string(1'000'000 + stream)).value();
        say(stream, at, e);
    }
    void route(std::uint64_t stream, instant at)
    {
        events::routed e;
        e.unit = unit_id::parse("24301265").value();
        say(stream, at, e);
    }
    position propose(std::uint64_t stream, instant at, std::string text)
    {
        record what;
        what.kind = record_kind::proposal;
        what.payload.clear = std::move(text);
        BOOST_TEST(cases.take(next(what, stream, at)).has_value());
        return what.at;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(twenty_texts_that_are_nearly_the_same_are_a_campaign, town)
{
    for (std::uint64_t n = 1; n <= 19; ++n) {
        submit(n, new_year, std::string{plea} + " says neighbour " + std::to_string(n));
    }
    BOOST_TEST(cases.campaigns(new_year).empty());
    submit(20, new_year + 5h, std::string{plea} + " says neighbour 20");
    submit(
        21,
        new_year + 5h,
        "Something quite different about a bus that never comes to our street at all");
    const auto found = cases.campaigns(new_year + 5h);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().streams.size() == 20U);
    BOOST_TEST((found.front().streams.front() == stream_id{1}));
    BOOST_TEST(cases.campaigns(new_year + 11h).empty());  // Nobody has written any more.
}

BOOST_FIXTURE_TEST_CASE(far_more_complaints_than_usual_are_found, town)
{
    std::uint64_t n = 0;
    for (int day = 0; day < 120; day += 12) {  // Once in a while.
        submit(++n, new_year + 24h * day);
        route(n, new_year + 24h * day);
    }
    BOOST_TEST(cases.problems(new_year + 24h * 120).empty());
    for (int more = 0; more < 40; ++more) {
        submit(++n, new_year + 24h * 121);
        route(n, new_year + 24h * 121);
    }
    submit(++n, new_year + 24h * 121);  // Nobody knows yet whose matter it is.
    const auto found = cases.problems(new_year + 24h * 122);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found.front().key.category == "lighting");
    BOOST_TEST(found.front().key.district == "Fatih");
    BOOST_TEST(found.front().count >= 40U);
}

// Who opens a problem makes all of it a part; of what comes later than that somebody else takes care.
BOOST_FIXTURE_TEST_CASE(what_came_today_belongs_to_a_problem_that_somebody_asks_for_today, town)
{
    std::uint64_t n = 0;
    for (int day = 0; day < 120; day += 12) {
        submit(++n, new_year + 24h * day);
        route(n, new_year + 24h * day);
    }
    for (int more = 0; more < 40; ++more) {
        submit(++n, new_year + 24h * 121);
        route(n, new_year + 24h * 121);
    }
    BOOST_TEST_REQUIRE(cases.problems(new_year + 24h * 122).size() == 1U);
    submit(++n, new_year + 24h * 122 + 8h);
    route(n, new_year + 24h * 122 + 8h);
    const auto found = cases.problems(new_year + 24h * 122 + 9h);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST((found.front().streams.back() == stream_id{n}));
    BOOST_TEST((found.front().since == cases.problems(new_year + 24h * 123).front().since));
}

// A register says the same to everybody: when it began is no matter of who has looked, and when.
BOOST_AUTO_TEST_CASE(when_a_problem_began_does_not_depend_on_who_looks)
{
    const auto live = [](town& at, auto look) {
        std::uint64_t n = 0;
        for (int day = 0; day < 120; day += 12) {
            at.submit(++n, new_year + 24h * day);
            at.route(n, new_year + 24h * day);
        }
        for (int hour = 0; hour < 12; ++hour) {  // From nine in the morning in Turkey.
            for (int more = 0; more < 4; ++more) {
                at.submit(++n, new_year + 24h * 121 + 6h + 1h * hour);
                at.route(n, new_year + 24h * 121 + 6h + 1h * hour);
            }
            look(at.cases, new_year + 24h * 121 + 6h + 1h * hour + 30min);
        }
    };
    town seen;
    live(seen, [](host::watched_cases& cases, instant now) { (void)cases.problems(now); });
    town unseen;
    live(unseen, [](host::watched_cases&, instant) {});
    for (const auto later : {24h * 122, 24h * 123 + 9h, 24h * 130}) {
        const auto of_seen = seen.cases.problems(new_year + later);
        BOOST_TEST_REQUIRE(of_seen.size() == 1U);
        BOOST_TEST((of_seen == unseen.cases.problems(new_year + later)));
        BOOST_TEST((of_seen.front().since == new_year + 24h * 121 - 3h));
    }
}

// Who looks on Wednesday does not move to Tuesday what is entered afterwards of Monday.
BOOST_AUTO_TEST_CASE(what_is_entered_late_counts_on_the_same_day_whoever_has_looked)
{
    const auto live = [](town& at, bool looks) {
        std::uint64_t n = 0;
        for (int day = 0; day < 120; day += 12) {
            at.submit(++n, new_year + 24h * day);
            at.route(n, new_year + 24h * day);
        }
        if (looks) {
            (void)at.cases.problems(new_year + 24h * 150);
        }
        for (int more = 0; more < 40; ++more) {
            at.submit(++n, new_year + 24h * 121);
            at.route(n, new_year + 24h * 121);
        }
        return at.cases.problems(new_year + 24h * 155);
    };
    town seen;
    town unseen;
    BOOST_TEST((live(seen, true) == live(unseen, false)));
}

BOOST_FIXTURE_TEST_CASE(a_proposal_waits_until_it_is_done_or_seven_days_are_over, town)
{
    const auto first = propose(1, new_year, "reopen\nIt is dark again.");
    propose(2, new_year + 24h, "erase\nHe asked for it.");
    const auto waiting = cases.proposals(new_year + 48h);
    BOOST_TEST_REQUIRE(waiting.size() == 2U);
    BOOST_TEST(waiting.front().act == "reopen");
    BOOST_TEST(waiting.front().reason == "It is dark again.");
    record done;
    done.caused_by.cause = first;
    done.payload = encode(event{events::reopened{}});
    BOOST_TEST(cases.take(next(done, 1, new_year + 48h)).has_value());
    BOOST_TEST(cases.proposals(new_year + 48h).size() == 1U);
    BOOST_TEST(cases.proposals(new_year + 24h * 8).empty());
}

BOOST_FIXTURE_TEST_CASE(a_confirmation_that_was_refused_leaves_the_proposal_waiting, town)
{
    const auto first = propose(1, new_year, "reopen\nWhy.");
    record refused;
    refused.kind = record_kind::refusal;
    refused.caused_by.cause = first;
    BOOST_TEST(cases.take(next(refused, 1, new_year)).has_value());
    BOOST_TEST(cases.proposals(new_year).size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_letter_that_follows_from_a_proposal_does_not_confirm_it, town)
{
    const auto first = propose(1, new_year, "reopen\nWhy.");
    record other;
    other.caused_by.cause = first;
    other.caused_by.letter = true;
    other.payload = encode(event{events::reminded{}});
    BOOST_TEST(cases.take(next(other, 1, new_year)).has_value());
    BOOST_TEST(cases.proposals(new_year).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
