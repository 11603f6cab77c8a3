#include "support/time_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <date/tz.h>
#include <optional>
#include <stdexcept>

namespace tools {

using acikkapi::errc;
using acikkapi::instant;
using acikkapi::result;
using std::chrono::microseconds;
using std::chrono::minutes;

namespace {

/// What is left of a text, read from the front; a fault stays.
class cursor {
public:
    explicit cursor(std::string_view text) : rest_(text) {}

    [[nodiscard]] bool done() const noexcept { return right_ && rest_.empty(); }
    [[nodiscard]] bool next_is(char c) const noexcept { return rest_.starts_with(c); }
    void require(bool right) noexcept { right_ = right_ && right; }

    void skip(char c)
    {
        require(next_is(c));
        rest_.remove_prefix(rest_.empty() ? 0 : 1);
    }

    /// Exactly `n` digits, no more than `max`.
    int number(std::size_t n, int max)
    {
        int value = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const bool digit = !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
            require(digit);
            value = digit ? value * 10 + (rest_.front() - '0') : value;
            rest_.remove_prefix(digit ? 1 : 0);
        }
        require(value <= max);
        return value;
    }

    /// One to six digits behind a dot, as microseconds.
    int fraction()
    {
        constexpr std::size_t digits_max = 6;
        const std::size_t n = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        require(n >= 1 && n <= digits_max);
        int value = right_ ? number(n, 999'999) : 0;
        for (std::size_t i = n; i < digits_max; ++i) {
            value *= 10;
        }
        return value;
    }

private:
    std::string_view rest_;
    bool right_ = true;
};

minutes read_offset(cursor& text)
{
    if (text.next_is('Z')) {
        text.skip('Z');
        return minutes{0};
    }
    const bool west = text.next_is('-');
    text.skip(west ? '-' : '+');
    const int hour = text.number(2, 23);
    text.skip(':');
    const minutes size{hour * 60 + text.number(2, 59)};
    return west ? -size : size;
}

std::string format(instant local, const std::string& suffix)
{
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{local - day};
    std::array<char, 64> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02uT%02d:%02d:%02d",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    std::string out = text.data();
    if (time.subseconds().count() != 0) {
        std::snprintf(
            text.data(), text.size(), ".%06d", static_cast<int>(time.subseconds().count()));
        out += text.data();
    }
    return out + suffix;
}

/// The zone database throws for a name that it does not know.
const date::time_zone* find_zone(std::string_view name)
{
    try {
        return date::locate_zone(std::string{name});
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

}  // namespace

result<instant> parse_time(std::string_view text)
{
    cursor in{text};
    const std::chrono::year year{in.number(4, 9999)};
    in.skip('-');
    const std::chrono::month month{static_cast<unsigned>(in.number(2, 12))};
    in.skip('-');
    const std::chrono::day day{static_cast<unsigned>(in.number(2, 31))};
    in.skip('T');
    const std::chrono::hours hour{in.number(2, 23)};
    in.skip(':');
    const minutes minute{in.number(2, 59)};
    in.skip(':');
    const std::chrono::seconds second{in.number(2, 59)};
    microseconds fraction{0};
    if (in.next_is('.')) {
        in.skip('.');
        fraction = microseconds{in.fraction()};
    }
    const minutes offset = read_offset(in);
    const std::chrono::year_month_day date{year, month, day};
    if (!in.done() || !date.ok()) {
        return errc::bad_date;
    }
    return std::chrono::sys_days{date} + hour + minute + second + fraction - offset;
}

std::string format_utc(instant when)
{
    return format(when, "Z");
}

result<std::string> format_in_zone(instant when, std::string_view zone)
{
    const auto* const found = find_zone(zone);
    if (found == nullptr) {
        return errc::bad_argument;
    }
    // Local mean times of the 19th century have seconds; ISO 8601 knows none in an offset.
    const auto exact = found->get_info(std::chrono::floor<std::chrono::seconds>(when)).offset;
    const auto offset = std::chrono::floor<minutes>(exact);
    const int size = static_cast<int>(std::chrono::abs(offset).count());
    std::array<char, 16> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%c%02d:%02d",
        offset < minutes{0} ? '-' : '+',
        size / 60,
        size % 60);
    return format(when + offset, text.data());
}

result<local_calendar> local_calendar::of(std::string_view zone)
{
    const auto* const found = find_zone(zone);
    if (found == nullptr) {
        return errc::bad_argument;
    }
    return local_calendar{found};
}

std::chrono::local_days local_calendar::day_of(instant when) const
{
    const auto* const zone = static_cast<const date::time_zone*>(zone_);
    const auto offset = zone->get_info(std::chrono::floor<std::chrono::seconds>(when)).offset;
    const auto days = std::chrono::floor<std::chrono::days>((when + offset).time_since_epoch());
    return std::chrono::local_days{days};
}

}  // namespace tools
