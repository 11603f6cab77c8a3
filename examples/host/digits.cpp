#include "host/digits.hpp"

#include <algorithm>
#include <array>

namespace host {
namespace {

// In UTF-8, but for their last byte, which counts up from the digit 0.
constexpr std::array<std::string_view, 2> zeros{"\u0660", "\u06f0"};
constexpr std::array<std::string_view, 11> marks{
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069"};

char digit_at(std::string_view rest)
{
    for (const auto zero : zeros) {
        const int value = rest.size() < 2 || rest[0] != zero[0] ? -1 : rest[1] - zero[1];
        if (value >= 0 && value <= 9) {
            return static_cast<char>('0' + value);
        }
    }
    return 0;
}

std::size_t mark_at(std::string_view rest)
{
    const auto* const found = std::find_if(
        marks.begin(), marks.end(), [rest](auto mark) { return rest.starts_with(mark); });
    return found == marks.end() ? 0 : found->size();
}

bool is_ascii(char one)
{
    return static_cast<unsigned char>(one) < 0x80;
}

}  // namespace

std::string with_plain_digits(std::string_view typed)
{
    std::string out;
    for (auto rest = typed; !rest.empty();) {
        std::size_t taken = mark_at(rest);
        if (taken == 0) {
            const char digit = digit_at(rest);
            taken = digit != 0 ? 2 : 1;
            out += digit != 0 ? digit : rest.front();
        }
        rest.remove_prefix(taken);
    }
    return std::all_of(out.begin(), out.end(), is_ascii) ? out : std::string{typed};
}

}  // namespace host
