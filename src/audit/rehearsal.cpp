#include "audit/rehearsal.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::audit_room {
namespace {

using journal::table;

void fails(rehearsed& on, fitness how, std::string_view what, position at = position{0})
{
    on.how = how;
    on.what = what;
    on.at = at;
}

bool is_erased(const encoded& state)
{
    return state.erased ||
           std::any_of(state.others.begin(), state.others.end(), [](const auto& one) {
               return one.erased;
           });
}

}  // namespace

result<std::vector<stream_id>> rehearsal::under_way() const
{
    std::vector<stream_id> out;
    bool readable = true;
    const auto scanned =
        store_.scan(table::open, {}, {}, [&](std::string_view key, std::string_view) {
            const auto id = journal::read_big_endian(key);
            readable = id.has_value();
            out.push_back(stream_id{id.value_or(0)});
            return readable;
        });
    if (!scanned) {
        return scanned.error();
    }
    return readable ? result<std::vector<stream_id>>{std::move(out)} : errc::corrupt_snapshot;
}

/// Follows the records as far as the rules can.
/// @return An error of the store; what the rules cannot follow is noted.
error_code rehearsal::follow(trial& on) const
{
    for (const position at : on.kept.events) {
        const auto what = journal::read_record(store_, at, keys_.persons);
        if (!what) {
            return what.error();
        }
        if (on.how.begun_under.empty()) {
            on.how.begun_under = what->workflow;
        }
        auto after = rules_.follow(on.last.get(), *what);
        if (!after && after.error() == errc::unknown_schema) {
            fails(on.how, fitness::needs_mapping, "this record is in a form that is not known", at);
            return {};
        }
        if (!after) {
            fails(on.how, fitness::stuck, "this record cannot follow what was before it", at);
            return {};
        }
        on.last = *std::move(after);
    }
    return {};
}

/// The engine goes on from the state that is kept, and not from the records.
void rehearsal::check_state(trial& on) const
{
    const auto kept = rules_.decode_state(view_of(on.kept.state));
    if (!kept) {
        fails(
            on.how,
            fitness::needs_mapping,
            "the state that is kept is in a form that is not known");
        return;
    }
    const auto right = rules_.encode_state(on.last.get());
    const auto read = rules_.encode_state(kept->get());
    // What cannot be opened is compared by what it does: the clear part.
    const bool same = is_erased(on.kept.state) ? right.clear == read.clear : right == read;
    if (!same) {
        fails(
            on.how,
            fitness::needs_mapping,
            "the state that is kept is not what its records make of it");
    }
}

void rehearsal::check_rows(trial& on) const
{
    const auto index = rules_.index(on.last.get());
    on.how.due = rules_.next_due(on.last.get());
    if (index.closed) {
        fails(on.how, fitness::needs_mapping, "it has ended, and is kept among those under way");
        return;
    }
    if (index.lists.empty() && !on.how.due) {
        fails(
            on.how,
            fitness::stuck,
            "it stands in no list and has no timer: nobody would ever see it");
        return;
    }
    const auto is_there = [&](const index_rows::key_row& row) {
        const auto found = store_.get(
            table::lookup,
            keys_.store->lookup_hash(row.name, row.key) + journal::stream_key(on.how.stream));
        return found && *found;
    };
    const auto& lookups = index.lookups;
    if (keys_.store != nullptr && !std::all_of(lookups.begin(), lookups.end(), is_there)) {
        fails(
            on.how, fitness::needs_mapping, "it would not be found by all that it is found by now");
    }
}

result<rehearsal::trial> rehearsal::try_one(stream_id stream) const
{
    auto kept = journal::read_snapshot(store_, stream, keys_.persons);
    if (!kept) {
        return kept.error();
    }
    if (!*kept) {
        return errc::corrupt_snapshot;
    }
    trial out{{stream, fitness::fits, {}, {}, {}, {}}, rules_.initial(), **std::move(kept)};
    if (const auto bad = follow(out)) {
        return bad;
    }
    if (out.how.how == fitness::fits) {
        check_state(out);
    }
    if (out.how.how == fitness::fits) {
        check_rows(out);
    }
    return out;
}

result<void> rehearsal::run(
    const detail::auditor::rehearsal_visitor& visit, const audit_progress& progress) const
{
    const auto streams = under_way();
    if (!streams) {
        return streams.error();
    }
    std::uint64_t done = 0;
    for (const auto stream : *streams) {
        const auto one = try_one(stream);
        if (!one) {
            return one.error();
        }
        if (!visit(one->how, one->last.get())) {
            return {};
        }
        if (progress && !progress(++done, streams->size())) {
            return errc::cancelled;
        }
    }
    return {};
}

}  // namespace acikkapi::audit_room
