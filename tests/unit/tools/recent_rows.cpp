#include "support/recent_rows.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(tools_recent_rows)

using namespace acikkapi;
using namespace std::chrono_literals;
using tools::move_by;
using tools::request_row;
using tools::weeks_to;

namespace {

/// Monday, 4 July 2011, noon.
const instant monday{std::chrono::sys_days{std::chrono::year{2011} / 7 / 4} + 12h};
/// Wednesday, 25 November 2026, noon.
const instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + 12h};

request_row row_of(instant created, std::optional<instant> answered = {})
{
    request_row out;
    out.created_at = created;
    out.due_at = created + std::chrono::days{3};
    out.answered_at = answered;
    out.status = answered ? "Closed" : "Open";
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_last_week_is_this_one_and_a_monday_stays_a_monday)
{
    std::vector<request_row> rows{
        row_of(monday, monday + 1h), row_of(monday + std::chrono::weeks{1})};
    move_by(weeks_to(now, rows), now, rows);
    // The newest would be Monday, 30 November: that has not come yet.
    BOOST_REQUIRE(rows.size() == 1U);
    BOOST_TEST((rows[0].created_at == now - std::chrono::days{2}));
    BOOST_TEST((rows[0].due_at == now + std::chrono::days{1}));
    BOOST_TEST((rows[0].answered_at == rows[0].created_at + 1h));
    BOOST_TEST(rows[0].status == "Closed");
}

BOOST_AUTO_TEST_CASE(an_answer_that_has_not_come_yet_leaves_it_open)
{
    std::vector<request_row> rows{
        row_of(monday, monday + std::chrono::days{3}), row_of(monday + std::chrono::days{6})};
    move_by(weeks_to(now, rows), now, rows);
    BOOST_REQUIRE(rows.size() == 1U);
    BOOST_TEST(!rows[0].answered_at.has_value());
    BOOST_TEST(rows[0].status == "Open");
    BOOST_TEST(!rows[0].contradicts_itself());
}

BOOST_AUTO_TEST_CASE(a_newest_row_of_this_moment_stays)
{
    std::vector<request_row> rows{row_of(now - std::chrono::weeks{700})};
    move_by(weeks_to(now, rows), now, rows);
    BOOST_REQUIRE(rows.size() == 1U);
    BOOST_TEST((rows[0].created_at == now));
}

BOOST_AUTO_TEST_CASE(when_a_week_has_gone_by_the_same_weeks_bring_what_was_left_out)
{
    std::vector<request_row> first{
        row_of(monday, monday + std::chrono::days{3}), row_of(monday + std::chrono::days{6})};
    auto second = first;
    const auto by = weeks_to(now, first);
    move_by(by, now, first);
    move_by(by, now + std::chrono::weeks{1}, second);
    BOOST_TEST((weeks_to(now + std::chrono::weeks{1}, second) != by));
    BOOST_REQUIRE(first.size() == 1U);
    BOOST_REQUIRE(second.size() == 2U);
    BOOST_TEST((first[0].created_at == second[0].created_at));
    BOOST_TEST((first[0].due_at == second[0].due_at));
    BOOST_TEST(!first[0].answered_at.has_value());
    BOOST_TEST(second[0].answered_at.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
