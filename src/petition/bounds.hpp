#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/command.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace acikkapi::petition_detail {

/// How often anything may be repeated on one application. Nobody reaches it by hand; a program
/// gone wrong does, and must not fill the journal.
inline constexpr std::uint16_t repeats_max = 9'999;

/// Links of one application. More than this is a campaign, which is grouped in another way.
inline constexpr std::size_t links_max = 64;

inline constexpr std::uint8_t escalation_steps = 5;
inline constexpr std::uint8_t rating_max = 5;

/// The second time a unit sends an application back, the governorate's officer decides: units
/// must not play ping-pong with a citizen.
inline constexpr std::uint16_t returns_to_governorate = 2;

// Whether a number is one of an enum's; a caller from C or the disk can pass any.
template <class Enum>
[[nodiscard]] constexpr bool is_one_of(Enum value, Enum first, Enum last) noexcept
{
    return value >= first && value <= last;
}

/// Whether it is a day of the calendar: of another nobody could read the record again.
[[nodiscard]] constexpr bool is_known(const std::optional<day>& value) noexcept
{
    using std::chrono::year;
    return !value || (*value >= day{year::min() / 1 / 1} && *value <= day{year::max() / 12 / 31});
}
[[nodiscard]] constexpr bool is_known(notice value) noexcept
{
    return is_one_of(value, notice::acknowledgement, notice::other);
}
[[nodiscard]] constexpr bool is_known(delivery value) noexcept
{
    return is_one_of(value, delivery::sent, delivery::dead);
}
[[nodiscard]] constexpr bool is_known(outcome value) noexcept
{
    return is_one_of(value, outcome::granted, outcome::referred);
}
[[nodiscard]] constexpr bool is_known(closing value) noexcept
{
    return is_one_of(value, closing::not_examined_no_subject, closing::other_authority);
}
[[nodiscard]] constexpr bool is_known(return_reason value) noexcept
{
    return is_one_of(value, return_reason::not_our_duty, return_reason::incomplete);
}
[[nodiscard]] constexpr bool is_known(language value) noexcept
{
    return is_one_of(value, language::turkish, language::arabic);
}
[[nodiscard]] constexpr bool is_known(media value) noexcept
{
    return is_one_of(value, media::jpeg, media::pdf);
}
[[nodiscard]] constexpr bool is_known(commands::contact_means value) noexcept
{
    return is_one_of(value, commands::contact_means::phone, commands::contact_means::message);
}
[[nodiscard]] constexpr bool is_known(commands::contact_result value) noexcept
{
    return is_one_of(
        value, commands::contact_result::reached, commands::contact_result::wrong_person);
}

}  // namespace acikkapi::petition_detail
