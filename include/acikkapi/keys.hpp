#pragma once

#include <acikkapi/error.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Where the keys lie by which what is personal is sealed: outside the store, and in no backup of it.
namespace acikkapi {

/// Keeps key-encryption keys, one for each epoch, and works with them: in files, in a hardware module.
///
/// The secret from which the keys of persons follow is only ever kept encrypted under the newest. To
/// erase somebody is to encrypt it again, without what led to him, under the key of a new epoch, and to
/// destroy the old one: so every older copy of it, wherever it lies, can be read by nobody any more.
///
/// It belongs to one store alone, whose engine destroys every key but that of the newest epoch. A new
/// store takes only one without any key: `errc::no_key_file` else.
/// @par Thread safety  One call at a time.
class key_provider {
public:
    virtual ~key_provider() = default;

    /// The epochs that there are keys of, ascending.
    [[nodiscard]] virtual result<std::vector<std::uint64_t>> epochs() = 0;

    /// Makes the key of an epoch out of the provider's own randomness, durably.
    /// @return `errc::bad_argument` if there is one; `io_error`.
    [[nodiscard]] virtual result<void> make(std::uint64_t epoch) = 0;

    /// Encrypts, so that any change is noticed.
    /// @return `errc::missing_epoch` if there is no such key; `io_error`.
    [[nodiscard]] virtual result<std::string>
    wrap(std::uint64_t epoch, std::string_view secret) = 0;

    /// @return `errc::missing_epoch`; `wrong_key` if this key has not encrypted it; `io_error`.
    [[nodiscard]] virtual result<std::string>
    unwrap(std::uint64_t epoch, std::string_view wrapped) = 0;

    /// When it returns, nobody can use the key any more. One that is not there is destroyed already.
    [[nodiscard]] virtual result<void> destroy(std::uint64_t epoch) = 0;
};

/// Keys in files, one for each epoch, in a directory that only their owner can read.
///
/// Destroying overwrites the file before it is taken away. A file system that writes elsewhere than
/// where it was told to (copies on write, journals data, wears a flash disk evenly) may still hold the
/// bytes: who must be sure of that uses a hardware module, or an encrypted disk for this directory alone.
/// @param directory  Is made if it is missing; one for each store.
/// @return `errc::io_error`.
[[nodiscard]] result<std::unique_ptr<key_provider>> open_key_files(const std::string& directory);

}  // namespace acikkapi
