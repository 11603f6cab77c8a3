#pragma once

#include "counted_files.hpp"
#include "latencies.hpp"
#include "measure.hpp"
#include "pool.hpp"
#include "workload.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

namespace bench {

/// Threads that may wait for the disk: one commits while the other looks after letters and timers.
inline constexpr std::size_t disk_threads = 2;

/// What an engine of a run needs.
/// @param handlers  Run in the thread of the asking side.
[[nodiscard]] acikkapi::engine_options options_of(
    const run_options& how,
    boost::asio::io_context& handlers,
    boost::asio::thread_pool& disk,
    acikkapi::clock& time,
    const std::optional<tools::person_keys>& persons);

/// Keeps so many commands in flight: each that is done brings the next one.
class driver {
public:
    /// Which place gets a command; nothing when all are given.
    using supply = std::function<std::optional<std::size_t>()>;
    using on_done = std::function<void(std::size_t place)>;

    driver(
        acikkapi::engine<acikkapi::petition>& desk,
        boost::asio::io_context& handlers,
        pool& applications,
        bool keys)
        : desk_(desk), handlers_(handlers), applications_(applications), work_(fixed_seed, keys)
    {}

    /// Returns when everything that `next` gave is done, or at the first error.
    [[nodiscard]] acikkapi::result<latencies> run(std::size_t in_flight, supply next, on_done done);

    /// Gives every place of the pool the steps that it has before anything is measured.
    [[nodiscard]] acikkapi::result<void> fill();

private:
    bool give();
    void finish(
        std::size_t index,
        std::chrono::steady_clock::time_point began,
        acikkapi::error_code error,
        const acikkapi::receipt& what);

    acikkapi::engine<acikkapi::petition>& desk_;
    boost::asio::io_context& handlers_;
    pool& applications_;
    workload work_;
    supply next_;
    on_done done_;
    latencies taken_;
    std::size_t under_way_ = 0;
    acikkapi::error_code failed_;
};

/// What a run begins with: an engine whose files are counted, a full pool, and who asks.
class counted_run {
public:
    explicit counted_run(const run_options& how) : how_(how) { how_.files = &written_; }

    [[nodiscard]] acikkapi::result<void> open();
    void close();
    /// Files that are counted have no lock: so the store is opened as a host does, and is one like any other.
    /// @pre It is closed.
    [[nodiscard]] acikkapi::result<acikkapi::engine<acikkapi::petition>> open_again();

    [[nodiscard]] driver& with() { return *driver_; }
    [[nodiscard]] pool& applications() { return applications_; }
    [[nodiscard]] const run_options& how() const { return how_; }

private:
    run_options how_;
    written_bytes written_;
    std::unique_ptr<rocksdb::Env> files_ = count_files(written_);
    boost::asio::io_context handlers_{
        1};  // They run in this thread: the side of the host that asks.
    boost::asio::thread_pool disk_{disk_threads};
    acikkapi::system_clock time_;
    std::optional<tools::person_keys> persons_;
    pool applications_{how_.pool, fixed_seed};
    acikkapi::result<acikkapi::engine<acikkapi::petition>> desk_ = acikkapi::errc::stopping;
    std::optional<driver> driver_;
};

/// Measures commands for places at random, as many and as long as `how` says.
[[nodiscard]] acikkapi::result<figures>
measure(driver& with, pool& applications, const run_options& how);

}  // namespace bench
