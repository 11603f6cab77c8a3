#pragma once

#include <acikkapi/deadline.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

// Days and times as people write them, for the tests of this room.
namespace acikkapi::stories {

inline day on(int year, unsigned month, unsigned of_month)
{
    return day{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(of_month)};
}

/// `2026-03-16`.
inline day on(const std::string& text)
{
    return on(
        std::stoi(text.substr(0, 4)),
        static_cast<unsigned>(std::stoi(text.substr(5, 2))),
        static_cast<unsigned>(std::stoi(text.substr(8, 2))));
}

inline std::string text_of(day when)
{
    const std::chrono::year_month_day date{when};
    char text[32];
    std::snprintf(
        text,
        sizeof text,
        "%04d-%02u-%02u",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()));
    return text;
}

inline std::string text_of(const result<day>& when)
{
    return when ? text_of(*when) : when.error().message();
}

/// `2026-03-16`, at an hour and minute UTC.
inline instant utc(const std::string& date, int hour = 0, int minute = 0, int second = 0)
{
    return instant{
        on(date).time_since_epoch() + std::chrono::hours{hour} + std::chrono::minutes{minute} +
        std::chrono::seconds{second}};
}

/// `2026-03-16`, at an hour and minute of Türkiye, which is 3 hours ahead all the year since 2016.
inline instant in_turkey(const std::string& date, int hour = 10, int minute = 0)
{
    return utc(date, hour, minute) - std::chrono::hours{3};
}

inline const calendar& turkey()
{
    return calendar::turkey();
}

inline constexpr deadline_rule seven_days{counting::calendar_days, 7, false, false};
inline constexpr deadline_rule seven_rolled{counting::calendar_days, 7, true, false};
inline constexpr deadline_rule seven_working{counting::business_days, 7, false, false};
inline constexpr deadline_rule fifteen_working{counting::business_days, 15, false, false};
inline constexpr deadline_rule thirty_rolled{counting::calendar_days, 30, true, false};

inline deadline_clock started(const std::string& date, const deadline_rule& rule = seven_days)
{
    return start_clock(in_turkey(date), rule, turkey()).value();
}

/// The clock stopped on one day and let run on another.
inline deadline_clock paused(
    const deadline_clock& clock,
    const std::string& from,
    const std::string& to,
    const calendar& days = turkey())
{
    const auto standing = pause_clock(clock, in_turkey(from), days).value();
    return resume_clock(standing, in_turkey(to), days).value();
}

}  // namespace acikkapi::stories
