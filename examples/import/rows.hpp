#pragma once

#include "import/import.hpp"
#include "support/request_row.hpp"

#include <string>
#include <vector>

namespace tools {

/// Reads what is to go in: under which times, and with which words, is the same in each run into one store.
/// Counts and complains about bad rows.
/// @return Empty on success, else why nothing can be read.
[[nodiscard]] std::string
read_rows(const import_options& how, import_figures& out, std::vector<request_row>& rows);

}  // namespace tools
