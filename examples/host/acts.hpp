#pragma once

#include <acikkapi/command.hpp>

#include "host/members.hpp"

#include <string_view>

namespace host {

/// What a citizen, or the desk for him, applies for.
[[nodiscard]] acikkapi::commands::submit read_submission(members& in);

/// Whether there is such an act at this address.
[[nodiscard]] bool is_act(std::string_view name) noexcept;

/// The command that an act with its members is. The members' faults are still to be asked for.
/// @pre `is_act(name)`
[[nodiscard]] acikkapi::command read_act(std::string_view name, members& in);

}  // namespace host
