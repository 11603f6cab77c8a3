#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Where an applicant is told, in which language, and how what did not arrive goes out again.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_telling)
namespace {

commands::submit reachable_by(std::optional<std::string_view> mobile, std::string e_mail)
{
    auto wish = a_request();
    wish.applicant.mobile.reset();
    if (mobile) {
        wish.applicant.mobile = phone::parse(*mobile).value();
    }
    wish.applicant.e_mail = std::move(e_mail);
    return wish;
}

const std::string mobile = "+99955500001";
const std::string mail = "kimse@example.org";

commands::record_contact wrong_person()
{
    return {commands::contact_means::phone, false, commands::contact_result::wrong_person, ""};
}

std::string recipient_of(const outcome_of_wish& came)
{
    const auto letters = came.letters();
    return letters.size() == 1 ? letters.front().recipient : std::string{};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_letter_goes_to_the_phone_and_names_the_mailbox_behind_it)
{
    BOOST_TEST(
        recipient_of(given(steps{}).when(reachable_by(mobile, mail))) == mobile + " " + mail);
    BOOST_TEST(recipient_of(given(steps{}).when(reachable_by(mobile, ""))) == mobile);
    BOOST_TEST(recipient_of(given(steps{}).when(reachable_by({}, mail))) == mail);
    BOOST_TEST(given(steps{}).when(reachable_by({}, "")).letters().empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_refused_before_somebody_writes_to_it)
{
    for (const std::string bad :
         {"kimse", "@example.org", "kimse@", "a b@c", "a\n@c", "+90@x", "a@b\x7f"}) {
        given(steps{}).when(reachable_by(mobile, bad)).refused(errc::bad_text);
    }
}

BOOST_AUTO_TEST_CASE(a_phone_that_a_stranger_answers_is_left_out_and_the_mailbox_is_not)
{
    const auto with_mail =
        given({reachable_by(mobile, mail), to_roads(), wrong_person()}).when(an_answer());
    BOOST_TEST(recipient_of(with_mail) == mail);
    const auto without =
        given({reachable_by(mobile, ""), to_roads(), wrong_person()}).when(an_answer());
    BOOST_TEST(without.letters().empty());
    BOOST_TEST(!without.only<events::answered>().tell);
    const auto mail_only =
        given({reachable_by({}, mail), to_roads(), wrong_person()}).when(an_answer());
    BOOST_TEST(recipient_of(mail_only) == mail);
}

BOOST_AUTO_TEST_CASE(a_letter_asks_for_the_template_in_the_applicants_language)
{
    const std::vector<std::pair<language, std::string>> table{
        {language::turkish, "received"},
        {language::english, "received.en"},
        {language::arabic, "received.ar"}};
    for (const auto& [speaks, kind] : table) {
        auto wish = a_request();
        wish.speaks = speaks;
        BOOST_TEST(given(steps{}).when(wish).letters().front().kind == kind);
        letter_outcome came;
        came.sent.adapter = "sms";
        came.sent.kind = kind;
        const auto recorded = std::get<commands::record_notice>(petition::settle(came));
        BOOST_TEST((recorded.which == notice::acknowledgement), kind);
    }
}

BOOST_AUTO_TEST_CASE(an_outcome_says_by_what_it_went_and_what_it_cost)
{
    letter_outcome came;
    came.sent.adapter = "sms";
    came.sent.kind = "result";
    came.how = delivery::sent;
    came.means = "e-mail";
    came.cost = {3, 4'500};
    const auto recorded = std::get<commands::record_notice>(petition::settle(came));
    BOOST_TEST(recorded.means == "e-mail");
    BOOST_TEST((recorded.cost == charge{3, 4'500}));
    came.means = "no name at all";
    BOOST_TEST(std::get<commands::record_notice>(petition::settle(came)).means == "other");
}

BOOST_AUTO_TEST_CASE(what_did_not_arrive_goes_out_again_as_a_letter_of_its_own)
{
    const auto lost = heard(notice::acknowledgement, delivery::dead);
    const auto came =
        given({a_request(), lost}).when(commands::tell_again{notice::acknowledgement});
    came.then({events::told_again{notice::acknowledgement}});
    BOOST_TEST((came.after().acknowledgement == notice_state::queued));
    BOOST_TEST_REQUIRE(came.letters().size() == 1U);
    BOOST_TEST(came.letters().front().kind == "received");

    steps way = way_to(status::answered);
    way.emplace_back(heard(notice::result, delivery::unknown));
    const auto again = given(way).when(commands::tell_again{notice::result});
    BOOST_TEST(again.letters().front().kind == "result");
    way.insert(way.end(), {commands::tell_again{notice::result}, told_the_result()});
    BOOST_TEST((given(way).state().life == status::notified));
}

BOOST_AUTO_TEST_CASE(who_was_told_or_waits_for_a_letter_is_not_told_twice)
{
    const commands::tell_again first{notice::acknowledgement};
    given({a_request()}).when(first).refused(errc::illegal_transition);
    for (const auto how : {delivery::sent, delivery::delivered}) {
        given({a_request(), heard(notice::acknowledgement, how)})
            .when(first)
            .refused(errc::illegal_transition);
    }
    given({a_request(), heard(notice::acknowledgement, delivery::dead), first})
        .when(first)
        .refused(errc::illegal_transition);
    given(steps{}).when(first).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(only_what_is_told_once_is_told_again_and_only_to_who_can_be_reached)
{
    const auto lost = heard(notice::acknowledgement, delivery::rejected);
    const story told = given({a_request(), lost, to_roads()});
    for (const auto which : {notice::other, static_cast<notice>(0)}) {
        told.when(commands::tell_again{which}).refused(errc::bad_argument);
    }
    given({a_request(), lost, wrong_person()})
        .when(commands::tell_again{notice::acknowledgement})
        .refused(errc::not_reachable);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
