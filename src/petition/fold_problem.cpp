// What happens to a chronic problem, and to an application as a part of one.
#include "petition/fold.hpp"

namespace acikkapi::petition_detail {

bool take(application& state, const events::problem_opened& fact)
{
    const commands::open_problem& wish = fact.wish;
    state.where = wish.where;
    state.category = wish.category;
    state.district = wish.district;
    state.unit = wish.unit;
    auto& made = state.problem.emplace();
    made.title = wish.title;
    made.owner = wish.owner;
    made.plan = wish.plan;
    made.target = wish.target;
    made.since = fact.at;
    return !wish.category.empty() && !(wish.district.empty() && wish.unit.empty());
}

bool take(application& state, const events::problem_planned& fact)
{
    if (!state.problem) {
        return false;
    }
    state.problem->owner = fact.owner;
    state.problem->plan = fact.plan;
    state.problem->target = fact.target;
    return count_up(state.problem->plans);
}

bool take(application& state, const events::problem_closed& fact)
{
    if (!state.problem) {
        return false;
    }
    state.problem->what_came = fact.what_came;
    state.problem->until = fact.at;
    return true;
}

bool take(application& state, const events::problem_joined& fact)
{
    const std::uint16_t changes = state.member ? state.member->changes : std::uint16_t{0};
    state.member = membership{fact.problem, fact.target, false, false, changes};
    return count_up(state.member->changes) && fact.problem != no_stream;
}

bool take(application& state, const events::problem_left& fact)
{
    if (!state.member || state.member->problem != fact.problem) {
        return false;
    }
    state.member->left = true;
    return true;
}

bool take(application& state, const events::problem_told& fact)
{
    if (!state.member || state.member->problem != fact.problem) {
        return false;
    }
    state.member->target = fact.target;
    state.member->over = fact.over;
    return count_up(state.member->changes);
}

}  // namespace acikkapi::petition_detail
