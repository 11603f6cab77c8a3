#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace acikkapi {

/// A day where the office is, without time of day.
using day = std::chrono::local_days;

enum class counting : std::uint8_t { calendar_days = 1, business_days = 2 };

/// How a period is counted. Day 0 is the day of receipt (Code of Obligations, art. 92).
struct deadline_rule {
    counting count = counting::calendar_days;
    std::uint16_t days = 7;
    /// A last day that is no working day moves to the next one; always so for business days.
    bool roll = false;
    bool half_day_is_off = false;  ///< A half day is no working day.

    friend bool operator==(const deadline_rule&, const deadline_rule&) = default;
};

/// A pause that is over. `from` is the last day before it that may count, `to` is day 0 of what
/// follows; `from` < `to`.
struct paused_span {
    day from{};
    day to{};

    friend bool operator==(const paused_span&, const paused_span&) = default;
};

/// A period that runs, may pause and ends on a day: a legal fact, recorded with its rule and the
/// version of the calendar it was computed by. A value; all changes make a new one.
struct deadline_clock {
    static constexpr std::size_t pauses_max = 100;

    deadline_rule rule;
    day started{};  ///< Day of receipt.
    day due{};      ///< Last day in time.
    /// All ended pauses of a day or longer, in order: under another calendar each of them is
    /// another number of working days, so that their sum would not do.
    std::vector<paused_span> pauses;
    std::optional<day> paused_since;  ///< Set while it stands still.
    std::uint32_t calendar_version = 0;
    std::uint32_t version = 0;  ///< 1 for the first due date, one more for each new one.

    friend bool operator==(const deadline_clock&, const deadline_clock&) = default;
};

}  // namespace acikkapi
