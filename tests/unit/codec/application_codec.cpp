#include <acikkapi/application.hpp>

#include "golden.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

BOOST_AUTO_TEST_SUITE(codec_application_codec)

using namespace acikkapi;
using samples::bytes;
using samples::hex;

namespace {

void survives(const application& value)
{
    const encoded first = encode(value);
    const auto again = decode_application(view_of(first));
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST((*again == value));
    BOOST_TEST((encode(*again) == first));
}

void survives_with(const std::function<void(application&)>& change)
{
    application value = samples::state();
    change(value);
    BOOST_TEST((value != samples::state()));
    survives(value);
}

error_code error_of(const encoded_view& view)
{
    const auto read = decode_application(view);
    return read ? error_code{} : read.error();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_state_comes_back_as_it_was)
{
    survives(samples::state());
    survives(application{});
}

BOOST_AUTO_TEST_CASE(every_place_in_life_comes_back)
{
    for (std::uint8_t i = 0; i <= 11; ++i) {
        application value;
        value.life = static_cast<status>(i);
        survives(value);
    }
}

BOOST_AUTO_TEST_CASE(what_may_be_missing_may_be_missing_alone)
{
    survives_with([](application& v) { v.answered_at.reset(); });
    survives_with([](application& v) { v.notified_at.reset(); });
    survives_with([](application& v) { v.ended_at.reset(); });
    survives_with([](application& v) { v.target.reset(); });
    survives_with([](application& v) { v.legal.reset(); });
    survives_with([](application& v) { v.service.paused_since.reset(); });
    survives_with([](application& v) { v.asked_at.reset(); });
    survives_with([](application& v) { v.late_since.reset(); });
    survives_with([](application& v) { v.decision.reset(); });
    survives_with([](application& v) { v.closed_for.reset(); });
    survives_with([](application& v) { v.rating.reset(); });
    survives_with([](application& v) { v.links.clear(); });
    survives_with([](application& v) { v.number = {}; });
    survives_with([](application& v) { v.unit = {}; });
    survives_with([](application& v) { v.via = {}; });
}

BOOST_AUTO_TEST_CASE(each_of_two_like_members_keeps_its_own_value)
{
    survives_with([](application& v) { v.anonymous = false; });
    survives_with([](application& v) { v.on_behalf = false; });
    survives_with([](application& v) { v.with_governorate = false; });
    survives_with([](application& v) { v.reminded = false; });
    survives_with([](application& v) { v.phone_suspect = false; });
    survives_with([](application& v) { v.routings = 65'535; });
    survives_with([](application& v) { v.returns = 65'535; });
    survives_with([](application& v) { v.questions = 65'535; });
    survives_with([](application& v) { v.contacts = 65'535; });
    survives_with([](application& v) { v.interim_answers = 65'535; });
    survives_with([](application& v) { v.answers = 65'535; });
    survives_with([](application& v) { v.days_late = 65'535; });
    survives_with([](application& v) { v.acknowledgement = notice_state::failed; });
    survives_with([](application& v) { v.result = notice_state::failed; });
    survives_with([](application& v) { v.subject_key.clear(); });
    survives_with([](application& v) { v.contact.clear(); });
    survives_with([](application& v) { v.unit_name.clear(); });
}

BOOST_AUTO_TEST_CASE(many_links_come_back)
{
    application value;
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        value.links.push_back({stream_id{i * i * i}, i % 3 == 0});
    }
    survives(value);
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_the_first_release)
{
    const encoded now = encode(samples::state());
    BOOST_TEST(hex(now.clear) == golden::state_clear);
    BOOST_TEST(hex(now.personal) == golden::state_personal);
    const std::string clear = bytes(golden::state_clear);
    const std::string personal = bytes(golden::state_personal);
    BOOST_TEST((decode_application({1, 1, clear, personal, false}).value() == samples::state()));
}

BOOST_AUTO_TEST_CASE(what_was_added_is_the_second_schema_and_only_where_there_is_any)
{
    BOOST_TEST(encode(samples::state()).schema == 1);
    application value = samples::state();
    value.unrouted = true;
    value.rating_due = samples::monday + std::chrono::hours{30};
    survives(value);
    const encoded now = encode(value);
    BOOST_TEST(now.schema == 2);
    BOOST_TEST(hex(now.clear) == std::string{golden::state_clear} + golden::state_added.data());
    survives_with([](application& v) { v.unrouted = true; });
    survives_with([](application& v) { v.rating_due = samples::monday; });
    const std::string none = encode(samples::state()).clear + std::string(2, '\0');
    BOOST_TEST((error_of({1, 2, none, now.personal, false}) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(what_came_with_problems_is_the_third_schema_and_only_where_there_is_any)
{
    application value = samples::state();
    value.member = membership{stream_id{77'000'000}, samples::monday_day, true, true, 300};
    value.unit_not_told = true;
    value.problem = chronic_problem{
        "Asfalt",
        actor::parse("head:24301265").value(),
        "Kaplanacak",
        samples::monday_day,
        samples::monday,
        samples::monday + std::chrono::hours{1},
        "Kaplandı",
        300};
    survives(value);
    const encoded now = encode(value);
    BOOST_TEST(now.schema == 3);
    BOOST_TEST(
        hex(now.clear) == std::string{golden::state_clear} + "0000" + golden::state_third.data());
    survives_with([](application& v) { v.unit_not_told = true; });
    survives_with([](application& v) { v.member = membership{}; });
    survives_with([](application& v) { v.problem = chronic_problem{}; });
    const std::string none = encode(samples::state()).clear + std::string(5, '\0');
    BOOST_TEST((error_of({1, 3, none, now.personal, false}) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(attachments_and_whose_hand_are_the_fourth_schema_and_only_where_there_are_any)
{
    application value = samples::state();
    value.attachments = 10;
    value.in_hand_of = actor::parse("officer:34/4711").value();
    survives(value);
    const encoded now = encode(value);
    BOOST_TEST(now.schema == 4);
    // Of neither of the two schemas before is there anything: two bytes and three.
    BOOST_TEST(
        hex(now.clear) ==
        std::string{golden::state_clear} + "0000" + "000000" + golden::state_fourth.data());
    survives_with([](application& v) { v.attachments = 1; });
    survives_with([](application& v) { v.in_hand_of = actor::parse("x").value(); });
    const std::string none = encode(samples::state()).clear + std::string(7, '\0');
    BOOST_TEST((error_of({1, 4, none, now.personal, false}) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(
    by_what_he_was_told_and_for_whom_it_is_are_the_fifth_schema_and_only_where_there_is_any)
{
    application value = samples::state();
    value.told_by_phone = true;
    survives(value);
    const encoded now = encode(value);
    BOOST_TEST(now.schema == 5);
    // Of none of the schemas before is there anything: two bytes, three and two.
    BOOST_TEST(
        hex(now.clear) == std::string{golden::state_clear} + "0000" + "000000" + "0000" + "010000");
    survives_with([](application& v) { v.with_no_unit = true; });
    survives_with([](application& v) { v.closed_for = closing::other_authority; });
    survives_with([](application& v) { v.beneficiary_key = ""; });
    survives_with([](application& v) { v.beneficiary_key = "12345678950"; });
    const std::string none = encode(samples::state()).clear + std::string(10, '\0');
    BOOST_TEST((error_of({1, 5, none, now.personal, false}) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(a_beneficiarys_key_is_his_own_piece_and_goes_alone)
{
    application value = samples::state();
    value.beneficiary_key = "12345678950";
    encoded kept = encode(value);
    BOOST_TEST(kept.clear.find("12345678950") == std::string::npos);
    BOOST_TEST(kept.personal == encode(samples::state()).personal);
    BOOST_TEST_REQUIRE(kept.others.size() == 1U);
    BOOST_TEST(kept.others.front().whose == 1U);
    kept.others.front() = {1, {}, true};
    value.beneficiary_key = "";
    BOOST_TEST((decode_application(view_of(kept)).value() == value));
    kept.others.clear();
    BOOST_TEST((decode_application(view_of(kept)).value() == value));
    // Of whom nothing is said there is no piece.
    encoded strange = encode(samples::state());
    strange.others.push_back({1, "x", false});
    BOOST_TEST((error_of(view_of(strange)) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(the_two_personal_members_are_kept_apart)
{
    const encoded value = encode(samples::state());
    BOOST_TEST(hex(value.personal) == "0b" + hex("10000000146") + "0d" + hex("+905321234567"));
    BOOST_TEST(value.clear.find("10000000146") == std::string::npos);
    BOOST_TEST(value.clear.find("+90532") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_erased_state_lacks_only_what_is_personal)
{
    encoded kept = encode(samples::state());
    kept.personal.clear();
    encoded_view view = view_of(kept);
    BOOST_TEST((error_of(view) == errc::corrupt_snapshot));
    view.erased = true;
    application expected = samples::state();
    expected.subject_key.clear();
    expected.contact.clear();
    BOOST_TEST((decode_application(view).value() == expected));
}

BOOST_AUTO_TEST_CASE(another_type_or_a_later_schema_is_refused)
{
    const encoded value = encode(samples::state());
    encoded_view view = view_of(value);
    view.schema = 6;
    BOOST_TEST((error_of(view) == errc::unknown_schema));
    view.schema = 0;
    BOOST_TEST((error_of(view) == errc::corrupt_snapshot));
    view.schema = 1;
    view.type = 2;
    BOOST_TEST((error_of(view) == errc::corrupt_snapshot));
    view.type = 0;
    BOOST_TEST((error_of(view) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(bytes_left_over_in_either_part_are_corruption)
{
    encoded more = encode(samples::state());
    more.clear += '\0';
    BOOST_TEST((error_of(view_of(more)) == errc::corrupt_snapshot));
    more = encode(samples::state());
    more.personal += '\0';
    BOOST_TEST((error_of(view_of(more)) == errc::corrupt_snapshot));
}

// The state row is rewritten with every event: its size is paid each time.
BOOST_AUTO_TEST_CASE(a_young_state_is_small)
{
    application value;
    value.life = status::routed;
    value.number = samples::number();
    value.where = samples::istanbul();
    value.via = channels::web();
    value.category = "yol";
    value.submitted_at = samples::monday;
    value.unit = samples::roads();
    value.service = samples::service();
    value.legal = samples::legal();
    BOOST_TEST(encode(value).clear.size() <= 100U);
}

BOOST_AUTO_TEST_SUITE_END()
