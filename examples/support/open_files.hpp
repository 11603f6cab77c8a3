#pragma once

namespace tools {

/// As many files at once as this process is allowed, of which a store keeps half open: what it is given unasked
/// is a bound of old, for programs that count open files in a small table.
void allow_more_open_files();

}  // namespace tools
