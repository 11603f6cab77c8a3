#pragma once

#include <acikkapi/keys.hpp>

#include "vault/files.hpp"
#include "vault/key_tree.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi::vault {

/// The keys of persons, and the file in which the secret behind them is kept.
///
/// The file lies outside the store, encrypted under the key of one epoch of a provider. Destroying keys
/// begins a new epoch: the new key, the file anew, and only then is the old key destroyed. What was cut
/// short in between is brought to its end by the next opening.
/// @par Thread safety  All members from any thread; moving is not.
class key_ring {
public:
    /// Keys `first` and so many more.
    using range = std::pair<std::uint64_t, std::uint64_t>;

    /// @param provider  Outlives it.
    /// @param file      Of the secret; its directory must be there.
    /// @param create    Make a new secret if there is no such file, and the provider has no key either.
    /// @return `errc::busy` if somebody else has opened it, for what two destroy one after the other
    ///         would come back; `errc::no_key_file` if there is none, or none could be made because the
    ///         provider has keys, which would be destroyed; `missing_epoch` if the key is not there under which
    ///         it is encrypted, as of a copy from before somebody was erased; `wrong_key` if it was altered
    ///         or belongs to another provider; `io_error`.
    [[nodiscard]] static result<key_ring>
    open(key_provider& provider, const std::string& file, bool create);

    /// The keys as they are, to be read while another may be changing them: nothing that was cut short
    /// is brought to its end. `destroy` and `rotate` must not be called.
    [[nodiscard]] static result<key_ring> look(key_provider& provider, const std::string& file);

    key_ring(key_ring&& other) noexcept;
    key_ring& operator=(key_ring&&) = delete;

    /// @pre `which < key_tree::leaves`.
    /// @return Nothing if it was destroyed.
    [[nodiscard]] std::optional<secret_key> find(std::uint64_t which) const;

    /// When it returns, the keys are gone: from memory, and from every copy of the file.
    /// @return On an error they may be gone or not, and it is to be called again. `errc::limit_reached` if the file would
    ///         be larger than 1 GiB: what was destroyed by itself, not with its neighbours, takes 41 bytes a level.
    [[nodiscard]] result<void> destroy(const std::vector<range>& which);

    /// @see key_tree::destroyed
    [[nodiscard]] std::vector<range> destroyed(std::uint64_t end) const;

    /// The same keys under the key of a new epoch.
    [[nodiscard]] result<void> rotate();

    [[nodiscard]] std::uint64_t epoch() const;

    /// The next epoch is above this one: of a copy of the file from before, for what is under later epochs is
    /// to be known as that.
    void begin_above(std::uint64_t epoch);

private:
    key_ring(key_provider& provider, std::string file, key_tree keys, std::uint64_t epoch)
        : provider_(&provider), file_(std::move(file)), keys_(std::move(keys)), epoch_(epoch)
    {}

    [[nodiscard]] static result<key_ring> make(key_provider& provider, const std::string& file);
    [[nodiscard]] static result<key_ring>
    look_once(key_provider& provider, const std::string& file);
    /// Keeps these keys under a new epoch, and destroys all others.
    [[nodiscard]] result<void> keep(key_tree keys);
    /// The bytes of the file with these keys; it is not touched.
    [[nodiscard]] result<std::string> in_a_file(const key_tree& keys, std::uint64_t epoch) const;
    [[nodiscard]] result<std::string> wrap(std::uint64_t epoch, std::string_view secret) const;
    [[nodiscard]] result<void> destroy_other_epochs() const;

    std::optional<file_lock> lock_;  // None for who only looks.
    key_provider* provider_;
    std::string file_;
    mutable std::shared_mutex mutex_;
    key_tree keys_;
    mutable std::mutex way_mutex_;
    mutable key_tree::way way_;
    std::uint64_t epoch_;
    std::uint64_t floor_ = 0;
    bool unsure_ =
        false;  // Perhaps the file is under a later epoch, which must not be destroyed then.
};

}  // namespace acikkapi::vault
