#pragma once

#include "journal/head_record.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace acikkapi::journal {

/// Writes marks while the log waits for the disk anyway.
///
/// While group k of commands is synced, the mark of group k - 1 is synced beside it. So a mark
/// costs no wait of its own, and only the newest group stands uncovered, for about a millisecond:
/// when no further group comes, its mark follows by itself.
/// @par Thread safety  `begin` and `end` from one thread at a time.
class head_keeper {
public:
    /// @param known  What the newest mark in the file says.
    head_keeper(head_record file, const mark& known);
    /// Writes what is not written yet.
    ~head_keeper();
    head_keeper(const head_keeper&) = delete;
    head_keeper& operator=(const head_keeper&) = delete;

    /// Starts to write the mark of what is durable by now.
    void begin();

    /// Waits for what `begin` started, and takes the next mark.
    /// @return The mark was not taken, because the one before it could not be written:
    ///         `errc::disk_full`, and the next `begin` tries again; `errc::io_error`, and nothing
    ///         more is written.
    [[nodiscard]] result<void> end(const mark& newest);

    /// Returns when the newest mark is durable.
    /// @return As `end`.
    [[nodiscard]] result<void> settle();

private:
    void run();
    [[nodiscard]] bool gave_up() const { return trouble_ == errc::io_error; }
    void wait(std::unique_lock<std::mutex>& lock);
    void write_newest(std::unique_lock<std::mutex>& lock);

    head_record file_;
    std::mutex mutex_;
    std::condition_variable changed_;
    mark newest_;
    mark written_;
    bool asked_ = false;
    bool asleep_ = false;
    bool stopping_ = false;
    error_code trouble_;  // Of the last write.
    std::thread thread_;
};

}  // namespace acikkapi::journal
