#include "codec/record_codec.hpp"
#include "golden.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <limits>

BOOST_AUTO_TEST_SUITE(codec_record_codec)

using namespace acikkapi;
using namespace std::chrono_literals;
using codec::decode_record;
using codec::encode_record;
using samples::bytes;
using samples::hex;

namespace {

void survives(const record& value)
{
    const std::string row = encode_record(value);
    const auto again = decode_record(value.at, row);
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST((*again == value));
    BOOST_TEST(hex(encode_record(*again)) == hex(row));
}

void survives_with(const std::function<void(record&)>& change)
{
    record value = samples::ordinary();
    change(value);
    BOOST_TEST((value != samples::ordinary()));
    survives(value);
}

/// The writer writes what it is told; the reader refuses what no engine would have told it.
void is_refused(record value, const std::function<void(record&)>& change)
{
    change(value);
    const auto read = decode_record(value.at, encode_record(value));
    BOOST_TEST((read.has_error() && read.error() == errc::corrupt_journal));
}

error_code error_of(std::string_view row)
{
    const auto read = decode_record(position{5}, row);
    return read ? error_code{} : read.error();
}

record bare()
{
    record v;
    v.at = position{1};
    v.stream = stream_id{1};
    v.version = 1;
    v.by = actor::parse("engine").value();
    v.via = channels::engine();
    v.payload.type = 1;
    v.payload.schema = 1;
    return v;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_record_comes_back_as_it_was)
{
    survives(samples::ordinary());
    survives(samples::full());
    survives(samples::refusal());
    survives(bare());
}

BOOST_AUTO_TEST_CASE(every_member_of_a_fact_comes_back)
{
    survives_with([](record& v) { v.stream = stream_id{std::uint64_t{1} << 63U}; });
    survives_with([](record& v) { v.version = std::numeric_limits<version>::max(); });
    survives_with([](record& v) { v.recorded_at = instant::min(); });
    survives_with([](record& v) { v.recorded_at = instant::max(); });
    survives_with([](record& v) { v.occurred_at = instant{} - 1us; });
    survives_with([](record& v) { v.by = actor::parse("citizen").value(); });
    survives_with([](record& v) { v.by = actor::parse(std::string(64, 'x')).value(); });
    survives_with([](record& v) { v.via = channel::parse("kiosk").value(); });
    survives_with([](record& v) { v.on = authority::parse("law-3071/7").value(); });
    survives_with([](record& v) { v.key = samples::key(200); });
    survives_with([](record& v) { v.command_hash = std::numeric_limits<std::uint64_t>::max(); });
    survives_with([](record& v) { v.key.reset(), v.command_hash = 0; });
    survives_with([](record& v) { v.caused_by = {position{7}, 0, false}; });
    survives_with([](record& v) { v.caused_by = {position{7}, 0xffff'ffff, true}; });
    survives_with([](record& v) { v.correlation = std::string(64, 'c'); });
    survives_with([](record& v) { v.version = 1, v.workflow = std::string(64, 'w'); });
    survives_with([](record& v) { v.letters = {letter{}}; });
    survives_with([](record& v) { v.letters.assign(codec::letters_max, {"a", "b", "c", "d"}); });
    survives_with([](record& v) { v.payload.type = 65'535; });
    survives_with([](record& v) { v.payload.schema = 65'535; });
    survives_with([](record& v) { v.payload.clear.clear(); });
    survives_with([](record& v) { v.payload.clear = std::string(100'000, 'z'); });
    survives_with([](record& v) { v.payload.personal.clear(); });
    survives_with([](record& v) { v.payload.personal = std::string(100'000, '\xff'); });
}

BOOST_AUTO_TEST_CASE(every_member_of_a_refusal_comes_back)
{
    const auto refused_with = [](const std::function<void(record&)>& change) {
        record value = samples::refusal();
        change(value);
        BOOST_TEST((value != samples::refusal()));
        survives(value);
    };
    refused_with([](record& v) { v.refused_with = std::numeric_limits<std::int32_t>::max(); });
    refused_with([](record& v) { v.refused_with = std::numeric_limits<std::int32_t>::min(); });
    refused_with([](record& v) { v.stream = no_stream, v.version = 0; });
    refused_with([](record& v) { v.version = 1; });
    refused_with([](record& v) { v.occurred_at = samples::monday; });
    refused_with([](record& v) { v.on = authority::parse("x").value(); });
    refused_with([](record& v) { v.caused_by = {position{7}, 1, true}; });
    refused_with([](record& v) { v.correlation = "c"; });
}

BOOST_AUTO_TEST_CASE(the_position_is_the_key_of_the_row_and_not_in_it)
{
    record value = samples::ordinary();
    const std::string row = encode_record(value);
    value.at = position{17};
    BOOST_TEST(encode_record(value) == row);
    BOOST_TEST((decode_record(position{17}, row).value() == value));
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_the_first_release)
{
    BOOST_TEST(hex(encode_record(samples::ordinary())) == golden::record_ordinary);
    BOOST_TEST(hex(encode_record(samples::full())) == golden::record_full);
    BOOST_TEST(hex(encode_record(samples::refusal())) == golden::record_refusal);
    BOOST_TEST(hex(encode_record(bare())) == golden::record_bare);
}

BOOST_AUTO_TEST_CASE(the_bytes_of_the_first_release_are_understood)
{
    const auto read = [](std::string_view text, position at) {
        return decode_record(at, bytes(text)).value();
    };
    BOOST_TEST((read(golden::record_ordinary, position{1'000'000}) == samples::ordinary()));
    BOOST_TEST((read(golden::record_full, position{1'000'000}) == samples::full()));
    BOOST_TEST((read(golden::record_refusal, position{1'000'000}) == samples::refusal()));
    BOOST_TEST((read(golden::record_bare, position{1}) == bare()));
}

// What each durable command costs on disk besides its own words.
BOOST_AUTO_TEST_CASE(an_envelope_is_small)
{
    record value = samples::ordinary();
    value.payload.clear.clear();
    value.payload.personal.clear();
    BOOST_TEST(encode_record(value).size() == 54U);
    value.by = actor::parse("citizen").value();
    BOOST_TEST(encode_record(value).size() == 42U);
    value.key.reset();
    value.command_hash = 0;
    BOOST_TEST(encode_record(value).size() == 18U);
}

BOOST_AUTO_TEST_CASE(the_personal_bytes_are_one_tail)
{
    const record value = samples::full();
    const std::string row = encode_record(value);
    const auto clear = codec::clear_size(row).value();
    BOOST_TEST(
        hex(row.substr(clear)) ==
        "0d" + hex("+905321234567") + "08" + hex("24301265") + hex(value.payload.personal));
    BOOST_TEST(row.find("+90532") > clear);
    BOOST_TEST(row.find(value.payload.clear) < clear);
}

BOOST_AUTO_TEST_CASE(a_row_tells_where_its_personal_part_begins)
{
    for (const record& value : {samples::ordinary(), samples::full(), samples::refusal(), bare()}) {
        const std::string row = encode_record(value);
        const auto clear = codec::clear_size(row).value();
        BOOST_TEST(codec::clear_size(row.substr(0, clear)).value() == clear);
        BOOST_TEST((codec::clear_size(row.substr(0, clear - 1)).error() == errc::corrupt_journal));
    }
    BOOST_TEST((codec::clear_size("").error() == errc::corrupt_journal));
    BOOST_TEST((codec::clear_size("\x03").error() == errc::unknown_schema));
}

BOOST_AUTO_TEST_CASE(a_later_format_is_not_guessed_at)
{
    std::string row = encode_record(samples::ordinary());
    for (unsigned format = 3; format < 256; ++format) {
        row.front() = static_cast<char>(format);
        BOOST_TEST((error_of(row) == errc::unknown_schema));
    }
    row.front() = 0;
    BOOST_TEST((error_of(row) == errc::corrupt_journal));
    BOOST_TEST((error_of("") == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_record_without_an_actor_or_a_channel_is_refused)
{
    for (const record& value : {samples::ordinary(), samples::refusal()}) {
        is_refused(value, [](record& v) { v.by = {}; });
        is_refused(value, [](record& v) { v.via = {}; });
    }
}

// A workflow says these, which is the host's code.
BOOST_AUTO_TEST_CASE(a_fact_without_a_type_or_a_schema_is_not_written)
{
    auto value = samples::ordinary();
    value.payload.type = 0;
    BOOST_TEST((encode_record(value, nullptr).error() == errc::bad_argument));
    value = samples::ordinary();
    value.payload.schema = 0;
    BOOST_TEST((encode_record(value, nullptr).error() == errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(a_fact_needs_a_stream_and_a_version)
{
    is_refused(samples::ordinary(), [](record& v) { v.version = 0; });
    is_refused(samples::ordinary(), [](record& v) { v.stream = no_stream; });
}

BOOST_AUTO_TEST_CASE(only_the_first_fact_of_a_stream_names_the_workflow)
{
    is_refused(samples::full(), [](record& v) { v.version = 2; });
    is_refused(samples::refusal(), [](record& v) { v.workflow = "petition/1"; });
    is_refused(samples::refusal(), [](record& v) { v.version = 1, v.workflow = "petition/1"; });
}

BOOST_AUTO_TEST_CASE(a_refusal_has_a_reason_and_a_key_and_causes_nothing)
{
    is_refused(samples::refusal(), [](record& v) { v.refused_with = 0; });
    is_refused(samples::refusal(), [](record& v) { v.key.reset(), v.command_hash = 0; });
    is_refused(samples::refusal(), [](record& v) { v.stream = no_stream; });
    is_refused(samples::refusal(), [](record& v) { v.version = 0; });  // Of what is not there yet.
    is_refused(samples::refusal(), [](record& v) { v.letters = {letter{"a", "b", "c", "d"}}; });
    is_refused(samples::refusal(), [](record& v) { v.payload.personal = "x"; });
}

BOOST_AUTO_TEST_CASE(a_text_beyond_its_bound_is_refused)
{
    is_refused(samples::full(), [](record& v) { v.correlation = std::string(65, 'c'); });
    is_refused(samples::full(), [](record& v) { v.workflow = std::string(65, 'w'); });
}

BOOST_AUTO_TEST_CASE(a_cause_is_an_event)
{
    is_refused(samples::ordinary(), [](record& v) { v.caused_by = {position{0}, 1, true}; });
    is_refused(samples::ordinary(), [](record& v) { v.caused_by = {position{0}, 0, true}; });
}

BOOST_AUTO_TEST_CASE(parts_that_are_announced_and_empty_are_refused)
{
    // format, flags, stream, version, recorded_at, by, via, [the part], type, clear payload
    BOOST_TEST((error_of(bytes("01 00 01 02 00 44 44 01 00")) == error_code{}));
    BOOST_TEST((error_of(bytes("01 04 01 02 00 44 44 00 01 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 10 01 02 00 44 44 00 00 01 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 20 01 02 00 44 44 00 01 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 40 01 02 00 44 44 01 00 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 8001 01 01 00 44 44 00 01 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 8002 01 02 00 44 44 01 01 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 8002 01 02 00 44 44 01 00 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 8002 01 02 00 44 44 01 02 00")) == error_code{}));
}

BOOST_AUTO_TEST_CASE(flags_that_are_not_known_are_refused)
{
    BOOST_TEST((error_of(bytes("01 8004 01 02 00 44 44 01 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 808040 01 02 00 44 44 01 00")) == errc::corrupt_journal));
    BOOST_TEST((error_of(bytes("01 8000 01 02 00 44 44 01 00")) == errc::corrupt_journal));
    BOOST_TEST(
        (error_of(bytes("01 49 00 00 00 44 44" + hex(std::string(24, 'k')) + "02")) ==
         errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(more_letters_than_the_bound_are_refused)
{
    const std::string one = bytes("01 40 01 02 00 44 44 01");
    const std::string letters(33 * 3, '\0');
    const std::string recipients(33, '\0');
    const auto with = [&](std::size_t n) {
        std::string row = one + static_cast<char>(n) + letters.substr(0, n * 3);
        return row + '\0' + recipients.substr(0, n);
    };
    BOOST_TEST((error_of(with(32)) == error_code{}));
    BOOST_TEST((error_of(with(33)) == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_refusal_with_bytes_behind_it_is_refused)
{
    const std::string row = encode_record(samples::refusal());
    BOOST_TEST((error_of(row + '\0') == errc::corrupt_journal));
    BOOST_TEST((error_of(row) == error_code{}));
}

BOOST_AUTO_TEST_CASE(whose_a_record_is_is_known_from_its_beginning)
{
    record fact;
    fact.stream = stream_id{70'000};
    fact.version = 2;
    fact.by = actor::parse("citizen").value();
    fact.via = channels::web();
    fact.payload = {5, 1, "clear", "personal"};
    const auto row = encode_record(fact);
    BOOST_TEST((codec::stream_of(row).value() == fact.stream));
    BOOST_TEST((codec::stream_of(std::string_view{row}.substr(0, 5)).value() == fact.stream));
    for (std::size_t size = 0; size < 5; ++size) {
        BOOST_TEST(codec::stream_of(std::string_view{row}.substr(0, size)).has_error(), size);
    }
    BOOST_TEST((codec::stream_of("\x03rest").error() == errc::unknown_schema));
}

BOOST_AUTO_TEST_SUITE_END()
