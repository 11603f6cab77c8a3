#include "samples.hpp"

#include <boost/test/unit_test.hpp>

namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_address)
namespace {

commands::change_contact another()
{
    return {phone::parse("+99955500002").value(), "yeni@example.org"};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_address_of_before_is_told_and_all_later_letters_go_to_the_new_one)
{
    steps way = way_to(status::routed);
    const auto came = given(way).when(another());
    came.then({events::contact_changed{another().mobile, another().e_mail, true}});
    BOOST_TEST(came.after().contact == "+99955500002 yeni@example.org");
    BOOST_TEST_REQUIRE(came.letters().size() == 1U);
    BOOST_TEST(came.letters().front().kind == "contact_changed");
    BOOST_TEST(came.letters().front().recipient == "+99955500001");

    way.emplace_back(another());
    BOOST_TEST(
        given(way).when(an_answer()).letters().front().recipient ==
        "+99955500002 yeni@example.org");
}

BOOST_AUTO_TEST_CASE(who_is_found_by_his_identity_is_found_by_it_still)
{
    const auto before = given(way_to(status::routed)).state();
    const auto after = given(way_to(status::routed)).when(another()).after();
    BOOST_TEST(after.subject_key == before.subject_key);
}

// Numbers are given out again: by the old one another person is found from then on (law 6698).
BOOST_AUTO_TEST_CASE(who_is_found_by_his_phone_is_found_by_the_new_one_or_by_none)
{
    commands::submit wish = a_request();
    wish.applicant.identity.reset();
    const story so_far = given({wish, to_roads()});
    BOOST_TEST(so_far.when(another()).after().subject_key == another().mobile->str());
    const commands::change_contact by_mail{{}, "yeni@example.org"};
    BOOST_TEST(so_far.when(by_mail).after().subject_key.empty());
    // Who was found by nothing is not found now: he may be one who was erased.
    wish.applicant.mobile.reset();
    BOOST_TEST(given({wish, to_roads()}).when(another()).after().subject_key.empty());
}

BOOST_AUTO_TEST_CASE(a_number_that_a_stranger_answered_is_told_nothing_and_the_new_one_is_trusted)
{
    steps way = way_to(status::routed);
    way.emplace_back(commands::record_contact{
        commands::contact_means::phone, false, commands::contact_result::wrong_person, ""});
    const auto came = given(way).when(another());
    came.then({events::contact_changed{another().mobile, another().e_mail, false}});
    BOOST_TEST(!came.after().phone_suspect);
}

BOOST_AUTO_TEST_CASE(the_number_that_a_stranger_answered_is_not_made_good_by_giving_it_again)
{
    const commands::change_contact same{somebody().mobile, "yeni@example.org"};
    const commands::change_contact by_mail{{}, "yeni@example.org"};
    steps way = way_to(status::routed);
    BOOST_TEST(given(way).when(same).accepted().size() == 1U);
    way.emplace_back(commands::record_contact{
        commands::contact_means::phone, false, commands::contact_result::wrong_person, ""});
    given(way).when(same).refused(errc::not_reachable);
    given(way).when(commands::change_contact{somebody().mobile, ""}).refused(errc::not_reachable);
    BOOST_TEST(given(way).when(by_mail).after().contact == "yeni@example.org");
    // A number that only begins alike is another one.
    const commands::change_contact longer{phone::parse("+999555000011").value(), ""};
    BOOST_TEST(!given(way).when(longer).after().phone_suspect);
}

// The stranger may have been his brother.
BOOST_AUTO_TEST_CASE(the_number_that_a_stranger_answered_is_good_again_when_he_shows_that_it_is_his)
{
    steps way = way_to(status::routed);
    way.emplace_back(commands::record_contact{
        commands::contact_means::phone, false, commands::contact_result::wrong_person, ""});
    const auto came = given(way).when(commands::change_contact{somebody().mobile, "", true});
    // Nobody is told: until now the number was a stranger's.
    came.then({events::contact_changed{somebody().mobile, "", false}});
    BOOST_TEST(!came.after().phone_suspect);
    way.emplace_back(commands::change_contact{somebody().mobile, "", true});
    BOOST_TEST(given(way).when(an_answer()).letters().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_address_is_one_and_there_is_at_least_one)
{
    const story so_far = given(way_to(status::routed));
    so_far.when(commands::change_contact{}).refused(errc::bad_argument);
    for (const auto* const bad : {"nobody", "@x", "x@", "a b@c", "+1@x"}) {
        so_far.when(commands::change_contact{{}, bad}).refused(errc::bad_text);
    }
    commands::submit nameless = a_request();
    nameless.anonymous = true;
    given({nameless}).when(another()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(what_was_erased_of_it_leaves_a_state_without_an_address)
{
    encoded bytes =
        petition::encode(given(way_to(status::routed)).when(another()).accepted().front());
    BOOST_TEST(bytes.clear.find("example") == std::string::npos);
    bytes.personal.clear();
    bytes.erased = true;
    const auto fact = petition::decode_event(view_of(bytes));
    BOOST_TEST_REQUIRE(fact.has_value());
    BOOST_TEST(petition::evolve(given(way_to(status::routed)).state(), *fact)->contact.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
