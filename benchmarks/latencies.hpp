#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace bench {

/// How long commands took, counted in buckets, so that the memory does not grow with the run.
///
/// Exact below 128 µs; above, a bucket is at most 1/64 of its value wide.
class latencies {
public:
    using duration = std::chrono::nanoseconds;

    void add(duration took);

    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

    /// The smallest recorded time that `share` of all are not above, in microseconds, rounded down
    /// to its bucket; 0 if there are none.
    /// @param share  0 to 1: 0.5 is the median.
    [[nodiscard]] std::uint64_t percentile_us(double share) const;

    [[nodiscard]] std::uint64_t max_us() const noexcept { return max_us_; }

private:
    static constexpr unsigned sub_bits = 6;  // Buckets per doubling: 64.
    static constexpr std::size_t bucket_count = (64 - sub_bits + 1) << sub_bits;

    [[nodiscard]] static std::size_t bucket_of(std::uint64_t value) noexcept;
    [[nodiscard]] static std::uint64_t lowest_of(std::size_t bucket) noexcept;

    std::array<std::uint64_t, bucket_count> buckets_{};
    std::uint64_t count_ = 0;
    std::uint64_t max_us_ = 0;
};

}  // namespace bench
