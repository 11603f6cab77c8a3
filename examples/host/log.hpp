#pragma once

#include <acikkapi/metrics.hpp>

#include <string>

namespace host {

/// Standard error, a whole line at a time. What cannot be written, say because the disk is full, is lost and counted; the
/// next line is tried again. @par Thread safety  From any thread.
void write_line(const std::string& line);

/// How many lines were lost.
[[nodiscard]] acikkapi::metric lost_lines();

/// A line of it that somebody should look at. @param what  Names nobody.
void write_fault(const std::string& what);

}  // namespace host
