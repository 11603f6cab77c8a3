// The part of the desk that turns a decision into rows.
#include "codec/snapshot_codec.hpp"
#include "engine/desk.hpp"
#include "engine/session.hpp"
#include "engine/with_memory.hpp"
#include "journal/keys.hpp"

#include <utility>

namespace acikkapi::engine_room {
namespace {

void add_closed_rows(
    const index_rows& rows, stream_id stream, bool there, std::vector<journal::row>& out)
{
    for (const auto& one : rows.lists) {
        out.push_back(
            {journal::table::closed,
             journal::closed_key(one.list, one.key, one.sort, stream),
             there ? std::optional<std::string>{std::string{}} : std::nullopt});
    }
}

}  // namespace

/// Ended applications stand in their lists on disk: what changes of that.
void desk::add_list_rows(const work& on, const index_rows& after, operation& op)
{
    const bool was_closed = on.before && on.before->closed;
    const bool same = was_closed && after.closed && on.before->lists == after.lists;
    if (was_closed && !same) {
        add_closed_rows(*on.before, on.stream, false, op.rows);
    }
    if (after.closed && !same) {
        add_closed_rows(after, on.stream, true, op.rows);
    }
}

/// By what it was not found before. What it was found by once stays.
void desk::add_lookup_rows(const work& on, const index_rows& after, operation& op) const
{
    const auto known = [&](const index_rows::key_row& row) {
        const auto& before = on.before->lookups;
        return std::find(before.begin(), before.end(), row) != before.end();
    };
    for (const auto& row : after.lookups) {
        if (!on.before || !known(row)) {
            op.rows.push_back(
                {journal::table::lookup,
                 keys_.lookup_hash(row.name, row.key) + journal::stream_key(on.stream),
                 std::string{}});
        }
    }
}

void desk::add_rows(session& now) const
{
    for (auto& one : now.works) {
        if (!one.changed || now.refused) {
            continue;
        }
        one.now.rows = std::make_shared<const index_rows>(rules_.index(one.now.state.get()));
        const index_rows& after = *one.now.rows;
        one.now.stored.closed = after.closed;
        add_list_rows(one, after, now.op);
        add_lookup_rows(one, after, now.op);
        now.op.changes.push_back(views_room::difference(one.stream, one.before.get(), after));
        now.op.timers.push_back(
            {one.stream, after.closed ? std::nullopt : rules_.next_due(one.now.state.get())});
    }
}

void desk::place(session& now, position first, operation& out) const
{
    std::uint64_t at = number_of(first);
    if (now.refused && !now.is_new(0)) {
        now.works.front().now.stored.refusals.push_back(first);
        now.works.front().now.newest = first;
    }
    for (std::size_t i = 0; i < now.stages.size(); ++i) {
        const auto& [work_index, events] = now.stages[i];
        auto& on = now.works[work_index].now;
        for (std::size_t n = 0; n < events; ++n) {
            on.newest = position{at};
            on.stored.events.push_back(position{at++});
        }
        const auto& places = on.stored.events;
        receipt done{now.streams[i], places.size(), {}, {}, false};
        if (events != 0) {
            done.first = places[places.size() - events];
            done.last = places.back();
        }
        out.receipts.push_back(done);
    }
    for (const auto& one : now.works) {
        if (one.changed) {
            const auto& stored = one.now.stored;
            out.streams.push_back(
                {one.stream,
                 codec::encode_snapshot(stored, one.personal),
                 one.was_closed,
                 stored.closed});
        }
    }
    add_key_rows(now, first, out);
}

error_code desk::queue(session& now)
{
    add_rows(now);
    for (auto& one : now.works) {
        if (!one.changed) {
            continue;
        }
        one.now.stored.state = rules_.encode_state(one.now.state.get());
        auto sealed = codec::seal_state(one.stream, one.now.stored, persons_);
        if (!sealed) {
            // Somebody is being erased whom the state still names: whether he is is known in a moment.
            return sealed.error() == errc::erased ? errc::overloaded : sealed.error();
        }
        one.personal = *std::move(sealed);
        if (!one.was_closed) {
            now.op.newest = std::max(now.op.newest, one.stream);
        }
    }
    const auto queued =
        commits_.enqueue(now.op, [&](position first, operation& out) { place(now, first, out); });
    if (!queued) {
        return queued.error();
    }
    if (!with_memory([&] { remember(now); })) {
        commits_.halt();  // What decides next would not know of this command.
    }
    return {};
}

void desk::remember(session& now)
{
    const position durable = store_.head();
    for (auto& one : now.works) {
        if (!one.changed) {
            continue;
        }
        one.now.stored.state = {};
        if (!one.was_closed) {
            newest_ = std::max(newest_, number_of(one.stream));
        }
        shard_of(one.stream).put(one.stream, std::move(one.now), durable);
    }
    for (auto& [key, row] : now.remembered) {
        recent_order_.push_back(key);
        recent_.emplace(key, row);
    }
    if (!now.remembered.empty()) {
        // What is durable is found on disk.
        while (!recent_order_.empty() && recent_.at(recent_order_.front()).first <= durable) {
            recent_.erase(recent_order_.front());
            recent_order_.pop_front();
        }
    }
}

}  // namespace acikkapi::engine_room
