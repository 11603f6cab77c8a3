#include "proof/frontier.hpp"

#include <bit>

namespace acikkapi {
namespace {

using proof::node_hash;

bool is_right(std::uint64_t index)
{
    return (index & 1U) != 0;
}

/// Two places that climb from leaves to the root: one's own, and that of the last leaf, beyond which
/// there are no siblings. Named as in RFC 9162: fn and sn.
class climb {
public:
    climb(std::uint64_t own, std::uint64_t last) : own_(own), last_(last) {}

    [[nodiscard]] bool at_root() const { return last_ == 0; }
    [[nodiscard]] bool sibling_is_left() const { return is_right(own_) || own_ == last_; }

    void up()
    {
        own_ >>= 1U;
        last_ >>= 1U;
    }
    void up_while_right()
    {
        while (is_right(own_)) {
            up();
        }
    }
    /// Where the last leaf has no sibling its subtree is its parent.
    void up_past_the_lonely()
    {
        while (!is_right(own_) && own_ != 0) {
            up();
        }
        up();
    }

private:
    std::uint64_t own_;
    std::uint64_t last_;
};

result<void> shown(bool it_holds)
{
    return it_holds ? result<void>{} : errc::bad_proof;
}

/// Of two trees of one size, or of an empty one and any other: what can be seen without a proof.
bool begin_alike(const tree_head& earlier, const tree_head& later)
{
    const bool sound = earlier.size != 0 || earlier.root == proof::frontier{}.root();
    return sound && (earlier.size != later.size || earlier.root == later.root);
}

}  // namespace

result<void> check_inclusion(
    const tree_head& tree, std::uint64_t index, const digest& leaf, const std::vector<digest>& path)
{
    if (index >= tree.size) {
        return errc::bad_proof;
    }
    climb place{index, tree.size - 1};
    digest root = leaf;
    for (const auto& sibling : path) {
        if (place.at_root()) {
            return errc::bad_proof;
        }
        if (place.sibling_is_left()) {
            root = node_hash(sibling, root);
            place.up_past_the_lonely();
        } else {
            root = node_hash(root, sibling);
            place.up();
        }
    }
    return shown(place.at_root() && root == tree.root);
}

result<void> check_consistency(
    const tree_head& earlier, const tree_head& later, const std::vector<digest>& proof)
{
    if (earlier.size > later.size) {
        return errc::bad_proof;
    }
    if (earlier.size == 0 || earlier.size == later.size) {
        return shown(begin_alike(earlier, later) && proof.empty());
    }
    climb place{earlier.size - 1, later.size - 1};
    place.up_while_right();
    // The earlier tree is a subtree of the later one, whose root nobody repeats.
    const bool is_subtree = std::has_single_bit(earlier.size);
    if (!is_subtree && proof.empty()) {
        return errc::bad_proof;
    }
    auto next = proof.begin();
    digest old_root = is_subtree ? earlier.root : *next++;
    digest new_root = old_root;
    for (; next != proof.end(); ++next) {
        if (place.at_root()) {
            return errc::bad_proof;
        }
        if (place.sibling_is_left()) {
            old_root = node_hash(*next, old_root);
            new_root = node_hash(*next, new_root);
            place.up_past_the_lonely();
        } else {
            new_root = node_hash(new_root, *next);
            place.up();
        }
    }
    return shown(place.at_root() && old_root == earlier.root && new_root == later.root);
}

}  // namespace acikkapi
