#include "adapters/applicant/courtesy.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>

BOOST_AUTO_TEST_SUITE(adapters_courtesy)

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

/// When it may go out, if not now. It takes no place.
std::optional<instant> not_before(courtesy& manners, const letter& what, instant now)
{
    const auto when = manners.let_go(what, now);
    if (!when) {
        manners.give_back(courtesy::whom_of(what));
    }
    return when;
}

/// A message that arrives at once.
void send(courtesy& manners, const letter& what, instant now)
{
    BOOST_TEST(!manners.let_go(what, now).has_value());
    manners.sent(courtesy::whom_of(what), now);
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_day_a_message_goes_at_once_and_by_night_in_the_morning)
{
    auto manners = usual();
    BOOST_TEST(!not_before(manners, to("a"), at(2, 8)).has_value());
    BOOST_TEST(!not_before(manners, to("a"), at(2, 20)).has_value());
    BOOST_TEST((not_before(manners, to("a"), at(2, 21)) == at(3, 8)));
    BOOST_TEST((not_before(manners, to("a"), at(3, 0)) == at(3, 8)));
    BOOST_TEST((not_before(manners, to("a"), at(3, 7)) == at(3, 8)));
}

BOOST_AUTO_TEST_CASE(who_waits_for_the_number_is_told_at_any_time_in_any_language)
{
    auto manners = usual();
    BOOST_TEST(!not_before(manners, to("a", "received"), at(2, 23)).has_value());
    BOOST_TEST(!not_before(manners, to("a", "received.ar"), at(2, 23)).has_value());
    BOOST_TEST(not_before(manners, to("a", "receivedish"), at(2, 23)).has_value());
}

BOOST_AUTO_TEST_CASE(quiet_hours_may_lie_within_a_day_or_not_be_at_all)
{
    auto noon = usual({.quiet_from = 12h, .quiet_to = 13h});
    BOOST_TEST((not_before(noon, to("a"), at(2, 12)) == at(2, 13)));
    BOOST_TEST(!not_before(noon, to("a"), at(2, 13)).has_value());
    BOOST_TEST(!not_before(noon, to("a"), at(2, 23)).has_value());
    auto never = usual({.quiet_from = 9h, .quiet_to = 9h});
    for (int hour = 0; hour < 24; ++hour) {
        BOOST_TEST(!not_before(never, to("a"), at(2, hour)).has_value());
    }
}

BOOST_AUTO_TEST_CASE(one_address_gets_so_many_in_a_day_and_no_more)
{
    auto manners = usual({.per_day = 2});
    send(manners, to("a"), at(2, 10));
    send(manners, to("a"), at(2, 11));
    BOOST_TEST((not_before(manners, to("a"), at(2, 12)) == at(3, 10)));
    BOOST_TEST(!not_before(manners, to("b"), at(2, 12)).has_value());
    BOOST_TEST(!not_before(manners, to("a", "received"), at(2, 12)).has_value());
    send(manners, to("a"), at(3, 10));
    BOOST_TEST((not_before(manners, to("a"), at(3, 10)) == at(3, 11)));
}

BOOST_AUTO_TEST_CASE(what_is_urgent_counts_though_it_does_not_wait)
{
    auto manners = usual({.per_day = 1});
    send(manners, to("a", "received"), at(2, 10));
    send(manners, to("a", "received"), at(2, 11));
    BOOST_TEST((not_before(manners, to("a"), at(2, 12)) == at(3, 11)));
}

BOOST_AUTO_TEST_CASE(a_turn_that_would_come_by_night_comes_in_the_morning)
{
    auto manners = usual({.quiet_from = 9h, .quiet_to = 11h, .per_day = 1});
    send(manners, to("a", "received"), at(2, 9));
    BOOST_TEST((not_before(manners, to("a"), at(2, 12)) == at(3, 11)));
}

BOOST_AUTO_TEST_CASE(who_is_being_written_to_is_looked_at_again_soon)
{
    auto manners = usual({.per_day = 2});
    BOOST_TEST(!manners.let_go(to("a"), at(2, 10)).has_value());
    BOOST_TEST(!manners.let_go(to("a"), at(2, 10)).has_value());
    BOOST_TEST((not_before(manners, to("a"), at(2, 10)) == at(2, 10) + 1min));
    BOOST_TEST(!not_before(manners, to("b"), at(2, 10)).has_value());
    manners.give_back(courtesy::whom_of(to("a")));
    BOOST_TEST(!not_before(manners, to("a"), at(2, 11)).has_value());
    manners.sent(courtesy::whom_of(to("a")), at(2, 11));
    send(manners, to("a"), at(2, 12));
    BOOST_TEST((not_before(manners, to("a"), at(2, 12)) == at(3, 11)));
}

BOOST_AUTO_TEST_CASE(without_a_number_for_a_day_nobody_waits)
{
    auto manners = usual({.per_day = 0});
    for (int i = 0; i < 100; ++i) {
        send(manners, to("a"), at(2, 10));
    }
    BOOST_TEST(!not_before(manners, to("a"), at(2, 10)).has_value());
}

// Days ahead, perhaps: who is to wait for so long is told never.
BOOST_AUTO_TEST_CASE(what_went_out_before_the_clock_was_set_back_counts_from_now_on)
{
    auto manners = usual({.per_day = 2});
    send(manners, to("a"), at(12, 10));
    send(manners, to("b"), at(12, 11));
    send(manners, to("a"), at(12, 12));
    BOOST_TEST((not_before(manners, to("a"), at(2, 10)) == at(3, 10)));
    // From when it was seen, not anew each time.
    BOOST_TEST((not_before(manners, to("a"), at(2, 12)) == at(3, 10)));
    BOOST_TEST(!not_before(manners, to("b"), at(2, 12)).has_value());
    send(manners, to("a"), at(3, 10));
    send(manners, to("a"), at(3, 11));
    BOOST_TEST((not_before(manners, to("a"), at(3, 12)) == at(4, 10)));
}

BOOST_AUTO_TEST_SUITE_END()
