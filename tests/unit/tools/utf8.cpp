#include "support/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(tools_utf8)

using tools::is_utf8;
using namespace std::string_view_literals;

namespace {

std::string encoded(unsigned code)
{
    const auto byte = [](unsigned value) { return static_cast<char>(value); };
    if (code < 0x80U) {
        return {byte(code)};
    }
    if (code < 0x800U) {
        return {byte(0xc0U | code >> 6U), byte(0x80U | (code & 63U))};
    }
    if (code < 0x10000U) {
        return {
            byte(0xe0U | code >> 12U),
            byte(0x80U | (code >> 6U & 63U)),
            byte(0x80U | (code & 63U))};
    }
    return {
        byte(0xf0U | code >> 18U),
        byte(0x80U | (code >> 12U & 63U)),
        byte(0x80U | (code >> 6U & 63U)),
        byte(0x80U | (code & 63U))};
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_character_is_text_and_no_surrogate_is)
{
    unsigned right = 0;
    for (unsigned code = 0; code <= 0x10ffffU; ++code) {
        const bool surrogate = code >= 0xd800U && code <= 0xdfffU;
        right += is_utf8(encoded(code)) == !surrogate ? 1U : 0U;
    }
    BOOST_TEST(right == 0x110000U);
}

BOOST_AUTO_TEST_CASE(nothing_lies_beyond_the_last_character)
{
    BOOST_TEST(is_utf8("\xf4\x8f\xbf\xbf"));
    BOOST_TEST(!is_utf8("\xf4\x90\x80\x80"));
    BOOST_TEST(!is_utf8("\xf5\x80\x80\x80"));
    BOOST_TEST(!is_utf8("\xff"));
}

BOOST_AUTO_TEST_CASE(a_longer_spelling_is_refused)
{
    BOOST_TEST(!is_utf8("\xc0\x80"));
    BOOST_TEST(!is_utf8("\xc1\xbf"));
    BOOST_TEST(!is_utf8("\xe0\x9f\xbf"));
    BOOST_TEST(!is_utf8("\xf0\x8f\xbf\xbf"));
}

BOOST_AUTO_TEST_CASE(a_cut_character_is_refused_wherever_it_is_cut)
{
    for (const auto text : {"ğ"sv, "€"sv, "😀"sv}) {
        for (std::size_t size = 1; size < text.size(); ++size) {
            BOOST_TEST(!is_utf8(text.substr(0, size)));
            BOOST_TEST(!is_utf8(std::string{text.substr(0, size)} + "a"));
            BOOST_TEST(!is_utf8(text.substr(size)));
        }
        BOOST_TEST(is_utf8(text));
    }
}

BOOST_AUTO_TEST_CASE(text_is_text)
{
    BOOST_TEST(is_utf8(""));
    BOOST_TEST(is_utf8("Şişli'de ığdır ağacı — 😀\n"));
    BOOST_TEST(is_utf8("\0"sv));
    BOOST_TEST(!is_utf8("\xde\xfe"));  // Turkish in the old code page
}

BOOST_AUTO_TEST_SUITE_END()
