#include "adapters/smpp/receipt.hpp"
#include "adapters/smpp/receipt_book.hpp"
#include "adapters/smpp/status.hpp"

#include <boost/test/unit_test.hpp>

namespace adapters_smpp_receipts {
namespace {

using namespace acikkapi;
using namespace acikkapi::adapters::smpp;
using namespace std::chrono_literals;

constexpr instant morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 6h;

std::optional<receipt> read(const std::string& text)
{
    message_body what;
    what.esm_class = 4;
    what.octets = text;
    return read_receipt(what);
}

const std::string usual =
    "id:0000000042 sub:001 dlvrd:001 submit date:2611240900 done date:2611240901 "
    "stat:DELIVRD err:000 text:Basvurunuz";

receipt said(const std::string& id, delivery how)
{
    return {id, how, "STATE", ""};
}

struct desk {
    smpp_options options{};
    receipt_book book() const { return receipt_book{options}; }
};

}  // namespace
}  // namespace adapters_smpp_receipts

BOOST_FIXTURE_TEST_SUITE(adapters_smpp_receipts, desk)

BOOST_AUTO_TEST_CASE(the_usual_text_is_read)
{
    BOOST_TEST((read(usual) == receipt{"0000000042", delivery::delivered, "DELIVRD", "000"}));
    BOOST_TEST((read("ID:a1 STAT:UNDELIV") == receipt{"a1", delivery::rejected, "UNDELIV", ""}));
}

BOOST_AUTO_TEST_CASE(each_state_means_one_thing)
{
    const std::vector<std::pair<std::string, std::optional<delivery>>> states{
        {"ENROUTE", std::nullopt},
        {"DELIVRD", delivery::delivered},
        {"EXPIRED", delivery::expired},
        {"DELETED", delivery::rejected},
        {"UNDELIV", delivery::rejected},
        {"ACCEPTD", std::nullopt},
        {"UNKNOWN", delivery::unknown},
        {"REJECTD", delivery::rejected}};
    for (std::size_t i = 0; i < states.size(); ++i) {
        const auto by_text = read("id:1 stat:" + states[i].first);
        BOOST_TEST_REQUIRE(by_text.has_value(), states[i].first);
        BOOST_TEST((by_text->how == states[i].second), states[i].first);
        message_body fields;
        fields.receipted_message_id = "1";
        fields.message_state = static_cast<std::uint8_t>(i + 1);
        BOOST_TEST((read_receipt(fields) == by_text), states[i].first);
    }
}

BOOST_AUTO_TEST_CASE(the_fields_are_believed_more_than_the_text)
{
    message_body what;
    what.octets = usual;
    what.receipted_message_id = "2a";
    what.message_state = std::uint8_t{5};
    BOOST_TEST((read_receipt(what) == receipt{"2a", delivery::rejected, "UNDELIV", "000"}));
}

BOOST_AUTO_TEST_CASE(what_the_citizen_wrote_or_was_told_is_no_part_of_it)
{
    BOOST_TEST(!read("id:1 text:stat:DELIVRD").has_value());
    BOOST_TEST((read("id:1 stat:EXPIRED text: err:5 stat:DELIVRD")->state == "EXPIRED"));
    BOOST_TEST((read("id:1 stat:EXPIRED text: err:5")->error.empty()));
}

BOOST_AUTO_TEST_CASE(a_receipt_without_an_id_or_a_state_is_none)
{
    for (const std::string bad :
         {"",
          "id:",
          "stat:DELIVRD",
          "id:1",
          "id:1 stat:",
          "id:1 stat:OTHER",
          "xid:1 stat:DELIVRD",
          "id:\x01 stat:DELIVRD"}) {
        BOOST_TEST(!read(bad).has_value(), bad);
    }
    BOOST_TEST(!read("id:" + std::string(65, '1') + " stat:DELIVRD").has_value());
    message_body what;
    what.receipted_message_id = "a b";
    what.message_state = std::uint8_t{2};
    BOOST_TEST(!read_receipt(what).has_value());
    what.receipted_message_id = "a";
    what.message_state = std::uint8_t{9};
    BOOST_TEST(!read_receipt(what).has_value());
}

BOOST_AUTO_TEST_CASE(only_bits_five_to_two_make_a_receipt)
{
    for (int kind = 0; kind < 256; ++kind) {
        message_body what;
        what.esm_class = static_cast<std::uint8_t>(kind);
        BOOST_TEST(is_receipt(what) == ((kind & 0x3C) == 0x04), kind);
    }
}

BOOST_AUTO_TEST_CASE(the_first_part_that_does_not_arrive_decides)
{
    auto waiting = book();
    BOOST_TEST(waiting.expect("letter", {"a", "b", "c"}, morning).empty());
    BOOST_TEST(!waiting.take(said("b", delivery::delivered), morning).has_value());
    const auto decided = waiting.take(said("a", delivery::expired), morning);
    BOOST_TEST_REQUIRE(decided.has_value());
    BOOST_TEST((decided->how.settled == delivery::expired));
    BOOST_TEST(decided->how.detail == "id=a stat=STATE");
    BOOST_TEST(decided->how.means == "sms");
    BOOST_TEST(!waiting.take(said("c", delivery::delivered), morning).has_value());
    BOOST_TEST(waiting.size() == 0U);
    BOOST_TEST(!waiting.next().has_value());
}

BOOST_AUTO_TEST_CASE(what_decides_nothing_yet_changes_nothing)
{
    auto waiting = book();
    static_cast<void>(waiting.expect("letter", {"a"}, morning));
    BOOST_TEST(!waiting.take({"a", std::nullopt, "ENROUTE", ""}, morning).has_value());
    BOOST_TEST(waiting.take(said("a", delivery::delivered), morning).has_value());
}

// So long the parts of one letter may be on their way after the first was taken.
BOOST_AUTO_TEST_CASE(an_early_receipt_is_kept_as_long_as_a_letter_may_take)
{
    options.times.queue = 60s;
    options.times.throttle_max = 20s;
    options.times.response = 10s;
    options.text.parts_max = 4;
    auto waiting = book();
    BOOST_TEST(!waiting.take(said("a", delivery::delivered), morning).has_value());
    BOOST_TEST(!waiting.take(said("b", delivery::delivered), morning + 1s).has_value());
    BOOST_TEST(!waiting.take(said("c", delivery::delivered), morning + 361s).has_value());
    BOOST_TEST(waiting.expect("first", {"a"}, morning + 361s).empty());
    const auto found = waiting.expect("second", {"b"}, morning + 361s);
    BOOST_TEST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].letter_id == "second");
}

BOOST_AUTO_TEST_CASE(early_receipts_are_bounded)
{
    auto waiting = book();
    for (int i = 0; i <= 1'000; ++i) {
        static_cast<void>(waiting.take(said(std::to_string(i), delivery::delivered), morning));
    }
    BOOST_TEST(waiting.expect("first", {"0"}, morning).empty());
    BOOST_TEST(waiting.expect("last", {"1000"}, morning).size() == 1U);
}

BOOST_AUTO_TEST_CASE(of_too_many_letters_the_oldest_is_given_up)
{
    options.receipts_max = 2;
    auto waiting = book();
    BOOST_TEST(waiting.expect("first", {"a"}, morning).empty());
    BOOST_TEST(waiting.expect("second", {"b"}, morning).empty());
    const auto out = waiting.expect("third", {"c"}, morning);
    BOOST_TEST_REQUIRE(out.size() == 1U);
    BOOST_TEST(out[0].letter_id == "first");
    BOOST_TEST((out[0].how.settled == delivery::unknown));
    BOOST_TEST(waiting.size() == 2U);
}

BOOST_AUTO_TEST_CASE(letters_are_overdue_in_their_order)
{
    auto waiting = book();
    static_cast<void>(waiting.expect("first", {"a"}, morning));
    static_cast<void>(waiting.expect("second", {"b"}, morning + 1h));
    BOOST_TEST((waiting.next() == morning + 72h));
    BOOST_TEST(waiting.overdue(morning + 72h - 1us).empty());
    const auto out = waiting.overdue(morning + 72h);
    BOOST_TEST_REQUIRE(out.size() == 1U);
    BOOST_TEST(out[0].letter_id == "first");
    BOOST_TEST((waiting.next() == morning + 73h));
}

// A centre that begins its numbers anew.
BOOST_AUTO_TEST_CASE(an_id_that_comes_again_belongs_to_the_newer_letter)
{
    auto waiting = book();
    static_cast<void>(waiting.expect("first", {"a"}, morning));
    static_cast<void>(waiting.expect("second", {"a"}, morning + 1h));
    BOOST_TEST(waiting.overdue(morning + 72h).size() == 1U);
    const auto decided = waiting.take(said("a", delivery::delivered), morning + 72h);
    BOOST_TEST_REQUIRE(decided.has_value());
    BOOST_TEST(decided->letter_id == "second");
}

BOOST_AUTO_TEST_CASE(hexadecimal_and_decimal_ids_are_one_number)
{
    options.ids = smpp_ids::hex_then_decimal;
    auto waiting = book();
    static_cast<void>(waiting.expect("letter", {"1F"}, morning));
    BOOST_TEST(waiting.take(said("0000000031", delivery::delivered), morning).has_value());
    static_cast<void>(waiting.expect("other", {"no-number"}, morning));
    BOOST_TEST(waiting.take(said("no-number", delivery::delivered), morning).has_value());
    options.ids = smpp_ids::same;
    auto plain = book();
    static_cast<void>(plain.expect("letter", {"1F"}, morning));
    BOOST_TEST(!plain.take(said("31", delivery::delivered), morning).has_value());
}

BOOST_AUTO_TEST_CASE(statuses_have_names_and_meanings)
{
    BOOST_TEST((verdict_of(0) == verdict::accepted));
    BOOST_TEST((verdict_of(0x0B) == verdict::rejected));
    BOOST_TEST((verdict_of(0x58) == verdict::throttled));
    BOOST_TEST((verdict_of(0x14) == verdict::throttled));
    BOOST_TEST((verdict_of(0x400) == verdict::again));
    BOOST_TEST(status_name(0x0B) == "ESME_RINVDSTADR");
    BOOST_TEST(status_name(0x4F1) == "status 0x4F1");
    BOOST_TEST(is_wrong_login(0x0E));
    BOOST_TEST(!is_wrong_login(0x08));
}

BOOST_AUTO_TEST_SUITE_END()
