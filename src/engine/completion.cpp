#include "engine/completion.hpp"

#include <algorithm>
#include <iterator>

namespace acikkapi::engine_room {
namespace {

// Small enough that the threads of a host share a large batch.
constexpr std::size_t group_size = 64;

}  // namespace

void answering::post(std::vector<answer> all)
{
    for (std::size_t i = 0; i < all.size(); i += group_size) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(i);
        const auto last = first + static_cast<std::ptrdiff_t>(std::min(group_size, all.size() - i));
        std::vector<answer> group{std::make_move_iterator(first), std::make_move_iterator(last)};
        const auto where = group.front().to.executor();
        asio::post(where, [this, group = std::move(group), under_way = begin()]() mutable {
            call(group);
        });
    }
}

/// What a handler throws is its executor's to bear, as if it had been posted alone; whoever stands behind it
/// is told all the same.
void answering::call(std::vector<answer>& group)
{
    auto next = group.begin();
    try {
        while (next != group.end()) {
            auto& one = *next++;
            one.to.inside(one.error, std::move(one.receipts));
        }
    } catch (...) {
        post(std::vector<answer>(
            std::make_move_iterator(next), std::make_move_iterator(group.end())));
        throw;
    }
}

void answering::wait(std::chrono::nanoseconds longest)
{
    std::unique_lock lock{mutex_};
    quiet_.wait_for(lock, longest, [this] { return groups_ == 0; });
}

/// A group is over when what is returned is gone, also if its executor never ran it.
std::shared_ptr<void> answering::begin()
{
    {
        const std::lock_guard lock{mutex_};
        ++groups_;
    }
    return {nullptr, [self = shared_from_this()](void*) {
                const std::lock_guard lock{self->mutex_};
                if (--self->groups_ == 0) {
                    self->quiet_.notify_all();
                }
            }};
}

}  // namespace acikkapi::engine_room
