#include "petition/bounds.hpp"
#include "petition/decide.hpp"
#include "petition/text.hpp"

namespace acikkapi::petition_detail {

// A reply wakes the case that waits for it. One that comes after the case went on by itself is
// kept all the same, as long as a unit can read it before it answers, this one or the next.
decision decide_on(const commands::reply& wish, const desk& at)
{
    if (!is_text(wish.text, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::replied>(at.before) || at.before.questions == 0) {
        return errc::illegal_transition;
    }
    decision facts = one(events::replied{wish.text});
    if (at.before.life != status::awaiting_applicant) {
        return facts;
    }
    const auto service = resume_anyway(at);
    if (!service) {
        return service.error();
    }
    facts->push_back(events::resumed{false, *service, late_from(*service, at.rules.days)});
    return facts;
}

decision decide_on(const commands::object& wish, const desk& at)
{
    if (wish.reason.empty()) {
        return errc::missing_reason;
    }
    if (!is_text(wish.reason, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::objected>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.objections > 0) {
        return errc::limit_reached;
    }
    if (is_over(at.before.notified_at.value_or(instant{}), at.rules.objection_period, at)) {
        return errc::too_late;
    }
    const auto service = start_again(at);
    if (!service) {
        return service.error();
    }
    return one(events::objected{wish.reason, *service, late_from(*service, at.rules.days)});
}

// The machine knows where a case may be withdrawn; once it was answered, an objection that is on
// its way is part of an answered case.
decision decide_on(const commands::withdraw& wish, const desk& at)
{
    if (!is_text(wish.reason, 0, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::withdrawn>(at.before) || at.before.answers > 0) {
        return errc::illegal_transition;
    }
    return one(events::withdrawn{wish.reason, at.about.now, is_between_units(at.before.life)});
}

decision decide_on(const commands::rate& wish, const desk& at)
{
    if (!is_text(wish.comment, 0, note_characters_max)) {
        return errc::bad_text;
    }
    if (wish.score < 1 || wish.score > rating_max) {
        return errc::bad_argument;
    }
    if (!allows<events::rated>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.rating) {
        return errc::limit_reached;
    }
    if (is_over(at.before.notified_at.value_or(instant{}), at.rules.rating_period, at)) {
        return errc::too_late;
    }
    return one(events::rated{wish.score, wish.comment, wish.may_call});
}

decision decide_on(const commands::attach& wish, const desk& at)
{
    if (!is_one_line(wish.name) || !is_text(wish.name, 1, file_name_characters_max)) {
        return errc::bad_text;
    }
    if (!is_known(wish.type) || wish.bytes.empty() || wish.bytes.size() > attachment_bytes_max) {
        return errc::bad_argument;
    }
    if (!allows<events::attached>(at.before)) {
        return errc::illegal_transition;
    }
    if (at.before.attachments >= attachments_max) {
        return errc::limit_reached;
    }
    const auto size = static_cast<std::uint32_t>(wish.bytes.size());
    return one(events::attached{wish.type, size, wish.name, wish.bytes});
}

// Who wanted no name to be known is not known by a phone either.
decision decide_on(const commands::change_contact& wish, const desk& at)
{
    if (!is_address(wish.e_mail)) {
        return errc::bad_text;
    }
    if (!wish.mobile && wish.e_mail.empty()) {
        return errc::bad_argument;
    }
    if (!allows<events::contact_changed>(at.before) || at.before.anonymous) {
        return errc::illegal_transition;
    }
    // A number that a stranger answered is not made good by being given once more, but by him who has it in his hand.
    const bool is_same = wish.mobile && wish.mobile->str() == phone_of(at.before);
    if (at.before.phone_suspect && is_same && !wish.confirmed) {
        return errc::not_reachable;
    }
    return one(events::contact_changed{wish.mobile, wish.e_mail, may_tell(at)});
}

}  // namespace acikkapi::petition_detail
