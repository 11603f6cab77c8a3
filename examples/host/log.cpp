#include "host/log.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <mutex>

namespace host {

namespace {

std::atomic<std::uint64_t> lost{0};

}  // namespace

void write_line(const std::string& line)
{
    static std::mutex mutex;
    const std::lock_guard lock{mutex};
    std::cerr.clear();  // One failure would silence the stream for good.
    std::cerr << line + '\n';
    if (!std::cerr.flush()) {
        ++lost;
    }
}

acikkapi::metric lost_lines()
{
    return {
        "log_lines_lost_total",
        "Lines that could not be written to standard error.",
        acikkapi::metric::kind::counter,
        {{{}, static_cast<double>(lost.load())}}};
}

void write_fault(const std::string& what)
{
    const auto now = std::chrono::system_clock::now();
    const auto time = tools::format_utc(std::chrono::floor<std::chrono::microseconds>(now));
    write_line(boost::json::serialize(boost::json::object{{"time", time}, {"error", what}}));
}

}  // namespace host
