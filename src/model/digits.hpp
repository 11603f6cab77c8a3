#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace acikkapi::model {

// No std::isdigit: what a digit is must not depend on the locale of the host.
[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr int digit(char c) noexcept
{
    return c - '0';
}

[[nodiscard]] constexpr bool all_digits(std::string_view text) noexcept
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// @pre At most 18 characters, all of them digits.
[[nodiscard]] constexpr std::uint64_t number(std::string_view text) noexcept
{
    std::uint64_t value = 0;
    for (const char c : text) {
        value = value * 10 + static_cast<std::uint64_t>(digit(c));
    }
    return value;
}

[[nodiscard]] inline std::string padded(std::uint64_t value, std::size_t width)
{
    std::string text(width, '0');
    for (auto at = text.rbegin(); at != text.rend(); ++at, value /= 10) {
        *at = static_cast<char>('0' + value % 10);
    }
    return text;
}

}  // namespace acikkapi::model
