#pragma once

#include "simulation/chance.hpp"

#include <rocksdb/env.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>

namespace simulation {

/// A disk in memory whose power can fail. What was written and not yet synced is lost then; of what
/// is being synced just then a part of chance's choosing stays.
///
/// Compactions are never run: they would go on beside the simulation in a thread of their own, and
/// what they have done by when is nothing that a seed decides. RocksDB then bears some twenty
/// openings of a store in which something was written.
/// @par Thread safety  All members from any thread; the storage engine flushes in one of its own.
class memory_disk {
public:
    explicit memory_disk(std::uint64_t seed);
    ~memory_disk();

    [[nodiscard]] rocksdb::Env* environment() noexcept { return environment_.get(); }

    /// The power fails at the n-th write or sync from now, from 1.
    void cut_after(std::uint64_t n);
    void cut() { off_ = true; }
    void restore();
    [[nodiscard]] bool is_off() const noexcept { return off_; }

    // For the files.
    /// Counts one write or sync. @return `false` if it fails.
    [[nodiscard]] bool pass();
    /// How much of so many bytes stays, that were being synced when the power failed.
    [[nodiscard]] std::size_t torn(std::size_t size);

private:
    std::atomic<bool> off_{false};
    std::mutex mutex_;
    chance dice_;
    std::uint64_t left_ = 0;  // Until the power fails; 0 for never.
    std::unique_ptr<rocksdb::Env> files_;
    std::unique_ptr<rocksdb::Env> environment_;
};

}  // namespace simulation
