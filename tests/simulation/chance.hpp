#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>

namespace simulation {

/// All that is random in a simulation, from its seed. The standard fixes the generator's numbers;
/// its distributions differ between libraries and are not used.
class chance {
public:
    explicit chance(std::uint64_t seed) : numbers_(seed) {}

    [[nodiscard]] std::uint64_t next() { return numbers_(); }
    /// 0 to `end` - 1. @pre `end` > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t end) { return next() % end; }
    [[nodiscard]] std::int64_t between(std::int64_t first, std::int64_t last)
    {
        return first +
               static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first) + 1));
    }
    [[nodiscard]] bool percent(std::uint64_t part) { return below(100) < part; }

    template <class List>
    [[nodiscard]] const auto& one_of(const List& list)
    {
        return list[static_cast<std::size_t>(below(list.size()))];
    }

    template <class T>
    struct weighted {
        std::uint64_t weight;
        T value;
    };
    /// @pre Some weight is not 0.
    template <class T>
    [[nodiscard]] T pick(std::initializer_list<weighted<T>> list)
    {
        std::uint64_t sum = 0;
        for (const auto& one : list) {
            sum += one.weight;
        }
        std::uint64_t at = below(sum);
        for (const auto& one : list) {
            if (at < one.weight) {
                return one.value;
            }
            at -= one.weight;
        }
        return list.begin()->value;
    }

private:
    std::mt19937_64 numbers_;
};

}  // namespace simulation
