#include "journal/head.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(journal_head)

namespace {

using namespace acikkapi;
using namespace acikkapi::journal;
using namespace std::string_literals;

const head_row some_head{position{9}, stream_id{4}, position{7}};
const std::string head_bytes = "\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0\x04\0\0\0\0\0\0\0\x07"s;
const store_row some_store{1, "tally", "0123456789abcdef"};
const std::string store_bytes = "\0\0\0\0\0\0\0\x01"s + "0123456789abcdef" + "tally";

std::string flipped(std::string bytes, std::size_t bit)
{
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1U << (bit % 8)));
    return bytes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_head_is_three_numbers_and_is_written_so_for_ever)
{
    BOOST_TEST((encode_head(some_head) == head_bytes));
    BOOST_TEST((decode_head(head_bytes).value() == some_head));
}

BOOST_AUTO_TEST_CASE(a_head_of_any_other_length_is_corrupt)
{
    for (std::size_t size = 0; size < head_bytes.size(); ++size) {
        BOOST_TEST((decode_head(head_bytes.substr(0, size)).error() == errc::corrupt_journal));
    }
    BOOST_TEST((decode_head(head_bytes + '\0').error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_CASE(a_head_with_any_bit_turned_is_corrupt_or_another_head)
{
    for (std::size_t bit = 0; bit < head_bytes.size() * 8; ++bit) {
        const auto read = decode_head(flipped(head_bytes, bit));
        BOOST_TEST((!read || *read != some_head), bit);
        BOOST_TEST((read || read.error() == errc::corrupt_journal), bit);
    }
}

// Each stream has an event of its own, and a letter follows from one.
BOOST_AUTO_TEST_CASE(a_head_with_more_letters_than_events_or_an_id_that_is_no_serial_is_corrupt)
{
    BOOST_TEST(
        decode_head(encode_head({position{3}, stream_id{999'999'999}, position{3}})).has_value());
    for (const head_row& bad :
         {head_row{position{3}, stream_id{1'000'000'000}, position{0}},
          head_row{position{3}, stream_id{0}, position{4}}}) {
        BOOST_TEST((decode_head(encode_head(bad)).error() == errc::corrupt_journal));
    }
}

BOOST_AUTO_TEST_CASE(a_store_row_is_format_key_check_and_name_for_ever)
{
    BOOST_TEST((encode_store(some_store) == store_bytes));
    BOOST_TEST((decode_store(store_bytes).value() == some_store));
}

BOOST_AUTO_TEST_CASE(a_store_row_without_a_name_is_corrupt)
{
    for (std::size_t size = 0; size <= 24; ++size) {
        BOOST_TEST((decode_store(store_bytes.substr(0, size)).error() == errc::corrupt_journal));
    }
    BOOST_TEST(decode_store(store_bytes.substr(0, 25)).value().workflow == "t");
}

BOOST_AUTO_TEST_CASE(a_store_of_any_other_format_is_not_read)
{
    for (std::size_t bit = 0; bit < 64; ++bit) {
        const auto read = decode_store(flipped(store_bytes, bit));
        BOOST_TEST((read.error() == errc::unknown_schema), bit);
    }
}

BOOST_AUTO_TEST_CASE(a_store_row_with_any_later_bit_turned_is_another_row)
{
    for (std::size_t bit = 64; bit < store_bytes.size() * 8; ++bit) {
        BOOST_TEST((decode_store(flipped(store_bytes, bit)).value() != some_store), bit);
    }
}

BOOST_AUTO_TEST_CASE(what_a_restored_store_remembers_is_two_numbers_for_ever)
{
    const restored_row some{restore_epoch{5}, position{9}};
    const std::string bytes = "\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0\x09"s;
    BOOST_TEST((encode_restored(some) == bytes));
    BOOST_TEST((decode_restored(bytes).value() == some));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        BOOST_TEST((decode_restored(bytes.substr(0, size)).error() == errc::corrupt_journal));
    }
    BOOST_TEST((decode_restored(bytes + '\0').error() == errc::corrupt_journal));
    BOOST_TEST((decode_restored(std::string(16, '\0')).error() == errc::corrupt_journal));
}

BOOST_AUTO_TEST_SUITE_END()
