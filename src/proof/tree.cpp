#include "proof/tree.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace acikkapi::proof {
namespace {

/// Where RFC 9162 splits a list: the largest power of two below its size.
std::uint64_t split(std::uint64_t size)
{
    return std::bit_floor(size - 1);
}

}  // namespace

result<digest> tree::root(std::uint64_t size) const
{
    const auto all = over(0, size);
    if (!all) {
        return all.error();
    }
    return all->root();
}

result<digest> tree::complete(unsigned height, std::uint64_t index) const
{
    const unsigned above = height % kept_heights;
    const std::uint64_t count = std::uint64_t{1} << above;
    frontier joined;
    const auto read = from_.visit(
        height - above, index << above, count, [&](const digest& one) { joined.append(one); });
    if (!read) {
        return read.error();
    }
    if (joined.size() != count) {
        return errc::corrupt_journal;
    }
    return joined.root();
}

result<frontier> tree::over(std::uint64_t first, std::uint64_t size) const
{
    std::vector<digest> roots;
    std::uint64_t at = first;
    for (std::uint64_t rest = size; rest != 0; rest -= std::bit_floor(rest)) {
        const auto height = static_cast<unsigned>(std::bit_width(rest) - 1);
        const auto root = complete(height, at >> height);
        if (!root) {
            return root.error();
        }
        roots.push_back(*root);
        at += std::uint64_t{1} << height;
    }
    return frontier{size, std::move(roots)};
}

error_code tree::add(std::vector<digest>& to, std::uint64_t first, std::uint64_t size) const
{
    const auto part = over(first, size);
    if (part) {
        to.push_back(part->root());
    }
    return part ? error_code{} : part.error();
}

result<std::vector<digest>> tree::inclusion(std::uint64_t index, std::uint64_t size) const
{
    std::vector<digest> out;
    std::uint64_t first = 0;
    while (size > 1) {
        const auto left = split(size);
        const bool goes_left = index - first < left;
        const auto bad = goes_left ? add(out, first + left, size - left) : add(out, first, left);
        if (bad) {
            return bad;
        }
        first += goes_left ? 0 : left;
        size = goes_left ? left : size - left;
    }
    std::reverse(out.begin(), out.end());
    return out;
}

result<std::vector<digest>> tree::consistency(std::uint64_t earlier, std::uint64_t size) const
{
    std::vector<digest> out;
    std::uint64_t first = 0;
    // Everybody who has the earlier root knows it: it is not repeated.
    bool is_earlier_root = true;
    while (earlier != 0 && earlier - first != size) {
        const auto left = split(size);
        const bool goes_left = earlier - first <= left;
        const auto bad = goes_left ? add(out, first + left, size - left) : add(out, first, left);
        if (bad) {
            return bad;
        }
        is_earlier_root = is_earlier_root && goes_left;
        first += goes_left ? 0 : left;
        size = goes_left ? left : size - left;
    }
    if (!is_earlier_root) {
        if (const auto bad = add(out, first, size)) {
            return bad;
        }
    }
    std::reverse(out.begin(), out.end());
    return out;
}

}  // namespace acikkapi::proof
