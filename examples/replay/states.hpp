#pragma once

#include "replay/store.hpp"
#include "support/row_error.hpp"

#include <optional>
#include <string>

namespace tools {

// What each record led to, as a file that two programs, two machines or two versions of the rules can
// compare: `POSITION STATE ROWS` in a line, the two hashes over what is in clear of the state and over
// the lists and figures in which it stands; the last line says how many they are, so that a file that was cut short
// is known. What is personal is in neither: the file is the same with the
// keys of persons and without, before an erasure and after.

/// @return Nothing, or why the file could not be written.
[[nodiscard]] row_result<std::optional<acikkapi::divergence>>
write_states(const petition_audit& store, const std::string& path);

/// Compares with such a file.
/// @return The first record that led to something else or is not in the file, or that the store ends before it;
///         nothing if they are the same. An error if the file cannot be read, is no such file or was cut short.
[[nodiscard]] row_result<std::optional<acikkapi::divergence>>
compare_states(const petition_audit& store, const std::string& path);

}  // namespace tools
