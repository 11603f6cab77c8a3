#include "deadline/dates.hpp"
#include "deadline/zone.hpp"

#include <algorithm>
#include <date/tz.h>
#include <stdexcept>

namespace acikkapi::deadline {

result<zone> zone::find(std::string_view name)
{
    // std::bad_alloc passes: only what the library says about its database stops here.
    try {
        const date::time_zone* found = date::locate_zone(name);
        // The file is read at the first question, which may fail as well: ask now, inside the wall.
        static_cast<void>(found->get_info(date::sys_seconds{}));
        return zone{found};
    } catch (const std::runtime_error&) {
        return errc::bad_date;
    }
}

day zone::day_of(instant when) const
{
    // An instant outside the years we know stays outside them, and the offset can be added to it.
    constexpr std::chrono::days beyond{2};
    const instant within = std::clamp(
        when,
        instant{(first_day - beyond).time_since_epoch()},
        instant{(last_day + beyond).time_since_epoch()});
    const auto offset = zone_->get_info(std::chrono::floor<std::chrono::seconds>(within)).offset;
    return day{std::chrono::floor<std::chrono::days>(within.time_since_epoch() + offset)};
}

instant zone::begin_of(day when) const
{
    const day within = std::clamp(when, first_day, last_day);
    const date::local_seconds midnight{within.time_since_epoch()};
    const date::local_info about = zone_->get_info(midnight);
    if (about.result == date::local_info::nonexistent) {
        return about.first.end;
    }
    return instant{midnight.time_since_epoch() - about.first.offset};
}

}  // namespace acikkapi::deadline
