#pragma once

#include <string_view>

namespace tools {

/// Strict: no overlong form, no surrogate, nothing above U+10FFFF, nothing cut.
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace tools
