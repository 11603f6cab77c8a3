#include "latencies.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bench {

// Below 2^(sub_bits + 1) each value has a bucket of its own; above, a value is known by its
// highest sub_bits + 1 bits and how far they are shifted.
std::size_t latencies::bucket_of(std::uint64_t value) noexcept
{
    const auto width = static_cast<unsigned>(std::bit_width(value));
    const unsigned shift = width > sub_bits + 1 ? width - sub_bits - 1 : 0;
    return (std::size_t{shift} << sub_bits) + static_cast<std::size_t>(value >> shift);
}

std::uint64_t latencies::lowest_of(std::size_t bucket) noexcept
{
    constexpr std::size_t exact = std::size_t{2} << sub_bits;
    if (bucket < exact) {
        return bucket;
    }
    const std::size_t shift = (bucket >> sub_bits) - 1;
    return std::uint64_t{bucket - (shift << sub_bits)} << shift;
}

void latencies::add(duration took)
{
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(whole, 0));
    ++buckets_[bucket_of(value)];
    ++count_;
    max_us_ = std::max(max_us_, value);
}

std::uint64_t latencies::percentile_us(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
        seen += buckets_[i];
        if (seen != 0 && seen >= wanted) {
            return lowest_of(i);
        }
    }
    return 0;
}

}  // namespace bench
