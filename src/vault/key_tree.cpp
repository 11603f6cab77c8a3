#include "vault/key_tree.hpp"
#include "vault/secrets.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <iterator>
#include <openssl/crypto.h>
#include <utility>

namespace acikkapi::vault {
namespace {

constexpr char format = 1;
constexpr std::size_t place_size = 8;
constexpr std::size_t node_size = place_size + 1 + secret_key::size;

constexpr std::string_view left = "0";
constexpr std::string_view right = "1";

std::uint64_t width(unsigned height)
{
    return std::uint64_t{1} << height;
}

std::uint64_t read_place(std::string_view bytes)
{
    std::uint64_t out = 0;
    for (const char one : bytes.substr(0, place_size)) {
        out = (out << 8U) | static_cast<unsigned char>(one);
    }
    return out;
}

void write_place(std::string& out, std::uint64_t value)
{
    for (std::size_t i = place_size; i-- > 0;) {
        out += static_cast<char>((value >> (8 * i)) & 0xffU);
    }
}

secret_key read_secret(std::string_view bytes)
{
    std::array<std::byte, secret_key::size> out{};
    std::transform(bytes.begin(), bytes.begin() + secret_key::size, out.begin(), [](char one) {
        return static_cast<std::byte>(one);
    });
    secret_key key{out};
    OPENSSL_cleanse(out.data(), out.size());
    return key;
}

}  // namespace

secret_key::~secret_key()
{
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

secret_key secret_key::derive(std::string_view purpose) const
{
    auto hash = sha256({view(), purpose});
    secret_key out{hash};
    OPENSSL_cleanse(hash.data(), hash.size());
    return out;
}

key_tree::key_tree(const secret_key& root)
{
    nodes_.emplace(0, node{height, root});
}

std::optional<secret_key> key_tree::find(std::uint64_t leaf, way& last) const
{
    assert(leaf < leaves);
    auto at = nodes_.upper_bound(leaf);
    if (at == nodes_.begin()) {
        return std::nullopt;
    }
    --at;
    const auto within = leaf - at->first;
    if (within >= width(at->second.height)) {
        return std::nullopt;
    }
    const std::size_t steps = at->second.height;
    auto& down = last.down_;
    const bool same_node = last.first_ == at->first && !down.empty();
    const auto same =
        same_node ? steps - static_cast<std::size_t>(std::bit_width(within ^ last.within_)) : 0;
    down.reserve(height + 1);  // Does not grow: no copy is left behind.
    if (!same_node) {
        down.assign(1, at->second.secret);
    }
    down.erase(down.begin() + static_cast<std::ptrdiff_t>(same) + 1, down.end());
    while (down.size() <= steps) {
        const auto level = steps - down.size();
        down.push_back(down.back().derive((within >> level) & 1U ? right : left));
    }
    last.first_ = at->first;
    last.within_ = within;
    return down.back();
}

bool key_tree::destroy(std::uint64_t first, std::uint64_t count)
{
    assert(first < leaves && count <= leaves - first);
    const auto end = first + count;
    bool found = false;
    for (auto at = overlapping(first); at != nodes_.end() && at->first < end;) {
        const auto node_end = at->first + width(at->second.height);
        if (node_end <= first) {
            ++at;
        } else if (at->first >= first && node_end <= end) {
            found = true;
            at = nodes_.erase(at);
        } else {
            at = split(at);
        }
    }
    return found;
}

std::vector<std::pair<std::uint64_t, std::uint64_t>> key_tree::destroyed(std::uint64_t end) const
{
    std::vector<std::pair<std::uint64_t, std::uint64_t>> out;
    std::uint64_t next = 0;
    const auto gap_until = [&](std::uint64_t begin) {
        const auto here = std::min(begin, end);
        if (here > next) {
            out.emplace_back(next, here - next);
        }
    };
    for (const auto& [first, one] : nodes_) {
        if (first >= end) {
            break;
        }
        gap_until(first);
        next = first + width(one.height);
    }
    gap_until(end);
    return out;
}

/// The last node that begins at or before `first`, else the first one.
key_tree::place key_tree::overlapping(std::uint64_t first)
{
    const auto behind = nodes_.upper_bound(first);
    return behind == nodes_.begin() ? behind : std::prev(behind);
}

/// Puts both children in the place of a node.
/// @return The left one.
key_tree::place key_tree::split(place at)
{
    const auto first = at->first;
    const auto below = at->second.height - 1;
    const node both[] = {
        {below, at->second.secret.derive(left)}, {below, at->second.secret.derive(right)}};
    nodes_.erase(at);
    nodes_.emplace(first + width(below), both[1]);
    return nodes_.emplace(first, both[0]).first;
}

std::string key_tree::bytes() const
{
    std::string out;
    out.reserve(1 + nodes_.size() * node_size);  // Does not grow: no copy is left behind.
    out += format;
    for (const auto& [first, one] : nodes_) {
        write_place(out, first);
        out += static_cast<char>(one.height);
        out += one.secret.view();
    }
    return out;
}

std::optional<key_tree> key_tree::parse(std::string_view bytes)
{
    if (bytes.empty() || bytes.front() != format || (bytes.size() - 1) % node_size != 0) {
        return std::nullopt;
    }
    bytes.remove_prefix(1);
    key_tree out;
    std::uint64_t end = 0;
    for (; !bytes.empty(); bytes.remove_prefix(node_size)) {
        const auto first = read_place(bytes);
        const auto level = static_cast<unsigned char>(bytes[place_size]);
        const bool fits =
            level <= height && first >= end && first < leaves && first % width(level) == 0;
        if (!fits) {
            return std::nullopt;
        }
        end = first + width(level);
        out.nodes_.emplace_hint(
            out.nodes_.end(), first, node{level, read_secret(bytes.substr(place_size + 1))});
    }
    return out;
}

}  // namespace acikkapi::vault
