#include "codec/values.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(codec_values)

using namespace acikkapi;
using namespace std::chrono_literals;
using codec::reader;
using codec::writer;
using samples::bytes;
using samples::hex;

namespace {

template <class T>
std::string written(const T& value)
{
    std::string out;
    writer{out}(value);
    return out;
}

template <class T>
void is_written_as(const T& value, T again, std::string_view expected)
{
    const std::string out = written(value);
    BOOST_TEST(hex(out) == expected);
    reader in{out};
    in(again);
    BOOST_TEST(in.done());
    BOOST_TEST((again == value));
}

/// @param value  Overwritten; a type without a default needs one to read into.
template <class T>
bool readable(std::string_view input, T value = T{})
{
    reader in{input};
    in(value);
    return in.done();
}

template <class E>
void has_values(unsigned first, unsigned last)
{
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string input(1, static_cast<char>(byte));
        const bool right = byte >= first && byte <= last;
        E value{};
        reader in{input};
        in(value);
        BOOST_TEST_CONTEXT(byte)
        {
            BOOST_TEST(in.done() == right);
        }
        BOOST_TEST((!right || static_cast<unsigned>(value) == byte));
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_kind_outside_its_list_is_refused)
{
    has_values<status>(0, 11);
    has_values<notice_state>(0, 5);
    has_values<notice>(1, 4);
    has_values<outcome>(1, 4);
    has_values<closing>(1, 6);
    has_values<return_reason>(1, 5);
    has_values<language>(1, 3);
    has_values<counting>(1, 2);
    has_values<delivery>(1, 6);
    has_values<commands::contact_means>(1, 3);
    has_values<commands::contact_result>(1, 3);
}

BOOST_AUTO_TEST_CASE(a_usual_name_takes_one_byte)
{
    is_written_as(channels::desk(), {}, "41");
    is_written_as(channels::web(), {}, "42");
    is_written_as(channels::mobile(), {}, "43");
    is_written_as(channels::engine(), {}, "44");
    is_written_as(actor::parse("citizen").value(), {}, "45");
    is_written_as(actor::parse("engine").value(), {}, "44");
}

BOOST_AUTO_TEST_CASE(another_name_is_its_length_and_its_bytes)
{
    is_written_as(actor{}, actor::parse("x").value(), "00");
    is_written_as(actor::parse("unit:7").value(), {}, "06756e69743a37");
    const std::string longest(64, 'a');
    is_written_as(actor::parse(longest).value(), {}, "40" + hex(longest));
}

BOOST_AUTO_TEST_CASE(a_text_that_is_no_name_is_refused)
{
    BOOST_TEST(readable<actor>(bytes("03612d62")));
    BOOST_TEST(!readable<actor>(bytes("03612062")));  // a blank
    BOOST_TEST(!readable<actor>(bytes("02c59f")));    // a Turkish letter
    BOOST_TEST(!readable<actor>(bytes("0100")));
    BOOST_TEST(!readable<actor>(bytes("017f")));
    BOOST_TEST(!readable<actor>(bytes("0361")));
}

BOOST_AUTO_TEST_CASE(a_usual_name_spelled_out_is_refused)
{
    BOOST_TEST(!readable<channel>(bytes("04" + hex("desk"))));
    BOOST_TEST(!readable<actor>(bytes("07" + hex("citizen"))));
    BOOST_TEST(readable<channel>(bytes("04" + hex("disk"))));
}

BOOST_AUTO_TEST_CASE(a_usual_name_that_is_not_known_is_refused)
{
    BOOST_TEST(!readable<channel>(bytes("46")));
    BOOST_TEST(!readable<channel>(bytes("46" + hex(std::string(70, 'a')))));
    BOOST_TEST(!readable<channel>(bytes("ffffffffffffffffff01")));
}

BOOST_AUTO_TEST_CASE(a_province_is_its_plate_code)
{
    const auto other = province::from_plate(1).value();
    is_written_as(samples::istanbul(), other, "22");
    BOOST_TEST(readable(bytes("51"), other));
    BOOST_TEST(!readable(bytes("00"), other));
    BOOST_TEST(!readable(bytes("52"), other));
    BOOST_TEST(!readable(bytes("ff"), other));
    BOOST_TEST(!readable(bytes(""), other));
}

BOOST_AUTO_TEST_CASE(a_unit_is_its_number_and_none_is_zero)
{
    is_written_as(unit_id{}, samples::roads(), "00");
    is_written_as(samples::parks(), {}, "2a");
    is_written_as(samples::roads(), {}, "d19dcb0b");
    is_written_as(unit_id::parse("99999999").value(), {}, "ffc1d72f");
    BOOST_TEST(!readable<unit_id>(bytes("80c2d72f")));  // 100,000,000
    BOOST_TEST(!readable<unit_id>(bytes("ffffffffffffffffff01")));
}

BOOST_AUTO_TEST_CASE(an_application_number_is_year_plate_and_serial)
{
    is_written_as(application_number{}, samples::number(), "00");
    is_written_as(samples::number(), {}, "ea0f22d7dffe16");
    const auto last = province::from_plate(81).value();
    is_written_as(
        application_number::make(last, 2999, 999'999'999).value(), {}, "b71751ff93ebdc03");
    is_written_as(
        application_number::make(province::from_plate(1).value(), 1900, 0).value(), {}, "ec0e0100");
}

BOOST_AUTO_TEST_CASE(an_application_number_with_a_part_out_of_range_is_refused)
{
    BOOST_TEST(!readable<application_number>(bytes("ea0f"
                                                   "00"
                                                   "01")));  // no province
    BOOST_TEST(!readable<application_number>(bytes("ea0f"
                                                   "52"
                                                   "01")));  // province 82
    BOOST_TEST(!readable<application_number>(bytes("eb0e"
                                                   "22"
                                                   "01")));  // year 1899
    BOOST_TEST(!readable<application_number>(bytes("b817"
                                                   "22"
                                                   "01")));  // year 3000
    BOOST_TEST(!readable<application_number>(bytes("ea0f"
                                                   "22"
                                                   "8094ebdc03")));  // serial 10^9
    BOOST_TEST(!readable<application_number>(bytes("ffffffffffffffffff01"
                                                   "22"
                                                   "01")));
    BOOST_TEST(!readable<application_number>(bytes("ea0f"
                                                   "22")));
}

BOOST_AUTO_TEST_CASE(an_identity_number_is_its_digits_and_none_is_empty)
{
    using maybe = std::optional<identity_number>;
    is_written_as(maybe{}, maybe{identity_number::parse("10000000146").value()}, "00");
    is_written_as(
        maybe{identity_number::parse("10000000146").value()}, maybe{}, "0b" + hex("10000000146"));
}

BOOST_AUTO_TEST_CASE(an_identity_number_with_wrong_check_digits_is_refused)
{
    using maybe = std::optional<identity_number>;
    BOOST_TEST(!readable<maybe>(bytes("0b" + hex("10000000147"))));
    BOOST_TEST(!readable<maybe>(bytes("0b" + hex("20000000146"))));
    BOOST_TEST(!readable<maybe>(bytes("0a" + hex("1000000014"))));
    BOOST_TEST(!readable<maybe>(bytes("0b" + hex("1000000014x"))));
}

BOOST_AUTO_TEST_CASE(a_phone_number_is_kept_in_its_international_form_only)
{
    using maybe = std::optional<phone>;
    is_written_as(maybe{}, maybe{phone::parse("+905321234567").value()}, "00");
    is_written_as(
        maybe{phone::parse("0532 123 45 67").value()}, maybe{}, "0d" + hex("+905321234567"));
    BOOST_TEST(!readable<maybe>(bytes("0b" + hex("05321234567"))));
    BOOST_TEST(!readable<maybe>(bytes("0e" + hex("+90532 1234567"))));
    BOOST_TEST(!readable<maybe>(bytes("01" + hex("+"))));
}

BOOST_AUTO_TEST_CASE(an_instant_is_its_microseconds)
{
    is_written_as(instant{}, samples::monday, "00");
    is_written_as(instant{} - 1us, {}, "01");
    is_written_as(instant{1s}, {}, "80897a");
    is_written_as(instant::min(), {}, "ffffffffffffffffff01");
    is_written_as(instant::max(), {}, "feffffffffffffffff01");
    BOOST_TEST(written(samples::monday).size() == 8U);
}

BOOST_AUTO_TEST_CASE(a_day_is_its_number)
{
    is_written_as(day{}, samples::monday_day, "00");
    is_written_as(samples::monday_day, {}, "c4c002");
    is_written_as(day{std::chrono::days{-1}}, {}, "01");
}

// Beyond these years the calendar functions of the standard library have no answer.
BOOST_AUTO_TEST_CASE(a_day_outside_the_years_that_can_be_named_is_refused)
{
    const day first{std::chrono::year::min() / 1 / 1};
    const day last{std::chrono::year::max() / 12 / 31};
    const auto read = [](day value) { return readable<day>(written(value)); };
    BOOST_TEST(read(first));
    BOOST_TEST(read(last));
    BOOST_TEST(!read(first - std::chrono::days{1}));
    BOOST_TEST(!read(last + std::chrono::days{1}));
    BOOST_TEST(!readable<day>(bytes("ffffffffffffffffff01")));
}

BOOST_AUTO_TEST_CASE(a_deadline_keeps_every_member)
{
    const auto clock = samples::service();
    is_written_as(
        clock,
        {},
        "02070101c4c002d6c002"
        "02"
        "c4c002c6c002"
        "c6c002c8c002"
        "01c8c002"
        "0c"
        "02");
    is_written_as(
        deadline_clock{},
        clock,
        "01070000"
        "00000000"
        "0000");
}

BOOST_AUTO_TEST_CASE(a_pause_that_ends_before_it_lasts_is_refused)
{
    BOOST_TEST(readable<paused_span>(bytes("0204")));
    BOOST_TEST(!readable<paused_span>(bytes("0202")));
    BOOST_TEST(!readable<paused_span>(bytes("0402")));
}

BOOST_AUTO_TEST_CASE(more_pauses_than_a_deadline_may_have_are_refused)
{
    deadline_clock clock;
    clock.pauses.assign(deadline_clock::pauses_max, {day{}, day{} + std::chrono::days{1}});
    BOOST_TEST(readable<deadline_clock>(written(clock)));
    clock.pauses.push_back(clock.pauses.front());
    BOOST_TEST(!readable<deadline_clock>(written(clock)));
}

BOOST_AUTO_TEST_CASE(a_person_keeps_every_member)
{
    is_written_as(person{}, samples::citizen(), "0000000000");
    const person someone = samples::citizen();
    is_written_as(
        someone,
        {},
        "0b" + hex("10000000146") + "0d" + hex("Ayşe Yılmaz") + "0d" + hex("+905321234567") + "10" +
            hex("ayse@example.org") + "16" + hex("Örnek Sok. 1, Şişli"));
}

BOOST_AUTO_TEST_CASE(a_link_keeps_every_member)
{
    is_written_as(acikkapi::link{stream_id{300}, true}, {}, "ac0201");
    is_written_as(acikkapi::link{}, {stream_id{1}, true}, "0000");
}

BOOST_AUTO_TEST_SUITE_END()
