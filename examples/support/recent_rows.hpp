#pragma once

#include "support/request_row.hpp"

#include <vector>

namespace tools {

/// By how many weeks records of the past are moved so that their last week is this one.
/// @pre There is one.
[[nodiscard]] std::chrono::weeks
weeks_to(acikkapi::instant now, const std::vector<request_row>& rows);

/// Moves records by whole weeks, so that Mondays stay Mondays. What has not happened by now is taken out: rows
/// that begin later, and answers that come later.
void move_by(std::chrono::weeks by, acikkapi::instant now, std::vector<request_row>& rows);

}  // namespace tools
