#include "counted_files.hpp"
#include "measure.hpp"
#include "workload.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace bench {
namespace {

using std::chrono::microseconds;

microseconds duration_of(const timeval& value)
{
    return std::chrono::seconds{value.tv_sec} + microseconds{value.tv_usec};
}

microseconds cpu_time()
{
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return duration_of(used.ru_utime) + duration_of(used.ru_stime);
}

/// Bytes that this process gave to write calls: log, tables and compactions. The kernel's count,
/// because it is the same for the engine, which shows nothing of its storage, and for the floor.
std::uint64_t bytes_given()
{
    std::ifstream file{"/proc/self/io"};
    std::string name;
    std::uint64_t value = 0;
    while (file >> name >> value) {
        if (name == "wchar:") {
            return value;
        }
    }
    return 0;
}

std::uint64_t resident_mib()
{
    std::ifstream file{"/proc/self/statm"};
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    file >> all >> resident;
    return (resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE))) >> 20U;
}

double rounded(double value, double digits)
{
    return std::round(value * digits) / digits;
}

}  // namespace

boost::json::object to_json(const figures& value)
{
    return {
        {"in_flight", value.in_flight},
        {"commands", value.commands},
        {"commands_per_s", rounded(value.commands_per_s, 1)},
        {"p50_us", value.p50_us},
        {"p99_us", value.p99_us},
        {"p999_us", value.p999_us},
        {"max_us", value.max_us},
        {"cpu_us_per_command", rounded(value.cpu_us_per_command, 100)},
        {"bytes_per_application", value.bytes_per_application},
        {"log_bytes_per_command", value.log_bytes_per_command},
        {"table_bytes_per_command", value.table_bytes_per_command},
        {"write_amplification", rounded(value.write_amplification, 100)},
        {"rss_mib", value.rss_mib}};
}

meter::meter(const written_bytes* files)
    : began_(std::chrono::steady_clock::now()), cpu_(cpu_time()), written_(bytes_given()),
      files_(files), to_log_(files == nullptr ? 0 : files->to_log.load()),
      to_tables_(files == nullptr ? 0 : files->to_tables.load())
{}

figures meter::stop(std::size_t in_flight, const latencies& taken) const
{
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    const auto commands = static_cast<double>(taken.count());
    figures out;
    out.in_flight = in_flight;
    out.commands = taken.count();
    out.commands_per_s = commands / took.count();
    out.p50_us = taken.percentile_us(0.5);
    out.p99_us = taken.percentile_us(0.99);
    out.p999_us = taken.percentile_us(0.999);
    out.max_us = taken.max_us();
    out.cpu_us_per_command = static_cast<double>((cpu_time() - cpu_).count()) / commands;
    out.bytes_per_application = (bytes_given() - written_) * step_count / taken.count();
    if (files_ != nullptr) {
        const auto to_log = files_->to_log.load() - to_log_;
        const auto to_tables = files_->to_tables.load() - to_tables_;
        out.log_bytes_per_command = to_log / taken.count();
        out.table_bytes_per_command = to_tables / taken.count();
        out.write_amplification = static_cast<double>(to_log + to_tables) /
                                  static_cast<double>(std::max<std::uint64_t>(to_log, 1));
    }
    out.rss_mib = resident_mib();
    return out;
}

limit::limit(const run_options& how)
    : commands_max_(how.applications * step_count),
      end_(
          how.seconds == 0 ? std::chrono::steady_clock::time_point::max()
                           : std::chrono::steady_clock::now() + std::chrono::seconds{how.seconds})
{}

bool limit::one_more()
{
    if (given_ == commands_max_ || (given_ != 0 && std::chrono::steady_clock::now() >= end_)) {
        return false;
    }
    ++given_;
    return true;
}

}  // namespace bench
