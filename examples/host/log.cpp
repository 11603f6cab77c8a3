#include "host/log.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <iostream>
#include <mutex>

namespace host {

void write_line(const std::string& line)
{
    static std::mutex mutex;
    const std::lock_guard lock{mutex};
    std::cerr << line << '\n';
}

void write_fault(const std::string& what)
{
    const auto now = std::chrono::system_clock::now();
    const auto time = tools::format_utc(std::chrono::floor<std::chrono::microseconds>(now));
    write_line(boost::json::serialize(boost::json::object{{"time", time}, {"error", what}}));
}

}  // namespace host
