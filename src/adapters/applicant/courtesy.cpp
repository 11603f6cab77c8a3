#include "adapters/applicant/courtesy.hpp"

#include <algorithm>

namespace acikkapi::adapters {
namespace {

constexpr std::chrono::hours a_day{24};

std::string_view base_of(std::string_view kind)
{
    return kind.substr(0, kind.find('.'));
}

std::size_t hash_of(const letter& what)
{
    return std::hash<std::string>{}(what.recipient);
}

}  // namespace

std::optional<instant> courtesy::not_before(const letter& what, instant now) const
{
    const auto kind = base_of(what.kind);
    const auto& urgent = rule_.at_any_time;
    if (std::find(urgent.begin(), urgent.end(), kind) != urgent.end()) {
        return std::nullopt;
    }
    const auto turn = turn_of(what, now);
    const auto morning = end_of_quiet(turn.value_or(now));
    return morning ? morning : turn;
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

std::optional<instant> courtesy::turn_of(const letter& what, instant now) const
{
    const auto found = lately_.find(hash_of(what));
    if (rule_.per_day == 0 || found == lately_.end() || found->second.size() < rule_.per_day) {
        return std::nullopt;
    }
    const auto& times = found->second;
    const instant next = times[times.size() - rule_.per_day] + a_day;
    return next > now ? std::optional{next} : std::nullopt;
}

void courtesy::sent(const letter& what, instant now)
{
    if (rule_.per_day == 0) {
        return;
    }
    forget(now);
    const auto whom = hash_of(what);
    lately_[whom].push_back(now);
    order_.emplace_back(now, whom);
}

void courtesy::forget(instant now)
{
    while (!order_.empty() && order_.front().first + a_day <= now) {
        const auto found = lately_.find(order_.front().second);
        found->second.pop_front();
        if (found->second.empty()) {
            lately_.erase(found);
        }
        order_.pop_front();
    }
}

}  // namespace acikkapi::adapters
