#pragma once

#include <acikkapi/backup.hpp>
#include <acikkapi/deadline.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/metrics.hpp>
#include <acikkapi/petition.hpp>

#include "host/config.hpp"

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace host {

/// Backs the store up once a day while it works, looks at what was written, and then takes old backups away. Where there
/// is no backup yet, or the newest is of before the last time, one is made at the start; one that fails is tried again
/// after an hour. Copying holds up nobody else, and has a thread of its own for that.
/// @par Thread safety  `metrics` from any thread.
/// @par Lifetime  What it is made of outlives it.
class backups {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    struct means {
        const store& desk;
        acikkapi::clock& time;
        std::function<void(const std::string&)> fault;           ///< From any thread.
        acikkapi::calendar days = acikkapi::calendar::turkey();  ///< Whose hour it is.
    };

    backups(backup_settings how, means by);
    ~backups() { stop(); }
    backups(const backups&) = delete;
    backups& operator=(const backups&) = delete;

    void start();
    /// Begins none any more, and waits for the end of one that is under way: it cannot be cut.
    void stop();

    [[nodiscard]] std::vector<acikkapi::metric> metrics() const;

private:
    void wake();
    void set(acikkapi::instant when);
    [[nodiscard]] bool make();
    [[nodiscard]] acikkapi::instant next_after(acikkapi::instant when) const;

    backup_settings how_;
    means by_;
    acikkapi::instant due_;  // On the thread only, after the start.
    std::atomic<acikkapi::instant> newest_;
    std::atomic<std::uint64_t> failed_ = 0;
    acikkapi::asio::thread_pool thread_{1};
    std::mutex mutex_;  // Over the alarm.
    std::unique_ptr<acikkapi::alarm> alarm_;
};

}  // namespace host
