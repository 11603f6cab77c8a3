#include "story.hpp"

// Answers, objections, and what the Board says: articles 11 to 13.
namespace information::test {

BOOST_AUTO_TEST_SUITE(information_request_answering)

BOOST_AUTO_TEST_CASE(access_is_granted_partly_or_refused)
{
    BOOST_TEST((given({asking}).after(giving).at == stage::granted));
    BOOST_TEST((given({asking}).after(giving_part).at == stage::partly_granted));
    BOOST_TEST((given({asking}).after(refusing).at == stage::refused));
    BOOST_TEST(given({asking}).letters(giving).at(0).kind == "granted");
    BOOST_TEST(given({asking}).letters(giving_part).at(0).kind == "partly");
    BOOST_TEST(given({asking}).letters(refusing).at(0).kind == "refused");
}

BOOST_AUTO_TEST_CASE(a_refusal_also_of_a_part_has_its_ground)
{
    for (auto wish : {giving_part, refusing}) {
        BOOST_TEST((given({asking}).after(wish).why == wish.why));
        wish.why = ground::none;
        BOOST_TEST((given({asking}).refused(wish) == errc::missing_reason));
    }
    auto confused = giving;
    confused.why = ground::privacy;
    BOOST_TEST((given({asking}).refused(confused) == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(a_refusal_names_the_board_and_the_fifteen_days)
{
    for (const auto& wish : {giving_part, refusing}) {
        const auto remedy = given({asking}).fact<events::answered>(wish).remedy;
        BOOST_TEST(remedy.find("15 gün") != std::string::npos);
        BOOST_TEST(remedy.find("Bilgi Edinme Değerlendirme Kurulu") != std::string::npos);
    }
    BOOST_TEST(given({asking}).fact<events::answered>(giving).remedy.empty());
}

BOOST_AUTO_TEST_CASE(an_answer_out_of_range_is_refused)
{
    auto wish = refusing;
    wish.decision = static_cast<access>(4);
    BOOST_TEST((given({asking}).refused(wish) == errc::bad_argument));
    wish = refusing;
    wish.why = static_cast<ground>(11);
    BOOST_TEST((given({asking}).refused(wish) == errc::bad_argument));
    wish.text.clear();
    BOOST_TEST((given({asking}).refused(wish) == errc::bad_text));
}

BOOST_AUTO_TEST_CASE(a_late_answer_says_by_how_many_days)
{
    auto told = given({asking}).at(morning(3, 24));
    BOOST_TEST(told.fact<events::answered>(giving).days_late == 0U);
    BOOST_TEST(told.at(morning(3, 26)).fact<events::answered>(giving).days_late == 2U);
}

BOOST_AUTO_TEST_CASE(the_period_to_object_begins_when_the_applicant_is_told)
{
    const auto told = given({asking, refusing, morning(3, 10), answer_told});
    BOOST_TEST((told.state().applicant->due == date(3, 25)));
    BOOST_TEST(told.planned()->step == "objection-over");
    const commands::record_notice sent{notice::answer, delivery::sent};
    BOOST_TEST(!given({asking, refusing, sent}).state().applicant.has_value());
    BOOST_TEST(!given({asking, giving, answer_told}).state().applicant.has_value());
}

BOOST_AUTO_TEST_CASE(a_receipt_that_comes_twice_does_not_lengthen_the_period)
{
    const auto told =
        given({asking, refusing, morning(3, 10), answer_told, morning(3, 20), answer_told});
    BOOST_TEST((told.state().applicant->due == date(3, 25)));
}

BOOST_AUTO_TEST_CASE(a_late_receipt_of_another_message_begins_nothing)
{
    BOOST_TEST(!given({asking, fee, payment, fee_told}).state().applicant.has_value());
    BOOST_TEST(!given({asking, refusing, fee_told}).state().applicant.has_value());
    BOOST_TEST(!given({asking, answer_told}).state().applicant.has_value());
}

BOOST_AUTO_TEST_CASE(an_applicant_objects_within_fifteen_days_of_being_told)
{
    auto told = given({asking, refusing, morning(3, 10), answer_told});
    const auto fact = told.at(morning(3, 25)).fact<events::objected>(objecting);
    BOOST_TEST(fact.reason == objecting.reason);
    BOOST_TEST((told.after(objecting).at == stage::objected));
    BOOST_TEST((told.at(morning(3, 26)).refused(objecting) == errc::too_late));
    BOOST_TEST(!given({asking, refusing, morning(8, 1)}).refused(objecting));  // Never told.
    BOOST_TEST((told.refused(commands::object{}) == errc::bad_text));
}

BOOST_AUTO_TEST_CASE(the_board_gets_an_objection)
{
    const auto letters = given({asking, refusing}).letters(objecting);
    BOOST_TEST_REQUIRE(letters.size() == 1U);
    BOOST_TEST((letters[0].adapter == "board" && letters[0].kind == "objection"));
}

BOOST_AUTO_TEST_CASE(silence_can_be_taken_to_the_board_for_fifteen_days)
{
    auto told = given({asking, morning(3, 25), silence});
    BOOST_TEST(!told.at(morning(4, 9)).refused(objecting));
    BOOST_TEST((told.at(morning(4, 10)).refused(objecting) == errc::too_late));
}

BOOST_AUTO_TEST_CASE(without_an_objection_a_refusal_becomes_final)
{
    auto told = given({asking, refusing, morning(3, 10), answer_told, morning(3, 26)});
    BOOST_TEST((information_request::fire(*told.planned()) == command{objection_over}));
    static_cast<void>(told.fact<events::became_final>(objection_over));
    BOOST_TEST((told.after(objection_over).at == stage::closed));
    BOOST_TEST((told.at(morning(3, 25)).refused(objection_over) == errc::not_permitted));
}

BOOST_AUTO_TEST_CASE(the_board_orders_access_or_refuses_for_good)
{
    const auto told = given({asking, refusing, objecting, morning(4, 1)});
    const auto fact = told.fact<events::ruled>(board_agrees);
    BOOST_TEST((fact.office->started == date(4, 1)));
    BOOST_TEST(fact.office->version == 2U);
    BOOST_TEST((told.after(board_agrees).at == stage::ordered));
    BOOST_TEST(told.letters(board_agrees).at(0).kind == "board_agreed");
    BOOST_TEST(!told.fact<events::ruled>(board_refuses).office.has_value());
    BOOST_TEST((told.after(board_refuses).at == stage::closed));
    BOOST_TEST(told.letters(board_refuses).at(0).kind == "board_refused");
}

BOOST_AUTO_TEST_CASE(nobody_but_the_board_rules)
{
    auto told = given({asking, refusing, objecting});
    BOOST_TEST((told.by("officer:1").refused(board_agrees) == errc::not_permitted));
    BOOST_TEST((told.by("board").refused(commands::rule{}) == errc::bad_text));
}

BOOST_AUTO_TEST_CASE(what_the_board_orders_is_given_and_not_refused_again)
{
    const auto told = given({asking, refusing, objecting, board_agrees});
    BOOST_TEST((told.after(giving).at == stage::granted));
    BOOST_TEST((told.refused(refusing) == errc::illegal_transition));
    BOOST_TEST((told.refused(giving_part) == errc::illegal_transition));
    BOOST_TEST(!told.planned().has_value());  // Silence is no way out either.
}

BOOST_AUTO_TEST_CASE(every_outcome_of_a_letter_is_a_fact)
{
    letter_outcome outcome;
    outcome.sent.kind = "fee";
    outcome.how = delivery::rejected;
    const auto expected = command{commands::record_notice{notice::fee, delivery::rejected}};
    BOOST_TEST((information_request::settle(outcome) == expected));
    for (const auto* kind : {"granted", "partly", "refused"}) {
        outcome.sent.kind = kind;
        const auto wish = information_request::settle(outcome);
        BOOST_TEST((std::get<commands::record_notice>(wish).which == notice::answer));
    }
    outcome.sent.kind = "board_agreed";
    const auto wish = information_request::settle(outcome);
    BOOST_TEST((std::get<commands::record_notice>(wish).which == notice::other));
    BOOST_TEST(given({asking, withdrawing}).when(wish)->size() == 1U);
    const commands::record_notice bad{static_cast<notice>(4), delivery::sent};
    BOOST_TEST((given({asking}).refused(bad) == errc::bad_argument));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace information::test
