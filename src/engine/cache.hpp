#pragma once

#include <acikkapi/detail/any_workflow.hpp>
#include <acikkapi/ids.hpp>

#include "journal/read.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace acikkapi::engine_room {

/// A stream as the next decision sees it: one step ahead of the disk while a commit is under way.
struct entry {
    journal::snapshot stored;  ///< Without the state's bytes.
    detail::erased state;
    std::shared_ptr<const index_rows> rows;  ///< Nothing before the first event.
    position newest{};                       ///< Last record of it that was given to the committer.
    std::uint64_t serial = 0;  ///< Of its number; computing it again costs as much as a decision.
};

/// One independent part of the streams in memory. Its owner holds `mutex` while it uses it.
class shard {
public:
    /// @param streams_max  At least one is kept: `put` gives a reference to it.
    explicit shard(std::size_t streams_max) : streams_max_(std::max<std::size_t>(streams_max, 1)) {}

    std::mutex mutex;

    /// @return The entry, marked as used, or nothing.
    [[nodiscard]] entry* find(stream_id stream);

    /// @param durable  Entries whose newest record lies beyond it are not on disk yet and stay.
    entry& put(stream_id stream, entry value, position durable);

private:
    struct slot {
        entry what;
        bool used = false;
    };
    using slots = std::unordered_map<stream_id, slot>;

    void evict(position durable);

    std::size_t streams_max_;
    slots slots_;
    // Second chance: to keep a list in the order of use would touch three cold slots at each use.
    std::vector<slots::pointer> ring_;  // Nodes stay where they are when others come and go.
    std::size_t hand_ = 0;
};

}  // namespace acikkapi::engine_room
