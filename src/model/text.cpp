#include "model/text.hpp"

#include <algorithm>

namespace acikkapi::detail {
namespace {

/// What may follow a first byte: how many bytes, and the range of the first of them.
struct sequence {
    std::size_t more = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    bool known = true;
};

sequence sequence_after(unsigned char first) noexcept
{
    if (first < 0x80) {
        return {};
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return {1};
    }
    if (first >= 0xE0 && first <= 0xEF) {
        // E0 below A0 would be overlong, ED above 9F a surrogate.
        const auto low = static_cast<unsigned char>(first == 0xE0 ? 0xA0 : 0x80);
        const auto high = static_cast<unsigned char>(first == 0xED ? 0x9F : 0xBF);
        return {2, low, high};
    }
    if (first >= 0xF0 && first <= 0xF4) {
        // F0 below 90 would be overlong, F4 above 8F is beyond U+10FFFF.
        const auto low = static_cast<unsigned char>(first == 0xF0 ? 0x90 : 0x80);
        const auto high = static_cast<unsigned char>(first == 0xF4 ? 0x8F : 0xBF);
        return {3, low, high};
    }
    return {.known = false};
}

/// Length of the character that `text` begins with; 0 if it is cut or malformed.
std::size_t first_character(std::string_view text) noexcept
{
    const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const sequence rest = sequence_after(at(0));
    if (!rest.known || text.size() <= rest.more) {
        return 0;
    }
    if (rest.more > 0 && (at(1) < rest.low || at(1) > rest.high)) {
        return 0;
    }
    for (std::size_t i = 2; i <= rest.more; ++i) {
        if (at(i) < 0x80 || at(i) > 0xBF) {
            return 0;
        }
    }
    return rest.more + 1;
}

}  // namespace

std::size_t utf8_prefix(std::string_view text, std::size_t size_max) noexcept
{
    const std::string_view seen = text.substr(0, std::min(text.size(), size_max));
    std::size_t whole = 0;
    while (whole < seen.size()) {
        const std::size_t size = first_character(seen.substr(whole));
        if (size == 0) {
            break;
        }
        whole += size;
    }
    return whole;
}

std::optional<std::size_t> characters_of(std::string_view text) noexcept
{
    if (utf8_prefix(text, text.size()) != text.size()) {
        return std::nullopt;
    }
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

bool is_text(std::string_view text, std::size_t least, std::size_t most) noexcept
{
    // No character has more than four bytes: a megabyte is refused without being read.
    if (text.size() > 4 * most) {
        return false;
    }
    const auto characters = characters_of(text);
    return characters && *characters >= least && *characters <= most;
}

bool fits(std::string_view text, std::size_t size_max) noexcept
{
    return text.size() <= size_max && utf8_prefix(text, size_max) == text.size();
}

}  // namespace acikkapi::detail
