// Segments of a JPEG (ITU T.81, annex B) and chunks of a PNG are copied if they are known to say how a picture looks;
// pixels are never decoded here.
#include "host/files/bare_photo.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace host {
namespace {

using namespace std::string_view_literals;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size, bool big = true)
{
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[at + (big ? i : size - 1 - i)]);
        out = (out << 8U) | byte;
    }
    return out;
}

// --- JPEG -----------------------------------------------------------------------------------------

/// Which side is up, 1 to 8, as EXIF has it; 1 if it says nothing.
/// @param tiff  What stands behind `Exif`.
std::uint32_t orientation_in(std::string_view tiff)
{
    constexpr std::size_t entry_size = 12;
    constexpr std::uint32_t orientation_tag = 0x0112;
    const bool big = tiff.starts_with("MM");
    if (tiff.size() < 10 || (!big && !tiff.starts_with("II"))) {
        return 1;
    }
    const std::size_t table = number_at(tiff, 4, 4, big);
    if (table > tiff.size() - 2) {
        return 1;
    }
    const auto entries = number_at(tiff, table, 2, big);
    for (std::size_t i = 0; i < entries; ++i) {
        const auto at = table + 2 + i * entry_size;
        if (at + entry_size > tiff.size()) {
            break;
        }
        if (number_at(tiff, at, 2, big) == orientation_tag) {
            const auto value = number_at(tiff, at + 8, 2, big);
            return value >= 1 && value <= 8 ? value : 1;
        }
    }
    return 1;
}

/// An EXIF segment that says which side is up, and nothing else; none where that says nothing.
std::string upright(std::string_view exif)
{
    const auto value = orientation_in(exif);
    std::string out;
    if (value != 1) {
        // Marker and length, header, a table of one entry, whose value comes seven bytes before the end.
        out = "\xff\xe1\0\x22"
              "Exif\0\0MM\0*\0\0\0\x08"
              "\0\x01\x01\x12\0\x03\0\0\0\x01\0"
              "\0\0\0\0\0\0\0"sv;
        out[out.size() - 7] = static_cast<char>(value);
    }
    return out;
}

/// What of a segment says how the picture looks, as a segment; empty if it says nothing of that. An application's
/// counts by its name, for a camera may write what it likes under the marker of another, and as far as it is defined.
/// @param whole  With marker and length.
std::string shown_of(std::string_view whole)
{
    constexpr std::size_t header = 4;  // Marker and length.
    constexpr unsigned jfif = 0xe0;
    constexpr unsigned exif = 0xe1;
    constexpr unsigned colours = 0xe2;
    constexpr unsigned adobe = 0xee;  // Says how the colours are to be read.
    constexpr unsigned reserved = 0xc8;
    constexpr std::size_t jfif_size = 14;
    constexpr std::size_t adobe_size = 12;
    constexpr auto exif_name = "Exif\0\0"sv;
    const auto marker = static_cast<unsigned char>(whole[1]);
    const auto what = whole.substr(header);
    if (marker == jfif && what.starts_with("JFIF\0"sv) && what.size() >= jfif_size) {
        // Its last two bytes say how large the small copy behind them is.
        return std::string{"\xff\xe0\0\x10"sv}
            .append(what.substr(0, jfif_size - 2))
            .append("\0\0"sv);
    }
    if (marker == adobe && what.starts_with("Adobe") && what.size() >= adobe_size) {
        return std::string{"\xff\xee\0\x0e"sv}.append(what.substr(0, adobe_size));
    }
    if (marker == exif && what.starts_with(exif_name)) {
        return upright(what.substr(exif_name.size()));
    }
    const bool of_picture = marker >= 0xc0 && marker < jfif && marker != reserved;
    const bool profile = marker == colours && what.starts_with("ICC_PROFILE\0"sv);
    return std::string{of_picture || profile ? whole : ""sv};
}

/// Whether the pixels of a scan begin anew behind it.
bool is_restart(unsigned marker)
{
    return marker >= 0xd0 && marker <= 0xd7;
}

/// Whether its length stands behind it: not with restarts, which have no place outside of a scan, nor with the
/// beginning and the end of a picture.
bool has_length(unsigned marker)
{
    constexpr unsigned temporary = 0x01;
    return marker != temporary && (marker < 0xd0 || marker > 0xd9);
}

/// Where the next segment begins behind the compressed data of a scan.
std::size_t end_of_scan(std::string_view bytes, std::size_t at)
{
    for (at = bytes.find('\xff', at); at < bytes.size(); at = bytes.find('\xff', at + 1)) {
        if (at + 1 == bytes.size()) {
            return at;  // Half a marker: it was cut off here.
        }
        const auto next = static_cast<unsigned char>(bytes[at + 1]);
        const bool filled_up = next == 0xff;  // What is marked comes behind it.
        if (next != 0 && !is_restart(next) && !filled_up) {
            return at;
        }
    }
    return bytes.size();
}

std::optional<std::string> bare_jpeg(std::string_view bytes)
{
    constexpr unsigned scan = 0xda;
    std::string out{bytes.substr(0, 2)};
    bool scanned = false;
    std::size_t at = 2;
    while (at + 4 <= bytes.size() && bytes[at] == '\xff') {
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        if (marker == 0xff) {
            ++at;  // Filled up.
            continue;
        }
        if (!has_length(marker)) {
            break;
        }
        const auto size = number_at(bytes, at + 2, 2);
        if (size < 2 || size + 2 > bytes.size() - at) {
            return std::nullopt;
        }
        out += shown_of(bytes.substr(at, size + 2));
        at += size + 2;
        if (marker == scan) {
            const auto end = end_of_scan(bytes, at);
            out += bytes.substr(at, end - at);
            at = end;
            scanned = true;
        }
    }
    if (!scanned) {
        return std::nullopt;
    }
    return out + "\xff\xd9";  // Whatever stood behind it.
}

// --- PNG ------------------------------------------------------------------------------------------

std::optional<std::string> bare_png(std::string_view bytes)
{
    constexpr std::size_t signature = 8;
    constexpr std::size_t frame = 12;  // Length, name and sum of a chunk.
    constexpr std::array shown{
        "IHDR"sv,
        "PLTE"sv,
        "IDAT"sv,
        "IEND"sv,
        "tRNS"sv,
        "gAMA"sv,
        "cHRM"sv,
        "sRGB"sv,
        "iCCP"sv,
        "sBIT"sv,
        "bKGD"sv,
        "pHYs"sv};
    std::string out{bytes.substr(0, signature)};
    std::size_t at = signature;
    while (at + frame <= bytes.size()) {
        const std::size_t size = number_at(bytes, at, 4);
        if (size > bytes.size() - at - frame) {
            return std::nullopt;
        }
        const auto name = bytes.substr(at + 4, 4);
        if (std::find(shown.begin(), shown.end(), name) != shown.end()) {
            out += bytes.substr(at, size + frame);
        }
        if (name == "IEND") {
            return out;
        }
        at += size + frame;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> bare_photo(acikkapi::media kind, std::string_view bytes)
{
    switch (kind) {
    case acikkapi::media::jpeg: return bare_jpeg(bytes);
    case acikkapi::media::png: return bare_png(bytes);
    case acikkapi::media::pdf: break;
    }
    return std::string{bytes};
}

}  // namespace host
