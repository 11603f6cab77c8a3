#pragma once

#include "engine/completion.hpp"
#include "engine/counts.hpp"
#include "journal/head.hpp"
#include "journal/journal.hpp"
#include "views/open_lists.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace acikkapi::engine_room {

/// The new snapshot of one stream.
struct stream_row {
    stream_id stream{};
    std::string bytes;
    std::optional<bool> was_closed;  ///< Where the row before lies; nothing for a new stream.
    bool closed = false;
};

struct timer_change {
    stream_id stream{};
    std::optional<instant> earliest;
};

/// All that one command (or batch, or refusal) leaves behind.
struct operation {
    std::vector<std::string> events;
    std::vector<stream_row> streams;
    std::vector<journal::row> rows;
    std::vector<views_room::change> changes;
    std::vector<timer_change> timers;
    stream_id newest{};  ///< Highest stream id it gives; 0 for none.
    error_code answer;   ///< What is said when it is durable: a refusal, or nothing.
    std::vector<receipt> receipts;
    std::optional<completion> done;
};

/// The only one who writes. Gives positions in the order in which operations come in, and makes
/// all that waits while one fsync runs durable with the next.
///
/// A write that finds no space is given again until there is some. Whoever waited for it is told
/// `errc::outcome_unknown` at once; whoever comes in between, `errc::disk_full`.
/// @par Thread safety  All members from any thread.
class committer {
public:
    struct limits {
        std::size_t operations_max;
        std::size_t bytes_max;
    };
    /// Called after each commit in the committing thread, with the timers that changed; once more when it has halted.
    using after_commit = std::function<void(const std::vector<timer_change>&)>;
    /// Sees to it that `drain` is called by somebody who may wait for the disk. Must not call it itself.
    using go_on = std::function<void()>;

    committer(
        journal::journal& store,
        views_room::open_lists& lists,
        views_room::counters& figures,
        journal::head_row start,
        limits bounds,
        after_commit after,
        go_on rest);
    ~committer();
    committer(const committer&) = delete;
    committer& operator=(const committer&) = delete;

    /// Puts an operation into the queue.
    /// @param place  Told the position of the operation's first event under the committer's lock;
    ///               completes the rows that hold positions. Must be short. None where no row does.
    /// @return `errc::overloaded`, `disk_full`, `stopping` or `outcome_unknown`; then `what` was not changed.
    [[nodiscard]] result<void>
    enqueue(operation& what, const std::function<void(position first, operation&)>& place = {});

    /// Writes rows that come without events, and waits until they are durable.
    /// @return As `enqueue`.
    [[nodiscard]] result<void> write(std::vector<journal::row> rows);

    /// Commits what waits, unless somebody does so already. What comes in meanwhile is left to `go_on`: who
    /// has given one command is not to commit those of all others for as long as there are some.
    /// @param groups  So many at most, for who has nothing else to do.
    void drain(std::size_t groups = 1);

    /// Nothing more is written. Whoever waits is told `errc::outcome_unknown`, and so is whoever comes.
    void halt() noexcept { failed_ = true; }
    [[nodiscard]] bool halted() const noexcept { return failed_; }

    /// What waits is committed by `go_on`.
    void commit_soon();

    /// Waits for an operation that is in the queue, or has been answered, and commits where nobody does: all
    /// threads of `go_on` may be waiting here.
    [[nodiscard]] result<std::vector<receipt>> wait_for(waiter& who);

    /// Accepts nothing more; returns when all that was accepted is done.
    void stop();

    struct queue_size {
        std::size_t operations = 0;
        std::size_t bytes = 0;
    };
    [[nodiscard]] queue_size waiting() const;
    /// The desk counts here, too.
    [[nodiscard]] engine_room::counts& counts() noexcept { return counts_; }
    [[nodiscard]] const engine_room::counts& counts() const noexcept { return counts_; }

    /// How far lists and figures show what is durable: a moment behind the store's head while a group is being told.
    [[nodiscard]] position shown() const { return position{shown_.load()}; }

    /// All letters up to here are done; written with the next batch.
    void set_letters_done(position upto) { letters_done_.store(number_of(upto)); }

private:
    /// What a group of operations becomes.
    struct group {
        journal::batch rows;
        journal::head_row head;
        std::vector<views_room::change> changes;
        std::map<std::string, std::uint64_t> figures;
        std::vector<timer_change> timers;
    };
    enum class outcome : std::uint8_t { durable, failed, no_space };

    void linger(std::unique_lock<std::mutex>& lock);
    void work_off(std::unique_lock<std::mutex>& lock, std::size_t groups);
    void commit_now(std::unique_lock<std::mutex>& lock, std::size_t groups);
    void be_patient(std::unique_lock<std::mutex>& lock);
    void hand_on(std::unique_lock<std::mutex>& lock);
    void commit(std::vector<operation>& operations);
    [[nodiscard]] group gather(std::vector<operation>& operations) const;
    [[nodiscard]] outcome write_group(const group& what);
    void write_rows(const group& what, outcome& how);
    void tell(const group& what);
    void answer_one(operation& what, outcome how, std::vector<answer>& to_handlers);
    void answer_all(std::vector<operation>& operations, outcome how);
    void drop_said();
    void wait_for_space();
    void tell_halted(std::unique_lock<std::mutex>& lock);

    journal::journal& store_;
    views_room::open_lists& lists_;
    views_room::counters& figures_;
    limits bounds_;
    after_commit after_;
    go_on rest_;

    mutable std::mutex mutex_;
    std::condition_variable progress_;  // Operations were answered, or nobody commits any more.
    std::vector<operation> queue_;
    std::size_t queued_bytes_ = 0;
    std::uint64_t next_;  // Position of the next event.
    bool committing_ = false;
    bool claimed_ = false;
    bool stopping_ = false;
    bool told_halted_ = false;
    std::condition_variable stop_asked_;
    std::atomic<bool> failed_{false};
    std::atomic<std::uint64_t> letters_done_;
    std::atomic<std::uint64_t> shown_;
    engine_room::counts counts_;
    std::shared_ptr<answering> answering_ = std::make_shared<answering>();
    // Touched by the committing thread only.
    journal::head_row head_;                // As last written.
    std::optional<group> unwritten_;        // Found no space.
    std::thread patient_;                   // Waits for it, and is the committing thread then.
    std::chrono::nanoseconds last_took_{};  // The last commit, from gathering to the fsync's end.
};

}  // namespace acikkapi::engine_room
