#pragma once

#include <acikkapi/adapters/sms_text.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace acikkapi::adapters {

/// Which part of a longer text a part is.
struct sms_place {
    std::uint16_t reference = 0;
    std::uint8_t total = 1;
    std::uint8_t number = 1;  ///< From 1.

    friend bool operator==(const sms_place&, const sms_place&) = default;
};

struct decoded_part {
    std::string text;  ///< UTF-8.
    std::optional<sms_place> place;
};

/// Reads a part that a phone or we have written. A header's elements that are not known are skipped, as
/// TS 23.040 asks; half a surrogate pair, which some phones leave at the end of a part, is U+FFFD.
/// @return `errc::bad_text` if the header is longer than the part or the coding is none that is text.
[[nodiscard]] result<decoded_part> decode_part(const sms_part& part);

/// The text of all the parts, in their order.
/// @return As `decode_part`.
[[nodiscard]] result<std::string> decode_sms(std::span<const sms_part> parts);

}  // namespace acikkapi::adapters
