#include "problems/baseline.hpp"

#include <algorithm>
#include <cmath>

namespace acikkapi::problems_room {
namespace {

// A key is held to be like its category's average until so many days of its own say otherwise, and no
// key is held to be impossible.
constexpr double days_of_average = 28;
constexpr double complaint_added = 0.5;

// Of the dispersion: what is assumed of it before so many complaints have shown it; and how far one block
// may lie from the mean and count, in standard deviations squared: one storm is not how a category is.
constexpr double dispersion_assumed = 1.5;
constexpr double complaints_assumed = 10;
constexpr double deviation_max = 16;

// Of the season: so many complaints are assumed to be spread evenly; and no season is taken to be stronger.
constexpr double complaints_even = 20;
constexpr double factor_max = 4;

double sum_of(const std::vector<const tally*>& all, const span_of_days& days)
{
    double out = 0;
    for (const auto* one : all) {
        out += one->count(days);
    }
    return out;
}

/// Squared distance of the blocks of one key from their mean, and the mean times the degrees of freedom.
std::pair<double, double> deviation(const tally& of, const span_of_days& past, int block_days)
{
    const int blocks = past.length() / block_days;
    const auto block = std::chrono::days{block_days};
    const day from = past.to - blocks * block;
    const double mean = of.count({from, past.to}) / static_cast<double>(blocks);
    double squares = 0;
    for (int i = 0; i < blocks && mean > 0; ++i) {
        const double off = of.count({from + i * block, from + (i + 1) * block}) - mean;
        squares += std::min(off * off, deviation_max * std::max(mean, 1.0));
    }
    return {squares, mean * (blocks - 1)};
}

}  // namespace

baseline::baseline(const std::vector<const tally*>& all, const periods& when) : when_(when)
{
    const double keys = std::max<double>(1, static_cast<double>(all.size()));
    rate_ = sum_of(all, when.past) / (keys * std::max(1, when.past.length()));
    // In weeks, of which there are many; and in windows, which show the slower swings of a year.
    constexpr int week = 7;
    dispersion_ = std::max(dispersion(all, week), dispersion(all, when.window.length()));
    factor_ = season_factor(all);
}

double baseline::dispersion(const std::vector<const tally*>& all, int block_days) const
{
    constexpr int blocks_min = 3;
    if (when_.past.length() < blocks_min * block_days) {
        return dispersion_assumed;
    }
    double squares = dispersion_assumed * complaints_assumed;
    double means = complaints_assumed;
    for (const auto* one : all) {
        const auto [more_squares, more_means] = deviation(*one, when_.past, block_days);
        squares += more_squares;
        means += more_means;
    }
    return std::max(1.0, squares / means);
}

double baseline::season_factor(const std::vector<const tally*>& all) const
{
    if (!when_.season) {
        return 1;
    }
    const double days = when_.season->length();
    const double even = sum_of(all, when_.past) / when_.past.length() * days;
    const double there = sum_of(all, *when_.season);
    const double factor = (there + complaints_even) / (even + complaints_even);
    return std::clamp(factor, 1 / factor_max, factor_max);
}

spread baseline::expected(const tally& of) const
{
    const double days = when_.past.length() + days_of_average;
    const double window = when_.window.length();
    const double complaints = of.count(when_.past) + days_of_average * rate_ + complaint_added;
    const double mean = factor_ * window * complaints / days;
    // The window varies, and so did the past that the mean was taken from.
    return {mean, mean * dispersion_ * (1 + window / days)};
}

}  // namespace acikkapi::problems_room
