#pragma once

#include "latencies.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace bench {

struct written_bytes;

/// What is to be run, by `lifecycle` and what it is compared with alike.
struct run_options {
    std::string directory;  ///< Must be missing or empty.
    std::uint64_t applications = 100'000;
    std::size_t in_flight = 256;
    std::uint64_t seconds = 0;   ///< Stop after so long, even if not all is done; 0 for never.
    std::size_t pool = 100'000;  ///< Open applications that there are before anything is measured.
    bool keys = false;           ///< Each command has an idempotency key.
    std::size_t memory_mib = 1'024;  ///< That the engine may take.
    bool sealed = false;             ///< What is personal is sealed.
    const written_bytes* files =
        nullptr;  ///< Where RocksDB's files are counted; null if they are not.
};

/// What one run came to.
struct figures {
    std::size_t in_flight = 0;
    std::uint64_t commands = 0;
    double commands_per_s = 0;
    std::uint64_t p50_us = 0;
    std::uint64_t p99_us = 0;
    std::uint64_t p999_us = 0;
    std::uint64_t max_us = 0;
    double cpu_us_per_command = 0;              ///< Of the whole process, the asking side included.
    std::uint64_t bytes_per_application = 0;    ///< Written to files per four commands.
    std::uint64_t log_bytes_per_command = 0;    ///< To RocksDB's log; 0 if it is not RocksDB.
    std::uint64_t table_bytes_per_command = 0;  ///< To its tables, by flushes and compactions.
    double write_amplification = 0;             ///< Both, for each byte of the log.
    std::uint64_t rss_mib = 0;                  ///< At the end of the measured part.
};

[[nodiscard]] boost::json::object to_json(const figures& value);

/// Measures what happens from its making until `stop`.
class meter {
public:
    explicit meter(const written_bytes* files);
    [[nodiscard]] figures stop(std::size_t in_flight, const latencies& taken) const;

private:
    std::chrono::steady_clock::time_point began_;
    std::chrono::microseconds cpu_;
    std::uint64_t written_;
    const written_bytes* files_;
    std::uint64_t to_log_;
    std::uint64_t to_tables_;
};

/// When a measured part is over: all commands given, or the time is up.
class limit {
public:
    explicit limit(const run_options& how);

    /// `true` as often as a command may be given.
    [[nodiscard]] bool one_more();
    [[nodiscard]] std::uint64_t given() const noexcept { return given_; }
    [[nodiscard]] std::uint64_t commands_max() const noexcept { return commands_max_; }

private:
    std::uint64_t commands_max_;
    std::chrono::steady_clock::time_point end_;
    std::uint64_t given_ = 0;
};

}  // namespace bench
