#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// One-to-one contact: on record, and no step of the case.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_contact)
namespace {

commands::record_contact contact(commands::contact_means means, commands::contact_result result)
{
    return {means, false, result, ""};
}

constexpr auto by_phone = commands::contact_means::phone;
constexpr auto in_person = commands::contact_means::visit;
constexpr auto stranger = commands::contact_result::wrong_person;

}  // namespace

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

// It is the message about the end that makes the stranger call, or the officer.
BOOST_AUTO_TEST_CASE(a_stranger_is_recorded_after_the_answer_and_after_the_end_too)
{
    for (const status where :
         {status::answered, status::notified, status::closed, status::withdrawn}) {
        BOOST_TEST_CONTEXT(name_of(where))
        {
            steps way = way_to(where);
            const auto came = given(way).when(contact(by_phone, stranger));
            BOOST_TEST((came.only<events::contact_recorded>().contact.result == stranger));
            BOOST_TEST(came.after().phone_suspect);
            BOOST_TEST(came.letters().empty());
            way.emplace_back(contact(by_phone, stranger));
            const auto again = commands::reopen{"Yeniden"};
            way.insert(way.end(), {who("governorate:34"), again, to_water()});
            BOOST_TEST(given(way).when(an_answer()).letters().empty());
            const auto right =
                given(way).when(commands::change_contact{phone::parse("+99955500002").value(), ""});
            BOOST_TEST(!right.after().phone_suspect);
        }
    }
}

BOOST_AUTO_TEST_CASE(who_ended_it_by_another_phone_gives_his_own_where_it_has_ended)
{
    for (const status where : {status::closed, status::withdrawn}) {
        steps way = way_to(where);
        way.emplace_back(contact(by_phone, stranger));
        const commands::change_contact right{phone::parse("+99955500002").value(), ""};
        BOOST_TEST(given(way).when(right).after().contact == "+99955500002");
    }
}

BOOST_AUTO_TEST_CASE(what_a_stranger_was_told_is_to_be_told_again)
{
    steps way = way_to(status::notified);
    way.emplace_back(contact(by_phone, stranger));
    const story told = given(way);
    BOOST_TEST((told.state().life == status::answered));
    BOOST_TEST((told.state().result == notice_state::failed));
    BOOST_TEST(!told.state().notified_at.has_value());
    told.when(an_objection()).refused(errc::illegal_transition);
    told.when(commands::tell_again{notice::result}).refused(errc::not_reachable);
    // What the stranger's phone, or who came in by it, hears tells him nothing.
    for (const std::string means : {"sms", "web"}) {
        const auto heard_there = heard(notice::result, delivery::delivered, means);
        BOOST_TEST((told.when(heard_there).after().life == status::answered), means);
    }
    BOOST_TEST(
        (told.when(heard(notice::result, delivery::delivered, "desk")).after().life ==
         status::notified));
}

BOOST_AUTO_TEST_CASE(the_days_to_object_begin_when_he_is_told_himself)
{
    const instant told_himself = monday + 24h * 40;
    steps way = way_to(status::notified);
    way.emplace_back(contact(by_phone, stranger));
    way.emplace_back(commands::change_contact{phone::parse("+99955500002").value(), ""});
    const auto again = given(way).when(commands::tell_again{notice::result});
    BOOST_TEST_REQUIRE(again.letters().size() == 1U);
    BOOST_TEST(again.letters().front().recipient == "+99955500002");
    way.insert(way.end(), {commands::tell_again{notice::result}, told_himself, told_the_result()});
    const story told = given(way);
    BOOST_TEST((told.state().notified_at == told_himself));
    BOOST_TEST(
        story{told}.at(told_himself + 24h * 29).when(an_objection()).accepted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_under_way_to_a_stranger_is_lost)
{
    const auto came = given(way_to(status::answered)).when(contact(by_phone, stranger));
    BOOST_TEST(came.only<events::contact_recorded>().untold);
    BOOST_TEST((came.after().result == notice_state::failed));
}

BOOST_AUTO_TEST_CASE(who_was_told_in_another_way_stays_told)
{
    for (const std::string means : {"desk", "post", "e-mail"}) {
        steps way = way_to(status::answered);
        way.emplace_back(heard(notice::result, delivery::delivered, means));
        const auto came = given(way).when(contact(by_phone, stranger));
        BOOST_TEST(!came.only<events::contact_recorded>().untold, means);
        BOOST_TEST((came.after().life == status::notified), means);
    }
    const auto at_the_door = given(way_to(status::notified)).when(contact(in_person, stranger));
    BOOST_TEST((at_the_door.after().life == status::notified));
}

BOOST_AUTO_TEST_CASE(contacts_have_a_bound)
{
    application before = given(way_to(status::routed)).state();
    before.contacts = 9'999;
    given(before).when(commands::record_contact{}).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
