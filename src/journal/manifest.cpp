#include "journal/manifest.hpp"

#include <boost/crc.hpp>

#include <algorithm>
#include <cstdint>

namespace acikkapi::journal {
namespace {

constexpr std::size_t block_size = 32U << 10U;
constexpr std::size_t header_size = 7;
constexpr std::size_t type_at = 6;

enum class piece : std::uint8_t { whole = 1, first = 2, middle = 3, last = 4 };

std::uint32_t little_endian(std::string_view bytes)
{
    std::uint32_t out = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        out = (out << 8U) | static_cast<unsigned char>(bytes[i]);
    }
    return out;
}

/// CRC-32C, turned and shifted so that a checksum of bytes that hold a checksum is not trivial.
std::uint32_t masked_crc(std::string_view bytes)
{
    constexpr std::uint32_t shift = 0xa282ead8U;
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(bytes.data(), bytes.size());
    const std::uint32_t value = crc.checksum();
    return ((value >> 15U) | (value << 17U)) + shift;
}

/// The size of the sound piece that begins here, 0 if there is none.
std::size_t piece_size(std::string_view rest)
{
    if (rest.size() < header_size) {
        return 0;
    }
    const std::size_t size = header_size + little_endian(rest.substr(4, 2));
    const auto type = static_cast<std::uint8_t>(rest[type_at]);
    const bool sound =
        size <= rest.size() && type >= static_cast<std::uint8_t>(piece::whole) &&
        type <= static_cast<std::uint8_t>(piece::last) &&
        little_endian(rest.substr(0, 4)) == masked_crc(rest.substr(type_at, size - type_at));
    return sound ? size : 0;
}

}  // namespace

std::size_t sound_length(std::string_view file)
{
    std::size_t at = 0;
    std::size_t sound = 0;  // End of the last record that is there as a whole.
    bool inside = false;
    while (at < file.size()) {
        const std::size_t left = block_size - at % block_size;
        if (left < header_size) {
            // Too little for a header: filled up with zeros.
            at = std::min(file.size(), at + left);
            sound = inside ? sound : at;
            continue;
        }
        const std::size_t size = piece_size(file.substr(at, left));
        if (size == 0) {
            return sound;
        }
        const auto type = static_cast<piece>(file[at + type_at]);
        const bool begins = type == piece::whole || type == piece::first;
        if (begins == inside) {
            return sound;
        }
        at += size;
        inside = type == piece::first || type == piece::middle;
        sound = inside ? sound : at;
    }
    return sound;
}

}  // namespace acikkapi::journal
