#include "petition/decide.hpp"

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

result<deadline_clock> start_again(const desk& at)
{
    auto clock = start_anyway(at.about.now, at.rules.service, at.rules.days);
    if (clock) {
        clock->version = at.before.service.version + 1;
    }
    return clock;
}

}  // namespace acikkapi::petition_detail
