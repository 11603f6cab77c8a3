#include "codec/snapshot_codec.hpp"
#include "golden.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <limits>

BOOST_AUTO_TEST_SUITE(codec_snapshot_codec)

using namespace acikkapi;
using codec::decode_snapshot;
using codec::encode_snapshot;
using samples::bytes;
using samples::hex;

namespace {

void survives(const codec::snapshot& value)
{
    const std::string row = encode_snapshot(value);
    const auto again = decode_snapshot(row);
    BOOST_TEST_REQUIRE(again.has_value());
    BOOST_TEST((*again == value));
    BOOST_TEST(hex(encode_snapshot(*again)) == hex(row));
}

void survives_with(const std::function<void(codec::snapshot&)>& change)
{
    codec::snapshot value = samples::snapshot();
    change(value);
    BOOST_TEST((value != samples::snapshot()));
    survives(value);
}

error_code error_of(std::string_view row)
{
    const auto read = decode_snapshot(row);
    return read ? error_code{} : read.error();
}

bool is_refused(const std::function<void(codec::snapshot&)>& change)
{
    codec::snapshot value = samples::snapshot();
    change(value);
    return error_of(encode_snapshot(value)) == errc::corrupt_snapshot;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_snapshot_comes_back_as_it_was)
{
    survives(samples::snapshot());
    survives(codec::snapshot{});
}

BOOST_AUTO_TEST_CASE(every_member_comes_back)
{
    survives_with([](codec::snapshot& v) { v.closed = false; });
    survives_with([](codec::snapshot& v) { v.last_at = instant::min(); });
    survives_with([](codec::snapshot& v) { v.last_at = instant::max(); });
    survives_with([](codec::snapshot& v) { v.events.back() = position{~std::uint64_t{0}}; });
    survives_with([](codec::snapshot& v) { v.refusals.clear(); });
    survives_with([](codec::snapshot& v) { v.keys.clear(); });
    survives_with([](codec::snapshot& v) { v.keys.front().key = samples::key(9); });
    survives_with([](codec::snapshot& v) { v.keys.front().command_hash = ~std::uint64_t{0}; });
    survives_with([](codec::snapshot& v) { v.keys.front().after = 4; });
    survives_with([](codec::snapshot& v) { v.keys.front().events = 0; });
    survives_with([](codec::snapshot& v) { v.keys.back().refused_with = -1; });
    survives_with([](codec::snapshot& v) { v.state.type = 65'535; });
    survives_with([](codec::snapshot& v) { v.state.schema = 65'535; });
    survives_with([](codec::snapshot& v) { v.state.clear.clear(); });
    survives_with([](codec::snapshot& v) { v.state.personal.clear(); });
    survives_with([](codec::snapshot& v) { v.state.personal = std::string(100'000, 'p'); });
}

BOOST_AUTO_TEST_CASE(a_long_life_is_kept)
{
    codec::snapshot value;
    value.at = 5'000;
    for (std::uint64_t i = 0; i < value.at; ++i) {
        value.events.push_back(position{1 + i * i * 3});
        value.refusals.push_back(position{2 + i * i * 3 + i});
        value.keys.push_back({samples::key(static_cast<unsigned>(i)), i, i + 1, 1, 0});
    }
    survives(value);
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_the_first_release)
{
    BOOST_TEST(hex(encode_snapshot(samples::snapshot())) == golden::snapshot_full);
    BOOST_TEST((decode_snapshot(bytes(golden::snapshot_full)).value() == samples::snapshot()));
    BOOST_TEST(hex(encode_snapshot({})) == golden::snapshot_empty);
    BOOST_TEST((decode_snapshot(bytes(golden::snapshot_empty)).value() == codec::snapshot{}));
}

BOOST_AUTO_TEST_CASE(the_personal_part_of_the_state_is_the_tail)
{
    const auto value = samples::snapshot();
    const std::string row = encode_snapshot(value);
    BOOST_TEST(row.ends_with(value.state.clear + value.state.personal));
    BOOST_TEST(row.find(value.state.personal) == row.size() - value.state.personal.size());
}

// An application has a handful of events, mostly near each other: one or two bytes each.
BOOST_AUTO_TEST_CASE(positions_near_each_other_take_little_room)
{
    codec::snapshot value;
    value.at = 4;
    value.events = {
        position{9'000'000}, position{9'000'001}, position{9'000'120}, position{9'000'200}};
    const std::size_t before = encode_snapshot({}).size();
    BOOST_TEST(encode_snapshot(value).size() - before == 4U + 3U);
}

BOOST_AUTO_TEST_CASE(a_later_format_is_not_guessed_at)
{
    std::string row = encode_snapshot(samples::snapshot());
    for (unsigned format = 3; format < 256; ++format) {
        row.front() = static_cast<char>(format);
        BOOST_TEST((error_of(row) == errc::unknown_schema));
    }
    row.front() = 0;
    BOOST_TEST((error_of(row) == errc::corrupt_snapshot));
    BOOST_TEST((error_of("") == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(positions_that_do_not_rise_are_refused)
{
    // format, closed, at, last_at, steps of the events, refusals, keys, type, schema, clear
    BOOST_TEST((error_of(bytes("01 00 02 00 0101 00 00 01 01 00")) == error_code{}));
    BOOST_TEST((error_of(bytes("01 00 02 00 0100 00 00 01 01 00")) == errc::corrupt_snapshot));
    BOOST_TEST((error_of(bytes("01 00 02 00 0001 00 00 01 01 00")) == errc::corrupt_snapshot));
    BOOST_TEST((error_of(bytes("01 00 00 00 02 0103 00 00 00 00")) == error_code{}));
    BOOST_TEST((error_of(bytes("01 00 00 00 02 0100 00 00 00 00")) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(positions_beyond_the_last_number_are_refused)
{
    const std::string most = "ffffffffffffffffff01";
    BOOST_TEST((error_of(bytes("01 00 01 00" + most + "00 00 01 01 00")) == error_code{}));
    BOOST_TEST(
        (error_of(bytes("01 00 02 00" + most + "01 00 00 01 01 00")) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(a_version_that_its_events_cannot_make_up_is_refused)
{
    BOOST_TEST(
        (error_of(bytes("01 00 ffffffffffffffffff01 00 0101 00 00 01 01 00")) ==
         errc::corrupt_snapshot));
    BOOST_TEST((error_of(bytes("01 00 03 00 0101 00 00 01 01 00")) == errc::corrupt_snapshot));
    BOOST_TEST((error_of(bytes("01 00 01 00 0101 00 00 01 01 00")) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(more_refusals_or_keys_than_bytes_are_refused)
{
    BOOST_TEST((
        error_of(bytes("01 00 00 00 ffffffffffffffffff01 00 01 01 00")) == errc::corrupt_snapshot));
    BOOST_TEST((
        error_of(bytes("01 00 00 00 00 ffffffffffffffffff01 01 01 00")) == errc::corrupt_snapshot));
    BOOST_TEST((error_of(bytes("01 00 00 00 00 01 01 01 00")) == errc::corrupt_snapshot));
}

BOOST_AUTO_TEST_CASE(a_closed_flag_is_zero_or_one)
{
    BOOST_TEST((error_of(bytes("01 02 00 00 00 00 00 00 00")) == errc::corrupt_snapshot));
    BOOST_TEST((error_of(bytes("01 01 00 00 00 00 00 00 00")) == error_code{}));
}

BOOST_AUTO_TEST_CASE(an_answer_to_a_key_that_cannot_be_is_refused)
{
    BOOST_TEST(is_refused([](codec::snapshot& v) { v.keys.front().after = 5; }));
    BOOST_TEST(is_refused([](codec::snapshot& v) { v.keys.front().events = 2; }));
    BOOST_TEST(is_refused([](codec::snapshot& v) { v.keys.back().events = 1; }));
}

BOOST_AUTO_TEST_SUITE_END()
