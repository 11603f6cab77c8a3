#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace acikkapi::journal {

/// Says no before the disk is full.
///
/// A write that finds no space leaves everybody who waits for it in the dark. So nothing is written
/// any more when what is free would not hold all that is in memory several times over.
/// @par Thread safety  All members from any thread.
class space_guard {
public:
    /// @param free_min  Bytes that must be free.
    space_guard(rocksdb::Env& files, std::string directory, std::uint64_t free_min)
        : files_(files), directory_(std::move(directory)), free_min_(free_min)
    {}

    /// Asks the machine at most ten times a second; a machine that cannot tell has enough.
    [[nodiscard]] bool enough();

    /// Asks the machine now.
    [[nodiscard]] bool holds(std::uint64_t bytes) const;

private:
    using steady = std::chrono::steady_clock;

    rocksdb::Env& files_;
    std::string directory_;
    std::uint64_t free_min_;
    std::atomic<steady::rep> next_look_{0};
    std::atomic<bool> enough_{true};
};

}  // namespace acikkapi::journal
