#pragma once

#include <acikkapi/metrics.hpp>

#include "host/limits.hpp"
#include "host/router.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace host {

/// How many requests there were, and how long they took, by route and status: never by path, which names
/// an application.
/// @par Thread safety  All members from any thread.
class http_figures {
public:
    void count(const std::string& route, int status, std::chrono::duration<double> took);
    /// A body in pieces has begun, another piece of one has gone out, it has ended.
    void begin_stream() noexcept { ++streams_; }
    void add_piece(std::size_t bytes) noexcept { streamed_bytes_ += bytes; }
    void end_stream() noexcept { --streams_; }
    [[nodiscard]] std::vector<acikkapi::metric> metrics() const;

private:
    struct figure {
        std::uint64_t requests = 0;
        double seconds = 0;
    };
    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, figure> figures_;
    std::atomic<std::int64_t> streams_{0};
    std::atomic<std::uint64_t> streamed_bytes_{0};
};

/// A line of the access log, without its end: when, method, route, status, how long, how much, and of a
/// problem its code. No address, no path and no query: they say who asked about what.
[[nodiscard]] std::string log_line(
    std::chrono::system_clock::time_point when,
    const std::string& method,
    const response& given,
    std::chrono::duration<double> took,
    std::size_t bytes);

/// What stands before the routes: nobody asks too often, the threads of the network never wait for a disk,
/// and every answer is counted and logged.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Outlives the last answer.
class front {
public:
    using log = std::function<void(const std::string&)>;

    /// @param blocking  Where routes are called.
    /// @param lines     Is given each line of the access log; from any thread.
    front(boost::asio::any_io_executor blocking, bucket_rule each, bucket_rule all, log lines);

    [[nodiscard]] router& routes() noexcept { return routes_; }
    [[nodiscard]] const http_figures& figures() const noexcept { return figures_; }

    /// A `handle`. What only shows a page is not limited, nor are probes: who is asked too often is not
    /// ill.
    void operator()(request asked, const answer& done);

private:
    class watched;
    void record(const std::string& method, const response& given, moment begun, std::size_t bytes);
    [[nodiscard]] pieces watch(std::string method, response& given, moment begun);

    boost::asio::any_io_executor blocking_;
    rate_limiter limiter_;
    log lines_;
    router routes_;
    http_figures figures_;
};

}  // namespace host
