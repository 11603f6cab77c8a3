#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/pages/watched_cases.hpp"

#include <atomic>
#include <memory>
#include <mutex>

namespace host {

/// Keeps what is watched of many applications level with the journal, in memory. @see city_watch
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Not longer than its engine.
class case_watch {
public:
    explicit case_watch(const acikkapi::engine<acikkapi::petition>& desk);

    /// What is watched as of now, which nobody changes as long as this is held.
    class reading {
    public:
        watched_cases& operator*() const noexcept { return *cases_; }
        watched_cases* operator->() const noexcept { return cases_; }

    private:
        friend case_watch;
        reading(std::unique_lock<std::mutex> held, watched_cases& cases)
            : held_(std::move(held)), cases_(&cases)
        {}
        std::unique_lock<std::mutex> held_;
        watched_cases* cases_;
    };

    /// Reads all that there is in the journal: once, where blocking is allowed, before anybody asks.
    void begin();

    /// Reads what has come since.
    /// @return `errc::busy` until `begin` is done, `stopping` after `stop`, or an error of the journal.
    [[nodiscard]] acikkapi::result<reading> read();

    /// Ends a reading of the journal that is under way.
    void stop() noexcept { stopping_ = true; }

private:
    [[nodiscard]] acikkapi::result<void> catch_up();

    std::atomic<bool> stopping_ = false;
    std::atomic<bool> begun_ = false;
    std::mutex mutex_;
    acikkapi::feed feed_;
    watched_cases cases_;
    acikkapi::error_code broken_;  // What was taken half is not taken again.
};

}  // namespace host
