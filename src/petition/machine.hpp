#pragma once

#include <acikkapi/application.hpp>
#include <acikkapi/event.hpp>

#include <cstdint>
#include <optional>

/// What the files of this room share. The class `petition` has taken the room's own name.
namespace acikkapi::petition_detail {

enum class clock_state : std::uint8_t { stopped, running, paused };

/// How far one notice is. What came of its letter is data of the state; the machine knows whether
/// there is something to tell, and whether the applicant has been told.
enum class strand : std::uint8_t { idle, open, told };

/// Whether an application is part of a chronic problem; `none` where there is no application.
enum class part : std::uint8_t { none, apart, joined };

/// Where the five regions of the machine stand. They move side by side: in a real town hall the
/// acknowledgement came after the decision in 407 of 1,434 cases, which one line would refuse.
struct place {
    status life = status::none;
    clock_state service = clock_state::stopped;
    strand acknowledgement = strand::idle;
    strand result = strand::idle;
    petition_detail::part part = petition_detail::part::none;
    friend bool operator==(const place&, const place&) = default;
};

[[nodiscard]] place place_of(const application& state) noexcept;

/// A chronic problem is no application.
[[nodiscard]] constexpr bool is_problem(status life) noexcept
{
    return life == status::problem_open || life == status::problem_over;
}

/// Somebody at a unit works on it, or waits for the applicant.
[[nodiscard]] constexpr bool lies_with_unit(status life) noexcept
{
    return life == status::routed || life == status::awaiting_applicant;
}

/// A unit had it and does not have it any more; an officer is to say which has it next.
[[nodiscard]] constexpr bool is_between_units(status life) noexcept
{
    return life == status::returned || life == status::objected;
}

/// The place after an event. Deciding and replaying both ask here, so both obey the same rows.
///
/// One region answers whether an event may happen: the notice regions for `notice_recorded` and `told_again`, the
/// service clock for `escalated` and `deadlines_recomputed`, the part for what happens to an application as part of
/// a problem, life for all others. The other regions follow along.
///
/// @return The place, or nothing if the region that answers has no row for the event.
/// @par Complexity  Constant: a machine is made, entered at `from`, asked once and dropped.
[[nodiscard]] std::optional<place> next(const place& from, const event& fact);

}  // namespace acikkapi::petition_detail
