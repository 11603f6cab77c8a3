#include "petition/text.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

// The form of what people write: UTF-8, counted in characters where people count, in bytes where
// a field is a field.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_texts)
namespace {

using petition_detail::characters_of;
using petition_detail::utf8_prefix;

const std::string broken = "\xC3";

void refused_with(const std::function<void(commands::submit&)>& spoil)
{
    commands::submit wish = a_request();
    spoil(wish);
    given(steps{}).when(wish).refused(errc::bad_text);
}

void accepted_with(const std::function<void(commands::submit&)>& change)
{
    commands::submit wish = a_request();
    change(wish);
    BOOST_TEST(given(steps{}).when(wish).accepted().size() == 1U);
}

/// `make` gives a command with this text; it holds `least` to `most` characters.
void takes_text(
    status where,
    const std::function<command(std::string)>& make,
    std::size_t least,
    std::size_t most)
{
    const story told = given(way_to(where)).by("governorate:1");
    BOOST_TEST(!told.when(make(letters_of(most))).accepted().empty());
    told.when(make(letters_of(most + 1))).refused(errc::bad_text);
    told.when(make("x" + broken)).refused(errc::bad_text);
    if (least == 0) {
        BOOST_TEST(!told.when(make("")).accepted().empty());
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_character_is_a_code_point)
{
    BOOST_TEST(characters_of("").value() == 0U);
    BOOST_TEST(characters_of("abc").value() == 3U);
    BOOST_TEST(characters_of("ğİş").value() == 3U);
    BOOST_TEST(characters_of("€").value() == 1U);
    BOOST_TEST(characters_of("\xF0\x9F\x9A\xA7").value() == 1U);
}

// Unicode 15, table 3-7: the borders of every row of well-formed sequences.
BOOST_AUTO_TEST_CASE(what_is_well_formed_is_what_unicode_says)
{
    for (const std::string_view good :
         {"\x7F",
          "\xC2\x80",
          "\xDF\xBF",
          "\xE0\xA0\x80",
          "\xEC\xBF\xBF",
          "\xED\x9F\xBF",
          "\xEE\x80\x80",
          "\xEF\xBF\xBF",
          "\xF0\x90\x80\x80",
          "\xF4\x8F\xBF\xBF"}) {
        BOOST_TEST(characters_of(good).value_or(0) == 1U);
    }
    for (const std::string_view bad :
         {"\x80",
          "\xBF",
          "\xC0\x80",
          "\xC1\xBF",
          "\xC2",
          "\xC2\x7F",
          "\xC2\xC0",
          "\xE0\x9F\xBF",
          "\xED\xA0\x80",
          "\xE2\x82",
          "\xE2\x82\x28",
          "\xF0\x8F\xBF\xBF",
          "\xF4\x90\x80\x80",
          "\xF0\x9F\x9A",
          "\xF0\x9F\x9A\x28",
          "\xF5\x80\x80\x80",
          "\xFF"}) {
        BOOST_TEST(!characters_of(bad).has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_cut_text_ends_with_a_whole_character)
{
    BOOST_TEST(utf8_prefix("abc", 2) == 2U);
    BOOST_TEST(utf8_prefix("aş", 2) == 1U);
    BOOST_TEST(utf8_prefix("aş", 3) == 3U);
    BOOST_TEST(utf8_prefix("a" + broken + "b", 3) == 1U);
}

BOOST_AUTO_TEST_CASE(an_application_needs_a_text_of_1_to_4000_characters)
{
    refused_with([](auto& wish) { wish.text.clear(); });
    refused_with([](auto& wish) { wish.text = letters_of(4'001); });
    refused_with([](auto& wish) { wish.text = broken; });
    accepted_with([](auto& wish) { wish.text = letters_of(4'000); });
}

BOOST_AUTO_TEST_CASE(the_subject_is_one_line_of_1_to_200_characters)
{
    refused_with([](auto& wish) { wish.subject.clear(); });
    refused_with([](auto& wish) { wish.subject = letters_of(201); });
    refused_with([](auto& wish) { wish.subject = "one\ntwo"; });
    refused_with([](auto& wish) { wish.subject = "one\rtwo"; });
    accepted_with([](auto& wish) { wish.subject = letters_of(200); });
}

BOOST_AUTO_TEST_CASE(a_category_is_needed_and_a_district_is_not)
{
    refused_with([](auto& wish) { wish.category.clear(); });
    refused_with([](auto& wish) { wish.category = letters_of(51); });
    refused_with([](auto& wish) { wish.district = letters_of(51); });
    accepted_with([](auto& wish) { wish.district.clear(); });
    accepted_with([](auto& wish) { wish.category = letters_of(50); });
}

BOOST_AUTO_TEST_CASE(what_is_known_of_a_person_has_bounds_and_may_be_nothing)
{
    refused_with([](auto& wish) { wish.applicant.full_name = letters_of(101); });
    refused_with([](auto& wish) { wish.applicant.e_mail = letters_of(128); });
    refused_with([](auto& wish) { wish.applicant.address = letters_of(251); });
    refused_with([](auto& wish) { wish.applicant.full_name = broken; });
    accepted_with([](auto& wish) { wish.applicant = {}; });
}

BOOST_AUTO_TEST_CASE(the_beneficiary_is_looked_at_like_the_applicant)
{
    refused_with([](auto& wish) {
        wish.beneficiary = somebody();
        wish.beneficiary->address = letters_of(251);
    });
    accepted_with([](auto& wish) { wish.beneficiary = somebody(); });
}

BOOST_AUTO_TEST_CASE(a_language_that_is_none_of_ours_is_a_bad_argument)
{
    commands::submit wish = a_request();
    wish.speaks = static_cast<language>(4);
    given(steps{}).when(wish).refused(errc::bad_argument);
}

BOOST_AUTO_TEST_CASE(free_texts_have_1_to_4000_characters)
{
    const auto ask = [](std::string text) -> command { return commands::ask{std::move(text)}; };
    const auto reply = [](std::string text) -> command { return commands::reply{std::move(text)}; };
    const auto interim = [](std::string text) -> command {
        return commands::answer_interim{std::move(text)};
    };
    const auto answer = [](std::string text) -> command {
        return commands::answer{outcome::refused, std::move(text), ""};
    };
    takes_text(status::routed, ask, 1, 4'000);
    takes_text(status::awaiting_applicant, reply, 1, 4'000);
    takes_text(status::routed, interim, 1, 4'000);
    takes_text(status::routed, answer, 1, 4'000);
    given(way_to(status::routed)).when(ask("")).refused(errc::bad_text);
    given(way_to(status::awaiting_applicant)).when(reply("")).refused(errc::bad_text);
    given(way_to(status::routed)).when(interim("")).refused(errc::bad_text);
    given(way_to(status::routed)).when(answer("")).refused(errc::bad_text);
}

BOOST_AUTO_TEST_CASE(reasons_have_at_most_4000_characters)
{
    takes_text(
        status::notified,
        [](std::string text) -> command { return commands::object{std::move(text)}; },
        1,
        4'000);
    takes_text(
        status::closed,
        [](std::string text) -> command { return commands::reopen{std::move(text)}; },
        1,
        4'000);
    takes_text(
        status::routed,
        [](std::string text) -> command { return commands::withdraw{std::move(text)}; },
        0,
        4'000);
}

BOOST_AUTO_TEST_CASE(notes_may_be_empty_and_have_at_most_1000_characters)
{
    const auto route = [](std::string note) -> command {
        return commands::route{roads(), "", std::move(note)};
    };
    const auto send_back = [](std::string note) -> command {
        return commands::send_back{return_reason::incomplete, std::move(note), {}};
    };
    const auto close = [](std::string note) -> command {
        return commands::close{closing::abusive, std::move(note)};
    };
    const auto contact = [](std::string note) -> command {
        commands::record_contact wish;
        wish.note = std::move(note);
        return wish;
    };
    const auto rate = [](std::string comment) -> command {
        return commands::rate{5, std::move(comment), false};
    };
    takes_text(status::submitted, route, 0, 1'000);
    takes_text(status::routed, send_back, 0, 1'000);
    takes_text(status::routed, close, 0, 1'000);
    takes_text(status::routed, contact, 0, 1'000);
    takes_text(status::notified, rate, 0, 1'000);
}

BOOST_AUTO_TEST_CASE(names_have_at_most_200_bytes)
{
    const std::string long_name = letters_of(101);
    given(way_to(status::submitted))
        .when(commands::route{roads(), long_name, ""})
        .refused(errc::bad_text);
    given(way_to(status::routed))
        .when(commands::answer{outcome::granted, "Evet", long_name})
        .refused(errc::bad_text);
}

BOOST_AUTO_TEST_CASE(a_notice_names_its_means_and_quotes_no_more_than_200_bytes)
{
    const story told = given(way_to(status::submitted));
    commands::record_notice wish = heard(notice::acknowledgement, delivery::sent, "");
    told.when(wish).refused(errc::bad_text);
    wish.means = std::string(33, 'x');
    told.when(wish).refused(errc::bad_text);
    wish.means = "by hand";
    told.when(wish).refused(errc::bad_text);
    wish.means = std::string(32, 'x');
    wish.detail = letters_of(101);
    told.when(wish).refused(errc::bad_text);
    wish.detail = letters_of(100);
    BOOST_TEST(told.when(wish).accepted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_malformed_wish_is_malformed_in_every_status)
{
    for (const status where : every_status) {
        given(way_to(where)).when(commands::ask{""}).refused(errc::bad_text);
        given(way_to(where)).when(commands::route{}).refused(errc::bad_unit);
        given(way_to(where)).when(commands::rate{0, "", false}).refused(errc::bad_argument);
    }
}

BOOST_AUTO_TEST_CASE(a_number_that_is_no_alternative_is_a_bad_argument)
{
    const story routed = given(way_to(status::routed));
    commands::record_contact means;
    means.means = static_cast<commands::contact_means>(0);
    commands::record_contact reached;
    reached.result = static_cast<commands::contact_result>(4);
    const std::vector<command> wishes{
        commands::send_back{static_cast<return_reason>(0), "", {}},
        commands::send_back{static_cast<return_reason>(6), "", {}},
        commands::answer{static_cast<outcome>(5), "Evet", ""},
        commands::close{static_cast<closing>(7), "", "Karayolları"},
        heard(static_cast<notice>(5), delivery::sent),
        heard(notice::acknowledgement, static_cast<delivery>(0)),
        commands::escalate{0, 1},
        commands::escalate{6, 1},
        means,
        reached};
    for (const command& wish : wishes) {
        routed.when(wish).refused(errc::bad_argument);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
