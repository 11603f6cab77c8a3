#pragma once

#include <acikkapi/proof.hpp>

#include "replay/store.hpp"
#include "support/row_error.hpp"

#include <optional>
#include <string>

namespace tools {

/// A checkpoint that somebody kept, and the key that it is to be signed with.
struct kept_checkpoint {
    std::string file;
    std::string note;
    acikkapi::verifier_key key;
};

/// @param key  A public key, or a file with one.
/// @return Which of them cannot be read.
[[nodiscard]] row_result<kept_checkpoint>
read_kept_checkpoint(const std::string& file, const std::string& key);

/// Whether the store holds what was signed in it.
/// @return What is wrong, in words; nothing if it does.
[[nodiscard]] std::optional<std::string>
contradicts(const petition_audit& store, const kept_checkpoint& kept);

}  // namespace tools
