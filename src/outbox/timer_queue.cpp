#include "outbox/timer_queue.hpp"

namespace acikkapi::outbox {

void timer_queue::set(stream_id stream, std::optional<instant> earliest)
{
    const std::uint64_t id = number_of(stream);
    pausing_.erase(id);
    const auto known = when_.find(id);
    if (known != when_.end()) {
        if (earliest == known->second) {
            return;
        }
        order_.erase({known->second, id});
    }
    if (earliest) {
        order_.emplace(*earliest, id);
        when_.insert_or_assign(id, *earliest);
    } else if (known != when_.end()) {
        when_.erase(known);
    }
}

void timer_queue::set_if_none(stream_id stream, instant due)
{
    if (!when_.contains(number_of(stream))) {
        set(stream, due);
    }
}

void timer_queue::pause(stream_id stream, instant until)
{
    set(stream, until);
    pausing_.insert(number_of(stream));
}

void timer_queue::end_pauses(instant now)
{
    for (const auto id : std::exchange(pausing_, {})) {
        set(stream_id{id}, now);
    }
}

std::vector<stream_id> timer_queue::take_due(instant now, std::size_t limit)
{
    std::vector<stream_id> out;
    while (!order_.empty() && order_.begin()->first <= now && out.size() < limit) {
        const auto id = order_.begin()->second;
        out.push_back(stream_id{id});
        order_.erase(order_.begin());
        when_.erase(id);
        pausing_.erase(id);
    }
    return out;
}

std::optional<instant> timer_queue::next() const
{
    if (order_.empty()) {
        return std::nullopt;
    }
    return order_.begin()->first;
}

}  // namespace acikkapi::outbox
