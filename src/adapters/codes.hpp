#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::adapters {

/// 32 bytes.
[[nodiscard]] std::string sha256(std::string_view text);

/// 32 bytes: HMAC with SHA-256.
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text);

/// Whether both are the same, in a time that tells nothing but their sizes.
[[nodiscard]] bool same_secret(std::string_view one, std::string_view other);

[[nodiscard]] std::string hex(std::string_view bytes);

/// With padding, as RFC 4648 has it first.
[[nodiscard]] std::string base64(std::string_view bytes);

/// For URLs, without padding.
[[nodiscard]] std::string base64url(std::string_view bytes);

/// @return Nothing unless it is what `base64` writes.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

/// @return Nothing unless it is what `base64url` writes.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace acikkapi::adapters
