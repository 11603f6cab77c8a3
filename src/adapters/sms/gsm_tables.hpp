#pragma once

#include <acikkapi/adapters/sms_text.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace acikkapi::adapters {

/// What a receiver of GSM text has to be told: which tables it is written by. 3GPP TS 23.038, 6.2.1.
struct gsm_tables {
    bool turkish_locking = false;  ///< Table A.3.1 instead of the default alphabet.
    bool turkish_single = false;   ///< Table A.2.1 instead of the default extension.

    /// The septets of a character: one, or two after an escape.
    /// @return Nothing if these tables do not have it.
    [[nodiscard]] std::optional<std::string> septets_of(char32_t one) const;

    /// @param septet  Below 128, and no escape.
    [[nodiscard]] char32_t plain(std::uint8_t septet) const;
    /// What stands behind an escape; a septet that has no meaning there is read as without it.
    [[nodiscard]] char32_t escaped(std::uint8_t septet) const;
};

inline constexpr std::uint8_t gsm_escape = 0x1B;

/// @pre It is not `ucs2`.
[[nodiscard]] gsm_tables tables_of(sms_alphabet which) noexcept;

/// What TS 23.040, 9.2.3.24 says of a user data header.
namespace header_element {
inline constexpr std::uint8_t concatenated = 0x00;       ///< Reference of 8 bits, total, number.
inline constexpr std::uint8_t concatenated_long = 0x08;  ///< The same with 16 bits.
inline constexpr std::uint8_t single_shift = 0x24;       ///< One octet: the language.
inline constexpr std::uint8_t locking_shift = 0x25;      ///< Likewise.
inline constexpr std::uint8_t turkish = 1;
}  // namespace header_element

inline constexpr std::uint8_t coding_gsm = 0;
inline constexpr std::uint8_t coding_ascii = 1;
inline constexpr std::uint8_t coding_latin1 = 3;
inline constexpr std::uint8_t coding_ucs2 = 8;

inline constexpr std::size_t payload_octets = 140;

}  // namespace acikkapi::adapters
