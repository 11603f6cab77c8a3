#include <acikkapi/petition.hpp>

#include "petition/decide.hpp"
#include "petition/fold.hpp"
#include "petition/machine.hpp"

#include <algorithm>
#include <variant>

namespace acikkapi {
namespace {

/// The days that the rules are tried on: more than the calendar of any office has.
constexpr day trial_first = day{std::chrono::year{1990} / 1 / 1};
constexpr day trial_last = day{std::chrono::year{2100} / 1 / 1};

/// Whether the service norm ends in time for the legal limit, whichever day it begins on of those whose both ends the
/// calendar knows: of the others `start_within` sees to it. Tried and not derived: how holidays push the two along is
/// the calendar's business.
bool within_the_law(const petition_rules& rules)
{
    bool tried = false;
    for (day from = trial_first; from < trial_last; from += std::chrono::days{1}) {
        if (!rules.days.covers(from)) {
            continue;
        }
        const auto service = due_day(from, rules.service, rules.days);
        const auto legal = due_day(from, rules.legal, rules.days);
        if (service && legal && *service > *legal) {
            return false;
        }
        tried = tried || (service && legal);
    }
    return tried || rules.service.days <= rules.legal.days;
}

bool are_periods(const petition_rules& rules)
{
    constexpr std::chrono::days none{0};
    constexpr std::chrono::days most{
        3'660};  // Ten years. Each is added to a time, into which it must fit.
    const auto is_period = [&](std::chrono::days one) { return one >= none && one <= most; };
    return rules.service.days > 0 && rules.legal.days > 0 && is_period(rules.remind_after) &&
           rules.remind_after > none && is_period(rules.resume_after) &&
           rules.resume_after > none && is_period(rules.objection_period) &&
           is_period(rules.rating_period) && is_period(rules.ask_rating_after) &&
           rules.ask_rating_after <= rules.rating_period && rules.unrouted_after.count() >= 0 &&
           rules.unrouted_after <= most && rules.hours.from.count() >= 0 &&
           rules.hours.to <= std::chrono::days{1};
}

/// Whether each who is on duty may have in hand what comes from his province.
bool are_accounts(const std::map<std::uint8_t, actor>& on_duty)
{
    return std::all_of(on_duty.begin(), on_duty.end(), [](const auto& one) {
        const auto where = province::from_plate(one.first);
        application any;
        any.where = where ? *where : any.where;
        return where && is_hand_for(any, one.second);
    });
}

}  // namespace

petition_rules petition_rules::acting()
{
    petition_rules out;
    out.staff_letters = true;
    out.unrouted_after = std::chrono::hours{4};
    out.ask_rating_after = std::chrono::days{1};
    return out;
}

result<petition> petition::with(petition_rules rules)
{
    if (!are_periods(rules) || !are_accounts(rules.on_duty) || !within_the_law(rules)) {
        return errc::bad_argument;
    }
    return petition{std::move(rules)};
}

result<std::vector<event>>
petition::decide(const state& before, const command& wish, const context& about) const
{
    const petition_detail::desk at{before, about, rules_};
    auto facts = std::visit(
        [&at](const auto& asked) { return petition_detail::decide_on(asked, at); }, wish);
    if (facts && !facts->empty() && !petition_detail::has_room(wish, at)) {
        return errc::limit_reached;
    }
    return facts;
}

// The machine says where the application stands afterwards, the fold what it knows. Events come
// from disk: that the two agree is checked, never asserted.
result<application> petition::evolve(const state& before, const event& fact)
{
    const auto to = petition_detail::next(petition_detail::place_of(before), fact);
    if (!to) {
        return errc::corrupt_journal;
    }
    state after = before;
    if (!petition_detail::fold(after, fact)) {
        return errc::corrupt_journal;
    }
    after.life = to->life;
    // Who has sent it back, or answered it, has had it.
    after.unit_not_told = after.unit_not_told && petition_detail::lies_with_unit(after.life);
    if (petition_detail::place_of(after) != *to) {
        return errc::corrupt_journal;
    }
    return after;
}

}  // namespace acikkapi
