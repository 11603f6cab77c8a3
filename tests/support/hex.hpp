#pragma once

#include <boost/algorithm/hex.hpp>

#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

// Bytes as published test vectors write them.
namespace support {

template <std::size_t Size>
std::string hex(const std::array<std::byte, Size>& bytes)
{
    const auto* const first = reinterpret_cast<const unsigned char*>(bytes.data());
    std::string out;
    boost::algorithm::hex_lower(first, first + Size, std::back_inserter(out));
    return out;
}

inline std::string bytes_of(std::string_view hex)
{
    std::string out;
    boost::algorithm::unhex(hex.begin(), hex.end(), std::back_inserter(out));
    return out;
}

inline std::array<std::byte, 32> hash_of(std::string_view hex)
{
    std::array<unsigned char, 32> raw{};
    boost::algorithm::unhex(hex.begin(), hex.end(), raw.begin());
    std::array<std::byte, 32> out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = std::byte{raw[i]};
    }
    return out;
}

}  // namespace support
