#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <atomic>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace host {

/// Keeps what is made of the journal level with it, when somebody asks. It is nowhere but in memory: a host that starts
/// reads the journal once more. @see feed_follower for what is to happen without being asked.
/// @tparam Fold  Has `result<void> take(const record&)`, for one record after the other.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Not longer than its engine.
template <class Fold>
class feed_fold {
public:
    explicit feed_fold(const acikkapi::engine<acikkapi::petition>& desk) : feed_(desk.feed()) {}

    /// What there is as of now, which nobody else changes as long as this is held.
    class reading {
    public:
        Fold& operator*() const noexcept { return *fold_; }
        Fold* operator->() const noexcept { return fold_; }

    private:
        friend feed_fold;
        reading(std::unique_lock<std::mutex> held, Fold& fold)
            : held_(std::move(held)), fold_(&fold)
        {}
        std::unique_lock<std::mutex> held_;
        Fold* fold_;
    };

    /// Reads all that there is in the journal: once, where blocking is allowed, before anybody asks.
    void begin()
    {
        const std::lock_guard held{mutex_};
        (void)catch_up();  // What is wrong is told to who asks.
        begun_ = true;
    }

    /// Reads what has come since, and waits for who does that already.
    /// @return `errc::busy` until `begin` is done, `stopping` after `stop`, or an error of the journal.
    [[nodiscard]] acikkapi::result<reading> read()
    {
        if (!begun_) {
            return acikkapi::errc::busy;
        }
        std::unique_lock held{mutex_};
        if (const auto level = catch_up(); !level) {
            return level.error();
        }
        return reading{std::move(held), fold_};
    }

    /// Ends a reading of the journal that is under way.
    void stop() noexcept { stopping_ = true; }

private:
    [[nodiscard]] acikkapi::result<void> catch_up()
    {
        constexpr std::size_t records_at_once = 1'000;
        while (!broken_ && !stopping_) {
            const auto some = feed_.next(records_at_once);
            if (!some) {
                return some.error();
            }
            if (some->empty()) {
                return {};
            }
            take(*some);
        }
        return stopping_ ? make_error_code(acikkapi::errc::stopping) : broken_;
    }

    void take(const std::vector<acikkapi::record>& some)
    {
        for (const auto& one : some) {
            if (const auto taken = fold_.take(one); !taken) {
                broken_ = taken.error();
                return;
            }
        }
    }

    std::atomic<bool> stopping_ = false;
    std::atomic<bool> begun_ = false;
    std::mutex mutex_;
    acikkapi::feed feed_;
    Fold fold_;
    acikkapi::error_code broken_;  // What was taken half is not taken again.
};

}  // namespace host
