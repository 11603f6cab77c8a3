#pragma once

#include "proof/frontier.hpp"

#include <functional>
#include <vector>

namespace acikkapi::proof {

/// Of subtrees only every eighth height is kept: of a thousand leaves there are four, and what lies
/// between is hashed again from 255 of them at most.
inline constexpr unsigned kept_heights = 8;

/// Where the hashes of a tree lie.
class nodes {
public:
    using visitor = std::function<void(const digest&)>;

    virtual ~nodes() = default;

    /// Visits the roots of `count` subtrees that lie side by side, in their order.
    /// @param height  Each has 2^height leaves; a multiple of `kept_heights`.
    /// @param first   How many of the same height lie before them.
    /// @return `errc::corrupt_journal` if one of them is missing.
    [[nodiscard]] virtual result<void>
    visit(unsigned height, std::uint64_t first, std::uint64_t count, const visitor& each) const = 0;
};

/// The Merkle tree of a journal as it was at any size: its roots, and proofs from them.
/// @par Complexity  Of each: at most 255 nodes of each height that is kept are read and hashed.
/// @par Lifetime  `from` outlives it.
class tree {
public:
    explicit tree(const nodes& from) : from_(from) {}

    /// From which appending goes on.
    [[nodiscard]] result<frontier> grown_to(std::uint64_t size) const { return over(0, size); }

    [[nodiscard]] result<digest> root(std::uint64_t size) const;

    /// From the leaf's sibling up to the root's child (RFC 9162, section 2.1.3.1).
    /// @pre `index < size`.
    [[nodiscard]] result<std::vector<digest>>
    inclusion(std::uint64_t index, std::uint64_t size) const;

    /// That the tree of `size` begins with that of `earlier` (RFC 9162, section 2.1.4.1).
    /// @pre `earlier <= size`.
    [[nodiscard]] result<std::vector<digest>>
    consistency(std::uint64_t earlier, std::uint64_t size) const;

private:
    /// Of `size` leaves from `first` on.
    /// @pre `first` is a multiple of every power of two up to `size`.
    [[nodiscard]] result<frontier> over(std::uint64_t first, std::uint64_t size) const;
    [[nodiscard]] result<digest> complete(unsigned height, std::uint64_t index) const;
    [[nodiscard]] error_code
    add(std::vector<digest>& to, std::uint64_t first, std::uint64_t size) const;

    const nodes& from_;
};

}  // namespace acikkapi::proof
