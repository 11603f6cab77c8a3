#pragma once

#include <string>
#include <string_view>

namespace tools {

/// A value as it may stand in a line for people: what would end the line, command a terminal or turn the words
/// around it is shown as `\u{a}`, and what is not UTF-8 as `\x{ff}`. Other text stays as it is.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace tools
