// The part of the desk that knows what was given before, by idempotency keys.
#include "engine/desk.hpp"
#include "engine/session.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {

key_hash key_of(const std::string& key, std::size_t index)
{
    return index == 0 ? vault::hash_key(key) : vault::hash_key(key + '\0' + std::to_string(index));
}

/// Each wish has a key of its own; all have one hash, of what is wished and for which applications.
void desk::take_key(session& now) const
{
    std::string all;
    for (std::size_t i = 0; i < now.what.list.size(); ++i) {
        const auto& wish = now.what.list[i];
        now.keys.push_back(key_of(*now.what.key, i));
        all += journal::stream_key(wish.stream) + rules_.fingerprint(wish.command.get());
    }
    now.command_hash = keys_.command_hash(all);
}

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

/// A batch is whole or absent: a wish without a key, where others have theirs, caused no event.
error_code desk::fill_in_idle(session& now, std::vector<receipt>& receipts)
{
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        if (receipts[i].repeated) {
            continue;
        }
        if (now.is_new(i)) {
            return errc::key_reused;  // No registration is without an event.
        }
        const stream_id stream = now.streams[i];
        receipts[i] = {stream, now.work_of(stream).now.stored.at, {}, {}, true};
    }
    return {};
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
        receipts.push_back(before->value_or(receipt{}));
        newest = std::max(newest, receipts.back().last);
        repeated = repeated || receipts.back().repeated;
    }
    if (!repeated) {
        return {};
    }
    // A batch is refused as a whole, under its first key.
    if (now.op.answer) {
        receipts.clear();
    } else if (const auto bad = fill_in_idle(now, receipts)) {
        return bad;
    }
    now.op.receipts = std::move(receipts);
    if (newest <= commits_.shown()) {
        now.is_told = true;
        return {};
    }
    // Done, and not durable or not in the lists yet: the answer waits in the queue behind the command itself.
    const auto queued = commits_.enqueue(now.op);
    return queued ? error_code{} : queued.error();
}

/// Who is refused again and again does not take the places of those who have something to do. What became of a
/// letter goes on record in any case, else a dead one would be nobody's task: there are only so many letters.
bool desk::has_room_for_key(const session& now, const work& on, bool is_refused)
{
    const auto& stored = on.now.stored;
    const bool has_room =
        stored.keys.size() < keys_max && (!is_refused || stored.refusals.size() < refusals_max);
    return has_room || now.what.caused_by.letter;
}

/// The key of a command for an application that is there lies in its snapshot.
error_code desk::remember_key(const session& now, std::size_t index, work& on, std::size_t events)
{
    auto& stored = on.now.stored;
    if (!now.what.key) {
        return {};
    }
    if (!has_room_for_key(now, on, false)) {
        return errc::limit_reached;
    }
    stored.keys.push_back(
        {now.keys[index], now.command_hash, stored.at, static_cast<std::uint32_t>(events), 0});
    return {};
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

}  // namespace acikkapi::engine_room
