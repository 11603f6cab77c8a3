// The end of a row: pieces of one person each, sealed or not.
#include "codec/parts.hpp"
#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "unit/codec/glass_seals.hpp"
#include "unit/codec/samples.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

BOOST_AUTO_TEST_SUITE(codec_parts)

namespace {

using namespace acikkapi;
using codec::decode_record;
using codec::encode_record;
using samples::bytes;
using samples::glass_seals;
using samples::hex;

record of_two()
{
    record out = samples::full();
    out.payload.others = {{1, "a brother", false}, {7, "a neighbour", false}};
    return out;
}

record later()
{
    record out = of_two();
    out.workflow.clear();
    out.version = 5;
    return out;
}

codec::snapshot state_of_two()
{
    auto out = samples::snapshot();
    out.state.others = {{3, "a sister", false}};
    return out;
}

error_code error_of(const auto& read)
{
    return read ? error_code{} : read.error();
}

constexpr stream_id some_stream{9};

std::string sealed_snapshot(const codec::snapshot& value, const codec::seals* keys)
{
    return encode_snapshot(value, codec::seal_state(some_stream, value, keys).value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_row_is_as_before_if_nothing_is_sealed_and_nobody_else_is_in_it)
{
    for (const record& value : {samples::ordinary(), samples::full(), samples::refusal()}) {
        BOOST_TEST(encode_record(value, nullptr).value() == encode_record(value));
        BOOST_TEST(encode_record(value).front() == '\1');
    }
    BOOST_TEST(encode_record(of_two()).front() == '\2');
}

BOOST_AUTO_TEST_CASE(what_is_sealed_comes_back_with_the_keys)
{
    const glass_seals keys;
    for (const record& value :
         {samples::ordinary(),
          samples::full(),
          samples::refusal(),
          of_two(),
          samples::erasure(),
          samples::disclosure()}) {
        const auto row = encode_record(value, &keys).value();
        BOOST_TEST((decode_record(value.at, row, &keys).value() == value));
    }
    for (const auto& value : {samples::snapshot(), state_of_two()}) {
        const auto row = sealed_snapshot(value, &keys);
        BOOST_TEST((codec::decode_snapshot(row, some_stream, &keys).value() == value));
    }
}

BOOST_AUTO_TEST_CASE(without_keys_what_is_sealed_counts_as_erased_and_the_rest_is_there)
{
    const glass_seals keys;
    auto wanted = of_two();
    const auto row = encode_record(wanted, &keys).value();
    for (auto& one : wanted.letters) {
        one.recipient.clear();
    }
    wanted.payload.personal.clear();
    wanted.payload.erased = true;
    wanted.payload.others = {{1, "", true}, {7, "", true}};
    BOOST_TEST((decode_record(wanted.at, row).value() == wanted));

    auto state = state_of_two();
    const auto snapshot = sealed_snapshot(state, &keys);
    state.state.personal.clear();
    state.state.erased = true;
    state.state.others = {{3, "", true}};
    BOOST_TEST((codec::decode_snapshot(snapshot, some_stream).value() == state));
}

BOOST_AUTO_TEST_CASE(one_person_is_erased_and_the_other_stays)
{
    glass_seals keys;
    auto wanted = of_two();
    const auto row = encode_record(wanted, &keys).value();
    keys.destroyed = {7};
    wanted.payload.others.back() = {7, "", true};
    BOOST_TEST((decode_record(wanted.at, row, &keys).value() == wanted));
}

BOOST_AUTO_TEST_CASE(nothing_more_is_kept_of_somebody_whose_key_is_gone)
{
    glass_seals keys;
    keys.destroyed = {0};
    BOOST_TEST((error_of(encode_record(samples::full(), &keys)) == errc::erased));
    BOOST_TEST(
        (error_of(codec::seal_state(some_stream, samples::snapshot(), &keys)) == errc::erased));
    // What says nothing needs no key.
    auto empty = samples::full();
    empty.letters.clear();
    for (const std::size_t size : {0U, 1U, 5U}) {
        empty.payload.personal.assign(size, '\0');
        BOOST_TEST(encode_record(empty, &keys).value() == encode_record(empty));
    }
}

BOOST_AUTO_TEST_CASE(a_piece_opens_only_where_it_belongs)
{
    const glass_seals keys;
    const auto opens_as = [&](const record& other) {
        const auto value = later();
        const auto row = encode_record(value, &keys).value();
        const auto clear = encode_record(other, &keys).value();
        const auto mixed = clear.substr(0, codec::clear_size(clear).value()) +
                           row.substr(codec::clear_size(row).value());
        return error_of(decode_record(value.at, mixed, &keys));
    };
    auto other = later();
    BOOST_TEST((opens_as(other) == error_code{}));
    other.version += 1;
    BOOST_TEST((opens_as(other) == errc::corrupt_journal));
    other = later();
    other.stream = stream_id{number_of(other.stream) + 1};
    BOOST_TEST((opens_as(other) == errc::corrupt_journal));
    const auto snapshot = sealed_snapshot(samples::snapshot(), &keys);
    BOOST_TEST(
        (error_of(codec::decode_snapshot(snapshot, stream_id{10}, &keys)) ==
         errc::corrupt_snapshot));
}

// It is no person's: an erasure must not keep a unit from getting an application.
BOOST_AUTO_TEST_CASE(the_recipient_of_a_letter_to_a_unit_stands_in_clear)
{
    glass_seals keys;
    keys.destroyed = {0};
    auto value = later();
    value.payload.personal.clear();
    value.payload.others.clear();
    value.letters = {{"unit", "routed", "24301265", "34", true}};
    const auto row = encode_record(value, &keys).value();
    BOOST_TEST((decode_record(value.at, row, &keys).value() == value));
    BOOST_TEST(codec::clear_size(row).value() == row.size());
    value.letters.push_back({"sms", "routed", "", "34", false});
    BOOST_TEST(encode_record(value, &keys).has_value());
    value.letters.back().recipient = "+90";
    BOOST_TEST((error_of(encode_record(value, &keys)) == errc::erased));
    BOOST_TEST((decode_record(value.at, encode_record(value)).value() == value));
}

BOOST_AUTO_TEST_CASE(each_row_has_one_spelling)
{
    const codec::place of{codec::place::kind::event, some_stream, 1, 0};
    const auto read = [&](std::string_view text) {
        return error_of(codec::read_parts(bytes(text), of, nullptr));
    };
    // whose × 2 + sealed, size, bytes
    BOOST_TEST((read("00 01 61  02 01 62") == error_code{}));
    BOOST_TEST((read("00 00  02 01 62") == error_code{}));
    BOOST_TEST((read("01 01 61") == error_code{}));
    for (const auto* const wrong :
         {"",                              // no piece
          "00 01 61",                      // neither sealed nor two: the row is not in parts
          "02 01 62",                      // the first is of another
          "00 01 61  02 00",               // an empty piece
          "00 01 61  04 01 62  02 01 62",  // they do not rise
          "00 01 61  02 01 62  02 01 62",  // twice the same
          "00 01 61  80 10 01 62",         // 1,024 is nobody
          "00 01 61  02 02 62",            // cut
          "00 01 61  02 01"})              // likewise
    {
        BOOST_TEST_CONTEXT(wrong)
        {
            BOOST_TEST((read(wrong) == errc::corrupt_journal));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_sealed_row_is_noticed)
{
    const glass_seals keys;
    const auto row = encode_record(of_two(), &keys).value();
    for (std::size_t size = 0; size < row.size(); ++size) {
        const auto read = decode_record(position{17}, row.substr(0, size), &keys);
        // At the end of a piece only its number of pieces says so, and the tree over all rows.
        BOOST_TEST((!read || read->payload.others.size() < 2), size);
    }
}

BOOST_AUTO_TEST_CASE(an_erasure_has_a_version_a_ground_and_nothing_of_a_fact)
{
    const record right = samples::erasure();
    BOOST_TEST((decode_record(right.at, encode_record(right)).value() == right));
    const auto is_refused = [&](const auto& change) {
        record wrong = right;
        change(wrong);
        const auto read = decode_record(wrong.at, encode_record(wrong));
        return !read && read.error() == errc::corrupt_journal;
    };
    BOOST_TEST(is_refused([](record& v) { v.on = {}; }));
    BOOST_TEST(is_refused([](record& v) { v.version = 1; }));
    BOOST_TEST(is_refused([](record& v) { v.stream = no_stream; }));
    BOOST_TEST(is_refused([](record& v) { v.whose = whose_max + 1; }));
    BOOST_TEST(is_refused([](record& v) { v.payload.personal = "x"; }));
}

BOOST_AUTO_TEST_CASE(a_disclosure_has_a_version_a_ground_and_a_reason)
{
    const record right = samples::disclosure();
    for (const auto kind :
         {record_kind::disclosure,
          record_kind::hold,
          record_kind::release,
          record_kind::proposal}) {
        record one = right;
        one.kind = kind;
        BOOST_TEST((decode_record(one.at, encode_record(one)).value() == one));
    }
    const auto is_refused = [&](const auto& change) {
        record wrong = right;
        change(wrong);
        const auto read = decode_record(wrong.at, encode_record(wrong));
        return !read && read.error() == errc::corrupt_journal;
    };
    for (const char kind : {'\0', '\1', '\3', '\x8', '\xff'}) {
        auto row = encode_record(right);
        row[row.size() - 13] = kind;
        const auto read = decode_record(right.at, row);
        BOOST_TEST((!read && read.error() == errc::corrupt_journal), int{kind});
    }
    BOOST_TEST(is_refused([](record& v) { v.on = {}; }));
    BOOST_TEST(is_refused([](record& v) { v.version = 1; }));
    BOOST_TEST(is_refused([](record& v) { v.stream = no_stream; }));
    BOOST_TEST(is_refused([](record& v) { v.payload.clear = ""; }));
    BOOST_TEST(is_refused([](record& v) { v.payload.clear = std::string(1'001, 'x'); }));
    BOOST_TEST(!is_refused([](record& v) { v.payload.clear = std::string(1'000, 'x'); }));
    BOOST_TEST(is_refused([](record& v) { v.payload.personal = "x"; }));
    BOOST_TEST(is_refused([](record& v) { v.letters = {letter{"a", "b", "c", "d"}}; }));
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_that_the_document_says)
{
    BOOST_TEST(
        hex(encode_record(samples::disclosure())) ==
        "018410070580b483d7e081a6060f" + hex("unit:24301265/3") + "410a" + hex("law-3071/7") +
            "04" + "0b" + hex("a complaint"));
    BOOST_TEST(
        hex(encode_record(samples::erasure())) == "01"
                                                  "c40c"
                                                  "07"
                                                  "04"
                                                  "80b483d7e081a606"
                                                  "09" +
                                                      hex("officer:7") +
                                                      "41"
                                                      "06" +
                                                      hex("kvkk:7") +
                                                      "01"
                                                      "01"
                                                      "04" +
                                                      hex("unit") + "06" + hex("erased") + "11" +
                                                      hex("34-2026-000000001") +
                                                      "01"
                                                      "08" +
                                                      hex("24301265"));
    record value;
    value.stream = stream_id{5};
    value.version = 1;
    value.by = actor::parse("citizen").value();
    value.via = channels::web();
    value.workflow = "w/1";
    value.payload = {1, 1, "c", "ab", false, {{1, "de", false}}};
    const glass_seals keys;
    const auto row = encode_record(value, &keys).value();
    BOOST_TEST(
        hex(row) == "02"
                    "8001"
                    "05"
                    "01"
                    "00"
                    "45"
                    "42"
                    "03" +
                        hex("w/1") +
                        "01"
                        "01" +
                        hex("c") +
                        "01"
                        "0a" +
                        hex("1/5/1/0:ba") +
                        "03"
                        "0a" +
                        hex("1/5/1/1:ed"));
}

BOOST_AUTO_TEST_CASE(a_glance_sees_what_reading_finds)
{
    auto told = samples::erasure();
    told.letters = {letter{"sms", "erased", "", "1"}};
    for (const record& one :
         {samples::ordinary(),
          samples::full(),
          samples::refusal(),
          samples::erasure(),
          samples::disclosure(),
          told}) {
        const auto seen = codec::glance_at(encode_record(one)).value();
        BOOST_TEST(seen.letters == !one.letters.empty());
        BOOST_TEST(seen.caused == (one.caused_by != causation{}));
        BOOST_TEST(seen.erasure == (one.kind == record_kind::erasure));
    }
    BOOST_TEST((codec::glance_at("").error() == errc::corrupt_journal));
    BOOST_TEST((codec::glance_at("\x01").error() == errc::corrupt_journal));
    BOOST_TEST((codec::glance_at("\x03").error() == errc::unknown_schema));
}

BOOST_AUTO_TEST_CASE(a_part_whose_seal_was_taken_off_is_damage)
{
    const glass_seals keys;
    const codec::place of{codec::place::kind::event, some_stream, 2, 0};
    const std::vector<codec::piece> both{{0, "somebody"}, {1, "a brother"}};
    const auto end = [&](const codec::seals* with) {
        return codec::write_parts(both, of, with).value().bytes;
    };
    BOOST_TEST(codec::read_parts(end(&keys), of, &keys).has_value());
    BOOST_TEST(codec::read_parts(end(nullptr), of, &keys).has_value());
    // The first as it stands unsealed, and the brother's sealed.
    const std::string first = end(nullptr).substr(0, 2 + both[0].bytes.size());
    const std::string only_second =
        codec::write_parts({{0, ""}, both[1]}, of, &keys).value().bytes.substr(2);
    const auto mixed = codec::read_parts(first + only_second, of, &keys);
    BOOST_TEST((mixed.has_error() && mixed.error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_SUITE_END()
