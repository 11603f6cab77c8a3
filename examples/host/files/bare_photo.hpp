#pragma once

#include <acikkapi/application.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace host {

/// A photo without what a camera writes into it: where and when it was taken, with what, a small copy of it, comments,
/// and what stands behind its end. Left is what it looks like, and which side is up. A PDF stays as it is.
/// @return Nothing if it is damaged.
[[nodiscard]] std::optional<std::string> bare_photo(acikkapi::media kind, std::string_view bytes);

}  // namespace host
