#pragma once

#include "crash/faulty_files.hpp"
#include "support/tally.hpp"

#include <atomic>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace crash {

using namespace acikkapi;

inline constexpr const char* store_directory = "/trial/store";
inline constexpr instant beginning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};

/// The tally with a timer: an odd sum is made even when as many minutes as it counts have gone.
struct evened : support::tally {
    static std::vector<timer> timers(const state& now)
    {
        if (now.sum % 2 == 0 || now.ended) {
            return {};
        }
        return {timer{"even", beginning + std::chrono::minutes{now.sum}, 0}};
    }
    static command fire(const timer&) { return add{1, 1}; }
    /// What became of a letter stands in the journal, so that it can be held against what was said.
    static command settle(const letter_outcome& outcome)
    {
        const auto was = tally::settle(outcome);
        return outcome.how == delivery::sent || was.amount < 0
                   ? was
                   : add{told_mark + 1 + static_cast<std::int64_t>(outcome.how), 1};
    }
    /// Few letters: each costs its adapter, its outcome and an fsync.
    static std::vector<letter>
    react(const state& before, const event& fact, const state& after, const context& about)
    {
        return fact > 0 && fact % 4 == 0 ? tally::react(before, fact, after, about)
                                         : std::vector<letter>{};
    }
    /// Nothing in it is true only in the middle of a command.
    static void index(const state& now, index_rows& rows)
    {
        rows.list("sum", "", now.sum);
        rows.find_by("kind", "tally");
        rows.count("state", now.ended ? "ended" : "open");
        if (now.ended) {
            rows.close();
        }
    }
};

/// What the outside knows of a command that it gave.
enum class answer : std::uint8_t {
    unknown,   ///< No answer, or an error that says so.
    done,      ///< Receipts.
    refused,   ///< For ever: `condition::rejected`.
    not_done,  ///< This time: `condition::unavailable`.
};

struct told {
    std::string id;  ///< The correlation of all its requests; the key, where it has one.
    batch<evened> what;
    answer how = answer::unknown;
    error_code error;
    std::vector<receipt> receipts;
};

/// A letter that an adapter was given.
struct handed {
    std::string id;
    stream_id stream{};
    letter what;
    std::size_t boot = 0;
    std::optional<delivery> how;  ///< What the adapter said.
};

/// Is told of each thing before anything else comes of it.
/// @par Thread safety  `takes` from any thread, beside all else.
class witness {
public:
    virtual ~witness() = default;
    virtual void gives(const told& one, instant now) = 0;
    virtual void hears(const told& one, const result<std::vector<receipt>>& answer) = 0;
    virtual void takes(const handed& one) = 0;
};

/// Who gives commands here, on behalf of this affair.
[[nodiscard]] origin officer(std::string correlation);

/// The world around the store: what was asked, answered and handed over. Outlives every crash.
/// @par Thread safety  `note_letter` and `letters` from any thread; all else from one.
class outside {
public:
    explicit outside(std::uint64_t seed) : chance(seed), seed_(seed) {}
    /// The same world again, for another continuation of it.
    outside(const outside& other);
    outside& operator=(const outside&) = delete;

    /// The next command by the seed.
    [[nodiscard]] told& invent();
    /// What the adapter says to a letter, the same each time for the same try.
    [[nodiscard]] hand_result note_letter(const hand_over& what);
    [[nodiscard]] std::vector<handed> letters() const;
    void add_letter(handed one);
    /// Some command was answered, so there is a store.
    [[nodiscard]] bool was_answered() const;

    /// @param whom  Outlives the world, or is taken away with null.
    void watch(witness* whom) { witness_ = whom; }
    [[nodiscard]] witness* watched_by() const { return witness_; }

    std::deque<told> commands;
    std::vector<stream_id> streams;  ///< Those that a receipt named.
    manual_clock time{beginning};
    std::size_t boots = 0;
    /// The power is being cut: what is said from now on nobody hears. A file system that shuts down
    /// lets some last fsyncs succeed which no machine would have lived to report.
    std::atomic<bool> dark{false};
    std::string wrong;  ///< The first broken promise that was seen at once.
    std::mt19937_64 chance;

private:
    [[nodiscard]] std::uint64_t below(std::uint64_t end);
    [[nodiscard]] request<evened> invent_one(bool is_new);

    std::uint64_t seed_;
    witness* witness_ = nullptr;  ///< Not copied with the world.
    mutable std::mutex mutex_;
    std::vector<handed> letters_;
};

/// Where a store lies.
struct place {
    place(faulty_files& disk)  // NOLINT(google-explicit-constructor): a disk has one store.
        : directory(store_directory), environment(disk.environment())
    {}
    /// On a file system of the machine.
    explicit place(std::string where) : directory(std::move(where)) {}

    std::string directory;
    rocksdb::Env* environment = nullptr;
};

/// An engine between two boots of its machine.
class boot {
public:
    boot(outside& world, place where, bool create);
    ~boot();
    boot(const boot&) = delete;
    boot& operator=(const boot&) = delete;

    /// Why it could not be opened.
    [[nodiscard]] error_code error() const { return error_; }
    [[nodiscard]] engine<evened>& office() { return *office_; }

    /// From now on letters and timers are worked.
    void start_hands();
    /// Gives this many commands, one by one or several at once, and now and then makes a copy.
    void work(std::size_t commands);
    /// Gives one command and notes the answer. @return What was answered this time.
    error_code give(told& one);
    /// Gives new commands at once; they share an fsync, as callers of a busy office do.
    void give_together(std::size_t count);
    /// Every question about what was acknowledged. @return The first that is not answered.
    [[nodiscard]] std::string ask_all();
    /// Lets the time go on until no letter waits for its outcome. @return Whether it came to that.
    [[nodiscard]] bool finish_letters();
    /// Stops the engine. @return Why its hands had ended before; success if they had not.
    [[nodiscard]] error_code stop();

private:
    void give_again();

    outside& world_;
    place where_;
    asio::thread_pool threads_{2};
    function_adapter<notifier> hand_;
    error_code error_;
    std::optional<engine<evened>> office_;
    std::future<error_code> hands_end_;
};

/// A disk with a new, closed store: making one takes longer than all the rest of a trial.
[[nodiscard]] std::unique_ptr<faulty_files> with_new_store();

/// Notes the answer. An answer that contradicts an earlier one is a broken promise.
void note_answer(outside& world, told& one, const result<std::vector<receipt>>& what);

}  // namespace crash
