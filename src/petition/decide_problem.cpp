#include "petition/bounds.hpp"
#include "petition/decide.hpp"
#include "petition/text.hpp"

#include <optional>

namespace acikkapi::petition_detail {
namespace {

bool is_well_formed(const commands::open_problem& wish)
{
    return !wish.category.empty() && is_label(wish.category) && is_label(wish.district) &&
           is_one_line(wish.title) && is_text(wish.title, 1, subject_characters_max) &&
           is_text(wish.plan, 0, text_characters_max);
}

/// The chronic problem that the application is part of now; none if it was taken out again.
stream_id problem_of(const application& state)
{
    return state.member && !state.member->left ? state.member->problem : no_stream;
}

bool is_worn_out(const application& state)
{
    return state.member && state.member->changes >= repeats_max;
}

}  // namespace

decision decide_on(const commands::open_problem& wish, const desk& at)
{
    if (!is_well_formed(wish)) {
        return errc::bad_text;
    }
    if (wish.owner.empty() || (wish.district.empty() && wish.unit.empty())) {
        return errc::bad_argument;
    }
    if (!is_known(wish.target)) {
        return errc::bad_date;
    }
    if (!allows<events::problem_opened>(at.before)) {
        return errc::illegal_transition;
    }
    return one(events::problem_opened{wish, at.about.now});
}

decision decide_on(const commands::plan_problem& wish, const desk& at)
{
    if (!is_text(wish.plan, 0, text_characters_max)) {
        return errc::bad_text;
    }
    if (wish.owner.empty()) {
        return errc::bad_argument;
    }
    if (!is_known(wish.target)) {
        return errc::bad_date;
    }
    if (!allows<events::problem_planned>(at.before)) {
        return errc::illegal_transition;
    }
    const chronic_problem& now = *at.before.problem;
    if (now.owner == wish.owner && now.plan == wish.plan && now.target == wish.target) {
        return std::vector<event>{};
    }
    if (now.plans >= repeats_max) {
        return errc::limit_reached;
    }
    return one(events::problem_planned{wish.owner, wish.plan, wish.target});
}

decision decide_on(const commands::close_problem& wish, const desk& at)
{
    if (!is_text(wish.what_came, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (!allows<events::problem_closed>(at.before)) {
        return errc::illegal_transition;
    }
    return one(events::problem_closed{wish.what_came, at.about.now});
}

// Also one that was answered: who complained shall hear what becomes of it. Not who took his complaint back.
decision decide_on(const commands::join_problem& wish, const desk& at)
{
    if (wish.problem == no_stream || wish.problem == at.about.stream) {
        return errc::bad_argument;
    }
    if (!is_known(wish.target)) {
        return errc::bad_date;
    }
    if (problem_of(at.before) != no_stream) {
        return errc::already_linked;
    }
    if (!allows<events::problem_joined>(at.before) || at.before.life == status::withdrawn) {
        return errc::illegal_transition;
    }
    if (is_worn_out(at.before)) {
        return errc::limit_reached;
    }
    return one(events::problem_joined{wish.problem, wish.target, may_tell(at)});
}

decision decide_on(const commands::leave_problem& wish, const desk& at)
{
    if (wish.reason.empty()) {
        return errc::missing_reason;
    }
    if (!is_text(wish.reason, 1, text_characters_max)) {
        return errc::bad_text;
    }
    if (wish.problem == no_stream || problem_of(at.before) != wish.problem) {
        return errc::not_linked;
    }
    return one(events::problem_left{wish.problem, wish.reason});
}

decision decide_on(const commands::tell_problem& wish, const desk& at)
{
    if (wish.problem == no_stream || problem_of(at.before) != wish.problem) {
        return errc::not_linked;
    }
    if (!is_known(wish.target)) {
        return errc::bad_date;
    }
    if (at.before.life == status::withdrawn) {
        return errc::illegal_transition;
    }
    const membership& known = *at.before.member;
    if (known.over == wish.over && (wish.over || known.target == wish.target)) {
        return std::vector<event>{};
    }
    if (is_worn_out(at.before)) {
        return errc::limit_reached;
    }
    return one(events::problem_told{wish.problem, wish.target, wish.over, may_tell(at)});
}

}  // namespace acikkapi::petition_detail
