#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// The same matter twice: a link and its taking back, never a delete.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_linking)
namespace {

story linked()
{
    return given(steps{a_request(), a_link()});
}

}  // namespace

BOOST_AUTO_TEST_CASE(two_applications_of_one_person_are_linked)
{
    commands::link_to wish = a_link();
    wish.survivor = true;
    const auto came =
        given(way_to(status::submitted)).when(wish).then({events::linked{other_stream, true}});
    const std::vector<link> expected{{other_stream, true}};
    BOOST_TEST((came.after().links == expected));
}

BOOST_AUTO_TEST_CASE(applications_of_two_persons_are_not_linked)
{
    commands::link_to wish = a_link();
    wish.other_subject_key = "+99955500002";
    given(way_to(status::submitted)).when(wish).refused(errc::other_subject);
}

BOOST_AUTO_TEST_CASE(who_has_now_the_number_that_another_gave_up_is_another_person)
{
    commands::submit asked = a_request();
    asked.applicant.identity.reset();
    commands::link_to wish = a_link();
    wish.other_subject_key = asked.applicant.mobile->str();
    const commands::change_contact moved{phone::parse("+99955500002").value(), ""};
    BOOST_TEST(given(steps{asked}).when(wish).error() == error_code{});
    given({asked, moved}).when(wish).refused(errc::other_subject);
    wish.other_subject_key = moved.mobile->str();
    BOOST_TEST(given({asked, moved}).when(wish).after().links.size() == 1U);
}

BOOST_AUTO_TEST_CASE(two_applications_of_nobody_known_are_not_the_same_persons)
{
    commands::submit asked = a_request();
    asked.anonymous = true;
    commands::link_to wish = a_link();
    wish.other_subject_key.clear();
    given(steps{asked}).when(wish).refused(errc::other_subject);
}

BOOST_AUTO_TEST_CASE(a_link_is_made_once)
{
    linked().when(a_link()).refused(errc::already_linked);
}

BOOST_AUTO_TEST_CASE(an_application_is_not_linked_to_itself_or_to_none)
{
    const story told = given(way_to(status::submitted));
    told.when(a_link(this_stream)).refused(errc::bad_argument);
    told.when(a_link(no_stream)).refused(errc::bad_argument);
}

BOOST_AUTO_TEST_CASE(what_is_answered_is_not_linked_any_more)
{
    given(way_to(status::answered)).when(a_link()).refused(errc::illegal_transition);
    given(way_to(status::notified)).when(a_link()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(a_link_is_taken_back_with_a_reason)
{
    const auto came = linked()
                          .when(commands::unlink_from{other_stream, "Başka konu"})
                          .then({events::unlinked{other_stream, "Başka konu"}});
    BOOST_TEST(came.after().links.empty());
    linked().when(commands::unlink_from{other_stream, ""}).refused(errc::missing_reason);
    linked().when(commands::unlink_from{other_stream, letters_of(4'001)}).refused(errc::bad_text);
}

BOOST_AUTO_TEST_CASE(a_link_that_is_not_there_is_not_taken_back)
{
    linked().when(commands::unlink_from{stream_id{9}, "x"}).refused(errc::not_linked);
}

BOOST_AUTO_TEST_CASE(a_link_that_was_taken_back_can_be_made_again)
{
    steps way{a_request(), a_link(), commands::unlink_from{other_stream, "x"}};
    BOOST_TEST(given(way).when(a_link()).after().links.size() == 1U);
}

BOOST_AUTO_TEST_CASE(links_have_a_bound)
{
    steps way{a_request()};
    for (std::uint64_t i = 100; i < 164; ++i) {
        way.emplace_back(a_link(stream_id{i}));
    }
    given(way).when(a_link()).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
