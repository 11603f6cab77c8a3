#pragma once

#include "information_request/events.hpp"

#include <optional>

namespace information {

/// Where a request stands after an event. Deciding and replaying both ask here, so both obey the
/// same rows.
///
/// @return The stage, or nothing if the table has no row for the event.
/// @par Complexity  Constant: a machine is made, entered at `from`, asked once and dropped.
[[nodiscard]] std::optional<stage> next(stage from, const event& fact);

/// The periods of the applicant begin when he is told and not before.
[[nodiscard]] constexpr bool
begins_period(stage at, const commands::record_notice& told, bool begun) noexcept
{
    const bool waits =
        (at == stage::awaiting_fee && told.which == notice::fee) ||
        ((at == stage::partly_granted || at == stage::refused) && told.which == notice::answer);
    return waits && told.how == acikkapi::delivery::delivered && !begun;
}

}  // namespace information
