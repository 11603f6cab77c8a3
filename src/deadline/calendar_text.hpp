#pragma once

#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/error.hpp>

#include "deadline/zone.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi::deadline {

struct calendar_entry {
    day when;
    bool full = true;  ///< Else off from 13:00.
    std::string name;
};

struct calendar_values {
    std::uint32_t version;
    zone where;
    day from;
    day to;
    std::vector<calendar_entry> entries;  ///< In the order of their days, one a day.
};

/// Reads the text form of `calendar::parse`. Takes at most a megabyte of lines of at most 256
/// bytes, for a range of at most a century; all else is refused.
/// @return The values, or `errc::bad_date` and in `bad_line` the line that is to blame.
[[nodiscard]] result<calendar_values> read_calendar(std::string_view text, std::size_t& bad_line);

}  // namespace acikkapi::deadline
