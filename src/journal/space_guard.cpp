#include "journal/space_guard.hpp"

namespace acikkapi::journal {

space_guard::space_guard(
    rocksdb::Env& files, std::string directory, std::uint64_t free_min, bool with_ballast)
    : files_(files), directory_(std::move(directory)), free_min_(free_min)
{
    if (with_ballast) {
        ballast_.emplace(directory_);
    }
}

bool space_guard::enough()
{
    constexpr std::chrono::milliseconds between_looks{100};
    const auto now = steady::now();
    auto due = next_look_.load(std::memory_order_relaxed);
    const auto after = (now + between_looks).time_since_epoch().count();
    if (now.time_since_epoch().count() >= due && next_look_.compare_exchange_strong(due, after)) {
        enough_.store(holds(free_min_), std::memory_order_relaxed);
        // Twice: not the place that was given away a moment ago.
        if (ballast_ && promised_ && !ballast_->is_there() &&
            holds(free_min_ + 2 * ballast::size)) {
            promised_ = ballast_->take();
        }
    }
    return enough_.load(std::memory_order_relaxed);
}

bool space_guard::make_room(std::uint64_t bytes) const
{
    return holds(bytes) || (ballast_ && ballast_->drop() && holds(bytes));
}

bool space_guard::holds(std::uint64_t bytes) const
{
    std::uint64_t free = 0;
    return !files_.GetFreeSpace(directory_, &free).ok() || free >= bytes;
}

}  // namespace acikkapi::journal
