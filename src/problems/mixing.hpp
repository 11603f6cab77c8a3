#pragma once

#include <cstdint>
#include <string_view>

namespace acikkapi::problems_room {

/// Spreads the bits of a number over all of it (MurmurHash3's last step): equal numbers stay equal,
/// different ones different.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t value) noexcept
{
    value = (value ^ (value >> 33U)) * 0xFF51AFD7ED558CCDULL;
    value = (value ^ (value >> 33U)) * 0xC4CEB9FE1A85EC53ULL;
    return value ^ (value >> 33U);
}

/// FNV-1a, begun with a seed.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t seed) noexcept
{
    std::uint64_t hash = mixed(seed) ^ 0xCBF29CE484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return mixed(hash);
}

}  // namespace acikkapi::problems_room
