#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace acikkapi::problems_room {

/// A set of words in 512 bytes: of each of 128 orders of all words, the first word (A. Broder's
/// MinHash). Two sets agree in as many places, of 128, as they have words in common, of all of both.
class sketch {
public:
    static constexpr std::size_t places = 128;
    static constexpr std::size_t rows = 8;  ///< Places of a band.
    static constexpr std::size_t bands = places / rows;

    /// @param words  Hashes, spread over all 64 bits.
    explicit sketch(const std::vector<std::uint64_t>& words);

    /// How many of a hundred places agree.
    [[nodiscard]] std::uint32_t similar_percent(const sketch& other) const noexcept;

    /// One number for each band. Sketches that are similar enough have one in common: with rows of 8,
    /// 99.4 of a hundred of those that agree in 85 places of a hundred, and one of 2,400 at 30.
    [[nodiscard]] std::array<std::uint64_t, bands> band_keys() const noexcept;

private:
    std::array<std::uint32_t, places> first_{};
};

}  // namespace acikkapi::problems_room
