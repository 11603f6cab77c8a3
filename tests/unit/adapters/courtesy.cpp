#include "adapters/applicant/courtesy.hpp"

#include <boost/test/unit_test.hpp>

// When somebody may be written to.
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using adapters::courtesy;

/// An hour of a day in Istanbul, three hours ahead.
instant at(int day, int hour)
{
    return std::chrono::sys_days{std::chrono::year{2026} / 3 / day} + std::chrono::hours{hour} - 3h;
}

letter to(std::string recipient, std::string kind = "result")
{
    return {"sms", std::move(kind), std::move(recipient), "34-2026-1"};
}

courtesy usual(courtesy_rule rule = {})
{
    return courtesy{std::move(rule), calendar::turkey()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(adapters_courtesy)

BOOST_AUTO_TEST_CASE(by_day_a_message_goes_at_once_and_by_night_in_the_morning)
{
    const auto manners = usual();
    BOOST_TEST(!manners.not_before(to("a"), at(2, 8)).has_value());
    BOOST_TEST(!manners.not_before(to("a"), at(2, 20)).has_value());
    BOOST_TEST((manners.not_before(to("a"), at(2, 21)) == at(3, 8)));
    BOOST_TEST((manners.not_before(to("a"), at(3, 0)) == at(3, 8)));
    BOOST_TEST((manners.not_before(to("a"), at(3, 7)) == at(3, 8)));
}

BOOST_AUTO_TEST_CASE(who_waits_for_the_number_is_told_at_any_time_in_any_language)
{
    const auto manners = usual();
    BOOST_TEST(!manners.not_before(to("a", "received"), at(2, 23)).has_value());
    BOOST_TEST(!manners.not_before(to("a", "received.ar"), at(2, 23)).has_value());
    BOOST_TEST(manners.not_before(to("a", "receivedish"), at(2, 23)).has_value());
}

BOOST_AUTO_TEST_CASE(quiet_hours_may_lie_within_a_day_or_not_be_at_all)
{
    const auto noon = usual({.quiet_from = 12h, .quiet_to = 13h});
    BOOST_TEST((noon.not_before(to("a"), at(2, 12)) == at(2, 13)));
    BOOST_TEST(!noon.not_before(to("a"), at(2, 13)).has_value());
    BOOST_TEST(!noon.not_before(to("a"), at(2, 23)).has_value());
    const auto never = usual({.quiet_from = 9h, .quiet_to = 9h});
    for (int hour = 0; hour < 24; ++hour) {
        BOOST_TEST(!never.not_before(to("a"), at(2, hour)).has_value());
    }
}

BOOST_AUTO_TEST_CASE(one_address_gets_so_many_in_a_day_and_no_more)
{
    auto manners = usual({.per_day = 2});
    manners.sent(to("a"), at(2, 10));
    BOOST_TEST(!manners.not_before(to("a"), at(2, 11)).has_value());
    manners.sent(to("a"), at(2, 11));
    BOOST_TEST((manners.not_before(to("a"), at(2, 12)) == at(3, 10)));
    BOOST_TEST(!manners.not_before(to("b"), at(2, 12)).has_value());
    BOOST_TEST(!manners.not_before(to("a", "received"), at(2, 12)).has_value());
    BOOST_TEST(!manners.not_before(to("a"), at(3, 10)).has_value());
    manners.sent(to("a"), at(3, 10));
    BOOST_TEST((manners.not_before(to("a"), at(3, 10)) == at(3, 11)));
}

BOOST_AUTO_TEST_CASE(a_turn_that_would_come_by_night_comes_in_the_morning)
{
    auto manners = usual({.quiet_from = 9h, .quiet_to = 11h, .per_day = 1});
    manners.sent(to("a"), at(2, 9));
    BOOST_TEST((manners.not_before(to("a"), at(2, 12)) == at(3, 11)));
}

BOOST_AUTO_TEST_SUITE_END()
