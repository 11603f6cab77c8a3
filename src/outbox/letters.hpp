#pragma once

#include <acikkapi/options.hpp>
#include <acikkapi/ports.hpp>
#include <acikkapi/workflow.hpp>

#include "outbox/valve.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace acikkapi::outbox {

/// Which letter: the event it follows from, and its number among that event's letters.
struct letter_id {
    position cause{};
    std::uint32_t index = 0;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads a defaulted <=>.
    friend auto operator<=>(const letter_id&, const letter_id&) = default;
};

/// `17-0`: stable over restarts; the receiver drops repeats by it. `17-0-1795507200000000` in a
/// restored store.
[[nodiscard]] std::string str(const letter_id& id, restore_epoch life = {});

/// @return What `str` wrote in the same life of the store; nothing for anything else.
[[nodiscard]] std::optional<letter_id> parse_id(std::string_view text, restore_epoch life = {});

/// A letter as the journal has it.
struct letter_on_record {
    letter_id id;
    stream_id stream{};
    letter what;
    instant recorded_at{};  ///< When its event was: patience counts from here, over restarts.
    std::string correlation{};
};

/// Hand this letter over now.
struct send {
    letter_id id;
    hand_over what;
};

/// This letter is settled: give the outcome to the workflow, then call `recorded`.
struct settle {
    letter_id id;
    stream_id stream{};
    letter_outcome outcome;
};

/// Nothing to do before this time.
struct wait_until {
    instant when{};
};

/// Nothing to do until something is offered or answered.
struct idle {};

using action = std::variant<send, settle, wait_until, idle>;

/// Letters of one adapter that were passed over because too many waited already.
struct backlog {
    std::string adapter;
    letter_id from;  ///< The first of them; none that came later has been taken.
};

/// Which letters are to be handed over when. Does no I/O and reads no clock: it is told what
/// happened and asked what to do next.
///
/// The letters of one application to one adapter keep their order: the next one waits until the
/// one before it is settled. Applications do not wait for each other, nor do adapters: one that takes
/// nothing fills its own room and nobody else's.
/// @par Thread safety  None.
class letters {
public:
    /// @param life  The store's: letters keep their ids apart from those of an earlier life, in
    ///              which another event may have had the same place.
    letters(retry_rule rule, std::function<std::uint64_t()> random, restore_epoch life = {})
        : rule_(rule), random_(std::move(random)), life_(life)
    {}

    /// Letters for this adapter can be handed over.
    void know(const std::string& adapter, const adapter_rule& rule = {});

    /// Nothing is handed over to this adapter until it is released. One that is not known has nothing.
    void hold(std::string_view adapter);
    void release(std::string_view adapter);

    /// A letter is in the journal. Offering it again does nothing. One for an adapter that is not
    /// known stays there: it is not kept here, and holds back what `done` says. So does one for an
    /// adapter that is full, or was when an earlier letter came; that one has its turn by `take_backlog`.
    void offer(letter_on_record one, instant now);

    /// A letter that must not be sent, as one that the store's earlier life may have sent: its turn
    /// comes in the order of its lane, and it is settled like this. Its adapter need not be known.
    /// @param why  For the workflow, as `letter_outcome::detail`.
    void offer_settled(letter_on_record one, delivery how, std::string_view why, instant now);

    /// An adapter that was full and has room again: exactly its letters from there on are to be offered, in
    /// their order, for as long as it is not `is_behind` again; then `backlog_read`. Until that none of them is
    /// `done`, nor `read`: who fails to offer them has lost nothing.
    [[nodiscard]] std::optional<backlog> take_backlog();
    void backlog_read(const std::string& adapter) { channels_[adapter].being_read.reset(); }

    /// Whether letters were passed over: of this adapter, of any.
    [[nodiscard]] bool is_behind(const std::string& adapter) const;
    [[nodiscard]] bool is_behind() const;

    /// The person whose application it is was erased: letters to him that wait are not sent but
    /// settled as `delivery::rejected`, and his address is not kept.
    void forget(stream_id stream);

    /// Its peer says that it has this letter, whatever came of the tries: it is not sent again but settled as
    /// `delivery::sent`, when its turn comes. One that this run does not have is passed over.
    void taken(letter_id id);

    /// Earlier runs have left these letters open, of all that are in the journal up to there; the others are
    /// settled, and offering one does nothing. Before the first `offer`.
    void left_open(std::set<letter_id> which, position upto);

    /// The clock was set back by so much: what waits for a while does not wait longer for it. Patience is
    /// counted from when an event was recorded, and may become longer by as much.
    void set_back(instant::duration by);

    /// All records up to here were looked at: settlements of earlier letters are all known.
    void scanned(position upto) { scanned_ = upto; }

    [[nodiscard]] action next(instant now);

    /// A try that `next` gave out ended. Only the first answer to it counts: a port that answers
    /// and then throws gives two.
    void tried(letter_id id, std::uint32_t attempt, const hand_result& how, instant now);

    /// The outcome is durable (or the workflow refused it for good): the letter is done.
    void recorded(letter_id id);

    /// The outcome could not be recorded now: `next` gives it again after a while.
    void not_recorded(letter_id id, instant now);

    /// All letters of events up to here are done.
    [[nodiscard]] position done() const;

    /// All letters of events up to here, but those whose adapter is not known, are kept here or done.
    [[nodiscard]] position read() const;

    [[nodiscard]] std::vector<adapter_state> channels() const;
    /// Whether a letter that was handed over, or may have been, is not done yet: its outcome is still to be
    /// recorded. Also one that an earlier run has left open and that is not kept here, for want of room.
    [[nodiscard]] bool has(const letter_id& id) const
    {
        return pending_.contains(id) || left_open_.contains(id);
    }
    [[nodiscard]] std::size_t waiting() const noexcept { return pending_.size(); }
    [[nodiscard]] std::size_t under_way() const noexcept { return under_way_; }

private:
    enum class stage : std::uint8_t { queued, sending, settling, recording };
    struct pending {
        stream_id stream{};
        letter what;
        instant recorded_at{};
        instant offered_at{};  // Whose turn comes, comes in this order.
        std::string correlation{};
        stage at = stage::queued;
        std::uint32_t tries = 0;
        std::uint32_t put_off = 0;  // Tries that were none.
        delivery how = delivery::sent;
        std::string detail{};
        std::string means{};
        charge cost{};
        bool decided = false;               // It must not be sent: `how` it is settled.
        std::optional<instant> asked_at{};  // Its adapter, first of all.
    };
    using lane = std::pair<std::string, stream_id>;  // One adapter, one application.

    using plan = std::set<std::pair<instant, letter_id>>;  // What can be done from when on.

    /// One adapter.
    struct channel {
        std::optional<valve> gate{};  // None if the adapter is not known.
        std::size_t waiting_max = adapter_rule{}.waiting_max;
        plan to_send{};
        std::set<letter_id> waiting{};
        std::optional<letter_id> passed_over{};  // The first one that had no room.
        std::optional<letter_id> being_read{};   // The first one of the backlog that was taken.
        std::uint64_t settled = 0;
        std::uint64_t dead = 0;
        std::uint64_t failed_tries = 0;
    };

    [[nodiscard]] bool is_settled(const letter_id& id) const;
    [[nodiscard]] bool admit(const letter_on_record& one);
    pending& queue(letter_on_record one, instant now);
    static void decide(pending& one, delivery how, std::string_view why);
    void not_to_be_sent(letter_id id, delivery how, std::string_view why);
    void begin_lane(letter_id id);
    void take_turn(letter_id id);
    [[nodiscard]] channel& channel_of(const pending& one) { return channels_[one.what.adapter]; }
    [[nodiscard]] std::optional<letter_id> take_to_send(instant now, std::optional<instant>& wake);
    [[nodiscard]] action start_sending(letter_id id, instant now);
    [[nodiscard]] action start_settling(letter_id id);
    [[nodiscard]] std::uint64_t drawn() const noexcept;
    [[nodiscard]] instant next_try(std::uint32_t failures, instant now);
    void put_by(letter_id id, pending& one, const hand_result& how, instant now);
    [[nodiscard]] static instant patient_since(const pending& one);

    retry_rule rule_;
    std::function<std::uint64_t()> random_;
    restore_epoch life_;
    std::map<std::string, channel, std::less<>> channels_;
    std::map<letter_id, pending> pending_;
    std::map<lane, std::deque<letter_id>> lanes_;
    plan to_settle_;
    std::set<letter_id> left_open_;  // By earlier runs, and not taken yet by this one.
    std::set<letter_id> reported_;   // Of those: their peer has them.
    position left_upto_{};
    std::size_t under_way_ = 0;
    position scanned_{};
    std::optional<position> first_unknown_;
};

}  // namespace acikkapi::outbox
