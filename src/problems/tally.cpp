#include "problems/tally.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace acikkapi::problems_room {

void tally::add(const sighting& one, std::size_t most)
{
    const std::uint64_t through = days_.empty() ? forgotten_ : days_.back().through;
    if (days_.empty() || days_.back().when < one.when) {
        days_.push_back({one.when, through});
    }
    days_.back().through = through + 1;
    last_.push_back(one);
    if (last_.size() > most) {
        last_.pop_front();
    }
}

std::uint64_t tally::before(day when) const
{
    const auto next =
        std::lower_bound(days_.begin(), days_.end(), when, [](const day_total& one, day than) {
            return one.when < than;
        });
    return next == days_.begin() ? forgotten_ : std::prev(next)->through;
}

std::uint32_t tally::count(const span_of_days& days) const
{
    return static_cast<std::uint32_t>(before(days.to) - before(days.from));
}

void tally::forget(day counted, day singly)
{
    while (!days_.empty() && days_.front().when < counted) {
        forgotten_ = days_.front().through;
        days_.pop_front();
    }
    while (!last_.empty() && last_.front().when < singly) {
        last_.pop_front();
    }
}

std::uint32_t tally::persons() const
{
    std::set<std::uint64_t> known;
    std::uint32_t unknown = 0;
    for (const auto& one : last_) {
        if (one.subject == 0) {
            ++unknown;
        } else {
            known.insert(one.subject);
        }
    }
    return unknown + static_cast<std::uint32_t>(known.size());
}

unit_id tally::unit() const
{
    std::map<unit_id, std::uint32_t> with;
    for (const auto& one : last_) {
        ++with[one.unit];
    }
    const auto most = std::max_element(
        with.begin(), with.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == with.end() ? unit_id{} : most->first;
}

std::uint32_t tally::recurring_percent() const
{
    const auto recurring =
        std::count_if(last_.begin(), last_.end(), [](const sighting& one) { return one.recurs; });
    const auto all = static_cast<std::ptrdiff_t>(last_.size());
    return all == 0 ? 0 : static_cast<std::uint32_t>((100 * recurring + all / 2) / all);
}

}  // namespace acikkapi::problems_room
