#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/event.hpp>

namespace acikkapi::petition_detail {

/// Takes an event into `state`, all but `life`, which the machine gives.
///
/// Personal members may be empty: they may have been erased by law.
///
/// @return `false` if the event's values cannot follow the state; `state` is then of no use.
[[nodiscard]] bool fold(application& state, const event& fact);

}  // namespace acikkapi::petition_detail
