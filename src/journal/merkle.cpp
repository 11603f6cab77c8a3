#include "journal/merkle.hpp"

#include <string>

namespace acikkapi::journal {
namespace {

// The two prefixes keep a leaf from passing as a node, and a node as a leaf.
constexpr char leaf_prefix = '\0';
constexpr char node_prefix = '\1';

std::string_view characters(const vault::digest& value)
{
    return {reinterpret_cast<const char*>(value.data()), value.size()};
}

vault::digest node(const vault::digest& left, const vault::digest& right)
{
    std::string bytes(1, node_prefix);
    bytes.append(characters(left)).append(characters(right));
    return vault::sha256(bytes);
}

}  // namespace

vault::digest leaf_hash(std::string_view leaf)
{
    std::string bytes(1, leaf_prefix);
    bytes.append(leaf);
    return vault::sha256(bytes);
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
