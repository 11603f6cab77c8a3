#include "petition/bounds.hpp"
#include "petition/decide.hpp"
#include "petition/text.hpp"

#include <algorithm>

namespace acikkapi::petition_detail {
namespace {

bool has_link(const application& state, stream_id other)
{
    return std::any_of(state.links.begin(), state.links.end(), [other](const link& l) {
        return l.other == other;
    });
}

decision tell_unit_again(const desk& at)
{
    const events::told_again fact{notice::unit};
    if (!at.before.unit_not_told || !next(place_of(at.before), fact)) {
        return errc::illegal_transition;
    }
    return at.about.historical ? decision{errc::not_reachable} : one(fact);
}

}  // namespace

decision decide_on(const commands::route& wish, const desk& at)
{
    const application& before = at.before;
    if (wish.unit.empty()) {
        return errc::bad_unit;
    }
    if (!fits(wish.unit_name, name_bytes_max) || !is_text(wish.note, 0, note_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::routed>(before)) {
        return errc::illegal_transition;
    }
    if (before.with_governorate && !is_governorate(at.about.by)) {
        return errc::not_permitted;
    }
    // Nobody judges his own answer: an objection goes to another hand until it is answered.
    if (before.objections > 0 && wish.unit == before.answering_unit) {
        return errc::same_hand;
    }
    if (before.routings >= repeats_max) {
        return errc::limit_reached;
    }
    return one(events::routed{wish.unit, wish.unit_name, wish.note, !at.about.historical});
}

decision decide_on(const commands::reopen& wish, const desk& at)
{
    if (wish.reason.empty()) {
        return errc::missing_reason;
    }
    if (!is_text(wish.reason, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::reopened>(at.before)) {
        return errc::illegal_transition;
    }
    if (!is_governorate(at.about.by)) {
        return errc::not_permitted;
    }
    const auto service = start_again(at);
    if (!service) {
        return service.error();
    }
    return one(events::reopened{wish.reason, *service, late_from(*service, at.rules.days)});
}

decision decide_on(const commands::close& wish, const desk& at)
{
    if (!is_text(wish.note, 0, note_characters_max) || !is_one_line(wish.authority) ||
        !fits(wish.authority, name_bytes_max)) {
        return errc::bad_text;
    }
    // Who is sent on is told where to (law 3071 art. 5).
    const bool is_sent_on = wish.reason == closing::other_authority;
    if (!is_known(wish.reason) || is_sent_on == wish.authority.empty()) {
        return errc::bad_argument;
    }
    if (!allows<events::closed>(at.before)) {
        return errc::illegal_transition;
    }
    return one(events::closed{
        wish.reason,
        wish.note,
        at.about.now,
        may_tell(at),
        days_late_now(at),
        is_between_units(at.before.life),
        wish.authority});
}

decision decide_on(const commands::link_to& wish, const desk& at)
{
    const application& before = at.before;
    if (wish.other == no_stream || wish.other == at.about.stream) {
        return errc::bad_argument;
    }
    if (!allows<events::linked>(before)) {
        return errc::illegal_transition;
    }
    // Across applicants a link would tell one person of the other (law 6698).
    if (before.subject_key.empty() || wish.other_subject_key != before.subject_key) {
        return errc::other_subject;
    }
    if (has_link(before, wish.other)) {
        return errc::already_linked;
    }
    if (before.links.size() >= links_max) {
        return errc::limit_reached;
    }
    return one(events::linked{wish.other, wish.survivor});
}

decision decide_on(const commands::unlink_from& wish, const desk& at)
{
    if (wish.reason.empty()) {
        return errc::missing_reason;
    }
    if (!is_text(wish.reason, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::unlinked>(at.before)) {
        return errc::illegal_transition;
    }
    if (!has_link(at.before, wish.other)) {
        return errc::not_linked;
    }
    return one(events::unlinked{wish.other, wish.reason});
}

// A person, so that nobody waits for somebody else to do it; and one who may do it.
decision decide_on(const commands::assign& wish, const desk& at)
{
    if (!allows<events::assigned>(at.before)) {
        return errc::illegal_transition;
    }
    if (!wish.to.empty() && !is_hand_for(at.before, wish.to)) {
        return errc::bad_actor;
    }
    if (wish.to == at.before.in_hand_of) {
        return std::vector<event>{};
    }
    // Nobody needs a letter about what he does himself.
    const bool tell = !wish.to.empty() && wish.to != at.about.by && may_tell_staff(at);
    return one(events::assigned{wish.to, tell});
}

// Only what did not arrive: who was told is not told twice, and a letter under way is waited for.
decision decide_on(const commands::tell_again& wish, const desk& at)
{
    if (wish.which == notice::unit) {
        return tell_unit_again(at);
    }
    if (wish.which != notice::acknowledgement && wish.which != notice::result) {
        return errc::bad_argument;
    }
    const events::told_again fact{wish.which};
    const bool first = wish.which == notice::acknowledgement;
    const notice_state is = first ? at.before.acknowledgement : at.before.result;
    if (!next(place_of(at.before), fact) || !is_lost(is)) {
        return errc::illegal_transition;
    }
    return may_tell(at) ? one(fact) : errc::not_reachable;
}

}  // namespace acikkapi::petition_detail
