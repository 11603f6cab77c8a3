#include "petition/decide.hpp"

#include <algorithm>
#include <limits>

namespace acikkapi::petition_detail {

// Registration can never be refused (circular 2004/12), not even because nobody has brought a
// calendar for the year yet, or an old register is taken in. Plain calendar days are then the
// period: never later than the same number of working days, and right to the day or strict.
result<deadline_clock>
start_anyway(instant received, const deadline_rule& rule, const calendar& days)
{
    auto clock = start_clock(received, rule, days);
    if (clock || clock.error() != errc::bad_date) {
        return clock;
    }
    return start_clock(received, {counting::calendar_days, rule.days, false, false}, days);
}

// That the norm ends within the law was tried where the calendar knows both ends of what begins on one day. Where it knows
// that of the norm alone, the limit is in plain days, and where the norm begins again some of the limit has gone: then the
// norm is in plain days, too, and in no more than are left. Where none are left it is today.
result<deadline_clock> start_within(const deadline_clock& legal, const desk& at)
{
    const deadline_rule& rule = at.rules.service;
    auto clock = start_anyway(at.about.now, rule, at.rules.days);
    if (!clock || clock->due <= legal.due) {
        return clock;
    }
    const auto left = std::max((legal.due - clock->started).count(), std::int64_t{0});
    const auto most = static_cast<std::uint16_t>(std::min<std::int64_t>(rule.days, left));
    return start_clock(at.about.now, {counting::calendar_days, most, false, false}, at.rules.days);
}

deadline_clock kept_within(deadline_clock service, day last, const deadline_clock& before)
{
    if (service.due > last) {
        service.due = last;
        service.version = before.version + (last == before.due ? 0U : 1U);
    }
    return service;
}

namespace {

// Nor is a reply refused for want of a calendar, and no question stays open for ever. The period
// is longer by the days for which it stood still; its rule is as it was, so that it is put right
// when the calendar comes.
result<deadline_clock> go_on_anyway(const desk& at)
{
    const auto& standing = at.before.service;
    auto clock = resume_clock(standing, at.about.now, at.rules.days);
    if (clock || clock.error() != errc::bad_date || !standing.paused_since) {
        return clock;
    }
    const paused_span pause{*standing.paused_since, at.rules.days.day_of(at.about.now)};
    if (pause.to <= pause.from) {
        return clock;
    }
    deadline_clock running = standing;
    running.paused_since.reset();
    running.pauses.push_back(pause);
    if (pause.from <= running.due) {
        running.due += pause.to - pause.from;
        ++running.version;
    }
    return running;
}

}  // namespace

// The law's limit does not stand still while the applicant is asked. Who was asked in time is not late on the day on which
// it goes on.
result<deadline_clock> resume_anyway(const desk& at)
{
    auto clock = go_on_anyway(at);
    if (clock && at.before.legal && at.before.answers == 0) {
        const day today = at.rules.days.day_of(at.about.now);
        clock = kept_within(*clock, std::max(at.before.legal->due, today), at.before.service);
    }
    return clock;
}

result<deadline_clock> start_again(const desk& at)
{
    const bool by_law = at.before.legal && at.before.answers == 0;
    auto clock = by_law ? start_within(*at.before.legal, at)
                        : start_anyway(at.about.now, at.rules.service, at.rules.days);
    if (clock) {
        clock->version = at.before.service.version + 1;
    }
    return clock;
}

// Late begins on the next day, not one second after. A last day on which the office is shut moves to the next on which it
// is open (law 2577 art. 8, Code of Obligations art. 93); where the calendar does not say, it stays.
bool is_over(instant from, std::chrono::days period, const desk& at)
{
    const calendar& days = at.rules.days;
    const day began = days.day_of(from);
    const deadline_rule rule{
        counting::calendar_days, static_cast<std::uint16_t>(period.count()), true, false};
    const auto last = due_day(began, rule, days);
    return days.day_of(at.about.now) > (last ? *last : began + period);
}

std::uint16_t days_late_now(const desk& at)
{
    constexpr int most = std::numeric_limits<std::uint16_t>::max();
    const int late = days_late(at.before.service, at.about.now, at.rules.days);
    return static_cast<std::uint16_t>(std::clamp(late, 0, most));
}

}  // namespace acikkapi::petition_detail
