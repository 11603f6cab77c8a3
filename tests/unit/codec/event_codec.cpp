#include <acikkapi/event.hpp>

#include "golden.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(codec_event_codec)

using namespace acikkapi;
using samples::bytes;
using samples::hex;

namespace {

void survives(const event& value)
{
    const encoded first = encode(value);
    const auto again = decode_event(view_of(first));
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST((*again == value));
    BOOST_TEST((encode(*again) == first));
}

event erased(const event& value)
{
    encoded kept = encode(value);
    kept.personal.clear();
    kept.erased = true;
    for (auto& other : kept.others) {
        other = {other.whose, {}, true};
    }
    return decode_event(view_of(kept)).value();
}

error_code error_of(const encoded_view& view)
{
    const auto read = decode_event(view);
    return read ? error_code{} : read.error();
}

}  // namespace

BOOST_AUTO_TEST_CASE(there_is_a_full_sample_of_every_type)
{
    const auto all = samples::events();
    BOOST_TEST_REQUIRE(all.size() == std::variant_size_v<event>);
    for (std::size_t i = 0; i < all.size(); ++i) {
        BOOST_TEST(all[i].index() == i);
        BOOST_TEST((all[i] != samples::empty_events()[i]));
    }
}

BOOST_AUTO_TEST_CASE(an_event_comes_back_as_it_was)
{
    for (const event& value : samples::events()) {
        BOOST_TEST_CONTEXT("type " << value.index() + 1)
        {
            survives(value);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_empty_event_comes_back_as_it_was)
{
    for (const event& value : samples::empty_events()) {
        BOOST_TEST_CONTEXT("type " << value.index() + 1)
        {
            survives(value);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_longest_texts_come_back)
{
    std::string longest;
    for (int i = 0; i < 4'000; ++i) {
        longest += "ğ";
    }
    events::submitted first = std::get<events::submitted>(samples::events().front());
    first.wish.text = longest;
    survives(first);
    survives(events::answered{outcome::partly, longest, longest, samples::monday, 65'535, false});
    survives(events::replied{longest});
}

BOOST_AUTO_TEST_CASE(the_type_is_the_place_in_the_list_and_the_schema_is_one_but_for_two_persons)
{
    std::uint16_t type = 1;
    for (const event& value : samples::events()) {
        BOOST_TEST(encode(value).type == type++);
        BOOST_TEST(encode(value).schema == (value.index() == 0 ? 2 : 1));
    }
    auto alone = std::get<events::submitted>(samples::events().front());
    alone.wish.beneficiary.reset();
    BOOST_TEST(encode(event{alone}).schema == 1);
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_the_first_release)
{
    const auto all = samples::events();
    BOOST_TEST_REQUIRE(golden::events.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const encoded now = encode(all[i]);
        BOOST_TEST_CONTEXT("type " << i + 1)
        {
            BOOST_TEST(hex(now.clear) == golden::events[i].clear);
            BOOST_TEST(hex(samples::all_personal(now)) == golden::events[i].personal);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_bytes_of_the_first_release_are_understood)
{
    const auto all = samples::events();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string clear = bytes(golden::events[i].clear);
        const std::string personal = bytes(golden::events[i].personal);
        const auto type = static_cast<std::uint16_t>(i + 1);
        BOOST_TEST_CONTEXT("type " << type)
        {
            BOOST_TEST((decode_event({type, 1, clear, personal, false}).value() == all[i]));
        }
    }
}

// What was added later stands behind, under the next schema; and only there.
BOOST_AUTO_TEST_CASE(what_a_type_has_got_since_is_its_second_schema)
{
    auto notice = std::get<events::notice_recorded>(samples::events()[10]);
    auto notified = std::get<events::notified>(samples::events()[11]);
    auto step = std::get<events::escalated>(samples::events()[19]);
    const std::array<event, 3> before{notice, notified, step};
    notice.notice.cost = {3, 4'500};
    notified.rating_due = samples::monday + std::chrono::hours{30};
    step.tell = true;
    const std::array<event, 3> after{notice, notified, step};
    for (std::size_t i = 0; i < after.size(); ++i) {
        survives(after[i]);
        BOOST_TEST(encode(before[i]).schema == 1);
        const auto now = encode(after[i]);
        BOOST_TEST(now.schema == 2);
        BOOST_TEST(hex(now.clear) == golden::second_events[i]);
        BOOST_TEST(now.clear.starts_with(encode(before[i]).clear));
        // Two spellings of one fact would be two hashes.
        std::string bare = encode(before[i]).clear;
        bare += std::string(now.clear.size() - bare.size(), '\0');
        BOOST_TEST((error_of({now.type, 2, bare, "", false}) == errc::corrupt_journal));
    }
}

BOOST_AUTO_TEST_CASE(so_is_what_contacts_and_ends_have_got)
{
    auto contact = std::get<events::contact_recorded>(samples::events()[7]);
    auto withdrawn = std::get<events::withdrawn>(samples::events()[14]);
    auto closed = std::get<events::closed>(samples::events()[15]);
    const std::array<event, 3> before{contact, withdrawn, closed};
    contact.untold = true;
    withdrawn.with_no_unit = true;
    closed.days_late = 20;
    const std::array<event, 3> after{contact, withdrawn, closed};
    const std::array<std::string_view, 3> added{"01", "01", "140000"};
    for (std::size_t i = 0; i < after.size(); ++i) {
        survives(after[i]);
        const auto now = encode(after[i]);
        const auto then = encode(before[i]);
        BOOST_TEST(then.schema == 1);
        BOOST_TEST(now.schema == 2);
        BOOST_TEST(hex(now.clear) == hex(then.clear) + std::string{added[i]});
        const std::string bare =
            then.clear + std::string(now.clear.size() - then.clear.size(), '\0');
        BOOST_TEST((error_of({now.type, 2, bare, now.personal, false}) == errc::corrupt_journal));
    }
    closed.with_no_unit = true;
    closed.reason = closing::other_authority;
    closed.authority = "Karayolları";
    survives(closed);
}

BOOST_AUTO_TEST_CASE(by_what_he_was_told_is_the_third_schema)
{
    auto notified = std::get<events::notified>(samples::events()[11]);
    const auto first = encode(event{notified});
    notified.by_phone = true;
    survives(notified);
    BOOST_TEST(encode(event{notified}).schema == 3);
    BOOST_TEST(hex(encode(event{notified}).clear) == hex(first.clear) + "0001");
    const std::string bare = first.clear + std::string(2, '\0');
    BOOST_TEST((error_of({12, 3, bare, "", false}) == errc::corrupt_journal));
    notified.rating_due = samples::monday;
    survives(notified);
    BOOST_TEST(encode(event{notified}).schema == 3);
}

// That there is one is told by the schema: the state that follows is the same when he was erased.
BOOST_AUTO_TEST_CASE(what_a_beneficiary_is_found_by_is_the_third_schema_and_his_alone)
{
    auto first = std::get<events::submitted>(samples::events().front());
    first.beneficiary_key = "12345678950";
    survives(first);
    auto now = encode(event{first});
    BOOST_TEST(now.schema == 3);
    BOOST_TEST(now.clear == encode(samples::events().front()).clear);
    BOOST_TEST(now.personal == encode(samples::events().front()).personal);
    BOOST_TEST_REQUIRE(now.others.size() == 1U);
    now.others.front() = {1, {}, true};
    first.wish.beneficiary = person{};
    first.beneficiary_key = "";
    BOOST_TEST((decode_event(view_of(now)).value() == event{first}));
}

// What came of a letter to a unit needs no more bytes; a reader of the first schema stops at it all the same.
BOOST_AUTO_TEST_CASE(telling_a_unit_again_is_the_second_schema)
{
    const event again{events::told_again{notice::unit}};
    survives(again);
    const auto now = encode(again);
    BOOST_TEST(now.schema == 2);
    BOOST_TEST(hex(now.clear) == "03");
    BOOST_TEST((error_of({22, 1, now.clear, "", false}) == errc::corrupt_journal));
    const std::string first(1, '\1');
    BOOST_TEST((error_of({22, 2, first, "", false}) == errc::corrupt_journal));
    const std::string other(1, '\4');
    BOOST_TEST((error_of({22, 1, other, "", false}) == errc::corrupt_journal));
}

// What must be gone when a person's key is destroyed must not stand outside of what it sealed.
BOOST_AUTO_TEST_CASE(nothing_personal_is_in_the_clear_part)
{
    for (const event& value : samples::events()) {
        const std::string clear = encode(value).clear;
        BOOST_TEST_CONTEXT("type " << value.index() + 1)
        {
            for (const auto word :
                 {samples::turkish,
                  std::string_view{"Ayşe"},
                  std::string_view{"Can "},
                  std::string_view{"10000000146"},
                  std::string_view{"+90532"},
                  std::string_view{"Örnek"},
                  std::string_view{"ayse@"},
                  std::string_view{"Çukur"},
                  std::string_view{"k:1"},
                  std::string_view{"Müdür"}}) {
                BOOST_TEST(clear.find(word) == std::string::npos);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(an_erased_event_keeps_what_is_not_personal)
{
    for (const event& value : samples::events()) {
        const event left = erased(value);
        BOOST_TEST_CONTEXT("type " << value.index() + 1)
        {
            BOOST_TEST(left.index() == value.index());
            BOOST_TEST(encode(left).clear == encode(value).clear);
            BOOST_TEST((erased(left) == left));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_erased_submission_is_still_on_behalf_of_somebody)
{
    const auto before = std::get<events::submitted>(samples::events().front());
    const auto left = std::get<events::submitted>(erased(before));
    BOOST_TEST((left.wish.beneficiary == person{}));
    BOOST_TEST((left.wish.applicant == person{}));
    BOOST_TEST(left.wish.subject.empty());
    BOOST_TEST(left.wish.text.empty());
    BOOST_TEST(left.subject_key.empty());
    BOOST_TEST((left.number == before.number));
    BOOST_TEST(left.wish.category == before.wish.category);

    auto alone = before;
    alone.wish.beneficiary.reset();
    BOOST_TEST(!std::get<events::submitted>(erased(alone)).wish.beneficiary.has_value());
}

BOOST_AUTO_TEST_CASE(an_erased_text_is_empty)
{
    const auto all = samples::events();
    BOOST_TEST(std::get<events::routed>(erased(all[1])).note.empty());
    BOOST_TEST(std::get<events::returned>(erased(all[2])).note.empty());
    BOOST_TEST(std::get<events::question_asked>(erased(all[3])).question.empty());
    BOOST_TEST(std::get<events::replied>(erased(all[4])).text.empty());
    BOOST_TEST(std::get<events::contact_recorded>(erased(all[7])).contact.note.empty());
    BOOST_TEST(std::get<events::interim_answered>(erased(all[8])).text.empty());
    BOOST_TEST(std::get<events::answered>(erased(all[9])).text.empty());
    BOOST_TEST(std::get<events::answered>(erased(all[9])).signed_by.empty());
    BOOST_TEST(std::get<events::objected>(erased(all[12])).reason.empty());
    BOOST_TEST(std::get<events::reopened>(erased(all[13])).reason.empty());
    BOOST_TEST(std::get<events::withdrawn>(erased(all[14])).reason.empty());
    BOOST_TEST(std::get<events::closed>(erased(all[15])).note.empty());
    BOOST_TEST(std::get<events::rated>(erased(all[16])).comment.empty());
    BOOST_TEST(std::get<events::unlinked>(erased(all[18])).reason.empty());
}

BOOST_AUTO_TEST_CASE(what_was_erased_is_not_read_even_if_it_is_there)
{
    const encoded kept = encode(samples::events()[1]);
    encoded_view view = view_of(kept);
    view.erased = true;
    BOOST_TEST(std::get<events::routed>(decode_event(view).value()).note.empty());
}

BOOST_AUTO_TEST_CASE(a_missing_personal_part_that_was_not_erased_is_corruption)
{
    encoded kept = encode(samples::events()[1]);
    kept.personal.clear();
    BOOST_TEST((error_of(view_of(kept)) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_later_type_or_schema_is_not_guessed_at)
{
    BOOST_TEST((error_of({34, 1, "", "", false}) == errc::unknown_schema));
    BOOST_TEST((error_of({65'535, 1, "", "", false}) == errc::unknown_schema));
    const std::string clear(1, '\1');
    BOOST_TEST((error_of({7, 1, clear, "", false}) == error_code{}));
    BOOST_TEST((error_of({7, 2, clear, "", false}) == errc::unknown_schema));
    BOOST_TEST((error_of({7, 0, clear, "", false}) == errc::corrupt_journal));
    BOOST_TEST((error_of({0, 1, clear, "", false}) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(bytes_left_over_in_either_part_are_corruption)
{
    for (const event& value : samples::events()) {
        encoded more = encode(value);
        more.clear += '\0';
        BOOST_TEST((error_of(view_of(more)) == errc::corrupt_journal));
        more = encode(value);
        more.personal += '\0';
        BOOST_TEST((error_of(view_of(more)) == errc::corrupt_journal));
    }
}

BOOST_AUTO_TEST_CASE(one_type_is_not_read_as_another_that_needs_more)
{
    const encoded reminded = encode(event{events::reminded{true}});
    encoded_view view = view_of(reminded);
    view.type = 1;
    BOOST_TEST((error_of(view) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_SUITE_END()
