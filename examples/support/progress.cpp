#include "support/progress.hpp"

#include <algorithm>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace tools {
namespace {

using namespace std::chrono_literals;

constexpr auto quiet_for = 1s;
constexpr auto redraw_every = 200ms;
constexpr auto clear_line = "\r\x1b[K";

/// 1234567 as `1,234,567`.
std::string grouped(std::uint64_t number)
{
    std::string text = std::to_string(number);
    for (std::size_t i = text.size(); i > 3; i -= 3) {
        text.insert(i - 3, 1, ',');
    }
    return text;
}

}  // namespace

progress_ports progress_ports::of_process()
{
    progress_ports ports;
    ports.terminal = ::isatty(STDERR_FILENO) == 1;
    return ports;
}

progress::progress(std::string what, std::uint64_t total, progress_ports ports)
    : what_(std::move(what)), total_(total), ports_(std::move(ports)),
      next_(ports_.now() + quiet_for)
{
    if (ports_.out == nullptr) {
        ports_.out = &std::cerr;
    }
}

progress::~progress()
{
    if (drawn_) {
        *ports_.out << clear_line << std::flush;
    }
}

void progress::at(std::uint64_t done)
{
    if (!ports_.terminal) {
        return;
    }
    const auto now = ports_.now();
    if (now < next_) {
        return;
    }
    next_ = now + redraw_every;
    drawn_ = true;
    *ports_.out << clear_line << what_ << ' ' << grouped(done);
    if (total_ != 0) {
        const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
        *ports_.out << " of " << grouped(total_) << " (" << static_cast<int>(share * 100) << " %)";
    }
    *ports_.out << std::flush;
}

}  // namespace tools
