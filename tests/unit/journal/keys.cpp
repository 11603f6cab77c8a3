#include "journal/keys.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <random>
#include <set>
#include <vector>

BOOST_AUTO_TEST_SUITE(journal_keys)

namespace {

using namespace acikkapi;
using namespace acikkapi::journal;
using namespace std::string_literals;

/// Numbers of every size, with those beside the places where a byte or the sign changes.
std::vector<std::uint64_t> numbers()
{
    std::vector<std::uint64_t> out{0, ~std::uint64_t{0}};
    for (unsigned bit = 0; bit < 64; ++bit) {
        const std::uint64_t one = std::uint64_t{1} << bit;
        out.insert(out.end(), {one - 1, one, one + 1});
    }
    std::mt19937_64 random{81};
    for (int i = 0; i < 200; ++i) {
        out.push_back(random() >> (random() % 64));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_in_keys_are_big_endian_for_ever)
{
    BOOST_TEST((big_endian(0x0102030405060708) == "\1\2\3\4\5\6\7\x08"s));
    BOOST_TEST((big_endian_signed(-1) == "\x7f\xff\xff\xff\xff\xff\xff\xff"s));
    BOOST_TEST((event_key(position{5}) == "\0\0\0\0\0\0\0\5"s));
    BOOST_TEST((stream_key(stream_id{6}) == "\0\0\0\0\0\0\0\6"s));
}

BOOST_AUTO_TEST_CASE(keys_lie_in_the_order_of_their_numbers)
{
    for (const auto a : numbers()) {
        for (const auto b : numbers()) {
            BOOST_REQUIRE_EQUAL(big_endian(a) < big_endian(b), a < b);
            const auto signed_a = static_cast<std::int64_t>(a);
            const auto signed_b = static_cast<std::int64_t>(b);
            BOOST_REQUIRE_EQUAL(
                big_endian_signed(signed_a) < big_endian_signed(signed_b), signed_a < signed_b);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_number_is_read_from_eight_bytes_and_no_others)
{
    for (const auto one : numbers()) {
        BOOST_REQUIRE_EQUAL(read_big_endian(big_endian(one)).value(), one);
    }
    for (std::size_t size = 0; size < 12; ++size) {
        BOOST_TEST(read_big_endian(std::string(size, 'x')).has_value() == (size == 8));
    }
}

BOOST_AUTO_TEST_CASE(ended_applications_lie_by_list_then_key_then_sort_then_stream)
{
    const std::vector<std::string> sorted{
        closed_key("state", "closed", -5, stream_id{9}),
        closed_key("state", "closed", 3, stream_id{1}),
        closed_key("state", "closed", 3, stream_id{2}),
        closed_key("state", "withdrawn", -9, stream_id{1}),
        closed_key("unit", "", 0, stream_id{1}),
    };
    BOOST_TEST(std::is_sorted(sorted.begin(), sorted.end()));
    BOOST_TEST((sorted[2] == "state\0closed\0\x80\0\0\0\0\0\0\3\0\0\0\0\0\0\0\2"s));
}

BOOST_AUTO_TEST_CASE(no_list_is_the_beginning_of_another)
{
    const std::vector<std::pair<std::string, std::string>> names{
        {"unit", "1"}, {"unit", "12"}, {"unit", ""}, {"uni", "t1"}, {"unit1", ""}, {"", "unit"}};
    for (const auto& a : names) {
        for (const auto& b : names) {
            const auto row = closed_key(b.first, b.second, 0, stream_id{1});
            BOOST_TEST(row.starts_with(closed_prefix(a.first, a.second)) == (a == b));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_two_figures_share_a_key)
{
    std::set<std::string> keys;
    for (const char* name : {"a", "ab", "b", ""}) {
        for (const char* key : {"a", "b", "ab", "", "bc"}) {
            BOOST_TEST(keys.insert(counter_key(name, key)).second);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
