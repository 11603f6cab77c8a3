#pragma once

#include <acikkapi/error.hpp>

#include "measure.hpp"

namespace bench {

/// Applications through the engine by its public API: filled, then measured.
/// @return The figures, or the first error of the engine or of a command.
[[nodiscard]] acikkapi::result<figures> run_lifecycle(const run_options& how);

}  // namespace bench
