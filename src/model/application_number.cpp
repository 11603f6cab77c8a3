#include <acikkapi/identity.hpp>

#include "model/digits.hpp"

#include <array>

namespace acikkapi {
namespace {

constexpr std::size_t plate_digits = 2;
constexpr std::size_t year_digits = 4;
constexpr std::size_t serial_digits = 9;
constexpr std::size_t digits_in_all = plate_digits + year_digits + serial_digits + 1;
constexpr int year_min = 1900;
constexpr int year_max = 2999;
constexpr std::uint64_t serial_end = 1'000'000'000;

// H. M. Damm, «Total anti-symmetrische Quasigruppen» (2004): a quasigroup of order 10 in which
// the check of a number is 0 only if no single digit and no pair of neighbours is wrong.
constexpr std::array<std::array<std::uint8_t, 10>, 10> quasigroup{{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};

// The digit that makes the whole check to 0; 0 for digits that end with their own check digit.
std::uint8_t check_of(std::string_view digits) noexcept
{
    std::uint8_t interim = 0;
    for (const char c : digits) {
        interim = quasigroup[interim][static_cast<std::size_t>(model::digit(c))];
    }
    return interim;
}

// The sixteen digits, if the dashes are where they belong or there are none; else nothing.
std::string bare(std::string_view text)
{
    constexpr std::array<std::size_t, 3> dashes{2, 7, 17};
    if (text.size() != digits_in_all + dashes.size()) {
        return std::string{text};
    }
    std::string digits{text};
    for (auto at = dashes.rbegin(); at != dashes.rend(); ++at) {
        if (digits[*at] != '-') {
            return {};
        }
        digits.erase(*at, 1);
    }
    return digits;
}

}  // namespace

result<application_number> application_number::make(province where, int year, std::uint64_t serial)
{
    if (year < year_min || year > year_max || serial >= serial_end) {
        return errc::bad_application_number;
    }
    application_number made;
    made.plate_ = where.plate();
    made.year_ = static_cast<std::uint16_t>(year);
    made.serial_ = serial;
    return made;
}

result<application_number> application_number::parse(std::string_view text)
{
    const std::string digits = bare(text);
    if (digits.size() != digits_in_all || !model::all_digits(digits) || check_of(digits) != 0) {
        return errc::bad_application_number;
    }
    const std::string_view all = digits;
    const auto where = province::from_plate(static_cast<int>(model::number(all.substr(0, 2))));
    if (!where) {
        return errc::bad_application_number;
    }
    const auto year = static_cast<int>(model::number(all.substr(plate_digits, year_digits)));
    const auto serial = model::number(all.substr(plate_digits + year_digits, serial_digits));
    return make(*where, year, serial);
}

std::string application_number::str() const
{
    if (empty()) {
        return {};
    }
    const std::string plate = model::padded(plate_, plate_digits);
    const std::string year = model::padded(year_, year_digits);
    const std::string serial = model::padded(serial_, serial_digits);
    const char check = static_cast<char>('0' + check_of(plate + year + serial));
    return plate + '-' + year + '-' + serial + '-' + check;
}

}  // namespace acikkapi
