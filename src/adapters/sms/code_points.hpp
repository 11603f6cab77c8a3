#pragma once

#include <acikkapi/error.hpp>

#include <string>
#include <string_view>

namespace acikkapi::adapters {

/// @return `errc::bad_text` if it is not UTF-8: an overlong form, half a surrogate pair, or cut off.
[[nodiscard]] result<std::u32string> code_points_of(std::string_view utf8);

/// Appends one code point as UTF-8.
/// @pre It is one, and no surrogate.
void append_utf8(std::string& out, char32_t one);

/// The simpler form of what people take for the same; the text itself if there is none.
/// @see sms_rules::fold
[[nodiscard]] std::u32string folded(std::u32string_view text);

}  // namespace acikkapi::adapters
