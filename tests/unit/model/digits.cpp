#include "model/digits.hpp"

#include <boost/test/unit_test.hpp>

namespace acikkapi::model {

BOOST_AUTO_TEST_SUITE(model_digits)

BOOST_AUTO_TEST_CASE(only_the_ten_ascii_digits_are_digits)
{
    int digits = 0;
    for (int value = 0; value < 256; ++value) {
        digits += is_digit(static_cast<char>(value)) ? 1 : 0;
    }
    BOOST_TEST(digits == 10);
    BOOST_TEST(is_digit('0'));
    BOOST_TEST(is_digit('9'));
}

BOOST_AUTO_TEST_CASE(nothing_is_not_all_digits)
{
    BOOST_TEST(!all_digits(""));
    BOOST_TEST(all_digits("0"));
    BOOST_TEST(!all_digits("12a"));
}

BOOST_AUTO_TEST_CASE(leading_zeros_are_read_and_written)
{
    BOOST_TEST(number("007") == 7U);
    BOOST_TEST(padded(7, 3) == "007");
    BOOST_TEST(padded(0, 1) == "0");
    BOOST_TEST(number("999999999999999999") == 999'999'999'999'999'999U);
    BOOST_TEST(padded(999'999'999, 9) == "999999999");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::model
