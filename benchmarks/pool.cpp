#include "pool.hpp"

#include <numeric>
#include <utility>

namespace bench {

pool::pool(std::size_t open, std::uint64_t seed)
    : places_(open + (open + 2) / 3), free_(places_.size()), chance_(seed)
{
    std::iota(free_.begin(), free_.end(), std::size_t{0});
}

std::vector<std::size_t> pool::to_fill(step what) const
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (i % step_count > static_cast<std::size_t>(what)) {
            out.push_back(i);
        }
    }
    return out;
}

std::size_t pool::take()
{
    std::swap(free_[chance_() % free_.size()], free_.back());
    const std::size_t out = free_.back();
    free_.pop_back();
    return out;
}

}  // namespace bench
