#include "problems/mixing.hpp"
#include "problems/sketch.hpp"

#include <algorithm>
#include <limits>

namespace acikkapi::problems_room {
namespace {

/// An order of the words is what becomes of their hashes by these two numbers, in the upper half: one
/// multiplication each. The words' hashes are keyed already, so these are no secret. Without `other` a
/// word whose hash is small would be among the first in every order.
struct order {
    std::uint64_t other = 0;
    std::uint64_t factor = 0;
};

constexpr std::array<order, sketch::places> orders = [] {
    std::array<order, sketch::places> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = {mixed(2 * i + 1), mixed(2 * i + 2) | 1U};
    }
    return out;
}();

}  // namespace

sketch::sketch(const std::vector<std::uint64_t>& words)
{
    first_.fill(std::numeric_limits<std::uint32_t>::max());
    constexpr unsigned upper_half = 32;
    for (const std::uint64_t word : words) {
        for (std::size_t i = 0; i < places; ++i) {
            const std::uint64_t product = (word ^ orders[i].other) * orders[i].factor;
            const auto rank = static_cast<std::uint32_t>(product >> upper_half);
            first_[i] = std::min(first_[i], rank);
        }
    }
}

std::uint32_t sketch::similar_percent(const sketch& other) const noexcept
{
    std::uint32_t same = 0;
    for (std::size_t i = 0; i < places; ++i) {
        same += first_[i] == other.first_[i] ? 1U : 0U;
    }
    return 100 * same / static_cast<std::uint32_t>(places);
}

std::array<std::uint64_t, sketch::bands> sketch::band_keys() const noexcept
{
    std::array<std::uint64_t, bands> out{};
    for (std::size_t band = 0; band < bands; ++band) {
        std::uint64_t key = mixed(band + 1);
        for (std::size_t row = 0; row < rows; ++row) {
            key = mixed(key ^ first_[band * rows + row]);
        }
        out[band] = key;
    }
    return out;
}

}  // namespace acikkapi::problems_room
