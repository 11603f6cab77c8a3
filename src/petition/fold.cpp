#include "petition/bounds.hpp"
#include "petition/fold.hpp"

#include <algorithm>
#include <variant>

namespace acikkapi::petition_detail {
namespace {

/// A clock that takes the place of the present one; an older version would revive dead timers.
bool take_clock(application& state, const deadline_clock& clock, instant late_from)
{
    const bool follows = clock.version >= state.service.version && clock.version > 0;
    state.service = clock;
    state.late_since = late_from;
    return follows;
}

/// The norm runs again from its beginning: all steps of escalation are still to come.
bool begin_again(application& state, const deadline_clock& clock, instant late_from)
{
    const bool is_new = clock.version > state.service.version;
    state.escalation = 0;
    return take_clock(state, clock, late_from) && is_new;
}

notice_state first_notice(bool tell)
{
    return tell ? notice_state::queued : notice_state::none;
}

/// Receipts come twice, late and out of order. Who was told stays told, and that nobody can say
/// what became of a letter takes nothing from a peer's receipt for it.
notice_state notice_after(notice_state before, delivery how)
{
    if (before == notice_state::delivered) {
        return before;
    }
    switch (how) {
    case delivery::sent: return notice_state::sent;
    case delivery::delivered: return notice_state::delivered;
    case delivery::unknown:
        return before == notice_state::sent ? notice_state::sent : notice_state::unknown;
    case delivery::expired:
    case delivery::rejected:
    case delivery::dead: break;
    }
    return notice_state::failed;
}

/// A unit's letter that a peer has is as good as read: its people look there.
bool is_with_peer(delivery how)
{
    return how == delivery::sent || how == delivery::delivered;
}

std::string contact_of(const std::optional<phone>& mobile, const std::string& e_mail)
{
    std::string out = mobile ? mobile->str() : std::string{};
    if (!e_mail.empty()) {
        out += (out.empty() ? "" : " ") + e_mail;
    }
    return out;
}

auto find_link(application& state, stream_id other)
{
    return std::find_if(state.links.begin(), state.links.end(), [other](const link& l) {
        return l.other == other;
    });
}

bool take(application& state, const events::submitted& fact)
{
    const commands::submit& wish = fact.wish;
    state.number = fact.number;
    state.where = wish.where;
    state.via = fact.via;
    state.speaks = wish.speaks;
    state.category = wish.category;
    state.district = wish.district;
    state.anonymous = wish.anonymous;
    state.on_behalf = wish.beneficiary.has_value();
    state.submitted_at = fact.at;
    state.target = wish.target;
    state.legal = fact.legal;
    state.acknowledgement = first_notice(fact.tell);
    state.subject_key = fact.subject_key;
    state.contact = contact_of(wish.applicant.mobile, wish.applicant.e_mail);
    state.beneficiary_key = fact.beneficiary_key;
    return take_clock(state, fact.service, fact.late_from) && !fact.number.empty();
}

bool take(application& state, const events::routed& fact)
{
    state.unit = fact.unit;
    state.unit_name = fact.unit_name;
    state.with_governorate = false;
    state.unrouted = false;
    state.unit_not_told = false;
    state.with_no_unit = false;
    state.in_hand_of = {};
    return count_up(state.routings) && !fact.unit.empty();
}

bool take(application& state, const events::returned& fact)
{
    state.with_governorate = fact.to_governorate;
    state.in_hand_of = {};
    return count_up(state.returns);
}

bool take(application& state, const events::question_asked& fact)
{
    state.asked_at = fact.at;
    state.reminded = false;
    // The instant of being late stays as last computed: lists go on being ordered by it.
    return take_clock(state, fact.service, state.late_since.value_or(instant{})) &&
           count_up(state.questions);
}

bool take(application& state, const events::replied&)
{
    return state.questions > 0;
}

bool take(application& state, const events::resumed& fact)
{
    state.asked_at.reset();
    state.reminded = false;
    return take_clock(state, fact.service, fact.late_from);
}

bool take(application& state, const events::reminded&)
{
    const bool first = !state.reminded;
    state.reminded = true;
    return first;
}

bool take(application& state, const events::contact_recorded& fact)
{
    const commands::record_contact& contact = fact.contact;
    // A stranger holds this number now: it must not be told anything more.
    if (contact.result == commands::contact_result::wrong_person &&
        contact.means == commands::contact_means::phone) {
        state.phone_suspect = true;
    }
    if (fact.untold) {
        state.result = notice_state::failed;
        state.notified_at.reset();
        state.rating_due.reset();
        state.told_by_phone = false;
    }
    return count_up(state.contacts) && is_known(contact.means) && is_known(contact.result);
}

bool take(application& state, const events::interim_answered&)
{
    return count_up(state.interim_answers);
}

bool take(application& state, const events::answered& fact)
{
    state.answered_at = fact.at;
    state.notified_at.reset();
    state.told_by_phone = false;
    state.answering_unit = state.unit;
    state.decision = fact.decision;
    state.days_late = fact.days_late;
    state.result = first_notice(fact.tell);
    // Questions, objections and the rating are counted per answer.
    state.questions = 0;
    state.objections = 0;
    state.rating.reset();
    return count_up(state.answers) && is_known(fact.decision);
}

bool take(application& state, const events::notice_recorded& fact)
{
    const commands::record_notice& recorded = fact.notice;
    if (recorded.which == notice::acknowledgement) {
        state.acknowledgement = notice_after(state.acknowledgement, recorded.how);
    } else if (recorded.which == notice::result) {
        state.result = notice_after(state.result, recorded.how);
    } else if (recorded.which == notice::unit) {
        state.unit_not_told = !is_with_peer(recorded.how);
    }
    return is_known(recorded.which) && is_known(recorded.how);
}

bool take(application& state, const events::notified& fact)
{
    state.notified_at = fact.at;
    state.rating_due = fact.rating_due;
    state.told_by_phone = fact.by_phone;
    return true;
}

bool take(application& state, const events::objected& fact)
{
    const bool first = state.objections == 0;
    state.objections = 1;
    state.rating_due.reset();
    state.in_hand_of = {};
    return begin_again(state, fact.service, fact.late_from) && first;
}

bool take(application& state, const events::reopened& fact)
{
    state.ended_at.reset();
    state.closed_for.reset();
    state.rating_due.reset();
    state.with_governorate = false;
    state.in_hand_of = {};
    return begin_again(state, fact.service, fact.late_from);
}

bool take(application& state, const events::withdrawn& fact)
{
    state.ended_at = fact.at;
    state.with_no_unit = fact.with_no_unit;
    state.asked_at.reset();
    state.reminded = false;
    state.unrouted = false;
    return true;
}

bool take(application& state, const events::closed& fact)
{
    state.ended_at = fact.at;
    state.closed_for = fact.reason;
    state.with_no_unit = fact.with_no_unit;
    state.unrouted = false;
    // Of an answer it says for ever how late that was.
    state.days_late = state.answers == 0 ? fact.days_late : state.days_late;
    return is_known(fact.reason) &&
           (fact.reason == closing::other_authority) == !fact.authority.empty();
}

bool take(application& state, const events::rated& fact)
{
    const bool first = !state.rating.has_value();
    state.rating = fact.score;
    state.rating_due.reset();
    return first && fact.score >= 1 && fact.score <= rating_max;
}

bool take(application& state, const events::linked& fact)
{
    const bool is_new = find_link(state, fact.other) == state.links.end();
    state.links.push_back({fact.other, fact.survivor});
    return is_new && state.links.size() <= links_max && fact.other != no_stream;
}

bool take(application& state, const events::unlinked& fact)
{
    const auto found = find_link(state, fact.other);
    if (found == state.links.end()) {
        return false;
    }
    state.links.erase(found);
    return true;
}

bool take(application& state, const events::escalated& fact)
{
    const bool rises = fact.step > state.escalation && fact.step <= escalation_steps;
    state.escalation = fact.step;
    return rises;
}

bool take(application& state, const events::deadlines_recomputed& fact)
{
    const bool same_clocks = state.legal.has_value() == fact.legal.has_value();
    state.legal = fact.legal;
    return take_clock(state, fact.service, fact.late_from) && same_clocks;
}

bool take(application& state, const events::told_again& fact)
{
    if (fact.which == notice::unit) {
        const bool was_lost = state.unit_not_told;
        state.unit_not_told = false;
        return was_lost;
    }
    const bool first = fact.which == notice::acknowledgement;
    (first ? state.acknowledgement : state.result) = notice_state::queued;
    return first || fact.which == notice::result;
}

bool take(application& state, const events::left_unrouted&)
{
    const bool is_news = !state.unrouted;
    state.unrouted = true;
    return is_news;
}

bool take(application& state, const events::rating_asked&)
{
    const bool was_due = state.rating_due.has_value();
    state.rating_due.reset();
    return was_due;
}

bool take(application& state, const events::attached& fact)
{
    const bool has_room = state.attachments < attachments_max;
    ++state.attachments;
    return has_room && is_known(fact.type) && fact.size > 0 && fact.size <= attachment_bytes_max;
}

bool take(application& state, const events::assigned& fact)
{
    const bool is_news = state.in_hand_of != fact.to;
    state.in_hand_of = fact.to;
    return is_news;
}

bool take(application& state, const events::contact_changed& fact)
{
    // Who has the old number next is another person. What was erased or never known does not come back.
    if (state.subject_key.starts_with('+')) {
        state.subject_key = fact.mobile ? fact.mobile->str() : std::string{};
    }
    state.contact = contact_of(fact.mobile, fact.e_mail);
    state.phone_suspect = false;
    return true;
}

}  // namespace

bool fold(application& state, const event& fact)
{
    return std::visit([&state](const auto& happened) { return take(state, happened); }, fact);
}

}  // namespace acikkapi::petition_detail
