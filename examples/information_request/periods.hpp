#pragma once

#include "information_request/commands.hpp"

namespace information {

/// The period that runs out next and whose end means something by itself.
struct running {
    commands::period which = commands::period::none;
    acikkapi::deadline_clock clock;
};

/// A period of the applicant that nobody told him of does not run.
[[nodiscard]] running running_period(const file& now);

}  // namespace information
