#include "support/utf8.hpp"

#include <cstddef>

namespace tools {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) noexcept
{
    return static_cast<unsigned char>(text[i]);
}

/// Whether so many bytes of a character follow its first one.
bool continues(std::string_view text, std::size_t count) noexcept
{
    if (text.size() - 1 < count) {
        return false;
    }
    for (std::size_t i = 1; i <= count; ++i) {
        if ((byte_at(text, i) & 0xc0U) != 0x80U) {
            return false;
        }
    }
    return true;
}

}  // namespace

// Unicode 15, table 3-7.
std::size_t size_of_character(std::string_view text) noexcept
{
    const unsigned first = byte_at(text, 0);
    if (first < 0x80U) {
        return 1;
    }
    const std::size_t more = first < 0xe0U ? 1 : first < 0xf0U ? 2 : 3;
    if (first < 0xc2U || first > 0xf4U || !continues(text, more)) {
        return 0;
    }
    const unsigned second = byte_at(text, 1);
    const bool overlong = (first == 0xe0U && second < 0xa0U) || (first == 0xf0U && second < 0x90U);
    const bool surrogate = first == 0xedU && second > 0x9fU;
    const bool beyond = first == 0xf4U && second > 0x8fU;
    return overlong || surrogate || beyond ? 0 : more + 1;
}

bool is_utf8(std::string_view text) noexcept
{
    while (!text.empty()) {
        const std::size_t size = size_of_character(text);
        if (size == 0) {
            return false;
        }
        text.remove_prefix(size);
    }
    return true;
}

}  // namespace tools
