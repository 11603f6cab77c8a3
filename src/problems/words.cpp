#include "model/text.hpp"
#include "problems/mixing.hpp"
#include "problems/words.hpp"

#include <array>
#include <string>
#include <unordered_map>

namespace acikkapi::problems_room {
namespace {

/// A character that is a letter, or is not.
struct letter_of_text {
    std::size_t size = 1;  ///< Bytes that it has in the text.
    std::array<char, 4> folded{};
    std::size_t folded_size = 0;  ///< 0: no letter.
    bool ignored = false;         ///< Neither a letter nor the end of a word.
};

std::size_t size_of(unsigned char first)
{
    constexpr unsigned char two = 0xC0;
    constexpr unsigned char three = 0xE0;
    constexpr unsigned char four = 0xF0;
    if (first < two) {
        return 1;
    }
    return first < three ? 2 : first < four ? 3 : 4;
}

/// The ASCII letter that a letter of the Turkish alphabet is one of, with or without its mark; 0 if it is
/// another one. @param pair  Both bytes of its UTF-8.
char without_mark(unsigned pair)
{
    // clang-format off
    switch (pair) {
    case 0xC382: case 0xC3A2: return 'a';  // Â â
    case 0xC387: case 0xC3A7: return 'c';  // Ç ç
    case 0xC49E: case 0xC49F: return 'g';  // Ğ ğ
    case 0xC38E: case 0xC3AE: case 0xC4B0: case 0xC4B1: return 'i';  // Î î İ ı
    case 0xC396: case 0xC3B6: return 'o';  // Ö ö
    case 0xC59E: case 0xC59F: return 's';  // Ş ş
    case 0xC39B: case 0xC3BB: case 0xC39C: case 0xC3BC: return 'u';  // Û û Ü ü
    default: return 0;
    }
    // clang-format on
}

letter_of_text ascii_letter(char c)
{
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower >= 'a' && lower <= 'z' ? letter_of_text{1, {lower}, 1} : letter_of_text{};
}

/// Above ASCII what is no letter is mostly the typography of U+2000 to U+206F, and of U+0080 to U+00BF.
bool is_sign(std::string_view character)
{
    const auto first = static_cast<unsigned char>(character[0]);
    const auto second = static_cast<unsigned char>(character[1]);
    return first == 0xC2 || (first == 0xE2 && (second == 0x80 || second == 0x81));
}

letter_of_text first_letter(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    const std::size_t size = size_of(first);
    const std::string_view character = text.substr(0, size);
    // Also what is not UTF-8: passed over byte by byte.
    if (size == 1 || detail::utf8_prefix(character, size) != size) {
        return ascii_letter(text[0]);
    }
    letter_of_text out{size};
    // An accent of its own, U+0300 to U+033F: `i̇` is what some programs make of `İ`.
    out.ignored = first == 0xCC;
    if (out.ignored || is_sign(character)) {
        return out;
    }
    if (size == 2) {
        const unsigned pair = 256U * first + static_cast<unsigned char>(character[1]);
        out.folded[0] = without_mark(pair);
        out.folded_size = out.folded[0] != 0 ? 1 : 0;
    }
    if (out.folded_size == 0) {
        out.folded_size = character.copy(out.folded.data(), out.folded.size());
    }
    return out;
}

}  // namespace

std::vector<std::uint64_t> words_of(std::string_view text, std::uint64_t seed, std::size_t most)
{
    std::vector<std::uint64_t> out;
    std::unordered_map<std::uint64_t, std::uint64_t> times;
    std::string word;
    const auto end_word = [&] {
        if (!word.empty()) {
            const std::uint64_t hash = hash_of(word, seed);
            out.push_back(mixed(hash + times[hash]++));
            word.clear();
        }
    };
    while (!text.empty() && out.size() < most) {
        const letter_of_text next = first_letter(text);
        text.remove_prefix(next.size);
        if (next.folded_size > 0) {
            word.append(next.folded.data(), next.folded_size);
        } else if (!next.ignored) {
            end_word();
        }
    }
    if (out.size() < most) {
        end_word();
    }
    return out;
}

}  // namespace acikkapi::problems_room
