#include "adapters/smpp/pdu.hpp"
#include "support/hex.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_smpp_pdu)

namespace {

using namespace acikkapi;
using namespace acikkapi::adapters::smpp;

std::string to_hex(std::string_view octets)
{
    std::string out;
    boost::algorithm::hex_lower(octets.begin(), octets.end(), std::back_inserter(out));
    return out;
}

message_body sample()
{
    message_body out;
    out.from = {5, 0, "VALILIK"};
    out.to = {1, 1, "905320000000"};
    out.esm_class = 0x40;
    out.validity_period = "000003000000000R";
    out.registered_delivery = 1;
    out.octets = {"\x03\x24\x01\x01\x1b\x73\0", 7};
    return out;
}

std::vector<pdu> samples()
{
    auto receipt = sample();
    receipt.esm_class = 4;
    receipt.receipted_message_id = "17a";
    receipt.message_state = std::uint8_t{2};
    auto longer = sample();
    longer.octets = std::string(300, 'x');
    return {
        {command::bind_transceiver, 0, 1, bind_body{"acikkapi", "secret", "gov"}},
        {command::bind_transmitter, 0, 1, bind_body{"acikkapi", "", ""}},
        {command::bind_receiver_resp, 0, 1, id_body{"centre"}},
        {command::bind_transceiver_resp, 0xE, 1, id_body{}},
        {command::submit_sm, 0, 7, sample()},
        {command::submit_sm_resp, 0, 7, id_body{"0a1b2c3d"}},
        {command::deliver_sm, 0, 0x7fffffff, receipt},
        {command::deliver_sm, 0, 8, longer},
        {command::deliver_sm_resp, 0, 8, id_body{}},
        {command::enquire_link, 0, 9, {}},
        {command::enquire_link_resp, 0, 9, {}},
        {command::unbind, 0, 10, {}},
        {command::unbind_resp, 0, 10, {}},
        {command::generic_nack, 3, 11, {}},
    };
}

/// The same with another length in front.
std::string resized(std::string whole)
{
    whole[2] = static_cast<char>(whole.size() >> 8U);
    whole[3] = static_cast<char>(whole.size());
    return whole;
}

bool is_malformed(const std::string& whole)
{
    return std::holds_alternative<malformed_body>(decode(whole).value().what);
}

}  // namespace

// 3.2.3 of the specification prints this one.
BOOST_AUTO_TEST_CASE(the_octets_are_those_of_the_specification)
{
    const auto octets =
        support::bytes_of("0000002f000000020000000000000001"
                          "534d50503354455354007365637265743038005355424d4954310000010100");
    const auto read = decode(octets).value();
    BOOST_TEST(
        (read ==
         pdu{command::bind_transmitter, 0, 1, bind_body{"SMPP3TEST", "secret08", "SUBMIT1"}}));
    // It leaves the version 3.4 and the range's type and plan open; ours are these.
    auto ours = octets;
    ours[octets.size() - 4] = 0x34;
    ours[octets.size() - 3] = 0;
    ours[octets.size() - 2] = 0;
    BOOST_TEST(to_hex(encode(read)) == to_hex(ours));
}

BOOST_AUTO_TEST_CASE(a_submit_is_written_field_by_field)
{
    BOOST_TEST(
        to_hex(encode({command::submit_sm, 0, 7, sample()})) ==
        "0000004b"
        "00000004"
        "00000000"
        "00000007"
        "00"  // service_type
        "0500"
        "56414c494c494b00"  // source
        "0101"
        "39303533323030303030303000"  // destination
        "40"
        "00"
        "00"  // esm_class, protocol_id, priority_flag
        "00"
        "30303030303330303030303030303052"
        "00"  // schedule, validity
        "01"
        "00"
        "00"
        "00"  // registered_delivery, replace, coding, default message
        "07"
        "032401011b7300");
}

BOOST_AUTO_TEST_CASE(what_is_encoded_is_decoded_as_it_was)
{
    for (const auto& one : samples()) {
        const auto octets = encode(one);
        BOOST_TEST((decode(octets).value() == one), to_hex(octets));
    }
}

BOOST_AUTO_TEST_CASE(units_come_whole_out_of_a_stream_however_it_is_cut)
{
    std::string all;
    for (const auto& one : samples()) {
        all += encode(one);
    }
    for (const std::size_t step : {1, 3, 16, 17, 1'000'000}) {
        pdu_stream stream;
        std::vector<pdu> got;
        for (std::size_t at = 0; at < all.size(); at += step) {
            stream.feed(std::string_view{all}.substr(at, step));
            while (const auto one = stream.next().value()) {
                got.push_back(*one);
            }
        }
        BOOST_TEST((got == samples()), step);
    }
}

BOOST_AUTO_TEST_CASE(a_length_that_cannot_be_ends_the_stream)
{
    for (const char* length : {"00000000", "0000000f", "00010001", "ffffffff"}) {
        pdu_stream stream;
        stream.feed(support::bytes_of(length));
        BOOST_TEST((stream.next().error() == errc::bad_argument), length);
    }
    pdu_stream stream;
    stream.feed(support::bytes_of("00010000"));
    BOOST_TEST(!stream.next().value());
}

BOOST_AUTO_TEST_CASE(a_body_that_is_cut_anywhere_is_malformed_and_keeps_its_number)
{
    for (const auto& one : samples()) {
        const auto whole = encode(one);
        const bool has_body = whole.size() > header_octets;
        for (std::size_t size = header_octets; has_body && size < whole.size(); ++size) {
            const auto cut = decode(resized(whole.substr(0, size))).value();
            const bool before_optional = std::holds_alternative<message_body>(cut.what);
            const bool refusal = one.status != 0 && size == header_octets;
            BOOST_TEST(
                (std::holds_alternative<malformed_body>(cut.what) || before_optional || refusal));
            BOOST_TEST(cut.sequence == one.sequence);
        }
    }
    BOOST_TEST((decode(std::string(15, '\0')).error() == errc::bad_argument));
    BOOST_TEST((decode(encode(samples()[0]) + "x").error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(strings_longer_than_their_bound_are_malformed)
{
    const auto bound_id = [](std::size_t size) {
        return encode({command::submit_sm_resp, 0, 1, id_body{std::string(size, '1')}});
    };
    BOOST_TEST(!is_malformed(bound_id(64)));
    BOOST_TEST(is_malformed(bound_id(65)));
    auto message = sample();
    message.to.digits = std::string(21, '1');
    BOOST_TEST(is_malformed(encode({command::deliver_sm, 0, 1, message})));
    message = sample();
    message.receipted_message_id = std::string(65, '1');
    BOOST_TEST(is_malformed(encode({command::deliver_sm, 0, 1, message})));
}

BOOST_AUTO_TEST_CASE(optional_fields_that_are_not_known_are_skipped)
{
    const auto plain = encode({command::deliver_sm, 0, 1, sample()});
    const auto more = resized(
        plain + support::bytes_of("14000003010203"
                                  "0427000105"
                                  "001e000231"));
    BOOST_TEST(is_malformed(more));
    const auto whole = resized(
        plain + support::bytes_of("14000003010203"
                                  "0427000105"
                                  "001e00023141"));
    const auto read = std::get<message_body>(decode(whole).value().what);
    BOOST_TEST((read.message_state == std::uint8_t{5}));
    BOOST_TEST((read.receipted_message_id == "1A"));
    BOOST_TEST(read.octets == sample().octets);
    // A state of no size.
    BOOST_TEST(is_malformed(resized(plain + support::bytes_of("04270000"))));
}

BOOST_AUTO_TEST_CASE(a_command_that_is_not_known_has_no_body)
{
    const auto unknown = resized(support::bytes_of("00000000"
                                                   "00000103"
                                                   "00000000"
                                                   "00000005"
                                                   "ff"));
    const auto read = decode(unknown).value();
    BOOST_TEST((read.what == body{}));
    BOOST_TEST(read.sequence == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
