// What is the same word.
#include "problems/words.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(problems_words)

using acikkapi::problems_room::words_of;

namespace {

using words = std::vector<std::uint64_t>;

words of(std::string_view text)
{
    return words_of(text, 1, 1'000);
}

}  // namespace

BOOST_AUTO_TEST_CASE(capitals_are_the_same_by_turkish_rules)
{
    BOOST_TEST((of("ÇIĞ ÖRTÜSÜ IŞIK İĞNE") == of("çığ örtüsü ışık iğne")));
    BOOST_TEST((of("Kâğıt HÂLÂ Îcat ÛLÛ") == of("kâğıt hâlâ îcat ûlû")));
    BOOST_TEST(of("ışık").size() == 1U);
}

BOOST_AUTO_TEST_CASE(who_has_no_turkish_letters_to_hand_writes_the_same_words)
{
    BOOST_TEST(
        (of("sokak lambasi yanmiyor, cukur acildi") == of("SOKAK LAMBASI YANMIYOR çukur açıldı")));
    BOOST_TEST(
        (of("i\xCC\x87stanbul") == of("İstanbul")));  // A dot of its own, as some programs make it.
}

BOOST_AUTO_TEST_CASE(digits_signs_and_blanks_are_left_out)
{
    BOOST_TEST((of("  No:12, 3. kat;\t«sokak» – ışık…\n") == of("no kat sokak ışık")));
    BOOST_TEST((of("1234 ... !!!").empty()));
    BOOST_TEST(of("").empty());
}

BOOST_AUTO_TEST_CASE(other_words_are_others)
{
    BOOST_TEST((of("sokak") != of("sokağı")));
    BOOST_TEST((of("su yok") != of("suyok")));
    BOOST_TEST((of("مياه") != of("طريق")));
    BOOST_TEST(of("مياه طريق").size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_word_that_comes_twice_is_two)
{
    const auto seen = of("su su su ve su");
    BOOST_TEST((std::set<std::uint64_t>{seen.begin(), seen.end()}.size() == 5U));
    BOOST_TEST((of("su su")[0] == of("su")[0]));
}

BOOST_AUTO_TEST_CASE(another_key_has_other_hashes)
{
    const auto one = words_of("Su kesintisi", 1, 10);
    const auto other = words_of("Su kesintisi", 2, 10);
    BOOST_TEST(one.size() == 2U);
    BOOST_TEST((one[0] != other[0]));
    BOOST_TEST((one[1] != other[1]));
}

BOOST_AUTO_TEST_CASE(words_beyond_the_bound_are_not_looked_at)
{
    BOOST_TEST((words_of("bir iki üç dört", 1, 3) == words_of("bir iki üç", 1, 10)));
    BOOST_TEST((words_of("bir iki", 1, 0).empty()));
}

// Whatever the bytes are, reading ends, and no word is longer than they are.
BOOST_AUTO_TEST_CASE(any_bytes_are_read_to_their_end)
{
    const std::string whole = "Ş\xE2\x80\xA6\xF0\x9F\x98\x80 ışık \xC4";
    for (std::size_t from = 0; from <= whole.size(); ++from) {
        for (std::size_t size = 0; from + size <= whole.size(); ++size) {
            BOOST_TEST(of(std::string_view{whole}.substr(from, size)).size() <= size);
        }
    }
    // A character that is cut takes nothing of what follows with it.
    BOOST_TEST((of("\xC4su \xE2\x80yok") == of("su yok")));
    std::string each;
    for (int byte = 255; byte >= 0; --byte) {
        each += static_cast<char>(byte);
        BOOST_TEST(of(each).size() <= each.size());
    }
}

BOOST_AUTO_TEST_SUITE_END()
