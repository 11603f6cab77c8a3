#include "adapters/sms/gsm_tables.hpp"

#include <algorithm>
#include <string_view>

namespace acikkapi::adapters {
namespace {

// Sixteen columns a line, as one reads 0x00 to 0x7F; the escape stands as U+001B.
constexpr std::u32string_view default_alphabet = U"@£$¥èéùìòÇ\nØø\rÅå"
                                                 U"Δ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ"
                                                 U" !\"#¤%&'()*+,-./"
                                                 U"0123456789:;<=>?"
                                                 U"¡ABCDEFGHIJKLMNO"
                                                 U"PQRSTUVWXYZÄÖÑÜ§"
                                                 U"¿abcdefghijklmno"
                                                 U"pqrstuvwxyzäöñüà";

constexpr std::u32string_view turkish_alphabet = U"@£$¥€éùıòÇ\nĞğ\rÅå"
                                                 U"Δ_ΦΓΛΩΠΨΣΘΞ\u001BŞşßÉ"
                                                 U" !\"#¤%&'()*+,-./"
                                                 U"0123456789:;<=>?"
                                                 U"İABCDEFGHIJKLMNO"
                                                 U"PQRSTUVWXYZÄÖÑÜ§"
                                                 U"çabcdefghijklmno"
                                                 U"pqrstuvwxyzäöñüà";

static_assert(default_alphabet.size() == 128 && turkish_alphabet.size() == 128);

struct escaped_character {
    std::uint8_t septet;
    char32_t character;
};

constexpr escaped_character default_extension[] = {
    {0x0A, U'\f'},
    {0x14, U'^'},
    {0x28, U'{'},
    {0x29, U'}'},
    {0x2F, U'\\'},
    {0x3C, U'['},
    {0x3D, U'~'},
    {0x3E, U']'},
    {0x40, U'|'},
    {0x65, U'€'},
};

// What the Turkish table has besides all of the default extension.
constexpr escaped_character turkish_extension[] = {
    {0x47, U'Ğ'},
    {0x49, U'İ'},
    {0x53, U'Ş'},
    {0x63, U'ç'},
    {0x67, U'ğ'},
    {0x69, U'ı'},
    {0x73, U'ş'},
};

template <class Wanted>
const escaped_character* find_escaped(bool turkish, const Wanted& wanted)
{
    const auto* found =
        std::find_if(std::begin(default_extension), std::end(default_extension), wanted);
    if (found != std::end(default_extension)) {
        return found;
    }
    found = std::find_if(std::begin(turkish_extension), std::end(turkish_extension), wanted);
    return turkish && found != std::end(turkish_extension) ? found : nullptr;
}

std::u32string_view alphabet_of(const gsm_tables& tables)
{
    return tables.turkish_locking ? turkish_alphabet : default_alphabet;
}

}  // namespace

std::optional<std::string> gsm_tables::septets_of(char32_t one) const
{
    const auto place = one == gsm_escape ? std::u32string_view::npos : alphabet_of(*this).find(one);
    if (place != std::u32string_view::npos) {
        return std::string(1, static_cast<char>(place));
    }
    const auto* found =
        find_escaped(turkish_single, [one](const auto& entry) { return entry.character == one; });
    if (found == nullptr) {
        return std::nullopt;
    }
    return std::string{static_cast<char>(gsm_escape), static_cast<char>(found->septet)};
}

char32_t gsm_tables::plain(std::uint8_t septet) const
{
    return alphabet_of(*this)[septet];
}

char32_t gsm_tables::escaped(std::uint8_t septet) const
{
    const auto* found =
        find_escaped(turkish_single, [=](const auto& entry) { return entry.septet == septet; });
    return found == nullptr ? plain(septet) : found->character;
}

gsm_tables tables_of(sms_alphabet which) noexcept
{
    const bool both = which == sms_alphabet::turkish_both;
    return {
        both || which == sms_alphabet::turkish_locking,
        both || which == sms_alphabet::turkish_single};
}

}  // namespace acikkapi::adapters
