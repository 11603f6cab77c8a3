#pragma once

#include <acikkapi/proof.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tools {

/// The first bytes of a hash, in hexadecimal.
inline std::string hex(const acikkapi::digest& hash, std::size_t bytes = 32)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < bytes; ++i) {
        out += digits[std::to_integer<unsigned>(hash.at(i)) >> 4U];
        out += digits[std::to_integer<unsigned>(hash.at(i)) & 15U];
    }
    return out;
}

}  // namespace tools
