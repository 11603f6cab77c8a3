#pragma once

#include <acikkapi/detail/kernel.hpp>

#include "engine/committer.hpp"
#include "engine/cosigners.hpp"
#include "engine/desk.hpp"
#include "engine/gate.hpp"
#include "engine/handler_work.hpp"
#include "engine/late_words.hpp"
#include "engine/notary.hpp"
#include "engine/reporting.hpp"
#include "outbox/letters.hpp"
#include "outbox/timer_queue.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace acikkapi::engine_room {

/// What the background work needs of the engine. All of it is used inside the gate only.
struct hands_world {
    std::shared_ptr<gate> open;
    asio::any_io_executor executor;  ///< Where the end is told; used outside the gate too.
    const engine_options* options;
    const journal::journal* store;
    const detail::any_workflow* rules;
    const codec::seals* keys;  ///< Null if nothing is sealed.
    desk* decisions;
    committer* commits;
    notary* signs;
    /// Gives a command to the engine; the handler runs on the hands' strand.
    std::function<void(detail::wishes, detail::kernel::one_handler)> submit;
    /// Puts a late word of a peer on record, whatever has become of its letter.
    std::function<void(late_report)> report;
};

/// Letters, timers and witnesses: reads the journal for letters, hands them over, records what came of
/// them, wakes applications whose time has come, and has checkpoints cosigned. Runs on a strand of the blocking executor.
class hands : public std::enable_shared_from_this<hands> {
public:
    hands(hands_world world, position letters_done, journal::restored_row restored);

    /// Called once; `done` is told when the work has ended and no adapter holds a letter.
    void start(detail::kernel::end_handler done);

    /// Something was committed: there may be letters, and timers have changed. Any thread.
    void wake(const std::vector<timer_change>& timers);
    void stop();
    void hold(std::string adapter, bool held);
    /// Puts it on record behind the outcome of the letter itself, if that is not on record yet: a receipt may
    /// be faster than the word that a peer has taken it.
    void report(late_report what);
    /// How letters stand, as of a moment ago.
    struct letters_shown {
        std::vector<adapter_state> adapters;
        position read;  ///< Letters of records up to here are among them, or settled.
    };
    [[nodiscard]] letters_shown shown() const;
    /// How many timers there are, and when the next is due.
    [[nodiscard]] std::pair<std::size_t, std::optional<instant>> timers() const;

private:
    using strand = asio::strand<asio::any_io_executor>;
    template <class Answer, class Take>
    class reply;

    [[nodiscard]] origin engine_itself() const { return origin_of_engine(*world_.rules); }

    void post_pump();
    void pump();
    void scan();
    [[nodiscard]] bool read_on(position head);
    [[nodiscard]] bool read_again(const outbox::backlog& what);
    void offer_letters(record&& of, instant now, const outbox::backlog* only);
    [[nodiscard]] bool find_open(position upto);
    void act();
    void show();
    void hand_over_one(outbox::send what);
    void tried(outbox::letter_id id, std::uint32_t attempt, const hand_result& how);
    void record_outcome(outbox::settle what);
    [[nodiscard]] bool is_open(const outbox::letter_id& id);
    void pass_on(late_report what);
    void keep_cosigned();
    void recorded(outbox::letter_id id, error_code error);
    void look_at_checkpoint();
    void look_at_witnesses();
    void ask_witness(cosigners::question what);
    void witnessed(std::size_t whom, const witness_answer& how);
    void fire_due();
    void fire(stream_id stream);
    void fired(stream_id stream, error_code error, bool changed);
    void make_alarm();
    void drop_alarm();
    void end_if_quiet();
    void fail(error_code why);

    hands_world world_;
    strand strand_;
    restore_epoch life_;
    outbox::letters letters_;
    std::optional<instant> next_;           // When there is something to do without being woken.
    instant latest_ = instant::min();       // That the clock has told.
    position scanned_;                      // Letters of records up to here have been offered.
    std::map<stream_id, position> erased_;  // And where, as long as letters are to be read again.
    position doubtful_;       // Letters of records up to here may have been sent by another.
    bool recovered_ = false;  // What earlier runs have left open is known.
    std::size_t firing_ = 0;
    cosigners witnesses_;
    std::optional<journal::kept_checkpoint> cosigned_;  // To be kept.

    late_words late_;

    mutable std::mutex shown_mutex_;  // Who asks how letters stand comes from other threads.
    letters_shown shown_;

    mutable std::mutex
        timers_mutex_;  // Commits tell of timers, and `stop` comes, from other threads.
    outbox::timer_queue timers_;
    std::unique_ptr<alarm> alarm_;
    bool alarm_is_over_ = false;

    std::atomic<bool> pump_posted_{false};
    std::atomic<bool> started_{false};
    bool asked_ = false;  // To start; a second time is refused.
    bool stopping_ = false;
    error_code ended_with_;
    detail::kernel::end_handler done_;
    handler_work work_;  // Until `done_` is told.
};

/// What a port answers with, from any thread. One that is dropped without an answer has failed.
template <class Answer, class Take>
class hands::reply {
public:
    /// @param take  `void(hands&, const Answer&)`, called on the strand.
    reply(std::shared_ptr<hands> to, Answer none, Take take)
        : to_(std::move(to)), none_(std::move(none)), take_(std::move(take))
    {}
    reply(reply&& other) noexcept = default;
    reply& operator=(reply&&) = delete;
    // NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
    ~reply()
    {
        if (to_) {
            (*this)(std::move(none_));
        }
    }

    // Posted, also by a port that answers at once: else many letters are as many nested calls.
    void operator()(Answer how)
    {
        const auto where = to_->strand_;
        asio::post(
            where, [to = std::move(to_), take = take_, how = std::move(how)] { take(*to, how); });
    }

private:
    std::shared_ptr<hands> to_;
    Answer none_;
    Take take_;
};

}  // namespace acikkapi::engine_room
