// What a message centre sends: units, receipts, texts of phones.
#include "adapters/smpp/pdu.hpp"
#include "adapters/smpp/receipt.hpp"
#include "adapters/smpp/session.hpp"
#include "adapters/sms/code_points.hpp"
#include "adapters/sms/decode.hpp"
#include "fuzz/targets.hpp"

#include <cstdint>
#include <initializer_list>

namespace fuzz {
namespace {

using namespace acikkapi;
using namespace acikkapi::adapters::smpp;
using adapters::code_points_of;
using adapters::decode_part;

bool is_whole(const pdu& one)
{
    return !std::holds_alternative<malformed_body>(one.what);
}

void look_at(const pdu& one)
{
    // A command that is not known has lost its body, a message its fields that are not known.
    if (is_whole(one)) {
        const auto again = decode(encode(one));
        must(again && *again == one, "what was read is written and read as the same");
    }
    if (const auto* message = std::get_if<message_body>(&one.what)) {
        const auto said = read_receipt(*message);
        must(
            !said || (!said->id.empty() && said->id.size() <= 64),
            "the id of a receipt is bounded");
    }
}

void run_stream(std::string_view input)
{
    counted(input, [&] {
        pdu_stream stream;
        stream.feed(input);
        std::size_t octets = 0;
        for (auto one = stream.next(); one && *one; one = stream.next()) {
            octets += header_octets;
        }
        must(octets <= input.size(), "a unit has a header");
        return octets;
    });
    pdu_stream stream;
    stream.feed(input);
    for (auto one = stream.next(); one && *one; one = stream.next()) {
        look_at(**one);
    }
}

/// All that a centre can say to who is logged in and has sent something.
void run_session(std::string_view input)
{
    smpp_options options;
    options.source = "VALILIK";
    session told{options, 1};
    constexpr instant now{};
    told.start(now);
    told.connected(now);
    told.received(encode({command::bind_transceiver_resp, 0, 1, id_body{"centre"}}), now);
    outgoing letter;
    letter.text.parts.resize(2);
    told.submit(letter, now);
    told.received(input, now);
    std::size_t settled = 0;
    for (const auto& one : told.take_actions()) {
        const auto* how = std::get_if<act::settle>(&one);
        settled += how == nullptr ? 0 : 1;
        must(how == nullptr || how->how.detail.size() <= 200, "a detail is bounded");
        const auto* said = std::get_if<act::report>(&one);
        must(said == nullptr || said->how.detail.size() <= 200, "a detail is bounded");
    }
    must(settled <= 1, "a letter is settled once");
}

void run_part(std::string_view input)
{
    for (const auto coding : std::initializer_list<std::uint8_t>{0, 1, 3, 8}) {
        for (const bool has_header : {false, true}) {
            const auto part = counted(input, [&] {
                return decode_part({std::string{input}, has_header, coding});
            });
            must(!part || code_points_of(part->text).has_value(), "a text is UTF-8");
        }
    }
}

void run_smpp(std::string_view input)
{
    run_stream(input);
    run_session(input);
    run_part(input);
}

std::vector<std::string> smpp_seeds()
{
    message_body receipt;
    receipt.from = {1, 1, "905320000000"};
    receipt.esm_class = 4;
    receipt.octets = "id:0000000042 sub:001 dlvrd:001 stat:DELIVRD err:000 text:";
    auto with_fields = receipt;
    with_fields.receipted_message_id = "42";
    with_fields.message_state = std::uint8_t{2};
    sms_rules rules;
    rules.allowed = {sms_alphabet::turkish_both};
    return {
        encode({command::submit_sm_resp, 0, 2, id_body{"42"}}) +
            encode({command::submit_sm_resp, 0x58, 3, id_body{}}),
        encode({command::deliver_sm, 0, 1, receipt}),
        encode({command::deliver_sm, 0, 1, with_fields}),
        encode({command::enquire_link, 0, 1, {}}) + encode({command::unbind, 0, 2, {}}),
        encode({command::bind_transceiver, 0, 1, bind_body{"acikkapi", "secret", ""}}),
        encode_sms("Başvurunuz [alındı]", rules, 1).value().parts.at(0).octets,
        std::string{"\xd8\x3d\xde\x00\xd8\x3d", 6}};
}

}  // namespace

std::vector<target> smpp_targets()
{
    return {{"smpp", run_smpp, smpp_seeds}};
}

}  // namespace fuzz
