#pragma once

#include <cstddef>
#include <string_view>

namespace tools {

/// Strict: no overlong form, no surrogate, nothing above U+10FFFF, nothing cut.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Bytes of the character that a text begins with, which is not empty; 0 if it begins with none, by the same rules.
[[nodiscard]] std::size_t size_of_character(std::string_view text) noexcept;

}  // namespace tools
