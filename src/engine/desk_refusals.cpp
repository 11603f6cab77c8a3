// The part of the desk that says no, so that it stays said.
#include "codec/record_codec.hpp"
#include "engine/desk.hpp"
#include "engine/session.hpp"

#include <algorithm>

namespace acikkapi::engine_room {

error_code desk::record_refusal(session& now, error_code why)
{
    now.op.events.clear();
    now.op.rows.clear();
    now.stages.clear();
    now.works.clear();
    if (const auto bad = open_works(now)) {
        return bad;
    }
    work& on = now.works.front();
    const bool registers = now.is_new(0);
    record refusal = envelope_of(now, 0);
    refusal.kind = record_kind::refusal;
    refusal.occurred_at.reset();
    refusal.stream = registers ? no_stream : on.stream;
    refusal.version = on.now.stored.at;
    refusal.recorded_at = std::max(now.now, on.now.stored.last_at);
    refusal.refused_with = why.value();
    now.op.events.push_back(codec::encode_record(refusal));
    now.op.answer = why;
    now.refused = true;
    if (!registers) {
        if (!has_room_for_key(now, on, true)) {
            return errc::limit_reached;
        }
        on.now.stored.keys.push_back(
            {now.keys.front(), now.command_hash, on.now.stored.at, 0, why.value()});
        on.changed = true;
    }
    return queue(now);
}

/// Whether all that was looked at would be there after a crash.
bool desk::is_durable(const session& now)
{
    const position durable = commits_.shown();
    for (std::size_t i = 0; i < now.keys.size(); ++i) {
        if (!now.is_new(i)) {
            continue;  // Its key lies with its application.
        }
        const auto used = recent_.find(now.keys[i]);
        if (used != recent_.end() && used->second.first > durable) {
            return false;
        }
    }
    const auto stands = [&](const precondition& one) {
        const auto found = load(one.stream);
        return !found || (*found)->newest <= durable;
    };
    const auto& unchanged = now.what.unchanged;
    return std::all_of(unchanged.begin(), unchanged.end(), stands) &&
           std::all_of(now.works.begin(), now.works.end(), [&](const work& one) {
               return one.now.newest <= durable;
           });
}

/// A refusal that follows from what is not durable yet is told when that is: else it might be told
/// for nothing.
error_code desk::refuse(session& now, error_code why)
{
    if (!is_refusal(why) || is_durable(now)) {
        return why;
    }
    now.op.events.clear();
    now.op.rows.clear();
    now.op.answer = why;
    const auto queued = commits_.enqueue(now.op);
    return queued ? error_code{} : queued.error();
}

}  // namespace acikkapi::engine_room
