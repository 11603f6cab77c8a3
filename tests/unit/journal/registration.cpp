#include "journal/registration.hpp"

#include <boost/test/unit_test.hpp>

namespace acikkapi::journal {

BOOST_AUTO_TEST_SUITE(journal_registration)
namespace {

const registration accepted{stream_id{7}, 0xfedcba9876543210U, 0, position{41}, 2};
const registration refused{no_stream, 5, static_cast<std::int32_t>(errc::bad_text), position{9}, 0};

bool is_damaged(const registration& value)
{
    const auto read = decode_registration(encode_registration(value));
    return read.has_error() && read.error() == errc::corrupt_snapshot;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_written_is_read)
{
    for (const auto& value : {accepted, refused}) {
        const auto read = decode_registration(encode_registration(value));
        BOOST_TEST_REQUIRE(read.has_value());
        BOOST_TEST((*read == value));
    }
}

BOOST_AUTO_TEST_CASE(a_row_of_another_length_is_damaged)
{
    const auto bytes = encode_registration(accepted);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        BOOST_TEST(decode_registration(std::string_view{bytes}.substr(0, size)).has_error());
    }
    BOOST_TEST(decode_registration(bytes + '\0').has_error());
}

BOOST_AUTO_TEST_CASE(a_row_that_says_both_yes_and_no_is_damaged)
{
    auto both = accepted;
    both.refused_with = 3;
    BOOST_TEST(is_damaged(both));
    auto neither = accepted;
    neither.stream = no_stream;
    BOOST_TEST(is_damaged(neither));
}

BOOST_AUTO_TEST_CASE(a_row_without_its_events_or_its_place_is_damaged)
{
    auto no_events = accepted;
    no_events.events = 0;
    BOOST_TEST(is_damaged(no_events));
    auto no_place = accepted;
    no_place.first = position{0};
    BOOST_TEST(is_damaged(no_place));
    auto events_of_nothing = refused;
    events_of_nothing.events = 1;
    BOOST_TEST(is_damaged(events_of_nothing));
}

BOOST_AUTO_TEST_CASE(a_reason_that_is_no_number_of_ours_is_damaged)
{
    auto bytes = encode_registration(refused);
    bytes[16] = '\x01';  // The highest byte of the reason.
    BOOST_TEST(decode_registration(bytes).has_error());
}

BOOST_AUTO_TEST_CASE(the_row_lies_under_the_hash_of_the_key)
{
    key_hash key{};
    key.front() = std::byte{1};
    key.back() = std::byte{255};
    const auto row = registration_key(key);
    BOOST_TEST(row.size() == key.size());
    BOOST_TEST(row.front() == '\x01');
    BOOST_TEST(row.back() == '\xff');
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::journal
