#pragma once

#include "latencies.hpp"
#include "measure.hpp"
#include "pool.hpp"
#include "workload.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
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

/// Measures commands for places at random, as many and as long as `how` says.
[[nodiscard]] acikkapi::result<figures>
measure(driver& with, pool& applications, const run_options& how);

}  // namespace bench
