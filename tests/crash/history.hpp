#pragma once

#include "crash/workload.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace crash {

/// One command as its caller saw it. Times are of one clock that never goes back.
struct call {
    stream_id stream{};
    std::optional<version> expected;
    std::int64_t began = 0;
    std::int64_t ended = 0;
    bool conflict = false;  ///< Refused with `version_conflict`; else the rest holds.
    version last = 0;       ///< Version after it.
    std::uint64_t events = 0;
    position at{};  ///< Of its last event.
};

/// Is there one order of all calls on every stream that agrees with what each caller saw and when?
///
/// Versions give the order, so one pass is enough: no gap and no repeat, an expected version is the
/// one before, positions grow with versions, nobody stands before one who had ended before he
/// began, and a conflict had a reason.
/// @return The first contradiction, or nothing.
[[nodiscard]] std::string check_history(std::vector<call> calls);

}  // namespace crash
