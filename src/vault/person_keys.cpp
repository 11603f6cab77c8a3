#include "vault/person_keys.hpp"

#include <algorithm>

namespace acikkapi::vault {
namespace {

constexpr unsigned whose_bits = 10;
constexpr std::uint64_t persons = std::uint64_t{1} << whose_bits;
static_assert(whose_max + 1 == persons && everybody > whose_max);
static_assert(person_keys::streams << whose_bits == key_tree::leaves);

// No application has this one: their numbers end before.
constexpr std::uint64_t own_leaf = key_tree::leaves - 1;
constexpr std::string_view for_check = "check:";

std::uint64_t leaf_of(const person_of& whom)
{
    return number_of(whom.stream) << whose_bits | whom.whose;
}

key_ring::range leaves_of(const person_of& whom)
{
    return whom.whose == everybody ? key_ring::range{leaf_of({whom.stream, 0}), persons}
                                   : key_ring::range{leaf_of(whom), 1};
}

/// `everybody` is none of the persons here.
std::uint64_t name_of(const person_of& whom)
{
    return number_of(whom.stream) << 16U | whom.whose;
}

void append(std::string& to, std::uint64_t value)
{
    for (unsigned shift = 64; shift > 0;) {
        shift -= 8;
        to += static_cast<char>((value >> shift) & 0xffU);
    }
}

/// What a piece is bound to, as bytes of one length.
std::string bytes_of(const codec::place& of)
{
    std::string out;
    out.reserve(1 + 3 * sizeof(std::uint64_t));
    out += static_cast<char>(of.what);
    append(out, number_of(of.stream));
    append(out, of.version);
    append(out, of.whose);
    return out;
}

}  // namespace

person_keys::person_keys(key_ring ring, std::size_t remembered_max)
    : ring_(std::move(ring)), young_max_(remembered_max / memories / 2 + 1)
{}

std::optional<std::string> person_keys::seal(const codec::place& of, std::string_view clear) const
{
    const person_of whom{of.stream, of.whose};
    const auto key = is_closed(whom) ? std::nullopt : key_of(whom);
    return key ? std::optional{vault::seal(*key, clear, bytes_of(of))} : std::nullopt;
}

result<std::optional<std::string>>
person_keys::unseal(const codec::place& of, std::string_view sealed) const
{
    const auto key = key_of({of.stream, of.whose});
    if (!key) {
        return std::optional<std::string>{};
    }
    auto clear = vault::unseal(*key, sealed, bytes_of(of));
    if (!clear) {
        return errc::corrupt_journal;
    }
    return std::optional{*std::move(clear)};
}

std::optional<sealing_key> person_keys::key_of(const person_of& whom) const
{
    if (number_of(whom.stream) >= streams || whom.whose > whose_max) {
        return std::nullopt;
    }
    const auto leaf = leaf_of(whom);
    auto& mine = memory_of(whom);
    const std::lock_guard lock{mine.mutex};
    if (const auto found = mine.young.find(leaf); found != mine.young.end()) {
        return found->second;
    }
    const auto before = mine.old.extract(leaf);
    std::optional<sealing_key> key;
    if (before) {
        key = before.mapped();
    } else if (const auto made = ring_.find(leaf)) {
        key.emplace(*made);
    } else {
        return std::nullopt;
    }
    if (mine.young.size() >= young_max_) {
        mine.old = std::exchange(mine.young, {});
    }
    mine.young.emplace(leaf, *key);
    return key;
}

bool person_keys::is_closed(const person_of& whom) const
{
    auto& mine = memory_of(whom);
    const std::lock_guard lock{mine.mutex};
    return mine.closed.contains(name_of(whom)) ||
           mine.closed.contains(name_of({whom.stream, everybody}));
}

std::vector<person_of> person_keys::close(const std::vector<person_of>& whom)
{
    std::vector<person_of> out;
    for (const auto& one : whom) {
        auto& mine = memory_of(one);
        const std::lock_guard lock{mine.mutex};
        if (mine.closed.insert(name_of(one)).second) {
            out.push_back(one);
        }
    }
    return out;
}

void person_keys::reopen(const std::vector<person_of>& whom)
{
    for (const auto& one : whom) {
        auto& mine = memory_of(one);
        const std::lock_guard lock{mine.mutex};
        mine.closed.erase(name_of(one));
    }
}

result<void> person_keys::destroy(const std::vector<person_of>& whom)
{
    std::vector<key_ring::range> leaves(whom.size());
    std::transform(whom.begin(), whom.end(), leaves.begin(), leaves_of);
    auto done = ring_.destroy(leaves);
    // Whether or not the ring could keep its word: here they are gone. What is asked for again comes
    // from the ring, under the same lock under which it was remembered.
    for (const auto& one : whom) {
        auto& mine = memory_of(one);
        const std::lock_guard lock{mine.mutex};
        const auto [first, count] = leaves_of(one);
        for (auto leaf = first; leaf < first + count; ++leaf) {
            mine.young.erase(leaf);
            mine.old.erase(leaf);
        }
    }
    if (done) {
        reopen(whom);  // For whom there is no key nothing is sealed either.
    }
    return done;
}

std::vector<stream_id> person_keys::with_destroyed(stream_id newest) const
{
    std::vector<stream_id> out;
    const auto end = std::min((number_of(newest) + 1) << whose_bits, key_tree::leaves);
    std::uint64_t next = 0;  // Two of one application are told once.
    for (const auto& [first, count] : ring_.destroyed(end)) {
        const auto last = (first + count - 1) >> whose_bits;
        for (next = std::max(next, first >> whose_bits); next <= last; ++next) {
            out.push_back(stream_id{next});
        }
    }
    return out;
}

std::string person_keys::check_value() const
{
    const auto key = ring_.find(own_leaf);
    return key ? std::string{key->derive(for_check).view()} : std::string{};
}

}  // namespace acikkapi::vault
