#pragma once

#include <string>

namespace host {

/// As much of a name as a tile has room for: 14 letters, of which the last stands for all that was cut. The whole of it
/// stands in the table.
[[nodiscard]] std::string fitting(const std::string& name);

}  // namespace host
