#pragma once

#include <acikkapi/options.hpp>

#include <string>

namespace tools {

/// The 32 secret bytes of a store, from a file beside its directory, never inside: a copy of the
/// store must not carry its key.
/// @param create  Make the file, readable by its owner only, if it is missing.
/// @return The key, `errc::wrong_key` if the file is not 32 bytes, or `errc::io_error`.
[[nodiscard]] acikkapi::result<acikkapi::store_key>
read_key_file(const std::string& path, bool create);

}  // namespace tools
