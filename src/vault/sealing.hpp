#pragma once

#include "vault/key_tree.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::vault {

/// What sealing adds to the size: a nonce and a tag.
inline constexpr std::size_t seal_size = 12 + 16;

/// A key as it is used to seal with: what follows from it is made once, not at each sealing.
struct sealing_key {
    // NOLINTNEXTLINE(google-explicit-constructor): a key is what one seals with.
    sealing_key(const secret_key& of);

    secret_key cipher;
    secret_key nonce;
};

/// Seals with AES-256-GCM. The nonce is the beginning of an HMAC-SHA256 over all that goes in: the same
/// is sealed to the same bytes, and nothing else under the same nonce, whatever a crash repeats.
/// @param by     Of the subject, and of nothing else.
/// @param bound  Not in the outcome, but it opens only with the same: what the value belongs to.
/// @return Nonce, ciphertext and tag: `seal_size` bytes more than `clear`.
[[nodiscard]] std::string
seal(const sealing_key& by, std::string_view clear, std::string_view bound);

/// @return Nothing if it was not sealed by this key and bound to this.
[[nodiscard]] std::optional<std::string>
unseal(const sealing_key& by, std::string_view sealed, std::string_view bound);

}  // namespace acikkapi::vault
