#pragma once

#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/ids.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

namespace acikkapi {

/// Working days, holidays and half days of one country, as data with a version.
///
/// Immutable and cheap to copy. Thread safe.
class calendar {
public:
    /// The Turkish public calendar (law 2429), 2024 to 2030, Europe/Istanbul.
    ///
    /// Made at the first call. A machine without a time zone database has no calendar: that call
    /// then throws `boost::system::system_error`, so make it where the program starts.
    [[nodiscard]] static const calendar& turkey();

    /// Reads a calendar from text: first the headers, each once, then one entry a line in any
    /// order, one a day; a hash sign starts a comment.
    ///
    /// @code{.unparsed}
    /// version 1
    /// zone Europe/Istanbul
    /// from 2024-01-01
    /// to 2030-12-31
    /// 2026-03-19 half Ramazan arifesi
    /// 2026-03-20 holiday Ramazan Bayramı 1. gün
    /// @endcode
    ///
    /// @param text  At most a megabyte, in lines of at most 256 bytes.
    /// @return The calendar, or `errc::bad_date`; `*bad_line` then is the line's number from 1,
    ///         or one more than there are if a header is missing.
    [[nodiscard]] static result<calendar>
    parse(std::string_view text, std::size_t* bad_line = nullptr);

    /// The same calendar with one more day off (an administrative leave by circular), under the
    /// next version number.
    [[nodiscard]] calendar with_day_off(day when, std::string_view why) const;

    [[nodiscard]] std::uint32_t version() const noexcept;
    [[nodiscard]] bool covers(day when) const noexcept;
    /// What the day is called that has an entry, else empty.
    /// @par Lifetime That of the calendar and its copies.
    [[nodiscard]] std::string_view name_of(day when) const noexcept;
    [[nodiscard]] bool is_holiday(day when) const noexcept;   ///< A full day off, not a weekend.
    [[nodiscard]] bool is_half_day(day when) const noexcept;  ///< Off from 13:00, not before.
    /// @param half_day_is_off  Whether a half day counts as a day off.
    [[nodiscard]] bool is_working_day(day when, bool half_day_is_off = false) const noexcept;

    /// The office's day at an instant.
    [[nodiscard]] day day_of(instant when) const;
    /// The instant a day begins there. A day outside the years 1 to 9999 counts as the nearest.
    [[nodiscard]] instant begin_of(day when) const;

private:
    struct data;
    explicit calendar(std::shared_ptr<const data> values) : data_(std::move(values)) {}
    std::shared_ptr<const data> data_;
};

/// Last day of a period.
/// @return The day, or `errc::bad_date` if the rule needs working days and they lie outside the
///         calendar, or if `received` lies outside the years 1 to 9999.
[[nodiscard]] result<day> due_day(day received, const deadline_rule& rule, const calendar& days);

/// Starts a period on the day of `received`. @return As `due_day`.
[[nodiscard]] result<deadline_clock>
start_clock(instant received, const deadline_rule& rule, const calendar& days);

/// Stops the clock. The due day stays what it is until it goes on.
/// @return `errc::illegal_transition` if it stands still already, `errc::bad_date` if `when` is a
///         day before it started or last went on, `errc::limit_reached` after `pauses_max`.
[[nodiscard]] result<deadline_clock>
pause_clock(const deadline_clock& clock, instant when, const calendar& days);

/// Lets it run on; the due day moves by the days it stood still (working days for a rule in
/// working days) and is never before today if the clock was stopped in time. A period that was
/// over when the clock was stopped does not move: late stays late.
/// @return `errc::illegal_transition` if it runs, `errc::bad_date` if `when` is a day before it
///         stopped, or as `due_day`.
[[nodiscard]] result<deadline_clock>
resume_clock(const deadline_clock& clock, instant when, const calendar& days);

/// The same period under another calendar, as if that had been in force from the beginning; the
/// version goes up only if the due day moves. @return As `due_day`.
[[nodiscard]] result<deadline_clock>
recompute_clock(const deadline_clock& clock, const calendar& days);

/// First instant that is late: the beginning of the day after the due day.
[[nodiscard]] instant late_from(const deadline_clock& clock, const calendar& days);

/// Days late at an instant: 0 when in time («only overdue on the next day, not one second late»)
/// and while the clock stands still that was stopped in time.
[[nodiscard]] int days_late(const deadline_clock& clock, instant when, const calendar& days);

/// Calendar days of all ended pauses.
[[nodiscard]] int paused_days(const deadline_clock& clock) noexcept;

/// The instant at which `percent` of the time from the beginning of the day of receipt to
/// `late_from` has passed, not counting the days of the pauses that moved the due day.
/// @param percent  0 to 100; what lies outside counts as the nearest.
[[nodiscard]] instant share_of(const deadline_clock& clock, int percent, const calendar& days);

/// When an office is open on a working day; on a half day it closes at 13:00.
struct office_hours {
    std::chrono::minutes from{std::chrono::hours{8}};
    std::chrono::minutes to{std::chrono::hours{17}};

    friend bool operator==(const office_hours&, const office_hours&) = default;
};

/// The instant at which so much time has passed while the office was open.
/// @param much   Up to 1,000 hours; more counts as that.
/// @param hours  Hours that are none, because they end before they begin, count as all day.
/// @return No earlier than `from`.
[[nodiscard]] instant after_open_time(
    instant from, std::chrono::minutes much, const office_hours& hours, const calendar& days);

}  // namespace acikkapi
