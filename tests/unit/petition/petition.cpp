#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// The rules that a governorate may choose, within the law.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_petition)
namespace {

petition_rules with_service(const deadline_rule& rule)
{
    petition_rules rules;
    rules.service = rule;
    return rules;
}

void is_refused(const petition_rules& rules)
{
    const auto made = petition::with(rules);
    BOOST_TEST((made.has_error() && made.error() == errc::bad_argument));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_rules_that_a_petition_starts_with_are_within_the_law)
{
    BOOST_TEST(petition::with({}).has_value());
}

BOOST_AUTO_TEST_CASE(seven_working_days_are_within_thirty_days)
{
    BOOST_TEST(petition::with(with_service({counting::business_days, 7, false, true})).has_value());
}

BOOST_AUTO_TEST_CASE(the_norm_may_be_as_long_as_the_limit)
{
    BOOST_TEST(
        petition::with(with_service({counting::calendar_days, 30, true, false})).has_value());
}

BOOST_AUTO_TEST_CASE(the_norm_may_not_end_after_the_limit)
{
    is_refused(with_service({counting::calendar_days, 31, true, false}));
}

// Thirty working days end long after thirty days.
BOOST_AUTO_TEST_CASE(a_norm_in_working_days_is_compared_by_the_calendar_and_not_by_its_number)
{
    is_refused(with_service({counting::business_days, 30, false, false}));
    is_refused(with_service({counting::business_days, 25, false, false}));
}

BOOST_AUTO_TEST_CASE(a_norm_that_rolls_may_end_after_a_limit_that_does_not)
{
    petition_rules rules = with_service({counting::calendar_days, 30, true, false});
    rules.legal.roll = false;
    is_refused(rules);
}

BOOST_AUTO_TEST_CASE(no_period_is_empty_or_negative)
{
    is_refused(with_service({counting::calendar_days, 0, false, false}));
    petition_rules rules;
    rules.remind_after = std::chrono::days{0};
    is_refused(rules);
    rules = {};
    rules.resume_after = std::chrono::days{-1};
    is_refused(rules);
    rules = {};
    rules.objection_period = std::chrono::days{-1};
    is_refused(rules);
    rules = {};
    rules.rating_period = std::chrono::days{-1};
    is_refused(rules);
}

BOOST_AUTO_TEST_CASE(the_chosen_norm_is_the_one_that_runs)
{
    const auto chosen = petition::with(with_service({counting::calendar_days, 3, false, false}));
    const auto fact = given(chosen.value(), steps{}).when(a_request()).only<events::submitted>();
    BOOST_TEST((fact.service.due - fact.service.started == std::chrono::days{3}));
}

BOOST_AUTO_TEST_CASE(folding_asks_no_rules)
{
    const auto chosen = petition::with(with_service({counting::calendar_days, 3, false, false}));
    const auto fact = given(chosen.value(), steps{}).when(a_request()).only<events::submitted>();
    const auto state = petition::evolve({}, fact);
    BOOST_TEST((state->service == fact.service));
    BOOST_TEST((state->late_since == fact.late_from));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
