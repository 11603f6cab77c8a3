#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// One-to-one contact: on record, and no step of the case.
namespace acikkapi::support {
namespace {

commands::record_contact contact(commands::contact_means means, commands::contact_result result)
{
    return {means, false, result, ""};
}

constexpr auto by_phone = commands::contact_means::phone;
constexpr auto in_person = commands::contact_means::visit;
constexpr auto stranger = commands::contact_result::wrong_person;

}  // namespace

BOOST_AUTO_TEST_SUITE(petition_contact)

BOOST_AUTO_TEST_CASE(a_contact_is_recorded_as_it_was)
{
    const commands::record_contact wish{
        in_person, true, commands::contact_result::reached, "Geldi, sordu."};
    given(way_to(status::routed)).when(wish).then({events::contact_recorded{wish}});
}

BOOST_AUTO_TEST_CASE(a_contact_is_counted_and_changes_nothing_else)
{
    for (const auto result :
         {commands::contact_result::reached, commands::contact_result::no_answer}) {
        const story told = given(way_to(status::routed));
        application expected = told.state();
        expected.contacts = 1;
        BOOST_TEST((told.when(contact(by_phone, result)).after() == expected));
    }
}

BOOST_AUTO_TEST_CASE(a_stranger_on_the_phone_makes_the_number_suspect)
{
    const auto came = given(way_to(status::routed)).when(contact(by_phone, stranger));
    BOOST_TEST(came.after().phone_suspect);
}

BOOST_AUTO_TEST_CASE(a_stranger_at_the_door_says_nothing_of_the_number)
{
    const auto came = given(way_to(status::routed)).when(contact(in_person, stranger));
    BOOST_TEST(!came.after().phone_suspect);
}

BOOST_AUTO_TEST_CASE(a_suspect_number_is_told_nothing_more)
{
    steps way = way_to(status::routed);
    way.emplace_back(contact(by_phone, stranger));
    const story told = given(way);
    BOOST_TEST(!told.when(a_question()).only<events::question_asked>().tell);
    BOOST_TEST(!told.when(an_answer()).only<events::answered>().tell);
    BOOST_TEST(
        !told.when(commands::answer_interim{"Bakılıyor"}).only<events::interim_answered>().tell);
    BOOST_TEST(!told.when(commands::close{}).only<events::closed>().tell);
    BOOST_TEST(told.when(an_answer()).letters().empty());
}

BOOST_AUTO_TEST_CASE(contacts_have_a_bound)
{
    application before = given(way_to(status::routed)).state();
    before.contacts = 9'999;
    given(before).when(commands::record_contact{}).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::support
