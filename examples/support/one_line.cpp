#include "support/one_line.hpp"
#include "support/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace tools {
namespace {

/// Of a whole character, as `is_utf8` knows it.
std::uint32_t code_of(std::string_view character)
{
    constexpr std::array<std::uint32_t, 4> first_bits{0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t out = 0;
    for (const char one : character) {
        out = out << 6U | (static_cast<unsigned char>(one) & 0x3fU);
    }
    const auto more = character.size() - 1;
    const auto first = static_cast<unsigned char>(character.front()) & first_bits.at(more);
    return (out & ((1U << 6U * more) - 1)) | first << 6U * more;
}

/// Control characters, ends of lines and paragraphs, and what turns the direction of writing.
bool commands(std::uint32_t code)
{
    constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 4> ranges{
        {{0, 0x1f}, {0x7f, 0x9f}, {0x2028, 0x202e}, {0x2066, 0x2069}}};
    return std::any_of(ranges.begin(), ranges.end(), [code](const auto& one) {
        return code >= one.first && code <= one.second;
    });
}

std::string shown(char kind, std::uint32_t code)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    do {
        out.insert(out.begin(), digits[code & 0xfU]);
        code >>= 4U;
    } while (code != 0);
    return std::string{'\\', kind, '{'} + out + '}';
}

}  // namespace

std::string one_line(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const auto size = size_of_character(text);
        const auto character = text.substr(0, std::max<std::size_t>(size, 1));
        text.remove_prefix(character.size());
        if (size == 0) {
            out += shown('x', static_cast<unsigned char>(character.front()));
        } else if (const auto code = code_of(character); commands(code)) {
            out += shown('u', code);
        } else {
            out += character;
        }
    }
    return out;
}

}  // namespace tools
