#include "petition/decide.hpp"

#include <algorithm>

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

// That the norm ends within the law was tried where the calendar knows both ends. Where it knows that of the norm alone,
// the limit is in plain days: then the norm is, too, and in no more of them.
result<deadline_clock> start_within(const deadline_clock& legal, const desk& at)
{
    const deadline_rule& rule = at.rules.service;
    auto clock = start_anyway(at.about.now, rule, at.rules.days);
    if (!clock || clock->due <= legal.due) {
        return clock;
    }
    const auto most = std::min(rule.days, legal.rule.days);
    return start_clock(at.about.now, {counting::calendar_days, most, false, false}, at.rules.days);
}

// Nor is a reply refused for want of a calendar, and no question stays open for ever. The period
// is longer by the days for which it stood still; its rule is as it was, so that it is put right
// when the calendar comes.
result<deadline_clock> resume_anyway(const desk& at)
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

result<deadline_clock> start_again(const desk& at)
{
    auto clock = start_anyway(at.about.now, at.rules.service, at.rules.days);
    if (clock) {
        clock->version = at.before.service.version + 1;
    }
    return clock;
}

}  // namespace acikkapi::petition_detail
