#include <acikkapi/deadline.hpp>

#include "deadline/dates.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace acikkapi {
namespace {

constexpr std::chrono::days one_day{1};

// The day itself, or the next working day for a rule whose last day must be one.
result<day> rolled(day when, const deadline_rule& rule, const calendar& known)
{
    if (!rule.roll && rule.count != counting::business_days) {
        return when;
    }
    for (; known.covers(when); when += one_day) {
        if (known.is_working_day(when, rule.half_day_is_off)) {
            return when;
        }
    }
    return errc::bad_date;
}

// A period on its way: the day it has come to, and how many days it still has.
struct progress {
    day at;
    std::int64_t left;
};

// Runs until nothing is left or `until` is reached, the day included.
result<progress> run(progress now, day until, const deadline_rule& rule, const calendar& known)
{
    if (rule.count == counting::calendar_days) {
        const std::chrono::days step{
            std::clamp((until - now.at).count(), std::int64_t{0}, now.left)};
        return progress{now.at + step, now.left - step.count()};
    }
    while (now.left > 0 && now.at < until) {
        now.at += one_day;
        if (!known.covers(now.at)) {
            return errc::bad_date;
        }
        now.left -= known.is_working_day(now.at, rule.half_day_is_off) ? 1 : 0;
    }
    return now;
}

// Always from the day of receipt on, never from an earlier due day: only so is the result the
// same whether the calendar changed before, during or after a pause. The day on which the clock
// starts or goes on is day 0 of what follows: it does not count.
result<day> last_day(
    day started,
    const deadline_rule& rule,
    std::span<const paused_span> pauses,
    const calendar& known)
{
    if (started < deadline::first_day || started > deadline::last_day) {
        return errc::bad_date;
    }
    progress now{started, rule.days};
    for (const auto& pause : pauses) {
        const auto reached = run(now, pause.from, rule, known);
        if (!reached) {
            return reached.error();
        }
        now = *reached;
        const auto ended = now.left == 0 ? rolled(now.at, rule, known) : result<day>{pause.from};
        // A period that was over cannot stand still: late stays late.
        if (!ended || *ended < pause.from) {
            return ended;
        }
        now.at = pause.to;
    }
    const auto reached = run(now, deadline::last_day + std::chrono::days{rule.days}, rule, known);
    return reached ? rolled(reached->at, rule, known) : reached.error();
}

result<deadline_clock> recomputed(deadline_clock clock, const calendar& known)
{
    const auto due = last_day(clock.started, clock.rule, clock.pauses, known);
    if (!due) {
        return due.error();
    }
    clock.version += clock.due == *due ? 0U : 1U;
    clock.due = *due;
    clock.calendar_version = known.version();
    return clock;
}

}  // namespace

result<day> due_day(day received, const deadline_rule& rule, const calendar& days)
{
    return last_day(received, rule, {}, days);
}

result<deadline_clock>
start_clock(instant received, const deadline_rule& rule, const calendar& days)
{
    const day started = days.day_of(received);
    const auto due = due_day(started, rule, days);
    if (!due) {
        return due.error();
    }
    return deadline_clock{rule, started, *due, {}, std::nullopt, days.version(), 1};
}

result<deadline_clock> pause_clock(const deadline_clock& clock, instant when, const calendar& days)
{
    if (clock.paused_since) {
        return errc::illegal_transition;
    }
    if (clock.pauses.size() >= deadline_clock::pauses_max) {
        return errc::limit_reached;
    }
    const day today = days.day_of(when);
    if (today < (clock.pauses.empty() ? clock.started : clock.pauses.back().to)) {
        return errc::bad_date;
    }
    deadline_clock standing = clock;
    standing.paused_since = today;
    return standing;
}

result<deadline_clock> resume_clock(const deadline_clock& clock, instant when, const calendar& days)
{
    if (!clock.paused_since) {
        return errc::illegal_transition;
    }
    const day today = days.day_of(when);
    if (today < *clock.paused_since) {
        return errc::bad_date;
    }
    deadline_clock running = clock;
    running.paused_since.reset();
    if (today > *clock.paused_since) {
        running.pauses.push_back({*clock.paused_since, today});
    }
    return recomputed(std::move(running), days);
}

result<deadline_clock> recompute_clock(const deadline_clock& clock, const calendar& days)
{
    return recomputed(clock, days);
}

instant late_from(const deadline_clock& clock, const calendar& days)
{
    return days.begin_of(clock.due + one_day);
}

int days_late(const deadline_clock& clock, instant when, const calendar& days)
{
    const bool stood_still_in_time = clock.paused_since && *clock.paused_since <= clock.due;
    const day today = days.day_of(when);
    return stood_still_in_time || today <= clock.due
               ? 0
               : static_cast<int>((today - clock.due).count());
}

int paused_days(const deadline_clock& clock) noexcept
{
    std::chrono::days sum{0};
    for (const auto& pause : clock.pauses) {
        sum += pause.to - pause.from;
    }
    return static_cast<int>(sum.count());
}

instant share_of(const deadline_clock& clock, int percent, const calendar& days)
{
    constexpr int whole = 100;
    const instant begin = days.begin_of(clock.started);
    instant::duration running = late_from(clock, days) - begin;
    std::vector<std::pair<instant, instant>> gaps;
    for (const auto& pause : clock.pauses) {
        // One that began after the end moved nothing and is no part of the period.
        if (pause.from < clock.due) {
            gaps.emplace_back(
                days.begin_of(pause.from + one_day), days.begin_of(pause.to + one_day));
            running -= gaps.back().second - gaps.back().first;
        }
    }
    // Divided first: a century in microseconds times a hundred would be near the end of the range.
    const int share = std::clamp(percent, 0, whole);
    instant at = begin + running / whole * share + running % whole * share / whole;
    for (const auto& [from, to] : gaps) {
        at += at < from ? instant::duration{0} : to - from;
    }
    return at;
}

}  // namespace acikkapi
