#include "adapters/applicant/courtesy.hpp"

#include <algorithm>

namespace acikkapi::adapters {
namespace {

constexpr std::chrono::hours a_day{24};
// Whether what is under way arrives is known soon; it may be tried anew, so nobody waits a day for it.
constexpr std::chrono::minutes look_again{1};

std::string_view base_of(std::string_view kind)
{
    return kind.substr(0, kind.find('.'));
}

}  // namespace

courtesy::whom courtesy::whom_of(const letter& what)
{
    return std::hash<std::string>{}(what.recipient);
}

std::optional<instant> courtesy::let_go(const letter& what, instant now)
{
    set_back(now);
    forget(now);
    if (!is_urgent(what)) {
        const auto turn = turn_of(what, now);
        const auto morning = end_of_quiet(turn.value_or(now));
        if (turn || morning) {
            return morning ? morning : turn;
        }
    }
    ++lately_[whom_of(what)].under_way;
    return std::nullopt;
}

bool courtesy::is_urgent(const letter& what) const
{
    const auto& urgent = rule_.at_any_time;
    return std::find(urgent.begin(), urgent.end(), base_of(what.kind)) != urgent.end();
}

/// The end of the quiet hours in which an instant lies.
std::optional<instant> courtesy::end_of_quiet(instant now) const
{
    const day today = days_.day_of(now);
    const instant midnight = days_.begin_of(today);
    const auto from = midnight + rule_.quiet_from;
    const auto to = midnight + rule_.quiet_to;
    if (rule_.quiet_from < rule_.quiet_to) {
        return now >= from && now < to ? std::optional{to} : std::nullopt;
    }
    if (rule_.quiet_from == rule_.quiet_to) {
        return std::nullopt;
    }
    if (now < to) {
        return to;
    }
    return now >= from
               ? std::optional{days_.begin_of(today + std::chrono::days{1}) + rule_.quiet_to}
               : std::nullopt;
}

/// @pre What is older than a day is forgotten.
std::optional<instant> courtesy::turn_of(const letter& what, instant now) const
{
    const auto found = lately_.find(whom_of(what));
    if (rule_.per_day == 0 || found == lately_.end()) {
        return std::nullopt;
    }
    const auto& [sent, under_way] = found->second;
    if (sent.size() >= rule_.per_day) {
        return sent[sent.size() - rule_.per_day] + a_day;
    }
    return sent.size() + under_way >= rule_.per_day ? std::optional{now + look_again}
                                                    : std::nullopt;
}

void courtesy::sent(whom to, instant now)
{
    if (rule_.per_day == 0) {
        give_back(to);
        return;
    }
    set_back(now);
    auto& his = lately_.at(to);
    --his.under_way;
    his.sent.push_back(now);
    order_.emplace_back(now, to);
}

void courtesy::give_back(whom to)
{
    --lately_.at(to).under_way;
    drop_if_empty(to);
}

/// What went out before the clock was set back counts as if it went out now: for a day, and not until the clock has
/// caught up.
void courtesy::set_back(instant now)
{
    for (auto at = order_.rbegin(); at != order_.rend() && at->first > now; ++at) {
        auto& sent = lately_.at(at->second).sent;
        for (auto one = sent.rbegin(); one != sent.rend() && *one > now; ++one) {
            *one = now;
        }
        at->first = now;
    }
}

void courtesy::forget(instant now)
{
    while (!order_.empty() && order_.front().first + a_day <= now) {
        const auto to = order_.front().second;
        lately_.at(to).sent.pop_front();
        order_.pop_front();
        drop_if_empty(to);
    }
}

void courtesy::drop_if_empty(whom to)
{
    const auto found = lately_.find(to);
    if (found->second.sent.empty() && found->second.under_way == 0) {
        lately_.erase(found);
    }
}

}  // namespace acikkapi::adapters
