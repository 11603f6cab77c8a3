#pragma once

#include <acikkapi/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Texts as short messages (3GPP TS 23.038 and 23.040). Of the library `acikkapi::adapters`.
namespace acikkapi {

/// In what a short message is written. The earlier ones are more widely understood.
enum class sms_alphabet : std::uint8_t {
    /// The GSM alphabet, which has Ç ö ü and no ç ğ ı İ ş.
    gsm7 = 0,
    /// The same, and the Turkish letters as two characters each. A phone that does not know the table
    /// shows them without their marks: c g i I s.
    turkish_single = 1,
    /// The Turkish letters in the place of others. A phone that does not know the table shows those
    /// others: è ì Ø ø Æ æ ¡ ¿.
    turkish_locking = 2,
    /// Both tables. It never takes fewer parts than the locking table alone, which has all Turkish letters:
    /// for operators who prescribe it.
    turkish_both = 3,
    ucs2 = 4,  ///< Every character, and less than half as many of them in a part.
};

/// As it is written in logs and results: `turkish_locking`.
[[nodiscard]] std::string_view name_of(sms_alphabet which) noexcept;

/// What the contract with the operator and the host's taste allow.
struct sms_rules {
    /// Which alphabets may be used. The Turkish ones cost a third; but operator and phones have to know
    /// them. The locking table is left out, because a phone without it shows wrong letters.
    std::vector<sms_alphabet> allowed{
        sms_alphabet::gsm7, sms_alphabet::turkish_single, sms_alphabet::ucs2};
    /// How the parts of one text are told from those of another: 16 bits are mixed up less often and
    /// take one octet more of each part.
    bool long_reference = false;
    std::uint8_t parts_max = 6;  ///< 1 to 255.
    /// Writes what people take for the same in its simpler form, before anything is counted:
    /// ’ as ', “ as ", – as -, … as three dots, â as a. What comes of it is `sms_message::text`.
    bool fold = false;
};

/// One short message as SMPP carries it.
struct sms_part {
    std::string octets;  ///< The header if there is one, then the text; of GSM one septet an octet.
    bool has_header = false;       ///< There is a user data header: SMPP's `esm_class` 0x40.
    std::uint8_t data_coding = 0;  ///< 0: GSM, whose tables the header names; 8: UCS-2.

    friend bool operator==(const sms_part&, const sms_part&) = default;
};

struct sms_message {
    sms_alphabet alphabet = sms_alphabet::gsm7;
    std::string text;             ///< As it will be read, UTF-8: what folding has left.
    std::vector<sms_part> parts;  ///< In their order; one at least.

    friend bool operator==(const sms_message&, const sms_message&) = default;
};

/// Writes a text in the alphabet that takes the fewest parts; of equals, in the one that is more
/// widely understood. No character is cut in two by the end of a part.
/// @param utf8       The text.
/// @param reference  What the parts of one text have in common; of it the low 8 bits unless
///                   `long_reference`. The same for every try of one text.
/// @return `errc::bad_text` if it is empty, not UTF-8, or has characters that no allowed alphabet has;
///         `limit_reached` if it takes more than `parts_max`; `bad_argument` for rules out of range.
/// @par Thread safety  From any thread.
[[nodiscard]] result<sms_message>
encode_sms(std::string_view utf8, const sms_rules& rules, std::uint16_t reference);

}  // namespace acikkapi
