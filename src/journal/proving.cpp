#include "journal/keys.hpp"
#include "journal/nodes.hpp"
#include "journal/proving.hpp"

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

result<record_proof> prove(const journal& from, position at)
{
    if (at == position{0} || at > from.head()) {
        return errc::beyond_head;
    }
    auto newest = newest_checkpoint(from);
    if (!newest) {
        return newest.error();
    }
    if (!*newest || (*newest)->size < number_of(at)) {
        return errc::not_covered;
    }
    const auto index = number_of(at) - 1;
    const journal_nodes nodes{from};
    auto path = proof::tree{nodes}.inclusion(index, (*newest)->size);
    if (!path) {
        return path.error();
    }
    return record_proof{index, *std::move(path), std::move((*newest)->note)};
}

}  // namespace acikkapi::journal
