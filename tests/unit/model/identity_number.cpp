#include <acikkapi/identity.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_identity_number)
namespace {

bool is_number(std::string_view text)
{
    return identity_number::parse(text).has_value();
}

// The least number with these nine digits: the check digits are found by trying.
std::string completed(const std::string& nine)
{
    std::string found;
    for (int i = 0; i < 100; ++i) {
        const std::string two = (i < 10 ? "0" : "") + std::to_string(i);
        if (is_number(nine + two)) {
            BOOST_TEST(found.empty(), nine << " has two pairs of check digits");
            found = nine + two;
        }
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_citizens_number_is_taken)
{
    for (const std::string text :
         {"12345678950", "55500011186", "10000000146", "19090909018", "11111111110"}) {
        const auto number = identity_number::parse(text);
        BOOST_REQUIRE_MESSAGE(number.has_value(), text);
        BOOST_TEST(number->str() == text);
        BOOST_TEST((number->kind() == identity_kind::citizen));
    }
}

BOOST_AUTO_TEST_CASE(a_foreigners_number_starts_with_99)
{
    for (const std::string text : {"99000000110", "99123456740", "99876543292"}) {
        const auto number = identity_number::parse(text);
        BOOST_REQUIRE_MESSAGE(number.has_value(), text);
        BOOST_TEST((number->kind() == identity_kind::foreigner));
    }
}

// 7 * 1 - 36 = -29: C++'s % alone would give a negative digit and refuse a right number.
BOOST_AUTO_TEST_CASE(a_negative_difference_counts_as_its_positive_remainder)
{
    BOOST_TEST(is_number("19090909018"));
    BOOST_TEST(!is_number("19090909000"));
}

BOOST_AUTO_TEST_CASE(wrong_check_digits_are_refused)
{
    for (const char* text : {"24081736558", "19090909000", "12345678901", "12345678905"}) {
        BOOST_TEST((identity_number::parse(text).error() == errc::bad_identity_number), text);
    }
}

BOOST_AUTO_TEST_CASE(a_number_never_starts_with_zero)
{
    BOOST_TEST(!is_number("01234567890"));
    BOOST_TEST(!is_number("00000000000"));
    BOOST_TEST(completed("000000000").empty());
}

BOOST_AUTO_TEST_CASE(anything_but_eleven_ascii_digits_is_refused)
{
    for (const char* text :
         {"",
          "1000000014",
          "100000001460",
          " 10000000146",
          "1000000014 ",
          "+0000000146",
          "1000000014x",
          "10000-00146",
          "1000000014\xd9\xa6"}) {
        BOOST_TEST(!is_number(text), text);
    }
    BOOST_TEST(!is_number(std::string{"1000000014\0", 11}));
}

BOOST_AUTO_TEST_CASE(nine_digits_have_one_pair_of_check_digits)
{
    for (const char* nine : {"100000001", "123456789", "190909090", "999999999", "987654321"}) {
        BOOST_TEST(completed(nine).size() == 11U, nine);
    }
}

BOOST_AUTO_TEST_CASE(every_single_wrong_digit_is_caught)
{
    for (const std::string right :
         {"12345678950",
          "55500011186",
          "10000000146",
          "19090909018",
          "99000000110",
          "99123456740",
          "99876543292"}) {
        for (std::size_t place = 0; place < right.size(); ++place) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = right;
                wrong[place] = digit;
                BOOST_TEST(is_number(wrong) == (wrong == right), wrong);
            }
        }
    }
}

// The checksum is no proof: one swap in ten passes. Nobody may rely on more than it gives.
BOOST_AUTO_TEST_CASE(some_swaps_of_neighbours_pass)
{
    BOOST_TEST(!is_number("21345678950"));
    BOOST_TEST(is_number("10000000528"));
    BOOST_TEST(is_number("10000005028"));
}

BOOST_AUTO_TEST_CASE(numbers_are_equal_if_their_digits_are)
{
    const auto one = identity_number::parse("10000000146").value();
    BOOST_TEST((one == identity_number::parse("10000000146").value()));
    BOOST_TEST((one != identity_number::parse("12345678950").value()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
