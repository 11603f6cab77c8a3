#include "outbox/valve.hpp"

#include <algorithm>

namespace acikkapi::outbox {

std::optional<instant> valve::open_from() const
{
    const std::size_t under_way_max = is_down() ? 1 : rule_.in_flight_max;
    if (held_ || under_way_ >= under_way_max) {
        return std::nullopt;
    }
    instant out = is_down() ? rests_until_ : instant::min();
    if (rule_.per_second != 0 && lately_.size() >= rule_.per_second) {
        out = std::max(out, lately_.front() + std::chrono::seconds{1});
    }
    return out;
}

void valve::sent(instant now)
{
    ++under_way_;
    if (rule_.per_second == 0) {
        return;
    }
    lately_.push_back(now);
    if (lately_.size() > rule_.per_second) {
        lately_.pop_front();
    }
}

void valve::set_back(instant::duration by)
{
    rests_until_ -= by;
    for (auto& when : lately_) {
        when -= by;
    }
}

void valve::ended(outcome how, instant now)
{
    --under_way_;
    if (how == outcome::worked) {
        failures_ = 0;
    } else if (how == outcome::failed) {
        failures_ = std::min(failures_ + 1, rule_.failures_max);
        rests_until_ = now + rule_.rest;
    }
}

}  // namespace acikkapi::outbox
