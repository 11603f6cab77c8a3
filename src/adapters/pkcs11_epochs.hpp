#pragma once

#include "adapters/pkcs11_session.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::adapters {

/// Which objects of a token are the keys of epochs: those whose label is `PREFIX-epoch-N`.
class pkcs11_epochs {
public:
    explicit pkcs11_epochs(const std::string& prefix) : label_(prefix + "-epoch-") {}

    /// @return All of them, ascending.
    [[nodiscard]] result<std::vector<std::uint64_t>> list(const pkcs11_session& session) const;

    [[nodiscard]] result<std::vector<ck_object_handle_t>>
    keys_of(const pkcs11_session& session, std::uint64_t epoch) const;

    /// To seal by. Of two keys none is picked: whoever sees only the other could not open it.
    /// @return `errc::missing_epoch` if there is none; `wrong_key` if there are more than one.
    [[nodiscard]] result<ck_object_handle_t>
    only_key(const pkcs11_session& session, std::uint64_t epoch) const;

    /// @pre `keys_of` has found none.
    /// @return `errc::bad_argument` if somebody made one at the same time; then it is not made. A module
    ///         that shows another process's keys late, as SoftHSM may, lets two be made.
    [[nodiscard]] result<void> make(const pkcs11_session& session, std::uint64_t epoch) const;

    /// All keys of it. If there is none, that is as well.
    [[nodiscard]] result<void> destroy(const pkcs11_session& session, std::uint64_t epoch) const;

private:
    [[nodiscard]] std::string label_of(std::uint64_t epoch) const;
    [[nodiscard]] std::optional<std::uint64_t> epoch_of(std::string_view label) const;
    [[nodiscard]] result<ck_object_handle_t>
    generate(const pkcs11_session& session, std::uint64_t epoch) const;

    std::string label_;  ///< Without the epoch.
};

}  // namespace acikkapi::adapters
