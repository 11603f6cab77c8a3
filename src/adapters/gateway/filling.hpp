#pragma once

#include <acikkapi/adapters/sms_gateway.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::adapters {

/// What takes the place of the names in braces.
struct sms_values {
    std::string to;  ///< In international form.
    std::string text;
    std::string id;
    std::string from;
    std::string secret;
};

/// Puts the values into a template, escaped for where it stands. A value is never looked into for
/// names.
[[nodiscard]] std::string
fill(std::string_view pattern, sms_body escaped_for, const sms_values& values);

/// A name in braces that is none of ours; nothing if there is none.
[[nodiscard]] std::optional<std::string_view> unknown_name(std::string_view pattern);

}  // namespace acikkapi::adapters
