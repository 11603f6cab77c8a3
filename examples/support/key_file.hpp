#pragma once

#include <acikkapi/keys.hpp>
#include <acikkapi/options.hpp>

#include <memory>
#include <optional>
#include <string>

namespace tools {

/// The 32 secret bytes of a store, from a file beside its directory, never inside: a copy of the
/// store must not carry its key.
/// @param create  Make the file, readable by its owner only, if it is missing: whole and durable, or not at all,
///                also if the process is killed. It is written as `PATH.new`, where a killed one may leave it. Only where nothing was made with another key; see `may_begin_in`.
/// @return The key, `errc::wrong_key` if the file is not 32 bytes, or `errc::io_error`.
[[nodiscard]] acikkapi::result<acikkapi::store_key>
read_key_file(const std::string& path, bool create);

/// What to tell people whose key was not read, and what they can do: the path, and words.
[[nodiscard]] std::string why_no_key(const std::string& path, acikkapi::error_code why);

/// `true` if the directory is missing or empty: a store can be made there, and there is none that would lose
/// its key to a new one.
[[nodiscard]] bool may_begin_in(const std::string& directory);

/// The keys of persons of a store, and who keeps them.
struct person_keys {
    std::unique_ptr<acikkapi::key_provider> provider;
    std::string file;

    [[nodiscard]] acikkapi::vault_options options() const { return {provider.get(), file}; }
};

/// The keys of persons in a directory of their own, beside the store's: the file `persons` and, below
/// `epochs`, the keys that open it.
/// @param create  Make it if it is missing; else there are none without it.
/// @return Nothing if there are none, or `errc::io_error`.
[[nodiscard]] acikkapi::result<std::optional<person_keys>>
read_person_keys(const std::string& directory, bool create);

}  // namespace tools
