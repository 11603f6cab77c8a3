#pragma once

#include "host/problem.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// A field of a form, or a file that came with it.
struct form_part {
    std::string name;
    std::optional<std::string> file_name{};  ///< As the client calls it; nothing for a field.
    std::string bytes{};
};

/// Reads `multipart/form-data` (RFC 7578) as browsers and curl write it, and nothing else: no text before the first
/// part or behind the last, no part without a name. What a part says of its type is not looked at.
/// @param content_type  The field of the request, with its boundary.
/// @return 415 if it is not of that type, 400 if the body is not well formed or has more than 100 parts.
[[nodiscard]] reply<std::vector<form_part>>
read_multipart(std::string_view content_type, std::string_view body);

}  // namespace host
