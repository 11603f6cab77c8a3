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
#include <optional>
#include <string>
#include <vector>

namespace host {

/// Backs the store up once a day while it works, reads what was written, and then takes old backups away. Where there
/// is no backup yet, or the newest is of before the last time, one is made at the start; one that is not made is tried
/// again after an hour. The newest that is there is not trusted before it was read: one that is not good is read again
/// each hour, and none is put beside it before the next day, for backups share files. All that holds up nobody else, and
/// has a thread of its own for that.
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
    ~backups();
    backups(const backups&) = delete;
    backups& operator=(const backups&) = delete;

    void start();
    /// Begins nothing any more, and waits for nothing.
    void stop();
    /// After `stop`: comes back at the end of the step that is under way, for none can be cut: copying, reading, or taking
    /// away. The next start goes on with the one after it.
    void wait();

    [[nodiscard]] std::vector<acikkapi::metric> metrics() const;

private:
    void wake();
    void set(acikkapi::instant when);
    [[nodiscard]] acikkapi::instant do_step(acikkapi::instant now);
    void add(acikkapi::instant now);
    [[nodiscard]] bool read_newest();
    void prune();
    void complain(const std::string& what, acikkapi::error_code why);
    [[nodiscard]] acikkapi::instant next_after(acikkapi::instant when) const;

    backup_settings how_;
    means by_;
    // On the thread only, after the start.
    acikkapi::instant due_;  // When the next is added.
    // When the newest was taken, until it was read and is good.
    std::optional<acikkapi::instant> doubted_;
    bool prune_next_ = false;
    std::atomic<acikkapi::instant> newest_;
    std::atomic<std::uint64_t> failed_ = 0;
    acikkapi::asio::thread_pool thread_{1};
    std::mutex mutex_;  // Over the alarm.
    std::unique_ptr<acikkapi::alarm> alarm_;
};

}  // namespace host
