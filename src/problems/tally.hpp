#pragma once

#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/identity.hpp>
#include <acikkapi/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>

namespace acikkapi::problems_room {

/// Days from the first up to and without the last.
struct span_of_days {
    day from{};
    day to{};

    [[nodiscard]] int length() const noexcept { return static_cast<int>((to - from).count()); }
};

/// What stays of a complaint while it is within the window.
struct sighting {
    day when{};
    stream_id stream{};
    std::uint64_t subject = 0;
    unit_id unit;
    bool recurs = false;
};

/// The complaints of one key: how many on each day, and the last ones singly.
class tally {
public:
    /// @param one  No earlier than the last.
    /// @param most  So many are kept singly.
    void add(const sighting& one, std::size_t most);

    /// Of days that were not forgotten.
    /// @par Complexity  The logarithm of the days with complaints.
    [[nodiscard]] std::uint32_t count(const span_of_days& days) const;

    /// Days before `counted` lose their counts, those before `singly` what is kept of each.
    void forget(day counted, day singly);

    [[nodiscard]] bool empty() const noexcept { return days_.empty(); }
    [[nodiscard]] const std::deque<sighting>& last() const noexcept { return last_; }
    /// Different persons among the last; each that is not known counts as one.
    [[nodiscard]] std::uint32_t persons() const;
    /// The unit that most of the last are with.
    [[nodiscard]] unit_id unit() const;
    [[nodiscard]] std::uint32_t recurring_percent() const;

private:
    struct day_total {
        day when{};
        std::uint64_t through = 0;  ///< Complaints up to the end of that day, since the beginning.
    };
    [[nodiscard]] std::uint64_t before(day when) const;

    std::deque<day_total> days_;
    std::uint64_t forgotten_ = 0;  // Complaints of days that are no longer in `days_`.
    std::deque<sighting> last_;
};

}  // namespace acikkapi::problems_room
