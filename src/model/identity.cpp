#include <acikkapi/identity.hpp>

#include "model/digits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace acikkapi {
namespace {

using model::all_digits;
using model::digit;

constexpr std::size_t identity_digits = 11;
constexpr std::size_t unit_digits = 8;

bool has_identity_checksum(std::string_view text) noexcept
{
    int odd = 0;
    int even = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        (i % 2 == 0 ? odd : even) += digit(text[i]);
    }
    // 7 * odd - even goes down to -29 (19090909018), where % would be negative: hence + 40.
    const int tenth = (7 * odd - even + 40) % 10;
    const int eleventh = (odd + even + tenth) % 10;
    return digit(text[9]) == tenth && digit(text[10]) == eleventh;
}

// What is left of a number when the blanks, dashes, dots and brackets are gone.
std::string without_separators(std::string_view text)
{
    std::string kept;
    std::copy_if(text.begin(), text.end(), std::back_inserter(kept), [](char c) {
        return std::string_view{" -.()/"}.find(c) == std::string_view::npos;
    });
    return kept;
}

// Area and operator codes: 2 to 4 is a place, 5 a mobile phone, 8 a number of no place.
bool is_turkish(std::string_view national) noexcept
{
    return national.size() == 10 &&
           std::string_view{"23458"}.find(national.front()) != std::string_view::npos;
}

bool is_international(std::string_view digits) noexcept
{
    constexpr std::size_t digits_min = 8;
    constexpr std::size_t digits_max = 15;
    if (digits.size() < digits_min || digits.size() > digits_max || digits.front() == '0') {
        return false;
    }
    return !digits.starts_with("90") || is_turkish(digits.substr(2));
}

}  // namespace

result<identity_number> identity_number::parse(std::string_view text)
{
    const bool good = text.size() == identity_digits && all_digits(text) && text.front() != '0' &&
                      has_identity_checksum(text);
    if (!good) {
        return errc::bad_identity_number;
    }
    return identity_number{text};
}

identity_kind identity_number::kind() const noexcept
{
    return digits_.starts_with("99") ? identity_kind::foreigner : identity_kind::citizen;
}

result<phone> phone::parse(std::string_view text)
{
    constexpr std::size_t text_max = 40;
    if (text.size() > text_max) {
        return errc::bad_phone;
    }
    const std::string kept = without_separators(text);
    std::string_view digits = kept;
    const bool international = digits.starts_with('+') || digits.starts_with("00");
    if (international) {
        digits.remove_prefix(digits.starts_with('+') ? 1 : 2);
    } else if (digits.starts_with('0')) {
        digits.remove_prefix(1);
    }
    if (!all_digits(digits) || !(international ? is_international(digits) : is_turkish(digits))) {
        return errc::bad_phone;
    }
    return phone{(international ? "+" : "+90") + std::string{digits}};
}

result<unit_id> unit_id::parse(std::string_view text)
{
    if (text.size() != unit_digits || !all_digits(text)) {
        return errc::bad_unit;
    }
    const auto value = static_cast<std::uint32_t>(model::number(text));
    if (value == 0) {
        return errc::bad_unit;
    }
    return unit_id{value};
}

std::string unit_id::str() const
{
    return empty() ? std::string{} : model::padded(value_, unit_digits);
}

}  // namespace acikkapi
