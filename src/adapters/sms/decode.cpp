#include "adapters/sms/code_points.hpp"
#include "adapters/sms/decode.hpp"
#include "adapters/sms/gsm_tables.hpp"

#include <string_view>

namespace acikkapi::adapters {
namespace {

constexpr char32_t replacement = 0xFFFD;

std::uint8_t octet(std::string_view from, std::size_t place)
{
    return static_cast<std::uint8_t>(from[place]);
}

struct header {
    gsm_tables tables;
    std::optional<sms_place> place;
};

void read_element(header& into, std::uint8_t id, std::string_view data)
{
    const bool turkish = data.size() == 1 && octet(data, 0) == header_element::turkish;
    if (id == header_element::single_shift) {
        into.tables.turkish_single = turkish;
    } else if (id == header_element::locking_shift) {
        into.tables.turkish_locking = turkish;
    } else if (id == header_element::concatenated && data.size() == 3) {
        into.place = sms_place{octet(data, 0), octet(data, 1), octet(data, 2)};
    } else if (id == header_element::concatenated_long && data.size() == 4) {
        const auto reference = octet(data, 0) << 8U | octet(data, 1);
        into.place =
            sms_place{static_cast<std::uint16_t>(reference), octet(data, 2), octet(data, 3)};
    }
}

/// Takes the header off the octets.
result<header> take_header(std::string_view& octets)
{
    if (octets.empty() || octet(octets, 0) >= octets.size()) {
        return errc::bad_text;
    }
    auto left = octets.substr(1, octet(octets, 0));
    octets.remove_prefix(left.size() + 1);
    header out;
    while (!left.empty()) {
        if (left.size() < 2 || octet(left, 1) + 2U > left.size()) {
            return errc::bad_text;
        }
        const auto data = left.substr(2, octet(left, 1));
        read_element(out, octet(left, 0), data);
        left.remove_prefix(data.size() + 2);
    }
    return out;
}

result<std::string> read_gsm(std::string_view septets, const gsm_tables& by)
{
    std::string out;
    out.reserve(3 * septets.size());
    for (std::size_t i = 0; i < septets.size(); ++i) {
        const bool escape = octet(septets, i) == gsm_escape;
        if (escape && ++i == septets.size()) {
            append_utf8(out, U' ');  // As a phone shows an escape that it cannot read.
            break;
        }
        const auto septet = octet(septets, i);
        if (septet >= 0x80U) {
            return errc::bad_text;
        }
        append_utf8(out, escape ? by.escaped(septet) : by.plain(septet));
    }
    return out;
}

std::string read_latin1(std::string_view octets)
{
    std::string out;
    out.reserve(2 * octets.size());
    for (std::size_t i = 0; i < octets.size(); ++i) {
        append_utf8(out, octet(octets, i));
    }
    return out;
}

/// @param low  The unit behind `high`; 0 if there is none.
std::optional<char32_t> joined(char32_t high, char32_t low)
{
    const bool pair = high >= 0xD800 && high < 0xDC00 && low >= 0xDC00 && low < 0xE000;
    return pair ? std::optional{0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00)} : std::nullopt;
}

result<std::string> read_utf16(std::string_view octets)
{
    if (octets.size() % 2 != 0) {
        return errc::bad_text;
    }
    const auto unit = [&](std::size_t place) -> char32_t {
        return place < octets.size() ? octet(octets, place) << 8U | octet(octets, place + 1) : 0;
    };
    std::string out;
    out.reserve(octets.size() / 2 * 3);
    for (std::size_t i = 0; i < octets.size(); i += 2) {
        const auto one = unit(i);
        if (const auto pair = joined(one, unit(i + 2))) {
            append_utf8(out, *pair);
            i += 2;
        } else {
            append_utf8(out, one >= 0xD800 && one < 0xE000 ? replacement : one);
        }
    }
    return out;
}

result<std::string>
read_text(std::string_view octets, std::uint8_t coding, const gsm_tables& tables)
{
    switch (coding) {
    case coding_gsm: return read_gsm(octets, tables);
    case coding_ascii:
    case coding_latin1: return read_latin1(octets);
    case coding_ucs2: return read_utf16(octets);
    default: return errc::bad_text;
    }
}

}  // namespace

result<decoded_part> decode_part(const sms_part& part)
{
    std::string_view octets = part.octets;
    header said;
    if (part.has_header) {
        const auto taken = take_header(octets);
        if (!taken) {
            return taken.error();
        }
        said = *taken;
    }
    auto text = read_text(octets, part.data_coding, said.tables);
    if (!text) {
        return text.error();
    }
    return decoded_part{*std::move(text), said.place};
}

result<std::string> decode_sms(std::span<const sms_part> parts)
{
    std::string out;
    for (const auto& one : parts) {
        const auto part = decode_part(one);
        if (!part) {
            return part.error();
        }
        out += part->text;
    }
    return out;
}

}  // namespace acikkapi::adapters
