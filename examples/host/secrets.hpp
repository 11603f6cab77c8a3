#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// Bytes nobody can guess.
/// @throws std::runtime_error  The machine has no chance to give: better no answer than a secret
///     that is none.
[[nodiscard]] std::string random_bytes(std::size_t count);

/// SHA-256: 32 bytes.
[[nodiscard]] std::string digest_of(std::string_view text);

/// HMAC-SHA256: 32 bytes which nobody can make without the key.
[[nodiscard]] std::string keyed_digest(std::string_view key, std::string_view text);

/// Compares in a time that says nothing of where they differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

/// Base 64 with the letters that need no escape in URLs and cookies, without padding (RFC 4648, 5).
[[nodiscard]] std::string base64url(std::string_view bytes);

/// The older one, with `+`, `/` and padding (RFC 4648, 4).
[[nodiscard]] std::string base64(std::string_view bytes);

/// @return Nothing for a text that `base64url` would not have written: there is one spelling only.
[[nodiscard]] std::optional<std::string> base64url_decoded(std::string_view text);

}  // namespace host
