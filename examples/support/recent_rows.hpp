#pragma once

#include "support/request_row.hpp"

#include <vector>

namespace tools {

/// Moves records of the past by whole weeks, so that their last week is this one and Mondays stay Mondays.
/// What has not happened by then is taken out: rows that begin later, and answers that come later.
void move_to(acikkapi::instant now, std::vector<request_row>& rows);

}  // namespace tools
