#include "engine/cache.hpp"

namespace acikkapi::engine_room {

entry* shard::find(stream_id stream)
{
    const auto found = places_.find(stream);
    if (found == places_.end()) {
        return nullptr;
    }
    order_.splice(order_.begin(), order_, found->second);
    return &found->second->second;
}

entry& shard::put(stream_id stream, entry value, position durable)
{
    if (auto* known = find(stream)) {
        *known = std::move(value);
        return *known;
    }
    order_.emplace_front(stream, std::move(value));
    places_.emplace(stream, order_.begin());
    // What the disk does not have yet must not be read from it: such entries wait for the next turn.
    while (places_.size() > streams_max_ && order_.back().second.newest <= durable) {
        places_.erase(order_.back().first);
        order_.pop_back();
    }
    return order_.front().second;
}

}  // namespace acikkapi::engine_room
