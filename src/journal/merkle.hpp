#pragma once

#include "vault/secrets.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace acikkapi::journal {

/// What RFC 9162 hashes a leaf to.
[[nodiscard]] vault::digest leaf_hash(std::string_view leaf);

/// The root of a growing list of leaves, hashed as RFC 9162 (section 2.1.1) says.
///
/// Keeps only the roots of the complete subtrees, one for each bit of the size that is set.
/// @par Complexity  Appending hashes the leaf and two nodes on average; space is logarithmic.
/// @par Thread safety  None.
class merkle_frontier {
public:
    void append(std::string_view leaf) { append(leaf_hash(leaf)); }
    void append(const vault::digest& leaf);

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    /// Of an empty list: the hash of nothing.
    [[nodiscard]] vault::digest root() const;

private:
    std::uint64_t size_ = 0;
    std::vector<vault::digest> complete_;  // The largest subtree first.
};

}  // namespace acikkapi::journal
