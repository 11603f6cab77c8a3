#include <acikkapi/identity.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace acikkapi {

BOOST_AUTO_TEST_SUITE(model_phone)
namespace {

std::string read(std::string_view text)
{
    const auto number = phone::parse(text);
    return number ? number->str() : "refused";
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_international_number_is_kept_as_it_is)
{
    BOOST_TEST(read("+905321234567") == "+905321234567");
    BOOST_TEST(read("+4930901820") == "+4930901820");
    BOOST_TEST(read("+963112345678") == "+963112345678");
}

BOOST_AUTO_TEST_CASE(a_turkish_number_is_read_as_people_write_it)
{
    for (const char* text :
         {"0532 123 45 67",
          "05321234567",
          "0532-123-45-67",
          "0532.123.45.67",
          "(0532) 123 45 67",
          "0 (532) 123 45 67",
          "532 123 45 67",
          "+90 532 123 45 67",
          "+90 (532) 123-4567",
          "0090 532 123 45 67",
          "  0532/1234567 "}) {
        BOOST_TEST(read(text) == "+905321234567", text);
    }
    BOOST_TEST(read("(0212) 123-4567") == "+902121234567");
    BOOST_TEST(read("0850 123 45 67") == "+908501234567");
}

BOOST_AUTO_TEST_CASE(an_international_number_has_8_to_15_digits)
{
    BOOST_TEST(read("+4412345") == "refused");
    BOOST_TEST(read("+44123456") == "+44123456");
    BOOST_TEST(read("+441234567890123") == "+441234567890123");
    BOOST_TEST(read("+4412345678901234") == "refused");
}

BOOST_AUTO_TEST_CASE(no_country_code_starts_with_zero)
{
    BOOST_TEST(read("+0532123456") == "refused");
    BOOST_TEST(read("000532123456") == "refused");
}

BOOST_AUTO_TEST_CASE(a_turkish_number_has_ten_digits)
{
    for (const char* text :
         {"0532 123 45 6",
          "0532 123 45 678",
          "532 123 45 6",
          "+90 532 123 45 6",
          "+90 532 123 45 678",
          "+90 0532 123 45 67",
          "444 1 444"}) {
        BOOST_TEST(read(text) == "refused", text);
    }
}

BOOST_AUTO_TEST_CASE(no_area_or_operator_starts_with_0_1_6_7_or_9)
{
    for (char first = '0'; first <= '9'; ++first) {
        const bool known = std::string_view{"23458"}.find(first) != std::string_view::npos;
        const std::string national = first + std::string{"121234567"};
        BOOST_TEST((read("+90" + national) != "refused") == known, national);
        BOOST_TEST((read("0" + national) == "+90" + national) == known, national);
    }
}

BOOST_AUTO_TEST_CASE(anything_else_than_digits_and_separators_is_refused)
{
    for (const char* text :
         {"",
          " ",
          "+",
          "0",
          "00",
          "()",
          "+90532123456x",
          "90+5321234567",
          "++905321234567",
          "0532 123 45 67 dahili 5",
          "0532,1234567",
          "05321234567\n",
          "٠٥٣٢١٢٣٤٥٦٧"}) {
        BOOST_TEST((phone::parse(text).error() == errc::bad_phone), text);
    }
}

BOOST_AUTO_TEST_CASE(more_than_40_bytes_are_not_even_looked_at)
{
    BOOST_TEST(read("+905321234567" + std::string(27, ' ')) == "+905321234567");
    BOOST_TEST(read("+905321234567" + std::string(28, ' ')) == "refused");
}

BOOST_AUTO_TEST_CASE(what_was_read_is_read_again_as_the_same)
{
    for (const char* text : {"0532 123 45 67", "(0212) 123-4567", "00 49 30 901820"}) {
        const auto once = phone::parse(text).value();
        BOOST_TEST((phone::parse(once.str()).value() == once));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi
