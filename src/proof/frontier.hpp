#pragma once

#include <acikkapi/proof.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace acikkapi::proof {

/// What RFC 9162 (section 2.1.1) makes of two subtrees.
[[nodiscard]] digest node_hash(const digest& left, const digest& right);

/// The root of a growing list of leaves, hashed as RFC 9162 (section 2.1.1) says.
///
/// Keeps only the roots of the complete subtrees, one for each bit of the size that is set.
/// @par Complexity  Appending hashes two nodes on average at most; space is logarithmic.
/// @par Thread safety  None.
class frontier {
public:
    frontier() = default;

    /// Goes on from a list of this size.
    /// @param complete  The roots of its complete subtrees, the largest first.
    frontier(std::uint64_t size, std::vector<digest> complete)
        : size_(size), complete_(std::move(complete))
    {}

    void append(const digest& leaf)
    {
        append(leaf, [](unsigned, std::uint64_t, const digest&) {});
    }

    /// @param completed  Told of each subtree that this leaf completes: it has 2^height leaves, and
    ///                   `index` others of its size lie before it.
    template <class Told>
    void append(const digest& leaf, Told&& completed)
    {
        complete_.push_back(leaf);
        // As in adding one to a binary number: each one that is carried joins two subtrees.
        for (unsigned height = 1; ((size_ >> (height - 1)) & 1U) != 0; ++height) {
            const auto right = complete_.back();
            complete_.pop_back();
            complete_.back() = node_hash(complete_.back(), right);
            completed(height, size_ >> height, complete_.back());
        }
        ++size_;
    }

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    /// Of an empty list: the hash of nothing.
    [[nodiscard]] digest root() const;

private:
    std::uint64_t size_ = 0;
    std::vector<digest> complete_;  // The largest subtree first.
};

}  // namespace acikkapi::proof
