#include "petition/bounds.hpp"
#include "petition/decide.hpp"
#include "petition/text.hpp"

#include <algorithm>

namespace acikkapi::petition_detail {
namespace {

bool is_well_formed(const commands::record_notice& wish)
{
    return is_name(wish.means) && wish.means.size() <= means_bytes_max &&
           fits(wish.detail, detail_bytes_max);
}

/// The same period by the calendar that is now in the rules; nothing stays nothing.
result<std::optional<deadline_clock>>
recompute(const std::optional<deadline_clock>& clock, const calendar& days)
{
    if (!clock) {
        return std::optional<deadline_clock>{};
    }
    const auto again = recompute_clock(*clock, days);
    if (!again) {
        return again.error();
    }
    return std::optional<deadline_clock>{*again};
}

/// Nobody is asked about what was imported, nor who has no address, which is looked at again when it is due.
std::optional<instant> rating_due(const desk& at)
{
    const auto after = at.rules.ask_rating_after;
    return after.count() > 0 && may_tell(at) ? std::optional{at.about.now + after} : std::nullopt;
}

/// Whether that of which a receipt speaks is somebody's task after it.
bool is_task(notice which, const application& after)
{
    switch (which) {
    case notice::acknowledgement: return is_lost(after.acknowledgement);
    case notice::result: return is_lost(after.result);
    case notice::unit: return after.unit_not_told;
    case notice::other: break;
    }
    return false;
}

/// What nobody has in hand becomes the task of who is on duty, where the rules name him.
std::optional<events::assigned> to_who_is_on_duty(const desk& at)
{
    const auto found = at.rules.on_duty.find(at.before.where.plate());
    if (found == at.rules.on_duty.end() || !at.before.in_hand_of.empty() ||
        !allows<events::assigned>(at.before)) {
        return std::nullopt;
    }
    return events::assigned{found->second, may_tell_staff(at)};
}

bool moves(const std::optional<deadline_clock>& from, const std::optional<deadline_clock>& to)
{
    return from && to && from->due != to->due;
}

}  // namespace

decision decide_on(const commands::resume&, const desk& at)
{
    if (!allows<events::resumed>(at.before)) {
        return errc::illegal_transition;
    }
    const auto service = resume_anyway(at);
    if (!service) {
        return service.error();
    }
    return one(events::resumed{true, *service, late_from(*service, at.rules.days)});
}

decision decide_on(const commands::remind&, const desk& at)
{
    if (!allows<events::reminded>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.reminded) {
        return errc::limit_reached;
    }
    return one(events::reminded{may_tell(at)});
}

// Told is told, whoever did it: only a delivered result, or another way on record, lets the
// applicant's periods to object and to rate begin.
decision decide_on(const commands::record_notice& wish, const desk& at)
{
    if (!is_well_formed(wish)) {
        return errc::bad_text;
    }
    if (!is_known(wish.which) || !is_known(wish.how)) {
        return errc::bad_argument;
    }
    events::notice_recorded fact{wish};
    fact.notice.unit = {};
    if (wish.which == notice::unit && !wish.unit.empty() && wish.unit != at.before.unit) {
        fact.notice.which = notice::other;  // That unit does not have it any more.
    }
    if (wish.which == notice::result && at.before.phone_suspect && is_by_phone(wish.means)) {
        fact.notice.which = notice::other;  // A stranger heard it, not he.
    }
    const auto after = petition::evolve(at.before, fact);
    if (!after) {
        return errc::illegal_transition;
    }
    decision facts = one(fact);
    if (fact.notice.which == notice::result && wish.how == delivery::delivered &&
        at.before.life == status::answered) {
        const bool by_phone = is_by_phone(wish.means) && !phone_of(at.before).empty();
        facts->push_back(events::notified{at.about.now, wish.means, rating_due(at), by_phone});
    }
    if (is_task(fact.notice.which, *after)) {
        if (const auto task = to_who_is_on_duty(at)) {
            facts->push_back(*task);
        }
    }
    return facts;
}

// Each step once per running clock. The version tells a timer of an earlier due date, which fired
// while the date was moved, from one of this.
decision decide_on(const commands::escalate& wish, const desk& at)
{
    if (wish.step < 1 || wish.step > escalation_steps) {
        return errc::bad_argument;
    }
    if (!allows<events::escalated>(at.before) || wish.step <= at.before.escalation ||
        wish.deadline_version != at.before.service.version) {
        return errc::illegal_transition;
    }
    return one(events::escalated{wish.step, may_tell_staff(at)});
}

decision decide_on(const commands::mark_unrouted&, const desk& at)
{
    if (!allows<events::left_unrouted>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.unrouted) {
        return errc::limit_reached;
    }
    // Who is on duty is told for all the others.
    const auto task = to_who_is_on_duty(at);
    decision facts = one(events::left_unrouted{!task && may_tell_staff(at)});
    if (task) {
        facts->push_back(*task);
    }
    return facts;
}

decision decide_on(const commands::ask_rating&, const desk& at)
{
    if (!allows<events::rating_asked>(at.before) || !at.before.rating_due) {
        return errc::illegal_transition;
    }
    // A timer that fires late must not ask for what would be refused. That it was due has an end all the same.
    const instant told = at.before.notified_at.value_or(instant{});
    return one(events::rating_asked{may_tell(at) && !is_over(told, at.rules.rating_period, at)});
}

// Asked of every application when the calendar changes, also of those that it does not touch.
decision decide_on(const commands::recompute_deadlines&, const desk& at)
{
    if (at.before.life == status::none) {
        return errc::illegal_transition;
    }
    if (!allows<events::deadlines_recomputed>(at.before)) {
        return std::vector<event>{};
    }
    auto service = recompute_clock(at.before.service, at.rules.days);
    const auto legal = recompute(at.before.legal, at.rules.days);
    if (!service || !legal) {
        return service ? legal.error() : service.error();
    }
    if (*legal && at.before.answers == 0) {
        // One that was past the limit already, because it was taken up again later, stays where it was.
        service = kept_within(
            *service, std::max((*legal)->due, at.before.service.due), at.before.service);
    }
    if (service->due == at.before.service.due && !moves(at.before.legal, *legal)) {
        return std::vector<event>{};
    }
    return one(events::deadlines_recomputed{*service, *legal, late_from(*service, at.rules.days)});
}

}  // namespace acikkapi::petition_detail
