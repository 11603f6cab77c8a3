#include "proof/frontier.hpp"
#include "vault/secrets.hpp"

#include <iterator>
#include <string_view>

namespace acikkapi {
namespace {

// The two prefixes keep a leaf from passing as a node, and a node as a leaf.
constexpr std::string_view leaf_prefix{"\0", 1};
constexpr std::string_view node_prefix{"\1", 1};

std::string_view characters(const digest& value)
{
    return {reinterpret_cast<const char*>(value.data()), value.size()};
}

}  // namespace

digest leaf_hash(std::string_view record)
{
    return vault::sha256({leaf_prefix, record});
}

namespace proof {

digest node_hash(const digest& left, const digest& right)
{
    return vault::sha256({node_prefix, characters(left), characters(right)});
}

digest frontier::root() const
{
    if (complete_.empty()) {
        return vault::sha256({});
    }
    auto out = complete_.back();
    for (auto left = std::next(complete_.rbegin()); left != complete_.rend(); ++left) {
        out = node_hash(*left, out);
    }
    return out;
}

}  // namespace proof
}  // namespace acikkapi
