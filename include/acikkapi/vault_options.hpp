#pragma once

#include <string>

namespace acikkapi {

class key_provider;

/// Where the keys of persons come from. Both members or none.
struct vault_options {
    key_provider* provider = nullptr;  ///< Outlives its user; of one store only.
    /// The file with the secret behind all keys of persons, encrypted by the provider: one for each
    /// store, outside it, and in no backup of it.
    std::string file{};
};

}  // namespace acikkapi
