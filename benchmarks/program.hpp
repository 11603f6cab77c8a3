#pragma once

#include <iosfwd>

namespace bench {

/// `acikkapi-bench` as a function.
/// @return 0 fine, 1 a command was refused, 2 usage, 3 cannot read or write.
[[nodiscard]] int
run_program(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

}  // namespace bench
