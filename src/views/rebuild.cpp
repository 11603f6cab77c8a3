#include "journal/keys.hpp"
#include "journal/read.hpp"
#include "views/rebuild.hpp"

#include <string>

namespace acikkapi::views_room {
namespace {

using journal::table;

error_code load_counters(const journal::journal& store, counters& out)
{
    error_code bad;
    const auto scanned =
        store.scan(table::counter, {}, {}, [&](std::string_view key, std::string_view value) {
            const auto number = journal::read_big_endian(value);
            if (!number) {
                bad = errc::corrupt_snapshot;
                return false;
            }
            out.load(std::string{key}, *number);
            return true;
        });
    return scanned ? bad : scanned.error();
}

/// @return The state of an open application, from its row, without what is sealed in it: lists,
///         figures and timers follow from what is in clear.
result<detail::erased>
state_of(const detail::any_workflow& rules, stream_id stream, std::string_view row, position last)
{
    const auto stored = journal::read_snapshot_row(row, stream, false, nullptr);
    if (!stored) {
        return stored.error();
    }
    if (stored->events.empty() || stored->events.back() > last) {
        return errc::corrupt_snapshot;
    }
    return rules.decode_state(view_of(stored->state));
}

}  // namespace

result<kept> rebuild(
    const journal::journal& store,
    const detail::any_workflow& rules,
    const journal::head_row& head,
    const open_visitor& visit)
{
    kept out;
    if (const auto bad = load_counters(store, *out.figures)) {
        return bad;
    }
    error_code bad;
    const auto load_row = [&](std::string_view key, std::string_view value) {
        const auto id = journal::read_big_endian(key);
        const auto state = state_of(rules, stream_id{id.value_or(0)}, value, head.last);
        // A stream above the newest would be given once more, to somebody else.
        if (!id || *id > number_of(head.newest) || !state) {
            bad = state ? error_code{errc::corrupt_snapshot} : state.error();
            return false;
        }
        const stream_id stream{*id};
        const auto added = difference(stream, nullptr, rules.index(state->get()));
        out.lists->apply({&added, 1});
        visit(stream, state->get());
        return true;
    };
    const auto scanned = store.scan(table::open, {}, {}, load_row);
    if (!scanned) {
        return scanned.error();
    }
    if (bad) {
        return bad;
    }
    return out;
}

}  // namespace acikkapi::views_room
