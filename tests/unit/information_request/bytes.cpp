#include "story.hpp"

#include <set>

// Bytes are never trusted: what is not exactly what would be written is not ours.
namespace information::test {

BOOST_AUTO_TEST_SUITE(information_request_bytes)
namespace {

/// One event of each type, with all that it can hold.
std::vector<event> every_event()
{
    const auto before_board = given({asking, refusing, objecting});
    return {
        given({}).fact<events::requested>(asking),
        given({asking}).fact<events::extended>(extending),
        given({asking}).fact<events::fee_asked>(fee),
        given({asking, fee}).fact<events::paid>(payment),
        given({asking}).fact<events::answered>(refusing),
        given({asking, morning(3, 25)}).fact<events::fell_silent>(silence),
        given({asking, refusing}).fact<events::objected>(objecting),
        before_board.fact<events::ruled>(board_agrees),
        given({asking}).fact<events::withdrawn>(withdrawing),
        given({asking, refusing}).fact<events::notice_recorded>(answer_told),
        events::became_final{}};
}

bool is_corrupt(const encoded& bytes)
{
    const auto read = information_request::decode_event(view_of(bytes));
    return !read && read.error() == errc::corrupt_journal;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_event_comes_back_as_it_was)
{
    std::size_t type = 0;
    for (const auto& fact : every_event()) {
        const auto bytes = information_request::encode(fact);
        BOOST_TEST(bytes.type == ++type);
        BOOST_TEST(bytes.schema == (type == 3 ? 3U : 1U));
        const auto read = information_request::decode_event(view_of(bytes));
        BOOST_TEST_REQUIRE(read.has_value());
        BOOST_TEST((*read == fact), information_request::type_name(bytes.type));
    }
    BOOST_TEST(type == std::variant_size_v<event>);
    BOOST_TEST(information_request::type_name(0) == "unknown");
}

// Each layout was the newest once, and stands so in journals: these bytes never change either.
BOOST_AUTO_TEST_CASE(a_fee_that_was_asked_for_under_an_earlier_layout_is_read_as_one_of_today)
{
    const auto read = [](std::uint16_t schema, std::string_view clear) {
        return information_request::decode_event({3, schema, clear, {}, false});
    };
    const event first = events::fee_asked{12'500, 0, ""};
    const event second = events::fee_asked{12'500, 0, "4982/10"};
    BOOST_TEST((read(1, R"({"kurus":12500})").value() == first));
    BOOST_TEST((read(2, R"({"kurus":12500,"tariff":"4982/10"})").value() == second));
    const std::string_view newest = R"({"kurus":12500,"post_kurus":300,"tariff":"4982/10"})";
    const event third = events::fee_asked{12'500, 300, "4982/10"};
    BOOST_TEST((read(3, newest).value() == third));
    BOOST_TEST(information_request::encode(third).clear == newest);
    // The bytes of one layout are none of another, and of a later one we know nothing.
    for (const std::uint16_t schema : {std::uint16_t{0}, std::uint16_t{1}, std::uint16_t{2}}) {
        BOOST_TEST((read(schema, newest).error() == errc::corrupt_journal), schema);
    }
    BOOST_TEST((read(3, R"({"kurus":12500})").error() == errc::corrupt_journal));
    BOOST_TEST((read(4, newest).error() == errc::unknown_schema));
}

BOOST_AUTO_TEST_CASE(what_follows_from_an_earlier_layout_is_the_same_state)
{
    const auto asked = given({asking}).state();
    const auto old =
        information_request::decode_event({3, 1, R"({"kurus":12500})", {}, false}).value();
    const auto now = given({asking}).fact<events::fee_asked>(fee);
    BOOST_TEST(
        (information_request::evolve(asked, old).value() ==
         information_request::evolve(asked, event{now}).value()));
}

BOOST_AUTO_TEST_CASE(a_wish_from_before_has_the_fingerprint_that_it_had)
{
    BOOST_TEST(information_request::fingerprint(command{fee}) == R"(3{"kurus":12500})");
    BOOST_TEST(
        information_request::fingerprint(command{commands::ask_fee{12'500, 300, "4982/10"}}) ==
        R"(3{"kurus":12500,"post_kurus":300,"tariff":"4982/10"})");
}

// A journal that was written once is read for ever: these bytes never change.
BOOST_AUTO_TEST_CASE(the_bytes_of_a_refusal_are_these)
{
    const auto bytes = information_request::encode(
        event{events::answered{access::refused, ground::inquiry, "No.", "Board.", 2}});
    BOOST_TEST(bytes.clear == R"({"decision":3,"why":4,"remedy":"Board.","days_late":2})");
    BOOST_TEST(bytes.personal == R"({"text":"No."})");
}

BOOST_AUTO_TEST_CASE(persons_are_in_the_personal_part_only)
{
    const auto bytes = information_request::encode(every_event().front());
    for (const auto& secret : {asking.name, asking.address, asking.text, asking.contact->str()}) {
        BOOST_TEST(bytes.clear.find(secret) == std::string::npos);
        BOOST_TEST(bytes.personal.find(secret) != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(what_was_erased_is_empty_and_can_still_be_replayed)
{
    const auto bytes = information_request::encode(every_event().front());
    const auto read = information_request::decode_event({1, 1, bytes.clear, {}, true});
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(std::get<events::requested>(*read).wish.name.empty());
    const auto after = information_request::evolve({}, *read).value();
    BOOST_TEST((after.at == stage::received && after.contact.empty()));
    BOOST_TEST(!information_request::decode_event({1, 1, bytes.clear, {}, false}));
}

// Nothing personal may be left to seal of who was erased; what was written before that was said in this way is read.
BOOST_AUTO_TEST_CASE(a_state_without_a_contact_says_nothing_of_anybody)
{
    const information::file nobody;
    const auto bytes = information_request::encode(nobody);
    BOOST_TEST(bytes.personal.empty());
    const auto again = information_request::decode_state(view_of(bytes)).value();
    BOOST_TEST((information_request::encode(again) == bytes));
    auto before = bytes;
    before.personal = R"({"contact":""})";
    BOOST_TEST(information_request::decode_state(view_of(before)).has_value());
    before.personal = R"({"contact" : ""})";
    BOOST_TEST(!information_request::decode_state(view_of(before)));
}

BOOST_AUTO_TEST_CASE(a_cut_part_is_corruption_at_every_length)
{
    for (const auto& fact : every_event()) {
        const auto whole = information_request::encode(fact);
        for (std::size_t size = 0; size < whole.clear.size(); ++size) {
            auto cut = whole;
            cut.clear.resize(size);
            BOOST_TEST(is_corrupt(cut));
        }
        for (std::size_t size = 0; size < whole.personal.size(); ++size) {
            auto cut = whole;
            cut.personal.resize(size);
            BOOST_TEST(is_corrupt(cut));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_changed_byte_is_corruption_or_another_value_written_exactly_so)
{
    for (const auto& fact : every_event()) {
        const auto whole = information_request::encode(fact);
        for (std::size_t i = 0; i < whole.clear.size(); ++i) {
            for (const int flip : {1, 2, 4, 8, 16, 32, 64, 128}) {
                auto bad = whole;
                bad.clear[i] = static_cast<char>(bad.clear[i] ^ flip);
                const auto read = information_request::decode_event(view_of(bad));
                BOOST_TEST((read ? information_request::encode(*read) == bad : is_corrupt(bad)));
                BOOST_TEST((!read || *read != fact));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(another_spelling_of_the_same_value_is_corruption)
{
    const encoded good{3, 1, R"({"kurus":5})", {}};
    BOOST_TEST(information_request::decode_event(view_of(good)).has_value());
    for (const auto* text :
         {R"({"kurus": 5})",
          R"({"kurus":5.0})",
          R"({"kurus":5e0})",
          R"({"kurus":05})",
          R"({"kurus":5,"more":1})",
          R"({"kurus":4,"kurus":5})",
          R"({"kurus":-5})",
          R"({"kurus":4294967296})",
          R"({"kurus":"5"})",
          R"({})",
          R"([5])",
          R"(5)"}) {
        BOOST_TEST(is_corrupt({3, 1, text, {}}), text);
    }
    BOOST_TEST(is_corrupt({3, 1, good.clear, "{}"}));
}

BOOST_AUTO_TEST_CASE(numbers_that_name_nothing_are_corruption)
{
    for (const auto* text :
         {R"({"which":4,"how":1,"applicant":null})",
          R"({"which":0,"how":1,"applicant":null})",
          R"({"which":1,"how":7,"applicant":null})",
          R"({"which":1,"how":1,"applicant":[1,15,true,false,20514,20536,1]})",
          R"({"which":1,"how":1,"applicant":[3,15,true,false,20514,20536,1,1]})",
          R"({"which":1,"how":1,"applicant":[1,15,true,false,20514,9999999,1,1]})"}) {
        BOOST_TEST(is_corrupt({10, 1, text, {}}), text);
    }
    BOOST_TEST(is_corrupt({0, 1, "{}", {}}));
    BOOST_TEST(is_corrupt({12, 1, "{}", {}}));
    BOOST_TEST(is_corrupt({11, 0, "{}", {}}));
}

BOOST_AUTO_TEST_CASE(what_nests_deeply_or_has_no_end_is_corruption)
{
    const std::string deep(100'000, '[');
    BOOST_TEST(is_corrupt({3, 1, deep, {}}));
    const std::string words(200'000, 'a');
    const event endless{events::answered{access::refused, ground::inquiry, "No.", words, 0}};
    BOOST_TEST(is_corrupt(information_request::encode(endless)));
}

BOOST_AUTO_TEST_CASE(a_later_schema_is_not_taken_for_corruption)
{
    const auto event_read = information_request::decode_event({3, 4, "?", {}, false});
    BOOST_TEST((event_read.error() == errc::unknown_schema));
    const auto state_read = information_request::decode_state({1, 2, "?", {}, false});
    BOOST_TEST((state_read.error() == errc::unknown_schema));
}

BOOST_AUTO_TEST_CASE(a_state_comes_back_as_it_was_or_not_at_all)
{
    const auto state = given({asking, extending, refusing, answer_told}).state();
    const auto bytes = information_request::encode(state);
    BOOST_TEST((information_request::decode_state(view_of(bytes)).value() == state));
    BOOST_TEST(bytes.clear.find("+90") == std::string::npos);
    for (std::size_t size = 0; size < bytes.clear.size(); ++size) {
        auto cut = bytes;
        cut.clear.resize(size);
        const auto read = information_request::decode_state(view_of(cut));
        BOOST_TEST((read.error() == errc::corrupt_snapshot));
    }
    auto wrong = bytes;
    wrong.type = 2;
    BOOST_TEST(
        (information_request::decode_state(view_of(wrong)).error() == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(the_longest_texts_fit)
{
    auto long_words = asking;
    long_words.text = std::string(16'000, '\x01');  // Six bytes each in JSON.
    const auto fact = given({}).fact<events::requested>(long_words);
    const auto bytes = information_request::encode(event{fact});
    BOOST_TEST((information_request::decode_event(view_of(bytes)).value() == event{fact}));
}

BOOST_AUTO_TEST_CASE(different_commands_have_different_fingerprints)
{
    auto other = asking;
    other.text += ".";
    const std::vector<command> all{
        asking,
        other,
        extending,
        fee,
        commands::ask_fee{1, 0, ""},
        payment,
        giving,
        refusing,
        objecting,
        board_agrees,
        board_refuses,
        withdrawing,
        answer_told,
        fee_told,
        silence,
        unpaid};
    std::set<std::string> seen;
    for (const auto& wish : all) {
        seen.insert(information_request::fingerprint(wish));
    }
    BOOST_TEST(seen.size() == all.size());
    BOOST_TEST(
        information_request::fingerprint(asking) ==
        information_request::fingerprint(commands::request{asking}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace information::test
