#pragma once

#include <acikkapi/ids.hpp>

#include <absl/container/btree_set.h>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace acikkapi::outbox {

/// When each open application next wants to be woken. Only its earliest timer counts: the others
/// follow from its state when that one has been dealt with.
/// @par Thread safety  None.
class timer_queue {
public:
    /// Replaces what was set for the stream; nothing takes it out.
    void set(stream_id stream, std::optional<instant> earliest);

    /// For a stream of which nothing has been set since it was taken out.
    void set_if_none(stream_id stream, instant due);

    /// The same as `set` for one that could not be woken now, until its own time is known again.
    void pause(stream_id stream, instant until);

    /// The clock was set back: what pauses is due now, for it would pause for as long as the clock was ahead.
    void end_pauses(instant now);

    /// Takes out up to `limit` streams that are due, in the order of their times.
    [[nodiscard]] std::vector<stream_id> take_due(instant now, std::size_t limit);

    [[nodiscard]] std::optional<instant> next() const;
    [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }

private:
    absl::btree_set<std::pair<instant, std::uint64_t>> order_;
    std::unordered_map<std::uint64_t, instant> when_;
    std::unordered_set<std::uint64_t> pausing_;
};

}  // namespace acikkapi::outbox
