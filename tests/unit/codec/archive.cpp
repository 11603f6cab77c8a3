#include "codec/archive.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <random>

BOOST_AUTO_TEST_SUITE(codec_archive)

using namespace acikkapi;
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
bool readable(std::string_view text)
{
    T value{};
    const std::string input = bytes(text);
    reader in{input};
    in(value);
    return in.done();
}

template <class T>
T read_back(const T& value)
{
    const std::string out = written(value);
    T again{};
    reader in{out};
    in(again);
    BOOST_TEST(in.done());
    return again;
}

template <class T>
void is_written_as(const T& value, std::string_view expected)
{
    BOOST_TEST(hex(written(value)) == expected);
    BOOST_TEST((read_back(value) == value));
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_unsigned_number_takes_as_many_sevens_of_bits_as_it_needs)
{
    is_written_as(std::uint64_t{0}, "00");
    is_written_as(std::uint64_t{1}, "01");
    is_written_as(std::uint64_t{127}, "7f");
    is_written_as(std::uint64_t{128}, "8001");
    is_written_as(std::uint64_t{300}, "ac02");
    is_written_as(std::uint64_t{16'383}, "ff7f");
    is_written_as(std::uint64_t{16'384}, "808001");
    is_written_as(std::numeric_limits<std::uint32_t>::max(), "ffffffff0f");
    is_written_as(std::numeric_limits<std::uint64_t>::max(), "ffffffffffffffffff01");
    is_written_as(std::uint64_t{1} << 63U, "80808080808080808001");
    is_written_as(std::uint16_t{65'535}, "ffff03");
}

BOOST_AUTO_TEST_CASE(a_signed_number_near_zero_is_short_on_both_sides)
{
    is_written_as(std::int64_t{0}, "00");
    is_written_as(std::int64_t{-1}, "01");
    is_written_as(std::int64_t{1}, "02");
    is_written_as(std::int32_t{-64}, "7f");
    is_written_as(std::int32_t{64}, "8001");
    is_written_as(std::numeric_limits<std::int32_t>::min(), "ffffffff0f");
    is_written_as(std::numeric_limits<std::int32_t>::max(), "feffffff0f");
    is_written_as(std::numeric_limits<std::int64_t>::min(), "ffffffffffffffffff01");
    is_written_as(std::numeric_limits<std::int64_t>::max(), "feffffffffffffffff01");
}

BOOST_AUTO_TEST_CASE(a_small_number_and_a_truth_value_take_one_byte)
{
    is_written_as(std::uint8_t{0}, "00");
    is_written_as(std::uint8_t{255}, "ff");
    is_written_as(std::int8_t{-1}, "ff");
    is_written_as(std::int8_t{127}, "7f");
    is_written_as(true, "01");
    is_written_as(false, "00");
}

BOOST_AUTO_TEST_CASE(a_truth_value_is_zero_or_one_and_nothing_else)
{
    for (unsigned byte = 2; byte < 256; ++byte) {
        const std::string input(1, static_cast<char>(byte));
        bool value = true;
        reader in{input};
        in(value);
        BOOST_TEST(!in.ok());
        BOOST_TEST(!value);
    }
}

BOOST_AUTO_TEST_CASE(a_number_has_one_spelling_only)
{
    for (const auto* longer : {"8000", "ff00", "808000", "81808000", "80808080808080808000"}) {
        BOOST_TEST_CONTEXT(longer)
        {
            BOOST_TEST(!readable<std::uint64_t>(longer));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_number_of_more_than_64_bits_is_refused)
{
    for (const auto* larger :
         {"ffffffffffffffffff02",
          "ffffffffffffffffff7f",
          "80808080808080808002",
          "ffffffffffffffffff8101",
          "8080808080808080808001",
          "ffffffffffffffffffff"}) {
        BOOST_TEST_CONTEXT(larger)
        {
            BOOST_TEST(!readable<std::uint64_t>(larger));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_number_that_its_type_cannot_hold_is_refused)
{
    BOOST_TEST(readable<std::uint16_t>("ffff03"));
    BOOST_TEST(!readable<std::uint16_t>("808004"));
    BOOST_TEST(!readable<std::uint32_t>("8080808010"));
    BOOST_TEST(!readable<std::int32_t>("8080808010"));
    BOOST_TEST(!readable<std::int32_t>("8180808010"));
    BOOST_TEST(!readable<std::int16_t>("808004"));
    BOOST_TEST(readable<std::int16_t>("ffff03"));
}

BOOST_AUTO_TEST_CASE(a_cut_number_is_refused)
{
    BOOST_TEST(!readable<std::uint64_t>(""));
    BOOST_TEST(!readable<std::uint64_t>("80"));
    BOOST_TEST(!readable<std::uint64_t>("ffffffffffffffffff"));
    BOOST_TEST(!readable<std::uint8_t>(""));
    BOOST_TEST(!readable<bool>(""));
}

BOOST_AUTO_TEST_CASE(a_text_is_its_length_and_its_bytes)
{
    is_written_as(std::string{}, "00");
    is_written_as(std::string{"yol"}, "03796f6c");
    is_written_as(std::string("\0\xff", 2), "0200ff");
    is_written_as(std::string(200, 'x'), "c801" + hex(std::string(200, 'x')));
    is_written_as(std::string{"İğ"}, "04c4b0c49f");
}

BOOST_AUTO_TEST_CASE(a_text_longer_than_what_is_left_is_refused)
{
    BOOST_TEST(!readable<std::string>("01"));
    BOOST_TEST(!readable<std::string>("04796f6c"));
    BOOST_TEST(!readable<std::string>("ffffffffffffffffff01796f6c"));
    BOOST_TEST(!readable<std::string>("ffffffff7f796f6c"));
    BOOST_TEST(!readable<std::string>("8000"));
}

BOOST_AUTO_TEST_CASE(a_list_is_its_length_and_its_elements)
{
    is_written_as(std::vector<std::uint64_t>{}, "00");
    is_written_as(std::vector<std::uint64_t>{1, 300}, "0201ac02");
    is_written_as(
        std::vector<std::string>{"a", "", "bc"},
        "030161000262"
        "63");
    is_written_as(
        std::vector<std::vector<std::uint8_t>>{{1}, {}, {2, 3}},
        "0301010002"
        "0203");
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_fit_is_refused_before_room_is_made)
{
    using list = std::vector<std::string>;
    BOOST_TEST(!readable<list>("ffffffffffffffffff01"));
    BOOST_TEST(!readable<list>("ffffffff0f00"));
    BOOST_TEST(!readable<list>("03"
                               "0000"));

    list value;
    const std::string input = bytes("ffffffff0f0000");
    reader in{input};
    in(value);
    BOOST_TEST(value.capacity() == 0U);
}

BOOST_AUTO_TEST_CASE(a_list_with_a_bad_element_is_refused)
{
    BOOST_TEST(!readable<std::vector<std::uint64_t>>("0280008001"));
}

BOOST_AUTO_TEST_CASE(an_optional_value_is_a_flag_and_the_value)
{
    is_written_as(std::optional<std::uint8_t>{}, "00");
    is_written_as(std::optional<std::uint8_t>{7}, "0107");
    is_written_as(std::optional<std::string>{""}, "0100");
    BOOST_TEST(!readable<std::optional<std::uint8_t>>("01"));
    BOOST_TEST(!readable<std::optional<std::uint8_t>>("0207"));
}

BOOST_AUTO_TEST_CASE(a_hash_is_its_bytes_without_a_length)
{
    is_written_as(samples::key(0xf0), "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    BOOST_TEST(!readable<key_hash>("f0f1f2"));
}

BOOST_AUTO_TEST_CASE(a_fixed_number_is_eight_bytes_lowest_first)
{
    std::string out;
    writer{out}.fixed64(0x0123'4567'89ab'cdef);
    BOOST_TEST(hex(out) == "efcdab8967452301");
    reader in{out};
    BOOST_TEST(in.fixed64() == 0x0123'4567'89ab'cdefU);
    BOOST_TEST(in.done());

    reader cut{std::string_view{out}.substr(1)};
    BOOST_TEST(cut.fixed64() == 0U);
    BOOST_TEST(!cut.ok());
}

BOOST_AUTO_TEST_CASE(an_id_is_a_number)
{
    is_written_as(position{300}, "ac02");
    is_written_as(stream_id{0}, "00");
}

BOOST_AUTO_TEST_CASE(after_a_fault_everything_is_default_and_the_fault_stays)
{
    const std::string input = bytes("02"
                                    "0501"
                                    "03796f6c"
                                    "ff01");
    reader in{input};
    bool flag = true;
    std::uint32_t number = 9;
    std::string text = "before";
    std::vector<std::string> list{"before"};
    std::optional<std::string> maybe = "before";
    in(flag, number, text, list, maybe);
    BOOST_TEST(!in.ok());
    BOOST_TEST(!in.done());
    BOOST_TEST(in.left() == 0U);
    BOOST_TEST(!flag);
    BOOST_TEST(number == 0U);
    BOOST_TEST(text.empty());
    BOOST_TEST(list.empty());
    BOOST_TEST(!maybe.has_value());
    BOOST_TEST(in.byte() == 0);
    BOOST_TEST(in.varint() == 0U);
    BOOST_TEST(in.raw(0).empty());
    BOOST_TEST(!in.ok());
}

BOOST_AUTO_TEST_CASE(bytes_left_over_are_a_fault_at_the_end)
{
    BOOST_TEST(!readable<bool>("0101"));
    BOOST_TEST(!readable<std::string>("0161"
                                      "00"));
}

BOOST_AUTO_TEST_CASE(the_rest_is_read_as_it_is)
{
    const std::string input = bytes("01ffee");
    reader in{input};
    bool flag = false;
    in(flag);
    BOOST_TEST(hex(in.all()) == "ffee");
    BOOST_TEST(in.done());
    BOOST_TEST(in.all().empty());
    BOOST_TEST(in.done());
}

BOOST_AUTO_TEST_CASE(zigzag_and_back_is_the_same_number)
{
    for (const std::int64_t value :
         {std::int64_t{0},
          std::int64_t{-1},
          std::int64_t{1},
          std::int64_t{-2},
          std::numeric_limits<std::int64_t>::min(),
          std::numeric_limits<std::int64_t>::max()}) {
        BOOST_TEST(codec::unzigzag(codec::zigzag(value)) == value);
    }
}

// One value, one spelling: otherwise two hashes could stand for the same fact.
BOOST_AUTO_TEST_CASE(what_is_read_is_written_again_byte_for_byte)
{
    std::mt19937_64 random{20'260'302};
    unsigned accepted = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string input(1 + random() % 11, '\0');
        for (char& c : input) {
            c = static_cast<char>(random());
        }
        std::uint64_t value = 0;
        reader in{input};
        in(value);
        if (in.done()) {
            ++accepted;
            BOOST_TEST_REQUIRE(hex(written(value)) == hex(input));
        }
    }
    BOOST_TEST(accepted > 1'000U);
}

BOOST_AUTO_TEST_CASE(every_two_bytes_are_one_number_or_none)
{
    unsigned accepted = 0;
    for (unsigned both = 0; both < 65'536; ++both) {
        const std::string input{static_cast<char>(both & 255U), static_cast<char>(both >> 8U)};
        std::uint64_t value = 0;
        reader in{input};
        in(value);
        if (in.done()) {
            ++accepted;
            BOOST_TEST_REQUIRE(value >= 128U);
            BOOST_TEST_REQUIRE(hex(written(value)) == hex(input));
        }
    }
    BOOST_TEST(accepted == 128U * 127U);
}

BOOST_AUTO_TEST_SUITE_END()
