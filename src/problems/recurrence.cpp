#include "problems/mixing.hpp"
#include "problems/recurrence.hpp"

#include <algorithm>

namespace acikkapi::problems_room {

std::vector<recurrence::matter> recurrence::matters_of(const complaint& what)
{
    // Two seeds, so that a person and a place of the same hash are two.
    std::vector<matter> out;
    if (what.subject != 0) {
        out.push_back(mixed(hash_of(what.category, 1) ^ what.subject));
    }
    if (what.place != 0) {
        out.push_back(mixed(hash_of(what.category, 2) ^ what.place));
    }
    return out;
}

void recurrence::note_end(const complaint& what)
{
    for (const matter which : matters_of(what)) {
        if (to_come_.size() < most_) {
            to_come_.push({*what.ended_at, which});
        }
    }
}

bool recurrence::is_one(const complaint& what, instant now)
{
    come_to(now);
    for (const matter which : matters_of(what)) {
        if (ended_.contains(which)) {
            return true;
        }
    }
    return false;
}

void recurrence::come_to(instant now)
{
    for (; !to_come_.empty() && to_come_.top().at <= now; to_come_.pop()) {
        const end& next = to_come_.top();
        auto& last = ended_[next.which];
        last = std::max(last, next.at);
        past_.push(next);
    }
    while (!past_.empty() && (past_.top().at < now - within_ || past_.size() > most_)) {
        const auto found = ended_.find(past_.top().which);
        if (found != ended_.end() && found->second == past_.top().at) {
            ended_.erase(found);
        }
        past_.pop();
    }
}

}  // namespace acikkapi::problems_room
