#include <acikkapi/identity.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace acikkapi {
namespace {

constexpr std::size_t digits_count = 16;  // 2 province, 4 year, 9 serial, 1 check.
constexpr std::uint64_t serial_end = 1'000'000'000;

// Damm's quasigroup of order 10: catches all single wrong digits and all swaps of neighbours.
constexpr std::array<std::array<std::uint8_t, 10>, 10> damm{{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}};

int check_digit(std::string_view digits)
{
    std::uint8_t state = 0;
    for (const char c : digits) {
        state = damm[state][static_cast<std::size_t>(c - '0')];
    }
    return state;
}

std::uint64_t value_of(std::string_view digits)
{
    std::uint64_t out = 0;
    for (const char c : digits) {
        out = out * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return out;
}

}  // namespace

result<application_number> application_number::make(province where, int year, std::uint64_t serial)
{
    if (year < 1900 || year > 2999 || serial >= serial_end) {
        return errc::bad_application_number;
    }
    application_number out;
    out.plate_ = where.plate();
    out.year_ = static_cast<std::uint16_t>(year);
    out.serial_ = serial;
    return out;
}

result<application_number> application_number::parse(std::string_view text)
{
    std::string digits{text};
    if (text.size() == digits_count + 3 && text[2] == '-' && text[7] == '-' && text[17] == '-') {
        std::erase(digits, '-');
    }
    const bool plain = digits.size() == digits_count &&
                       std::all_of(digits.begin(), digits.end(), [](char c) {
                           return c >= '0' && c <= '9';
                       });
    if (!plain || check_digit(digits) != 0) {
        return errc::bad_application_number;
    }
    const std::string_view all{digits};
    const auto where = province::from_plate(static_cast<int>(value_of(all.substr(0, 2))));
    if (!where) {
        return errc::bad_application_number;
    }
    return make(*where, static_cast<int>(value_of(all.substr(2, 4))), value_of(all.substr(6, 9)));
}

std::string application_number::str() const
{
    if (empty()) {
        return {};
    }
    std::array<char, 32> digits{};
    const int size = std::snprintf(
        digits.data(), digits.size(), "%02u%04u%09llu", plate_, year_,
        static_cast<unsigned long long>(serial_));
    const std::string all{digits.data(), static_cast<std::size_t>(size)};
    return all.substr(0, 2) + "-" + all.substr(2, 4) + "-" + all.substr(6) + "-" +
           std::to_string(check_digit(all));
}

}  // namespace acikkapi
