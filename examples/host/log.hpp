#pragma once

#include <string>

namespace host {

/// Standard error, a whole line at a time. @par Thread safety  From any thread.
void write_line(const std::string& line);

/// A line of it that somebody should look at. @param what  Names nobody.
void write_fault(const std::string& what);

}  // namespace host
