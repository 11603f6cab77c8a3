#pragma once

#include <acikkapi/proof.hpp>

#include <optional>
#include <string>

namespace tools {

/// Of a file with a proof, a checkpoint, a record or a key.
/// @return Nothing if it cannot be read, or is larger than a proof is.
[[nodiscard]] std::optional<std::string> read_file(const std::string& name);

/// @param text  A public key, or the file it is in.
/// @return The errors are those of `verifier_key::parse`.
[[nodiscard]] acikkapi::result<acikkapi::verifier_key> key_of(const std::string& text);

}  // namespace tools
