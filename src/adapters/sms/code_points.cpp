#include "adapters/sms/code_points.hpp"

#include <cstddef>
#include <cstdint>

namespace acikkapi::adapters {
namespace {

constexpr char32_t last_code_point = 0x10FFFF;

/// How a first byte begins a code point: how many bytes follow, what it gives of the value, and below which
/// value the form would be overlong.
struct lead {
    std::size_t more = 0;
    char32_t value = 0;
    char32_t least = 0;
};

result<lead> lead_of(std::uint8_t byte)
{
    if (byte < 0x80U) {
        return lead{0, byte, 0};
    }
    if ((byte & 0xE0U) == 0xC0U) {
        return lead{1, byte & 0x1FU, 0x80};
    }
    if ((byte & 0xF0U) == 0xE0U) {
        return lead{2, byte & 0x0FU, 0x800};
    }
    if ((byte & 0xF8U) == 0xF0U) {
        return lead{3, byte & 0x07U, 0x10000};
    }
    return errc::bad_text;
}

bool is_surrogate(char32_t one)
{
    return one >= 0xD800 && one < 0xE000;
}

/// Takes the first code point off the text.
result<char32_t> take(std::string_view& utf8)
{
    const auto first = lead_of(static_cast<std::uint8_t>(utf8.front()));
    if (!first || first->more >= utf8.size()) {
        return errc::bad_text;
    }
    char32_t out = first->value;
    for (std::size_t i = 1; i <= first->more; ++i) {
        const auto byte = static_cast<std::uint8_t>(utf8[i]);
        if ((byte & 0xC0U) != 0x80U) {
            return errc::bad_text;
        }
        out = out << 6U | (byte & 0x3FU);
    }
    if (out < first->least || out > last_code_point || is_surrogate(out)) {
        return errc::bad_text;
    }
    utf8.remove_prefix(first->more + 1);
    return out;
}

struct fold {
    std::u32string_view from;  ///< Any one of these
    std::u32string_view to;    ///< is written so.
};

constexpr fold folds[] = {
    {U"‘’‚‛", U"'"},
    {U"“”„‟«»", U"\""},
    {U"‐‑‒–—―−", U"-"},
    {U"…", U"..."},
    {U"\u00A0\u2009\u202F", U" "},
    {U"â", U"a"},
    {U"î", U"i"},
    {U"û", U"u"},
    {U"Â", U"A"},
    {U"Î", U"İ"},
    {U"Û", U"U"},
};

std::u32string_view simpler(const char32_t& one)
{
    for (const auto& [from, to] : folds) {
        if (from.find(one) != from.npos) {
            return to;
        }
    }
    return {&one, 1};
}

char byte_of(char32_t bits)
{
    return static_cast<char>(static_cast<std::uint8_t>(bits));
}

}  // namespace

result<std::u32string> code_points_of(std::string_view utf8)
{
    std::u32string out;
    out.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto one = take(utf8);
        if (!one) {
            return one.error();
        }
        out.push_back(*one);
    }
    return out;
}

void append_utf8(std::string& out, char32_t one)
{
    if (one < 0x80) {
        out += byte_of(one);
    } else if (one < 0x800) {
        out += {byte_of(0xC0U | one >> 6U), byte_of(0x80U | (one & 0x3FU))};
    } else if (one < 0x10000) {
        out +=
            {byte_of(0xE0U | one >> 12U),
             byte_of(0x80U | (one >> 6U & 0x3FU)),
             byte_of(0x80U | (one & 0x3FU))};
    } else {
        out +=
            {byte_of(0xF0U | one >> 18U),
             byte_of(0x80U | (one >> 12U & 0x3FU)),
             byte_of(0x80U | (one >> 6U & 0x3FU)),
             byte_of(0x80U | (one & 0x3FU))};
    }
}

std::u32string folded(std::u32string_view text)
{
    std::u32string out;
    out.reserve(text.size());
    for (const auto& one : text) {
        out += simpler(one);
    }
    return out;
}

}  // namespace acikkapi::adapters
