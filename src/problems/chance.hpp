#pragma once

#include <cstdint>

namespace acikkapi::problems_room {

/// Mean and variance of a count. Counts vary at least as Poisson's do: a variance below the mean counts
/// as the mean.
struct spread {
    double mean = 0;
    double variance = 0;
};

/// How probable `count` or more is: of the negative binomial distribution, or Poisson's if the variance
/// is the mean.
/// @return 1 if `count` is not above the mean: nobody asks about the other side.
[[nodiscard]] double tail(std::uint32_t count, const spread& of);

/// How often a year chance lifts the count of the last `window` days to `count`, if it is asked for
/// every day. Days one after the other that see the same complaints are one time.
[[nodiscard]] double times_a_year(std::uint32_t count, const spread& of, int window);

}  // namespace acikkapi::problems_room
