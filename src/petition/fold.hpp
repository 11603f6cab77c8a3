#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/event.hpp>

#include "petition/bounds.hpp"

namespace acikkapi::petition_detail {

/// Takes an event into `state`, all but `life`, which the machine gives.
///
/// Personal members may be empty: they may have been erased by law.
///
/// @return `false` if the event's values cannot follow the state; `state` is then of no use.
[[nodiscard]] bool fold(application& state, const event& fact);

// fold_problem.cpp: the same of single events.
[[nodiscard]] bool take(application& state, const events::problem_opened& fact);
[[nodiscard]] bool take(application& state, const events::problem_planned& fact);
[[nodiscard]] bool take(application& state, const events::problem_closed& fact);
[[nodiscard]] bool take(application& state, const events::problem_joined& fact);
[[nodiscard]] bool take(application& state, const events::problem_left& fact);
[[nodiscard]] bool take(application& state, const events::problem_told& fact);

/// @return `false` if it has come to its bound.
[[nodiscard]] inline bool count_up(std::uint16_t& counter)
{
    if (counter >= repeats_max) {
        return false;
    }
    ++counter;
    return true;
}

}  // namespace acikkapi::petition_detail
