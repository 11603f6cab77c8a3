#include "petition/bounds.hpp"
#include "petition/decide.hpp"
#include "petition/text.hpp"

#include <algorithm>

namespace acikkapi::petition_detail {
namespace {

/// Whether it was the stranger who was told the result, or who is about to be by a letter under way.
bool went_to_stranger(const commands::record_contact& wish, const application& before)
{
    if (wish.result != commands::contact_result::wrong_person ||
        wish.means != commands::contact_means::phone) {
        return false;
    }
    const bool under_way =
        before.result == notice_state::queued || before.result == notice_state::sent;
    return before.life == status::notified ? before.told_by_phone
                                           : before.life == status::answered && under_way;
}

}  // namespace

// The reason from the list is enough: a note would only repeat it, and the clock does not stop.
decision decide_on(const commands::send_back& wish, const desk& at)
{
    if (!is_text(wish.note, 0, note_characters_max)) {
        return errc::bad_text;
    }
    if (!is_known(wish.reason)) {
        return errc::bad_argument;
    }
    if (!allows<events::returned>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.returns >= repeats_max) {
        return errc::limit_reached;
    }
    const bool to_governorate = at.before.returns + 1 >= returns_to_governorate;
    return one(events::returned{wish.reason, wish.note, wish.suggested, to_governorate});
}

// The service clock stands still while the applicant is asked; the legal one runs on.
decision decide_on(const commands::ask& wish, const desk& at)
{
    if (!is_text(wish.question, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::question_asked>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.questions >= std::min(at.rules.questions_max, repeats_max)) {
        return errc::limit_reached;
    }
    const auto service = pause_clock(at.before.service, at.about.now, at.rules.days);
    if (!service) {
        return service.error();
    }
    return one(events::question_asked{wish.question, at.about.now, *service, may_tell(at)});
}

decision decide_on(const commands::record_contact& wish, const desk& at)
{
    if (!is_text(wish.note, 0, note_characters_max)) {
        return errc::bad_text;
    }
    if (!is_known(wish.means) || !is_known(wish.result)) {
        return errc::bad_argument;
    }
    if (!allows<events::contact_recorded>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.contacts >= repeats_max) {
        return errc::limit_reached;
    }
    return one(events::contact_recorded{wish, went_to_stranger(wish, at.before)});
}

decision decide_on(const commands::answer_interim& wish, const desk& at)
{
    if (!is_text(wish.text, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::interim_answered>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.interim_answers >= repeats_max) {
        return errc::limit_reached;
    }
    return one(events::interim_answered{wish.text, may_tell(at)});
}

// A late answer is an answer: late by so many days for ever, and never dated back.
decision decide_on(const commands::answer& wish, const desk& at)
{
    if (!is_text(wish.text, 1, text_characters_max) || !fits(wish.signed_by, name_bytes_max)) {
        return errc::bad_text;
    }
    if (!is_known(wish.decision)) {
        return errc::bad_argument;
    }
    if (!allows<events::answered>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.answers >= repeats_max) {
        return errc::limit_reached;
    }
    return one(events::answered{
        wish.decision, wish.text, wish.signed_by, at.about.now, days_late_now(at), may_tell(at)});
}

}  // namespace acikkapi::petition_detail
