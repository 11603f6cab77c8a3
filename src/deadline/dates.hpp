#pragma once

#include <acikkapi/deadline_clock.hpp>

namespace acikkapi::deadline {

// Years of four digits: what the texts can say, and far from where arithmetic would overflow.
inline constexpr day first_day{std::chrono::year{1} / 1 / 1};
inline constexpr day last_day{std::chrono::year{9999} / 12 / 31};

}  // namespace acikkapi::deadline
