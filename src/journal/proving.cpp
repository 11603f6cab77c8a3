#include "journal/keys.hpp"
#include "journal/nodes.hpp"
#include "journal/proving.hpp"
#include "journal/read.hpp"

#include <utility>

namespace acikkapi::journal {

result<std::optional<kept_checkpoint>> newest_checkpoint(const journal& from)
{
    auto found = from.last(table::tree, checkpoint_key(0).substr(0, 1));
    if (!found) {
        return found.error();
    }
    if (!*found) {
        return std::optional<kept_checkpoint>{};
    }
    auto& row = **found;
    const auto size = read_big_endian(std::string_view{row.key}.substr(1));
    if (!size || !row.value || *size > number_of(from.head())) {
        return errc::corrupt_journal;
    }
    return std::optional{kept_checkpoint{*size, *std::move(row.value)}};
}

namespace {

/// The newest checkpoint, if it covers so many records.
result<kept_checkpoint> checkpoint_over(const journal& from, std::uint64_t size)
{
    auto newest = newest_checkpoint(from);
    if (!newest) {
        return newest.error();
    }
    if (!*newest || (*newest)->size < size) {
        return errc::not_covered;
    }
    return **std::move(newest);
}

result<std::vector<digest>> path_of(const journal& from, position at, const kept_checkpoint& newest)
{
    return proof::tree{journal_nodes{from}}.inclusion(number_of(at) - 1, newest.size);
}

}  // namespace

result<tree_head> tree_at(const journal& from, std::uint64_t size)
{
    if (size > number_of(from.head())) {
        return errc::beyond_head;
    }
    const auto root = proof::tree{journal_nodes{from}}.root(size);
    return root ? result<tree_head>{tree_head{size, *root}} : root.error();
}

result<record_proof> prove(const journal& from, position at)
{
    if (at == position{0} || at > from.head()) {
        return errc::beyond_head;
    }
    auto newest = checkpoint_over(from, number_of(at));
    if (!newest) {
        return newest.error();
    }
    auto path = path_of(from, at, *newest);
    if (!path) {
        return path.error();
    }
    return record_proof{number_of(at) - 1, *std::move(path), std::move(newest->note)};
}

result<bundle> prove_all(const journal& from, stream_id stream, std::string number)
{
    const auto places = read_places(from, stream);
    if (!places) {
        return places.error();
    }
    auto newest = checkpoint_over(from, number_of(places->back()));
    if (!newest) {
        return newest.error();
    }
    bundle out{std::move(number), {}, {}};
    for (const position at : *places) {
        auto bytes = from.event(at);
        if (!bytes) {
            return bytes.error();
        }
        auto path = path_of(from, at, *newest);
        if (!path) {
            return path.error();
        }
        out.parts.push_back({number_of(at) - 1, *std::move(bytes), *std::move(path)});
    }
    out.note = std::move(newest->note);
    return out;
}

result<growth_proof> prove_growth(const journal& from, std::uint64_t earlier)
{
    auto newest = checkpoint_over(from, earlier);
    if (!newest) {
        return newest.error();
    }
    return prove_growth(from, earlier, *std::move(newest));
}

result<growth_proof> prove_growth(const journal& from, std::uint64_t earlier, kept_checkpoint later)
{
    auto path = proof::tree{journal_nodes{from}}.consistency(earlier, later.size);
    if (!path) {
        return path.error();
    }
    return growth_proof{earlier, *std::move(path), std::move(later.note)};
}

}  // namespace acikkapi::journal
