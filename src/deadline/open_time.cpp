#include <acikkapi/deadline.hpp>

#include <algorithm>

namespace acikkapi {
namespace {

constexpr std::chrono::hours much_max{1'000};
constexpr std::chrono::hours half_day_ends{13};
// Of the longest wait, were the office open for a minute a day; so that no calendar makes it endless.
constexpr int days_max = 60'000;

struct span {
    instant from;
    instant to;
};

/// When the office is open on a day; nothing of it on a day off.
span open_on(day when, const office_hours& hours, const calendar& days)
{
    const instant midnight = days.begin_of(when);
    if (!days.is_working_day(when)) {
        return {midnight, midnight};
    }
    const bool all_day = hours.to <= hours.from;
    const instant from = all_day ? midnight : midnight + hours.from;
    const instant to = all_day ? days.begin_of(when + std::chrono::days{1}) : midnight + hours.to;
    return {
        from, days.is_half_day(when) ? std::max(from, std::min(to, midnight + half_day_ends)) : to};
}

}  // namespace

instant after_open_time(
    instant from, std::chrono::minutes much, const office_hours& hours, const calendar& days)
{
    instant::duration left = std::min<std::chrono::minutes>(much, much_max);
    day when = days.day_of(from);
    for (int i = 0; i < days_max; ++i, when += std::chrono::days{1}) {
        const auto [opens, closes] = open_on(when, hours, days);
        const instant begin = std::max(from, opens);
        if (begin >= closes) {
            continue;
        }
        if (closes - begin >= left) {
            return begin + left;
        }
        left -= closes - begin;
    }
    return days.begin_of(when);
}

}  // namespace acikkapi
