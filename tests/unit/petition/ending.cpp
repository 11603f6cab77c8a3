#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Ends without an answer: law 3071 art. 6, and the applicant's own wish.
namespace acikkapi::stories {

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

// Law 3071 art. 5: it is sent on, and the applicant is told where to.
BOOST_AUTO_TEST_CASE(what_another_authority_has_to_decide_is_sent_on_and_names_it)
{
    const commands::close wish{closing::other_authority, "", "Karayolları 1. Bölge Müdürlüğü"};
    for (const status where : {status::submitted, status::routed, status::returned}) {
        const auto came = given(way_to(where)).when(wish);
        BOOST_TEST(came.only<events::closed>().authority == wish.authority);
        BOOST_TEST((came.after().closed_for == closing::other_authority));
        BOOST_TEST_REQUIRE(came.letters().size() == 1U);
        BOOST_TEST(came.letters().front().kind == "sent_on");
    }
}

BOOST_AUTO_TEST_CASE(an_authority_is_named_where_it_is_sent_on_and_nowhere_else)
{
    const story back = given(way_to(status::returned));
    const auto closes = [](closing why, std::string authority) {
        return commands::close{why, "", std::move(authority)};
    };
    back.when(closes(closing::other_authority, "")).refused(errc::bad_argument);
    back.when(closes(closing::abusive, "Karayolları")).refused(errc::bad_argument);
    back.when(closes(closing::other_authority, "Kara\nyolları")).refused(errc::bad_text);
    back.when(closes(closing::other_authority, letters_of(101))).refused(errc::bad_text);
    BOOST_TEST(
        back.when(closes(closing::other_authority, letters_of(100))).accepted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_closed_late_is_late_for_ever)
{
    const story late = given({a_request(), to_roads(), monday + 24h * 27});
    const auto came = late.when(commands::close{});
    BOOST_TEST(came.only<events::closed>().days_late == 20U);
    BOOST_TEST(came.after().days_late == 20U);
    BOOST_TEST(given(way_to(status::closed)).state().days_late == 0U);
    // Of what was answered it is the answer that was late or was not.
    const auto objection =
        given(way_to(status::objected)).at(monday + 24h * 27).when(commands::close{});
    BOOST_TEST(objection.only<events::closed>().days_late == 20U);
    BOOST_TEST(objection.after().days_late == 0U);
}

// Who sent it back has no more business with it; nor who was objected to.
BOOST_AUTO_TEST_CASE(what_ends_while_no_unit_has_it_is_no_units_own)
{
    const auto is_own = [](const application& state) {
        return petition::is_own(state, who("unit:10000001/12"));
    };
    for (const command& ends : {command{commands::close{}}, command{commands::withdraw{}}}) {
        BOOST_TEST(is_own(given(way_to(status::routed)).when(ends).after()));
        const auto back = given(way_to(status::returned)).when(ends).after();
        BOOST_TEST(!is_own(back));
        BOOST_TEST(!is_hand_for(back, who("unit:10000001/12")));
        BOOST_TEST(petition::is_own(back, who("officer:34/4711")));
    }
    BOOST_TEST(!is_own(given(way_to(status::objected)).when(commands::close{}).after()));
    steps way = way_to(status::returned);
    way.insert(
        way.end(),
        {commands::close{}, who("governorate:34"), commands::reopen{"Yeniden"}, to_roads()});
    BOOST_TEST(is_own(given(way).state()));
    way.emplace_back(commands::close{});
    BOOST_TEST(is_own(given(way).state()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
