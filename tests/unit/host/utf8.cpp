#include "host/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

BOOST_AUTO_TEST_SUITE(host_utf8)

BOOST_AUTO_TEST_CASE(texts_of_all_people_are_text)
{
    for (const auto* const good :
         {"", "a", "ş", "ال", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "a\nb\t"}) {
        BOOST_TEST(host::is_utf8(good), good);
    }
    BOOST_TEST(host::is_utf8(std::string("a\0b", 3)));
}

// Unicode 15, table 3-7.
BOOST_AUTO_TEST_CASE(what_is_cut_too_long_a_half_or_beyond_is_none)
{
    for (const auto* const bad :
         {"\x80",
          "a\xc3",
          "\xc3(",
          "\xc0\xaf",
          "\xe0\x80\x80",
          "\xed\xa0\x80",
          "\xf0\x9f\x98",
          "\xf4\x90\x80\x80",
          "\xf8\x88\x80\x80\x80",
          "\xff"}) {
        BOOST_TEST(!host::is_utf8(bad));
        BOOST_TEST(!host::is_utf8(std::string{"before "} + bad + " behind"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
