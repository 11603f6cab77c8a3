#include "simulation/scheduler.hpp"

namespace simulation {

// Strands keep what waits in them until their service is shut down; destroying that may post, and
// what it posts may hold a strand, which must be gone before its service is.
scheduler::~scheduler()
{
    drop_all();
    shutdown();
    drop_all();
    destroy();
}

bool scheduler::run_one()
{
    if (queue_.empty()) {
        return false;
    }
    std::swap(queue_[static_cast<std::size_t>(dice_.below(queue_.size()))], queue_.back());
    const auto next = std::move(queue_.back());
    queue_.pop_back();
    next->run();
    return true;
}

void scheduler::drop_all()
{
    while (!queue_.empty()) {
        const auto dropped = std::exchange(queue_, {});
    }
}

}  // namespace simulation
