#include "journal/space_guard.hpp"

namespace acikkapi::journal {

bool space_guard::enough()
{
    constexpr std::chrono::milliseconds between_looks{100};
    const auto now = steady::now();
    auto due = next_look_.load(std::memory_order_relaxed);
    const auto after = (now + between_looks).time_since_epoch().count();
    if (now.time_since_epoch().count() >= due && next_look_.compare_exchange_strong(due, after)) {
        enough_.store(holds(free_min_), std::memory_order_relaxed);
    }
    return enough_.load(std::memory_order_relaxed);
}

bool space_guard::holds(std::uint64_t bytes) const
{
    std::uint64_t free = 0;
    return !files_.GetFreeSpace(directory_, &free).ok() || free >= bytes;
}

}  // namespace acikkapi::journal
