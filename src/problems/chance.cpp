#include "problems/chance.hpp"

#include <algorithm>
#include <cmath>

namespace acikkapi::problems_room {
namespace {

/// The terms of a distribution's tail: the first, and each by the one before it.
struct terms {
    double first = 0;
    double size = 0;  // Of the negative binomial; 0 for Poisson.
    double odds = 0;  // The share that each further complaint has, or Poisson's mean.
};

terms terms_of(double count, const spread& of)
{
    constexpr double as_good_as_poisson = 1.000001;
    if (of.variance <= of.mean * as_good_as_poisson) {
        return {std::exp(count * std::log(of.mean) - of.mean - std::lgamma(count + 1)), 0, of.mean};
    }
    const double size = of.mean * of.mean / (of.variance - of.mean);
    const double odds = of.mean / (size + of.mean);
    const double log_first = std::lgamma(count + size) - std::lgamma(size) -
                             std::lgamma(count + 1) + size * std::log1p(-odds) +
                             count * std::log(odds);
    return {std::exp(log_first), size, odds};
}

}  // namespace

double tail(std::uint32_t count, const spread& of)
{
    const double from = count;
    if (from <= of.mean) {
        return 1;
    }
    if (of.mean <= 0) {
        return 0;
    }
    constexpr int terms_max = 100'000;
    constexpr double no_more = 1e-12;
    const terms by = terms_of(from, of);
    double term = by.first;
    double sum = term;
    for (int i = 0; i < terms_max && term > no_more * sum; ++i) {
        const double here = from + i;
        term *= (by.size > 0 ? (here + by.size) : 1) * by.odds / (here + 1);
        sum += term;
    }
    return std::min(sum, 1.0);
}

double times_a_year(std::uint32_t count, const spread& of, int window)
{
    constexpr double days_of_a_year = 365;
    const double above = count - of.mean;
    if (above <= 0) {
        return days_of_a_year;
    }
    // Each day some of the window's complaints grow too old and fewer come in their place: so long
    // does the count stay up there by itself (D. Aldous, the clumps of rare events).
    const double clump = std::max(1.0, window / above);
    return days_of_a_year * tail(count, of) / clump;
}

}  // namespace acikkapi::problems_room
