#include <acikkapi/command.hpp>

#include "golden.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>

BOOST_AUTO_TEST_SUITE(codec_command_codec)

using namespace acikkapi;
using namespace std::chrono_literals;
using samples::hex;

namespace {

std::vector<command> all_commands()
{
    const std::string text{samples::turkish};
    return {
        samples::wish(),
        commands::route{samples::roads(), "Yol Bakım", text},
        commands::send_back{return_reason::incomplete, text, samples::parks()},
        commands::ask{text},
        commands::reply{text},
        commands::resume{},
        commands::remind{},
        commands::record_contact{
            commands::contact_means::message, true, commands::contact_result::wrong_person, text},
        commands::answer_interim{text},
        commands::answer{outcome::referred, text, "Müdür Ali Öz"},
        commands::record_notice{notice::result, delivery::dead, "sms", 70'000, "code 21"},
        commands::object{text},
        commands::reopen{text},
        commands::withdraw{text},
        commands::close{closing::abusive, text},
        commands::rate{5, text, true},
        commands::link_to{stream_id{77'000'000}, true, "k:1"},
        commands::unlink_from{stream_id{9}, text},
        commands::escalate{5, 70'000},
        commands::recompute_deadlines{},
        commands::tell_again{notice::acknowledgement},
        commands::mark_unrouted{},
        commands::ask_rating{},
        samples::problem_wish(),
        commands::plan_problem{
            actor::parse("head:24301265").value(), "Boru değişecek", samples::monday_day},
        commands::close_problem{"Değişti"},
        commands::join_problem{stream_id{77'000'000}, samples::monday_day},
        commands::leave_problem{stream_id{9}, text},
        commands::tell_problem{stream_id{9}, samples::monday_day, true},
        commands::attach{media::pdf, "çukur.pdf", "%PDF"},
        commands::assign{actor::parse("officer:34/4711").value()},
        commands::change_contact{samples::citizen().mobile, "yeni@example.org"},
    };
}

/// Each change alone must show in the fingerprint.
template <class Command>
void tells_apart(const Command& base, const std::vector<std::function<void(Command&)>>& changes)
{
    std::set<std::string> seen{fingerprint(base)};
    for (const auto& change : changes) {
        Command other = base;
        change(other);
        BOOST_TEST((other != base));
        BOOST_TEST(seen.insert(fingerprint(other)).second);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(there_is_a_sample_of_every_command)
{
    const auto all = all_commands();
    BOOST_TEST_REQUIRE(all.size() == std::variant_size_v<command>);
    for (std::size_t i = 0; i < all.size(); ++i) {
        BOOST_TEST(all[i].index() == i);
    }
}

BOOST_AUTO_TEST_CASE(equal_commands_have_equal_fingerprints)
{
    const auto once = all_commands();
    const auto again = all_commands();
    for (std::size_t i = 0; i < once.size(); ++i) {
        BOOST_TEST(fingerprint(once[i]) == fingerprint(again[i]));
    }
}

BOOST_AUTO_TEST_CASE(commands_of_different_kinds_have_different_fingerprints)
{
    std::set<std::string> seen;
    for (const command& one : all_commands()) {
        BOOST_TEST(seen.insert(fingerprint(one)).second);
    }
    const std::string text = "same words";
    BOOST_TEST(fingerprint(commands::object{text}) != fingerprint(commands::reopen{text}));
    BOOST_TEST(fingerprint(commands::ask{text}) != fingerprint(commands::reply{text}));
    BOOST_TEST(fingerprint(commands::resume{}) != fingerprint(commands::remind{}));
}

// Their hashes are kept with the idempotency keys: another spelling would refuse a retry.
BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_the_first_release)
{
    const auto all = all_commands();
    BOOST_TEST_REQUIRE(golden::fingerprints.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        BOOST_TEST_CONTEXT("command " << i + 1)
        {
            BOOST_TEST(hex(fingerprint(all[i])) == golden::fingerprints[i]);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_member_of_a_submission_counts)
{
    using wish = commands::submit;
    tells_apart<wish>(
        samples::wish(),
        {[](wish& v) { v.where = province::from_plate(6).value(); },
         [](wish& v) { v.category += "x"; },
         [](wish& v) { v.subject += "x"; },
         [](wish& v) { v.text += "x"; },
         [](wish& v) { v.district += "x"; },
         [](wish& v) { v.applicant.identity.reset(); },
         [](wish& v) { v.applicant.full_name += "x"; },
         [](wish& v) { v.applicant.mobile.reset(); },
         [](wish& v) { v.applicant.e_mail += "x"; },
         [](wish& v) { v.applicant.address += "x"; },
         [](wish& v) { v.beneficiary.reset(); },
         [](wish& v) { v.beneficiary->full_name += "x"; },
         [](wish& v) { v.anonymous = false; },
         [](wish& v) { v.speaks = language::turkish; },
         [](wish& v) { v.target.reset(); },
         [](wish& v) { *v.target += 1us; }});
}

BOOST_AUTO_TEST_CASE(every_member_of_the_other_commands_counts)
{
    using commands::answer, commands::contact_means, commands::contact_result, commands::escalate;
    using commands::link_to, commands::rate, commands::record_contact, commands::record_notice;
    using commands::route, commands::send_back, commands::unlink_from;
    using closed = commands::close;
    const auto all = all_commands();
    tells_apart<route>(
        std::get<route>(all[1]),
        {[](route& v) { v.unit = {}; },
         [](route& v) { v.unit_name += "x"; },
         [](route& v) { v.note += "x"; }});
    tells_apart<send_back>(
        std::get<send_back>(all[2]),
        {[](send_back& v) { v.reason = return_reason::not_our_duty; },
         [](send_back& v) { v.note += "x"; },
         [](send_back& v) { v.suggested = {}; }});
    tells_apart<record_contact>(
        std::get<record_contact>(all[7]),
        {[](record_contact& v) { v.means = contact_means::visit; },
         [](record_contact& v) { v.by_applicant = false; },
         [](record_contact& v) { v.result = contact_result::reached; },
         [](record_contact& v) { v.note += "x"; }});
    tells_apart<answer>(
        std::get<answer>(all[9]),
        {[](answer& v) { v.decision = outcome::granted; },
         [](answer& v) { v.text += "x"; },
         [](answer& v) { v.signed_by += "x"; }});
    tells_apart<record_notice>(
        std::get<record_notice>(all[10]),
        {[](record_notice& v) { v.which = notice::acknowledgement; },
         [](record_notice& v) { v.how = delivery::sent; },
         [](record_notice& v) { v.means += "x"; },
         [](record_notice& v) { v.attempts += 1; },
         [](record_notice& v) { v.detail += "x"; },
         [](record_notice& v) { v.cost.parts = 2; },
         [](record_notice& v) { v.cost.price = 2; },
         [](record_notice& v) { v.unit = samples::roads(); }});
    tells_apart<closed>(
        std::get<closed>(all[14]),
        {[](closed& v) { v.reason = closing::duplicate; }, [](closed& v) { v.note += "x"; }});
    tells_apart<rate>(
        std::get<rate>(all[15]),
        {[](rate& v) { v.score = 1; },
         [](rate& v) { v.comment += "x"; },
         [](rate& v) { v.may_call = false; }});
    tells_apart<link_to>(
        std::get<link_to>(all[16]),
        {[](link_to& v) { v.other = stream_id{1}; },
         [](link_to& v) { v.survivor = false; },
         [](link_to& v) { v.other_subject_key += "x"; }});
    tells_apart<unlink_from>(
        std::get<unlink_from>(all[17]),
        {[](unlink_from& v) { v.other = stream_id{1}; }, [](unlink_from& v) { v.reason += "x"; }});
    tells_apart<escalate>(
        std::get<escalate>(all[18]),
        {[](escalate& v) { v.step = 1; }, [](escalate& v) { v.deadline_version = 1; }});
}

BOOST_AUTO_TEST_CASE(every_member_of_what_is_said_of_a_problem_counts)
{
    using commands::join_problem, commands::open_problem, commands::plan_problem;
    using commands::tell_problem;
    const auto all = all_commands();
    tells_apart<open_problem>(
        samples::problem_wish(),
        {[](open_problem& v) { v.where = province::from_plate(6).value(); },
         [](open_problem& v) { v.category += "x"; },
         [](open_problem& v) { v.district += "x"; },
         [](open_problem& v) { v.unit = {}; },
         [](open_problem& v) { v.title += "x"; },
         [](open_problem& v) { v.owner = {}; },
         [](open_problem& v) { v.plan += "x"; },
         [](open_problem& v) { v.target.reset(); }});
    tells_apart<plan_problem>(
        std::get<plan_problem>(all[24]),
        {[](plan_problem& v) { v.owner = {}; },
         [](plan_problem& v) { v.plan += "x"; },
         [](plan_problem& v) { v.target.reset(); }});
    tells_apart<join_problem>(
        std::get<join_problem>(all[26]),
        {[](join_problem& v) { v.problem = no_stream; },
         [](join_problem& v) { v.target.reset(); }});
    tells_apart<tell_problem>(
        std::get<tell_problem>(all[28]),
        {[](tell_problem& v) { v.problem = no_stream; },
         [](tell_problem& v) { v.target.reset(); },
         [](tell_problem& v) { v.over = false; }});
}

BOOST_AUTO_TEST_CASE(every_member_of_an_attachment_a_hand_and_a_contact_counts)
{
    using commands::attach, commands::assign, commands::change_contact;
    const auto all = all_commands();
    tells_apart<attach>(
        std::get<attach>(all[29]),
        {[](attach& v) { v.type = media::png; },
         [](attach& v) { v.name += "x"; },
         [](attach& v) { v.bytes += "x"; }});
    tells_apart<assign>(std::get<assign>(all[30]), {[](assign& v) { v.to = {}; }});
    tells_apart<change_contact>(
        std::get<change_contact>(all[31]),
        {[](change_contact& v) { v.mobile.reset(); },
         [](change_contact& v) { v.e_mail += "x"; },
         [](change_contact& v) { v.confirmed = true; }});
}

// «ab» + «c» is not «a» + «bc»: lengths keep neighbouring texts apart.
BOOST_AUTO_TEST_CASE(words_do_not_flow_from_one_member_into_the_next)
{
    BOOST_TEST(
        fingerprint(commands::route{{}, "ab", "c"}) != fingerprint(commands::route{{}, "a", "bc"}));
}

BOOST_AUTO_TEST_SUITE_END()
