#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace acikkapi::engine_room {

/// What the engine has done since it was opened, counted where it happens.
/// @par Thread safety  All members from any thread; they need not fit each other.
struct counts {
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> refused{0};      ///< On record or not.
    std::atomic<std::uint64_t> repeated{0};     ///< Answered by what was done before.
    std::atomic<std::uint64_t> unavailable{0};  ///< To be given again later.
    std::atomic<std::uint64_t> failed{0};       ///< Unknown outcome, or damage.
    std::atomic<std::uint64_t> events{0};
    std::atomic<std::uint64_t> groups{0};  ///< Commits.
    std::atomic<std::uint64_t> commit_ns{0};
};

}  // namespace acikkapi::engine_room
