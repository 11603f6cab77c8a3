#include "journal/merkle.hpp"

#include <string_view>

namespace acikkapi::journal {
namespace {

// The two prefixes keep a leaf from passing as a node, and a node as a leaf.
constexpr std::string_view leaf_prefix{"\0", 1};
constexpr std::string_view node_prefix{"\1", 1};

std::string_view characters(const vault::digest& value)
{
    return {reinterpret_cast<const char*>(value.data()), value.size()};
}

vault::digest node(const vault::digest& left, const vault::digest& right)
{
    return vault::sha256({node_prefix, characters(left), characters(right)});
}

}  // namespace

vault::digest leaf_hash(std::string_view leaf)
{
    return vault::sha256({leaf_prefix, leaf});
}

void merkle_frontier::append(const vault::digest& leaf)
{
    complete_.push_back(leaf);
    // As in adding one to a binary number: each one that is carried joins two subtrees.
    for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
        const auto right = complete_.back();
        complete_.pop_back();
        complete_.back() = node(complete_.back(), right);
    }
    ++size_;
}

vault::digest merkle_frontier::root() const
{
    if (complete_.empty()) {
        return vault::sha256({});
    }
    auto out = complete_.back();
    for (auto left = std::next(complete_.rbegin()); left != complete_.rend(); ++left) {
        out = node(*left, out);
    }
    return out;
}

}  // namespace acikkapi::journal
