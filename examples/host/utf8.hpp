#pragma once

#include <cstddef>
#include <string_view>

namespace host {

/// The bytes of the character that a text begins with; 0 if it is none of UTF-8.
/// @pre  The text is not empty.
[[nodiscard]] std::size_t character_size(std::string_view text) noexcept;

/// Whether all of it is UTF-8: Unicode 15, table 3-7.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace host
