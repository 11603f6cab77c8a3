#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

namespace tools {

/// What a progress line needs from outside; the default is the process's own.
struct progress_ports {
    std::ostream* out = nullptr;  ///< Standard error if null.
    bool terminal = false;        ///< Whether somebody looks at `out`.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;

    [[nodiscard]] static progress_ports of_process();
};

/// One line on a terminal that says how far a work has come.
///
/// Shows nothing in the first second, redraws at most five times a second, leaves nothing
/// behind, and is silent where standard error is a file or a pipe.
class progress {
public:
    /// @param total  How much there is; 0 if that is not known.
    progress(
        std::string what, std::uint64_t total, progress_ports ports = progress_ports::of_process());
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;
    ~progress();

    void at(std::uint64_t done);

private:
    using time_point = std::chrono::steady_clock::time_point;

    std::string what_;
    std::uint64_t total_;
    progress_ports ports_;
    time_point next_;
    bool drawn_ = false;
};

}  // namespace tools
