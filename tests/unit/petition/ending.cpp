#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Ends without an answer: law 3071 art. 6, and the applicant's own wish.
namespace acikkapi::support {

BOOST_AUTO_TEST_SUITE(petition_ending)

BOOST_AUTO_TEST_CASE(an_application_is_closed_with_a_reason_and_its_applicant_told)
{
    const auto came =
        given(way_to(status::submitted))
            .at(monday + 1h)
            .when(commands::close{closing::not_examined_court, "Mahkemede."})
            .then({events::closed{closing::not_examined_court, "Mahkemede.", monday + 1h, true}});
    BOOST_TEST((came.after().closed_for == closing::not_examined_court));
    BOOST_TEST((came.after().ended_at == monday + 1h));
}

BOOST_AUTO_TEST_CASE(an_import_of_an_end_tells_nobody)
{
    const auto fact = given(way_to(status::submitted))
                          .historical()
                          .when(commands::close{})
                          .only<events::closed>();
    BOOST_TEST(!fact.tell);
}

BOOST_AUTO_TEST_CASE(an_application_that_waits_for_its_applicant_is_not_closed_behind_his_back)
{
    given(way_to(status::awaiting_applicant))
        .when(commands::close{})
        .refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(an_applicant_withdraws_with_or_without_a_reason)
{
    const story told = given(way_to(status::routed));
    static_cast<void>(
        told.when(commands::withdraw{"Çözüldü."}).then({events::withdrawn{"Çözüldü.", monday}}));
    const auto came = told.when(commands::withdraw{}).then({events::withdrawn{"", monday}});
    BOOST_TEST((came.after().ended_at == monday));
}

BOOST_AUTO_TEST_CASE(an_open_question_ends_with_the_application)
{
    const auto state = given(way_to(status::awaiting_applicant)).when(commands::withdraw{}).after();
    BOOST_TEST(!state.asked_at.has_value());
    BOOST_TEST(petition{}.timers(state).empty());
}

BOOST_AUTO_TEST_CASE(what_was_answered_is_not_withdrawn_not_even_while_it_is_routed_again)
{
    steps way = way_to(status::objected);
    given(way).when(commands::withdraw{}).refused(errc::illegal_transition);
    way.emplace_back(to_water());
    given(way).when(commands::withdraw{}).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(an_objection_can_be_closed)
{
    const auto state = given(way_to(status::objected)).when(commands::close{}).after();
    BOOST_TEST((state.life == status::closed));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::support
