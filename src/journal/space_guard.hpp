#pragma once

#include "journal/ballast.hpp"

#include <rocksdb/env.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace acikkapi::journal {

/// Says no before the disk is full.
///
/// A write that finds no space leaves everybody who waits for it in the dark. So nothing is written
/// any more when what is free would not hold all that is in memory several times over. If it is
/// gone all the same, there is a ballast.
/// @par Thread safety  All members from any thread.
class space_guard {
public:
    /// @param free_min      Bytes that must be free.
    /// @param with_ballast  Only where `files` are those of the machine.
    space_guard(
        rocksdb::Env& files, std::string directory, std::uint64_t free_min, bool with_ballast);

    /// Asks the machine at most ten times a second; a machine that cannot tell has enough. Takes
    /// the ballast when there is plenty.
    [[nodiscard]] bool enough();

    /// Whether so much is free, now, if need be without the ballast.
    [[nodiscard]] bool make_room(std::uint64_t bytes) const;

private:
    using steady = std::chrono::steady_clock;

    [[nodiscard]] bool holds(std::uint64_t bytes) const;

    rocksdb::Env& files_;
    std::string directory_;
    std::uint64_t free_min_;
    std::optional<ballast> ballast_;
    std::atomic<steady::rep> next_look_{0};
    std::atomic<bool> enough_{true};
    std::atomic<bool> promised_{
        true};  // The file system can promise a place, for all that is known.
};

}  // namespace acikkapi::journal
