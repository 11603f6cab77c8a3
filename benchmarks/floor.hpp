#pragma once

#include <acikkapi/error.hpp>

#include "measure.hpp"

namespace bench {

/// What the storage alone can do: the engine's rows, options and families, without an engine.
///
/// One thread takes all commands in flight, writes their rows in the order of their streams as one
/// synchronous batch, and begins again: asking costs nothing, so all wait by the time it is done.
/// @return The figures, or `errc::io_error`, or an error of the engine that gave the rows.
[[nodiscard]] acikkapi::result<figures> run_floor(const run_options& how);

}  // namespace bench
