#include "story.hpp"

// What runs, for how long, and what its end means: articles 11 and 12.
namespace information::test {

BOOST_AUTO_TEST_SUITE(information_request_periods)

BOOST_AUTO_TEST_CASE(another_unit_makes_it_thirty_business_days_from_the_day_of_receipt)
{
    const auto fact = given({asking}).at(morning(3, 24)).fact<events::extended>(extending);
    BOOST_TEST((fact.office.due == date(4, 14)));
    BOOST_TEST(fact.office.version == 2U);
    BOOST_TEST((fact.other == extending.other));
    BOOST_TEST(fact.reason == extending.reason);
}

BOOST_AUTO_TEST_CASE(the_extension_comes_within_the_first_fifteen_days_or_not_at_all)
{
    BOOST_TEST(!given({asking}).at(morning(3, 24)).refused(extending));
    BOOST_TEST((given({asking}).at(morning(3, 25)).refused(extending) == errc::too_late));
}

BOOST_AUTO_TEST_CASE(an_extension_has_its_reason_and_its_unit)
{
    auto unfounded = extending;
    unfounded.reason.clear();
    BOOST_TEST((given({asking}).refused(unfounded) == errc::missing_reason));
    unfounded.reason = std::string(16'001, 'a');
    BOOST_TEST((given({asking}).refused(unfounded) == errc::bad_text));
    auto alone = extending;
    alone.other = {};
    BOOST_TEST((given({asking}).refused(alone) == errc::bad_unit));
}

BOOST_AUTO_TEST_CASE(a_period_is_extended_once)
{
    BOOST_TEST((given({asking, extending}).refused(extending) == errc::limit_reached));
}

BOOST_AUTO_TEST_CASE(the_applicant_and_the_other_unit_are_told_of_an_extension)
{
    const auto letters = given({asking}).letters(extending);
    BOOST_TEST_REQUIRE(letters.size() == 2U);
    BOOST_TEST(letters[0].kind == "extended");
    BOOST_TEST((letters[1].adapter == "unit" && letters[1].recipient == "24301265"));
}

BOOST_AUTO_TEST_CASE(silence_after_the_period_counts_as_refused)
{
    const auto told = given({asking});
    BOOST_TEST((told.planned()->due == morning(3, 25) - 9h));  // Midnight in Istanbul.
    BOOST_TEST((information_request::fire(*told.planned()) == command{silence}));
    auto then = given({asking, morning(3, 25)});
    const auto fact = then.fact<events::fell_silent>(silence);
    BOOST_TEST((fact.applicant.due == date(4, 9)));  // To object, in calendar days.
    BOOST_TEST((then.after(silence).at == stage::refused_by_silence));
    BOOST_TEST(then.letters(silence).at(0).kind == "silence");
}

BOOST_AUTO_TEST_CASE(nothing_is_over_one_second_too_early)
{
    auto told = given({asking});
    const auto midnight = told.planned()->due;
    BOOST_TEST((told.at(midnight - 1s).refused(silence) == errc::not_permitted));
    BOOST_TEST(!told.at(midnight).refused(silence));
}

BOOST_AUTO_TEST_CASE(a_timer_of_a_period_that_was_extended_ends_nothing)
{
    auto told = given({asking, extending}).at(morning(3, 25));
    BOOST_TEST((told.refused(silence) == errc::illegal_transition));
    BOOST_TEST((told.planned()->due == morning(4, 15) - 9h));
    const auto again = information_request::fire(*told.planned());
    BOOST_TEST((told.refused(again) == errc::not_permitted));
    BOOST_TEST(!told.at(morning(4, 15)).refused(again));
}

BOOST_AUTO_TEST_CASE(a_timer_that_is_not_ours_is_refused)
{
    const auto wish = information_request::fire({"unknown", monday, 1});
    BOOST_TEST((given({asking}).at(morning(6, 1)).refused(wish) == errc::illegal_transition));
}

BOOST_AUTO_TEST_CASE(an_office_may_break_its_silence_late)
{
    const auto told = given({asking, morning(3, 27), silence});
    const auto fact = told.fact<events::answered>(refusing);
    BOOST_TEST(fact.days_late == 3U);
    const auto now = told.after(refusing);
    BOOST_TEST((now.at == stage::refused));
    BOOST_TEST(!now.applicant.has_value());  // The period to object begins anew, when told.
}

BOOST_AUTO_TEST_CASE(a_fee_notice_interrupts_the_period)
{
    const auto told = given({asking, fee});
    BOOST_TEST((told.state().at == stage::awaiting_fee));
    BOOST_TEST(told.state().fee_kurus == 12'500U);
    BOOST_TEST(!told.planned().has_value());
    BOOST_TEST((given({asking, fee, morning(3, 25)}).refused(silence) == errc::illegal_transition));
    BOOST_TEST(given({asking}).letters(fee).at(0).kind == "fee");
}

BOOST_AUTO_TEST_CASE(a_fee_is_asked_once_in_time_and_in_bounds)
{
    BOOST_TEST((given({asking, fee, payment}).refused(fee) == errc::limit_reached));
    BOOST_TEST((given({asking}).at(morning(3, 25)).refused(fee) == errc::too_late));
    BOOST_TEST((given({asking}).refused(commands::ask_fee{0, 0, ""}) == errc::bad_argument));
    BOOST_TEST(
        (given({asking}).refused(commands::ask_fee{100'000'001, 0, ""}) == errc::bad_argument));
    BOOST_TEST((given({asking}).refused(commands::ask_fee{10, 11, ""}) == errc::bad_argument));
    BOOST_TEST((given({asking}).refused(commands::ask_fee{10, 0, "\xff"}) == errc::bad_text));
    const commands::ask_fee with_post{10, 3, "4982/10"};
    BOOST_TEST(given({asking, with_post}).state().fee_kurus == 13U);
}

BOOST_AUTO_TEST_CASE(a_payment_starts_the_whole_period_again)
{
    const auto fact = given({asking, fee, morning(3, 10)}).fact<events::paid>(payment);
    BOOST_TEST((fact.office.started == date(3, 10)));
    BOOST_TEST((fact.office.due == date(4, 1)));
    BOOST_TEST(fact.office.version == 2U);
    BOOST_TEST((given({asking, fee}).after(payment).at == stage::received));
}

BOOST_AUTO_TEST_CASE(a_payment_for_an_extended_request_starts_the_longer_period_again)
{
    const auto fact = given({asking, extending, fee, morning(3, 10)}).fact<events::paid>(payment);
    BOOST_TEST((fact.office.due == date(4, 22)));
    BOOST_TEST(fact.office.version == 3U);
}

BOOST_AUTO_TEST_CASE(the_period_to_pay_begins_when_the_applicant_is_told)
{
    const auto told = given({asking, fee, morning(3, 10), fee_told});
    BOOST_TEST((told.state().applicant->due == date(4, 1)));
    BOOST_TEST((told.planned()->due == morning(4, 2) - 9h));
    BOOST_TEST(told.planned()->step == "unpaid");
}

BOOST_AUTO_TEST_CASE(unpaid_within_fifteen_business_days_counts_as_withdrawn)
{
    auto told = given({asking, fee, morning(3, 10), fee_told, morning(4, 2)});
    BOOST_TEST((information_request::fire(*told.planned()) == command{unpaid}));
    BOOST_TEST((told.refused(payment) == errc::too_late));
    BOOST_TEST(told.fact<events::withdrawn>(unpaid).unpaid);
    BOOST_TEST((told.after(unpaid).at == stage::withdrawn));
    BOOST_TEST(told.letters(unpaid).at(0).kind == "unpaid");
    BOOST_TEST((told.at(morning(4, 1)).refused(unpaid) == errc::not_permitted));
    BOOST_TEST(!told.refused(payment));
}

BOOST_AUTO_TEST_CASE(who_was_not_told_of_the_fee_does_not_lose_his_request)
{
    const commands::record_notice lost{notice::fee, delivery::dead};
    const auto told = given({asking, fee, lost, morning(6, 1)});
    BOOST_TEST(!told.planned().has_value());
    BOOST_TEST((told.refused(unpaid) == errc::illegal_transition));
    BOOST_TEST(!told.refused(payment));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace information::test
