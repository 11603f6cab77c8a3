#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/pages/figures_of_city.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace host {

/// Keeps the figures of a city level with the journal. They are nowhere but in memory: a host that starts reads the
/// journal once more.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Not longer than its engine.
class city_watch {
public:
    explicit city_watch(const acikkapi::engine<acikkapi::petition>& desk) : feed_(desk.feed()) {}

    /// The figures as of now, which nobody changes as long as this is held.
    class reading {
    public:
        const figures_of_city& operator*() const noexcept { return *city_; }
        const figures_of_city* operator->() const noexcept { return city_; }

    private:
        friend city_watch;
        reading(std::unique_lock<std::mutex> held, const figures_of_city& city)
            : held_(std::move(held)), city_(&city)
        {}
        std::unique_lock<std::mutex> held_;
        const figures_of_city* city_;
    };

    /// Reads all that there is in the journal: once, where blocking is allowed, before anybody asks.
    void begin();

    /// Reads what has come since, and waits for who does that already.
    /// @return `errc::busy` until `begin` is done, `stopping` after `stop`, or an error of the journal.
    [[nodiscard]] acikkapi::result<reading> read();

    /// Ends a reading of the journal that is under way.
    void stop() noexcept { stopping_ = true; }

private:
    [[nodiscard]] acikkapi::result<void> catch_up();
    void take(const std::vector<acikkapi::record>& some);

    std::atomic<bool> stopping_ = false;
    std::atomic<bool> begun_ = false;
    std::mutex mutex_;
    acikkapi::feed feed_;
    figures_of_city city_;
    acikkapi::error_code broken_;  // What was taken half is not taken again.
};

}  // namespace host
