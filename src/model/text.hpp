#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace acikkapi::detail {

/// @return How many bytes at the beginning of `text` are whole, well-formed UTF-8 characters
///         (Unicode 15, table 3-7: no overlong form, no surrogate, nothing above U+10FFFF),
///         looking at no more than `size_max` bytes.
[[nodiscard]] std::size_t utf8_prefix(std::string_view text, std::size_t size_max) noexcept;

/// @return The number of code points, or nothing if `text` is not UTF-8.
[[nodiscard]] std::optional<std::size_t> characters_of(std::string_view text) noexcept;

/// `true` if `text` is UTF-8 of `least` to `most` characters.
[[nodiscard]] bool is_text(std::string_view text, std::size_t least, std::size_t most) noexcept;

/// `true` if `text` is UTF-8 of at most `size_max` bytes; may be empty.
[[nodiscard]] bool fits(std::string_view text, std::size_t size_max) noexcept;

}  // namespace acikkapi::detail
