#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace acikkapi::vault {

/// A secret of 32 bytes that is wiped when it goes.
class secret_key {
public:
    static constexpr std::size_t size = 32;

    explicit secret_key(const std::array<std::byte, size>& bytes) : bytes_(bytes) {}
    secret_key(const secret_key&) = default;
    secret_key& operator=(const secret_key&) = default;
    ~secret_key();

    [[nodiscard]] std::string_view view() const
    {
        return {reinterpret_cast<const char*>(bytes_.data()), size};
    }
    [[nodiscard]] const std::array<std::byte, size>& bytes() const noexcept { return bytes_; }

    /// Another secret, from which this one does not follow.
    /// @param purpose  Not empty; another of the same length gives a key of its own.
    [[nodiscard]] secret_key derive(std::string_view purpose) const;

    friend bool operator==(const secret_key&, const secret_key&) = default;

private:
    std::array<std::byte, size> bytes_;
};

/// Very many keys that follow from one secret and can be destroyed one by one, or by whole ranges: a
/// puncturable pseudorandom function over the tree of Goldreich, Goldwasser and Micali (1986).
///
/// A key hangs in a binary tree in which each node follows from its parent and no node from its
/// children. To destroy one, every node above it is given up, and what hung beside the way is kept:
/// all other keys can be made as before, and nothing leads to this one any more. So what has to be
/// kept outside the store is small (a destroyed key takes at most `height` secrets of 41 bytes, and
/// half of that among a million), and rewriting it is all that erasing takes.
/// @par Thread safety  As a value.
class key_tree {
public:
    /// There are 2^40 keys: a trillion.
    static constexpr unsigned height = 40;
    static constexpr std::uint64_t leaves = std::uint64_t{1} << height;

    explicit key_tree(const secret_key& root);

    /// The way down to the key that was asked for last: neighbours share most of it. It is to be dropped
    /// when a key is destroyed, for the secrets on it may lead to that one.
    class way {
        friend key_tree;
        std::uint64_t first_ = 0;   // Of the node at which it begins,
        std::uint64_t within_ = 0;  // and which key below that.
        std::vector<secret_key> down_;
    };

    /// @pre `leaf < leaves`.
    /// @return Nothing if it was destroyed.
    /// @par Complexity  At most `height` hashes.
    [[nodiscard]] std::optional<secret_key> find(std::uint64_t leaf) const
    {
        way all;
        return find(leaf, all);
    }
    /// @param last  Of this tree as it is, or a new one; becomes the way to this key.
    /// @par Complexity  As many hashes as the way has that was not gone last.
    [[nodiscard]] std::optional<secret_key> find(std::uint64_t leaf, way& last) const;

    /// Destroys the keys from `first` on, `count` of them; those that are gone stay so.
    /// @pre They are all below `leaves`.
    /// @return Whether one of them was there.
    bool destroy(std::uint64_t first, std::uint64_t count = 1);

    /// Where keys below `end` were destroyed: first key and how many, rising, none beside another.
    [[nodiscard]] std::vector<std::pair<std::uint64_t, std::uint64_t>>
    destroyed(std::uint64_t end) const;

    /// How many secrets it holds.
    [[nodiscard]] std::size_t size() const noexcept { return nodes_.size(); }

    /// All of it as bytes: secret, and no longer than `size()` × 41 + 1.
    [[nodiscard]] std::string bytes() const;

    /// @return Nothing if the bytes are not what `bytes` gives of some tree.
    [[nodiscard]] static std::optional<key_tree> parse(std::string_view bytes);

    friend bool operator==(const key_tree&, const key_tree&) = default;

private:
    struct node {
        unsigned height = 0;  // It has 2^height keys.
        secret_key secret;

        friend bool operator==(const node&, const node&) = default;
    };
    using place = std::map<std::uint64_t, node>::iterator;

    key_tree() = default;
    [[nodiscard]] place overlapping(std::uint64_t first);
    place split(place at);

    std::map<std::uint64_t, node> nodes_;  // By their first leaf; they do not overlap.
};

}  // namespace acikkapi::vault
