// The half of the desk that turns a decision into rows and remembers keys.
#include "codec/snapshot_codec.hpp"
#include "engine/desk.hpp"
#include "engine/session.hpp"
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

result<std::optional<journal::registration>> desk::find_registration(const key_hash& key)
{
    if (const auto found = recent_.find(key); found != recent_.end()) {
        return std::optional{found->second};
    }
    const std::string row = journal::registration_key(key);
    if (store_.surely_absent(journal::table::key, row)) {
        return std::optional<journal::registration>{};
    }
    const auto bytes = store_.get(journal::table::key, row);
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        return std::optional<journal::registration>{};
    }
    const auto value = journal::decode_registration(**bytes);
    if (!value) {
        return value.error();
    }
    return std::optional{*value};
}

/// The receipt that this wish got before, nothing if it is new; `op.answer` if it was refused.
result<std::optional<receipt>> desk::receipt_of(session& now, std::size_t index)
{
    if (now.is_new(index)) {
        const auto found = find_registration(now.keys[index]);
        if (!found) {
            return found.error();
        }
        if (!*found) {
            return std::optional<receipt>{};
        }
        const journal::registration& done = **found;
        if (done.command_hash != now.command_hash) {
            return errc::key_reused;
        }
        if (done.refused_with != 0) {
            now.op.answer = error_code{done.refused_with, error_category()};
            return std::optional{receipt{.last = done.first, .repeated = true}};
        }
        const position last{number_of(done.first) + done.events - 1};
        return std::optional{receipt{done.stream, done.events, done.first, last, true}};
    }
    const auto& stored = now.work_of(now.streams[index]).now.stored;
    const auto found = std::find_if(stored.keys.begin(), stored.keys.end(), [&](const auto& one) {
        return one.key == now.keys[index];
    });
    if (found == stored.keys.end()) {
        return std::optional<receipt>{};
    }
    if (found->command_hash != now.command_hash) {
        return errc::key_reused;
    }
    if (found->refused_with != 0) {
        now.op.answer = error_code{found->refused_with, error_category()};
        return std::optional{receipt{.last = stored.refusals.back(), .repeated = true}};
    }
    return std::optional{receipt{
        now.streams[index],
        found->after,
        stored.events[found->after - found->events],
        stored.events[found->after - 1],
        true}};
}

/// Sets `repeated` if the command was given before; then its old answer is on its way.
error_code desk::answer_repeated(session& now, bool& repeated)
{
    position newest{};
    std::vector<receipt> receipts;
    for (std::size_t i = 0; i < now.keys.size() && !now.op.answer; ++i) {
        const auto before = receipt_of(now, i);
        if (!before) {
            return before.error();
        }
        if (!*before) {
            return {};
        }
        newest = std::max(newest, (*before)->last);
        receipts.push_back(**before);
    }
    repeated = !now.keys.empty();
    if (!repeated) {
        return {};
    }
    // A batch is refused as a whole, under its first key.
    now.op.receipts = now.op.answer ? std::vector<receipt>{} : std::move(receipts);
    if (newest <= store_.head()) {
        ++(now.op.answer ? commits_.counts().refused : commits_.counts().repeated);
        (*now.op.done)(now.op.answer, std::move(now.op.receipts));
        return {};
    }
    // Done, and not durable yet: the answer waits in the queue behind the command itself.
    const auto queued = commits_.enqueue(now.op, [](position, operation&) {});
    return queued ? error_code{} : queued.error();
}

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

/// The keys of registrations; a batch that was refused is known by its first.
void desk::add_key_rows(session& now, position first, operation& out)
{
    const std::size_t count =
        now.refused ? std::min<std::size_t>(now.keys.size(), 1) : now.keys.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (!now.is_new(i)) {
            continue;
        }
        journal::registration row{no_stream, now.command_hash, now.op.answer.value(), first, 0};
        if (!now.refused) {
            row = {
                now.streams[i], now.command_hash, 0, out.receipts[i].first, now.stages[i].events};
        }
        out.rows.push_back(
            {journal::table::key,
             journal::registration_key(now.keys[i]),
             journal::encode_registration(row)});
        now.remembered.emplace_back(now.keys[i], row);
    }
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
            return sealed.error();
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
    remember(now);
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
