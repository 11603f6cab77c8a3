#pragma once

#include <rocksdb/env.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace support {

/// The machine's files with a hand on the write-ahead log, the head record and the tables: their
/// writes can be held or made to fail, and reading any file, or asking whether it is there.
/// @par Thread safety  All members from any thread.
class trial_disk {
public:
    trial_disk();
    ~trial_disk();
    trial_disk(const trial_disk&) = delete;
    trial_disk& operator=(const trial_disk&) = delete;

    [[nodiscard]] rocksdb::Env* environment() const { return environment_.get(); }

    /// From now on an fsync of the log waits until `release`.
    void hold();
    void release();
    /// The fsync that is being held goes on; the next one is held again.
    void release_one();
    /// Returns when an fsync is being held.
    void wait_until_held();

    enum class fault { append, sync, mark, table, read, look };
    /// The n-th append or fsync of the log from now on fails, or write of a mark into the head
    /// record, new or old, or append to a table, or read, or look whether a file is there, and all
    /// after it; 0 is the next.
    void fail(fault what, std::uint64_t n = 0);
    /// There is no space left: these writes fail for that reason.
    void fill(fault what = fault::append);
    void heal();

    [[nodiscard]] std::uint64_t syncs() const;
    /// How many of them were made to fail.
    [[nodiscard]] std::uint64_t refused() const;

    /// What the machine says is free from now on, in bytes.
    void set_free_space(std::uint64_t bytes) { free_space_ = bytes; }
    [[nodiscard]] std::uint64_t free_space() const { return free_space_; }

    /// Called before each of these. @return Whether it may go on.
    [[nodiscard]] bool pass(fault what);
    [[nodiscard]] bool full() const { return full_; }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool holding_ = false;
    bool held_ = false;
    int passes_ = 0;  // So many may go on all the same.
    bool failing_ = false;
    fault kind_ = fault::sync;
    std::uint64_t left_ = 0;
    std::uint64_t syncs_ = 0;
    std::uint64_t refused_ = 0;
    std::atomic<bool> full_{false};
    std::atomic<std::uint64_t> free_space_;
    std::unique_ptr<rocksdb::Env> environment_;
};

}  // namespace support
