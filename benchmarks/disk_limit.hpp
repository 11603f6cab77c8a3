#pragma once

#include "measure.hpp"

namespace bench {

/// What the disk allows: as many bytes as the engine's rows have, written over those of a file that has
/// its blocks, and one `fdatasync` for all commands in flight. There are no keys, no order and no reading.
[[nodiscard]] acikkapi::result<figures> run_limit(const run_options& how);

}  // namespace bench
