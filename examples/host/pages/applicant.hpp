#pragma once

#include "host/pages/history.hpp"

#include <optional>
#include <vector>

namespace host {

/// Who applied, as far as the history may be read, and how he is reached now; nothing where it does not say.
[[nodiscard]] std::optional<acikkapi::person> applicant_of(const std::vector<happening>& history);

}  // namespace host
