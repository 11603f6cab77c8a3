#pragma once

#include <acikkapi/identity.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::adapters {

/// The first of a letter's addresses that is a phone number in international form: `+` and its
/// digits.
[[nodiscard]] std::optional<phone> first_phone(std::string_view recipient);

/// The first of them that is an e-mail address in ASCII, as RFC 5321 writes it without quotes: at
/// most 64 bytes before the `@` and 254 in all. So it can stand in a line of SMTP as it is.
[[nodiscard]] std::optional<std::string> first_mail(std::string_view recipient);

}  // namespace acikkapi::adapters
