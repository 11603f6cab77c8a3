// Words of others among ours.
#include "support/one_line.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(tools_one_line)

using tools::one_line;

BOOST_AUTO_TEST_CASE(what_is_no_command_stays_as_it_is)
{
    for (const char* text :
         {"", "Roads", "Fen İşleri 7/b", "طلب", "\\u{a}", "𐍈 — ok", "\xc2\xa0"}) {
        BOOST_TEST(one_line(text) == text);
    }
}

BOOST_AUTO_TEST_CASE(nothing_ends_the_line_nor_commands_a_terminal)
{
    BOOST_TEST(one_line("Roads\n2026-01-01  erased") == "Roads\\u{a}2026-01-01  erased");
    BOOST_TEST(one_line("a\r\tb") == "a\\u{d}\\u{9}b");
    BOOST_TEST(one_line("\x1b[31mred") == "\\u{1b}[31mred");
    BOOST_TEST(one_line("\x7f") == "\\u{7f}");
    BOOST_TEST(
        one_line("\xc2\x9b"
                 "2J") == "\\u{9b}2J");
    BOOST_TEST(one_line(std::string{"a\0b", 3}) == "a\\u{0}b");
}

BOOST_AUTO_TEST_CASE(nothing_turns_the_words_around_it)
{
    BOOST_TEST(one_line("a\u2028b\u2029c") == "a\\u{2028}b\\u{2029}c");
    BOOST_TEST(one_line("\u202eesrever\u2066x\u2069") == "\\u{202e}esrever\\u{2066}x\\u{2069}");
    BOOST_TEST(one_line("\u2027\u202f\u2065") == "\u2027\u202f\u2065");
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_is_shown_byte_by_byte)
{
    BOOST_TEST(
        one_line("a\x9b"
                 "2J\xff") == "a\\x{9b}2J\\x{ff}");
    BOOST_TEST(one_line("\xe2\x80") == "\\x{e2}\\x{80}");
}

BOOST_AUTO_TEST_SUITE_END()
