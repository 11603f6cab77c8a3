#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::vault {

// Ed25519 (RFC 8032); keys and signatures as raw bytes.

[[nodiscard]] std::array<std::byte, 32> public_key_of(const std::array<std::byte, 32>& seed);

/// @return 64 bytes.
[[nodiscard]] std::string sign(const std::array<std::byte, 32>& seed, std::string_view text);

/// @return Where memory is short, also `false` for one that is right.
[[nodiscard]] bool
is_signed(std::string_view text, std::string_view signature, const std::array<std::byte, 32>& by);

// Base 64 (RFC 4648, section 4).

[[nodiscard]] std::string to_base64(std::string_view bytes);

/// @return Nothing if the text is not what `to_base64` makes of some bytes: one value, one spelling.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace acikkapi::vault
