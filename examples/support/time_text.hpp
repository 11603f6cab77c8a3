#pragma once

#include <acikkapi/ids.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace tools {

/// Reads `2011-09-26T10:52:12-04:00`: ISO 8601 with seconds, a fraction of up to six digits, and
/// an offset or `Z`. The offset is needed: the hour before the clocks are turned back comes twice.
/// @return The instant, or `errc::bad_date`.
[[nodiscard]] acikkapi::result<acikkapi::instant> parse_time(std::string_view text);

/// `2011-09-26T14:52:12Z`; with six digits of a fraction if there is one.
[[nodiscard]] std::string format_utc(acikkapi::instant when);

/// `2011-09-26T10:52:12-04:00`: the same in a zone, with the offset in force there and then.
/// @param zone  A name of the zone database: `Europe/Istanbul`.
/// @return The text, or `errc::bad_argument` if there is no such zone.
[[nodiscard]] acikkapi::result<std::string>
format_in_zone(acikkapi::instant when, std::string_view zone);

/// Calendar days as they are counted at one place.
class local_calendar {
public:
    /// @param zone  A name of the zone database: `America/New_York`.
    /// @return The calendar, or `errc::bad_argument` if there is no such zone.
    [[nodiscard]] static acikkapi::result<local_calendar> of(std::string_view zone);

    /// The date there at an instant.
    [[nodiscard]] std::chrono::local_days day_of(acikkapi::instant when) const;

private:
    explicit local_calendar(const void* zone) : zone_(zone) {}
    const void* zone_;  // The zone database's own object; lives as long as the program.
};

}  // namespace tools
