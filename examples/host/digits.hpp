#pragma once

#include <string>
#include <string_view>

namespace host {

/// What is a number but for the keyboard that it was typed on: Arabic-Indic and Persian digits become ASCII's,
/// and marks of direction that come along when somebody copies a number are left out. A text that has more
/// in it than ASCII stays as it is: it is somebody's words.
[[nodiscard]] std::string with_plain_digits(std::string_view typed);

}  // namespace host
