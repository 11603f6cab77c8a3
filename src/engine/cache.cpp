#include "engine/cache.hpp"

namespace acikkapi::engine_room {

entry* shard::find(stream_id stream)
{
    const auto found = slots_.find(stream);
    if (found == slots_.end()) {
        return nullptr;
    }
    found->second.used = true;
    return &found->second.what;
}

entry& shard::put(stream_id stream, entry value, position durable)
{
    if (const auto known = slots_.find(stream); known != slots_.end()) {
        // An ended application is seldom asked for again: it need not wait for a second round.
        known->second.used = !value.stored.closed;
        known->second.what = std::move(value);
        return known->second.what;
    }
    evict(durable);
    if (ring_.size() == ring_.capacity()) {
        ring_.reserve(
            2 * ring_.size() + 1);  // Before the slot is there, which would never be evicted.
    }
    const auto place = slots_.try_emplace(stream, slot{std::move(value)}).first;
    ring_.push_back(&*place);
    // Behind the hand: it comes to all others first.
    if (hand_ < ring_.size()) {
        std::swap(ring_[hand_++], ring_.back());
    }
    return place->second.what;
}

/// Makes room for one more: whatever was not used since the hand last passed it goes.
void shard::evict(position durable)
{
    // In two rounds every slot is seen unused once.
    for (std::size_t steps = 2 * ring_.size(); ring_.size() >= streams_max_ && steps > 0; --steps) {
        hand_ = hand_ < ring_.size() ? hand_ : 0;
        auto& [stream, what] = *ring_[hand_];
        // What the disk does not have yet must not be read from it: it waits for the next turn.
        if (std::exchange(what.used, false) || what.what.newest > durable) {
            ++hand_;
            continue;
        }
        slots_.erase(stream_id{stream});
        ring_[hand_] = ring_.back();
        ring_.pop_back();
    }
}

}  // namespace acikkapi::engine_room
