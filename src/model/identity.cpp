#include <acikkapi/identity.hpp>

#include <algorithm>
#include <array>

namespace acikkapi {
namespace {

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int digit(char c) { return c - '0'; }

}  // namespace

result<identity_number> identity_number::parse(std::string_view text)
{
    constexpr std::size_t size = 11;
    if (text.size() != size || !all_digits(text) || text.front() == '0') {
        return errc::bad_identity_number;
    }
    int odd = 0;
    int even = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        (i % 2 == 0 ? odd : even) += digit(text[i]);
    }
    // The difference may be negative, and C++'s remainder then is too: 70 tens make it positive.
    const int tenth = (7 * odd - even + 70) % 10;
    const int last = (odd + even + tenth) % 10;
    if (digit(text[9]) != tenth || digit(text[10]) != last) {
        return errc::bad_identity_number;
    }
    return identity_number{text};
}

identity_kind identity_number::kind() const noexcept
{
    return digits_.starts_with("99") ? identity_kind::foreigner : identity_kind::citizen;
}

result<unit_id> unit_id::parse(std::string_view text)
{
    constexpr std::size_t size = 8;
    if (text.size() != size || !all_digits(text)) {
        return errc::bad_unit;
    }
    std::uint32_t value = 0;
    for (const char c : text) {
        value = value * 10 + static_cast<std::uint32_t>(digit(c));
    }
    // 00000000 is the empty id: no unit of the state has it.
    return value == 0 ? result<unit_id>{errc::bad_unit} : result<unit_id>{unit_id{value}};
}

std::string unit_id::str() const
{
    if (empty()) {
        return {};
    }
    const std::string digits = std::to_string(value_);
    return std::string(8 - digits.size(), '0') + digits;
}

result<phone> phone::parse(std::string_view text)
{
    constexpr std::size_t written_max = 32;
    if (text.size() > written_max) {
        return errc::bad_phone;
    }
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            digits.push_back(c);
        } else if (c == '+' && digits.empty()) {
            digits.push_back(c);
        } else if (std::string_view{" -.()"}.find(c) == std::string_view::npos) {
            return errc::bad_phone;
        }
    }
    if (digits.starts_with("00")) {
        digits.replace(0, 2, "+");
    } else if (digits.starts_with('0')) {
        // National form: 0 and ten digits, the first of which is 2 to 5 (area) or 5 (mobile).
        if (digits.size() != 11 || digits[1] < '2' || digits[1] > '5') {
            return errc::bad_phone;
        }
        digits.replace(0, 1, "+90");
    }
    const std::size_t count = digits.empty() ? 0 : digits.size() - 1;
    const bool turkish = digits.starts_with("+90");
    if (!digits.starts_with('+') || count < 8 || count > 15 || digits[1] == '0' ||
        (turkish && count != 12)) {
        return errc::bad_phone;
    }
    return phone{std::move(digits)};
}

}  // namespace acikkapi
