#include <acikkapi/petition.hpp>

#include "petition/bounds.hpp"
#include "petition/machine.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace acikkapi {
namespace {

constexpr std::string_view escalate_prefix = "escalate-";
constexpr std::string_view remind_step = "remind";
constexpr std::string_view resume_step = "resume";
constexpr std::string_view unrouted_step = "unrouted";
constexpr std::string_view rating_step = "ask_rating";

/// Desk, head of unit, deputy governor, governor: when each is to hear of it. Of a norm of a few
/// days four fifths lie within the due day: nobody is passed over for that.
std::array<instant, petition_detail::escalation_steps>
escalation_times(const deadline_clock& clock, const calendar& days)
{
    constexpr int half = 50;
    constexpr int most = 80;
    constexpr std::chrono::days third_late_day{3};
    const instant due_day = days.begin_of(clock.due);
    return {
        std::min(share_of(clock, half, days), due_day),
        std::min(share_of(clock, most, days), due_day),
        due_day,
        late_from(clock, days),
        days.begin_of(clock.due + third_late_day)};
}

void add_escalation(const application& now, const calendar& days, std::vector<timer>& timers)
{
    const auto times = escalation_times(now.service, days);
    for (std::size_t step = now.escalation; step < times.size(); ++step) {
        timers.push_back(
            {std::string{escalate_prefix} + std::to_string(step + 1),
             times.at(step),
             now.service.version});
    }
}

}  // namespace

std::vector<timer> petition::timers(const state& now) const
{
    using petition_detail::clock_state;
    std::vector<timer> timers;
    timers.reserve(petition_detail::escalation_steps);
    const clock_state clock = petition_detail::place_of(now).service;
    if (clock == clock_state::running) {
        add_escalation(now, rules_.days, timers);
    }
    if (clock == clock_state::paused && now.asked_at) {
        const std::uint32_t clock_version = now.service.version;
        if (!now.reminded) {
            timers.push_back(
                {std::string{remind_step}, *now.asked_at + rules_.remind_after, clock_version});
        }
        timers.push_back(
            {std::string{resume_step}, *now.asked_at + rules_.resume_after, clock_version});
    }
    if (now.life == status::submitted && !now.unrouted && rules_.unrouted_after.count() > 0) {
        timers.push_back(
            {std::string{unrouted_step},
             after_open_time(now.submitted_at, rules_.unrouted_after, rules_.hours, rules_.days),
             0});
    }
    if (now.rating_due) {
        timers.push_back({std::string{rating_step}, *now.rating_due, 0});
    }
    return timers;
}

command petition::fire(const timer& due)
{
    if (due.step == remind_step) {
        return commands::remind{};
    }
    if (due.step == resume_step) {
        return commands::resume{};
    }
    if (due.step == unrouted_step) {
        return commands::mark_unrouted{};
    }
    if (due.step == rating_step) {
        return commands::ask_rating{};
    }
    commands::escalate wish{.step = 0, .deadline_version = due.deadline_version};
    // A step that is not ours stays 0, which is refused: a timer must not stop the engine.
    if (due.step.size() == escalate_prefix.size() + 1 && due.step.starts_with(escalate_prefix) &&
        due.step.back() >= '1' && due.step.back() <= '5') {
        wish.step = static_cast<std::uint8_t>(due.step.back() - '0');
    }
    return wish;
}

}  // namespace acikkapi
