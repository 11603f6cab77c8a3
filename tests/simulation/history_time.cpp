// The half of the history that knows of deadlines and timers.
#include <acikkapi/deadline.hpp>

#include "simulation/history.hpp"

#include <algorithm>
#include <array>
#include <variant>

namespace simulation {
namespace {

bool same_period(const deadline_clock& a, const result<deadline_clock>& b)
{
    return b.has_value() && a.started == b->started && a.due == b->due && a.pauses == b->pauses &&
           a.paused_since == b->paused_since;
}

/// When each step of escalation may be heard of, by what is on record of the deadline. Of a norm of a day or two the shares
/// lie within the last day: then all come as it begins.
std::array<instant, 5> step_times(const deadline_clock& clock, const calendar& days)
{
    const auto last = days.begin_of(clock.due);
    return {
        std::min(share_of(clock, 50, days), last),
        std::min(share_of(clock, 80, days), last),
        last,
        days.begin_of(clock.due + std::chrono::days{1}),
        days.begin_of(clock.due + std::chrono::days{3})};
}

bool is_by_engine(const record& one)
{
    return one.via == channels::engine();
}

}  // namespace

void history::check_clocks(const record& one, const event& fact, const application& before)
{
    const auto at = number_of(one.at);
    const auto now = one.recorded_at;
    const calendar& days = figures_.days;
    const auto runs_from = [&](const deadline_clock& clock, instant late) {
        return same_period(clock, start_clock(now, figures_.service, days)) &&
               clock.due == days.day_of(now) + std::chrono::days{7} &&
               late == days.begin_of(clock.due + std::chrono::days{1});
    };
    // As long as nobody has answered, the norm ends with the law's limit, or on the day itself where that is past.
    const auto ends_by_law = [&](const deadline_clock& clock, instant late) {
        return before.legal && before.answers == 0 &&
               clock.due == std::max(before.legal->due, days.day_of(now)) &&
               late == days.begin_of(clock.due + std::chrono::days{1});
    };
    bool right = true;
    if (const auto* begun = std::get_if<events::submitted>(&fact)) {
        right = runs_from(begun->service, begun->late_from) && begun->at == now;
    } else if (const auto* objected = std::get_if<events::objected>(&fact)) {
        right = runs_from(objected->service, objected->late_from);
    } else if (const auto* reopened = std::get_if<events::reopened>(&fact)) {
        right = runs_from(reopened->service, reopened->late_from) ||
                ends_by_law(reopened->service, reopened->late_from);
    } else if (const auto* asked = std::get_if<events::question_asked>(&fact)) {
        right = same_period(asked->service, pause_clock(before.service, now, days));
    } else if (const auto* resumed = std::get_if<events::resumed>(&fact)) {
        right = same_period(resumed->service, resume_clock(before.service, now, days)) ||
                ends_by_law(resumed->service, resumed->late_from);
    } else if (const auto* answer = std::get_if<events::answered>(&fact)) {
        right = answer->at == now && answer->days_late == days_late(before.service, now, days);
    }
    found_.expect(right, "G10: the service deadline follows recorded time", at);
}

void history::check_timers(const record& one, const event& fact, const application& before)
{
    const auto at = number_of(one.at);
    if (const auto* escalated = std::get_if<events::escalated>(&fact)) {
        const auto step = escalated->step;
        if (!found_.expect(
                step == before.escalation + 1 && step <= 5,
                "G10: no step of escalation is skipped or repeated",
                at)) {
            return;
        }
        found_.expect(
            one.recorded_at >= step_times(before.service, figures_.days).at(step - 1U),
            "G10: a step of escalation does not come before its time",
            at);
        found_.expect(
            escalations_.insert({one.stream, before.service.version, step}).second,
            "G10: a step of escalation comes once for a deadline",
            at);
    } else if (std::holds_alternative<events::left_unrouted>(fact)) {
        found_.expect(
            one.recorded_at >=
                after_open_time(
                    before.submitted_at, figures_.unrouted_after, figures_.hours, figures_.days),
            "G10: nobody is told too early that no unit has it",
            at);
    } else if (std::holds_alternative<events::rating_asked>(fact)) {
        found_.expect(
            before.rating_due && one.recorded_at >= *before.rating_due,
            "G10: nobody is asked too early how he found it",
            at);
    } else if (std::holds_alternative<events::reminded>(fact) && is_by_engine(one)) {
        found_.expect(
            before.asked_at && one.recorded_at >= *before.asked_at + figures_.remind_after,
            "G10: a reminder does not come before its time",
            at);
    } else if (std::holds_alternative<events::resumed>(fact) && is_by_engine(one)) {
        found_.expect(
            before.asked_at && one.recorded_at >= *before.asked_at + figures_.resume_after,
            "G10: a case is not resumed before its time",
            at);
    }
}

}  // namespace simulation
