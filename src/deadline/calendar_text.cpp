#include "deadline/calendar_text.hpp"
#include "deadline/dates.hpp"
#include "model/digits.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace acikkapi::deadline {
namespace {

constexpr std::size_t text_bytes_max = std::size_t{1} << 20;
constexpr std::size_t line_bytes_max = 256;
constexpr std::chrono::days range_max{36'525};

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// The first word, and what follows it.
std::pair<std::string_view, std::string_view> split(std::string_view text) noexcept
{
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    return {text.substr(0, end), trimmed(text.substr(end))};
}

// `2026-03-20`, exactly so, and a day that exists.
std::optional<day> read_day(std::string_view text) noexcept
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const std::string_view y = text.substr(0, 4);
    const std::string_view m = text.substr(5, 2);
    const std::string_view d = text.substr(8, 2);
    if (!model::all_digits(y) || !model::all_digits(m) || !model::all_digits(d)) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{static_cast<int>(model::number(y))},
        std::chrono::month{static_cast<unsigned>(model::number(m))},
        std::chrono::day{static_cast<unsigned>(model::number(d))}};
    if (!date.ok() || day{date} < first_day) {
        return std::nullopt;
    }
    return day{date};
}

std::optional<std::uint32_t> read_version(std::string_view text) noexcept
{
    constexpr std::size_t digits_max = 9;
    if (!model::all_digits(text) || text.size() > digits_max || model::number(text) == 0) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(model::number(text));
}

bool is_clean(std::string_view text) noexcept
{
    return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
        return (c >= '\0' && c < ' ') || c == '\x7f';
    });
}

class calendar_reader {
public:
    /// @return Whether the line is in order.
    bool take(std::string_view line)
    {
        if (line.size() > line_bytes_max) {
            return false;
        }
        const std::string_view said = trimmed(line.substr(0, line.find('#')));
        if (said.empty()) {
            return true;
        }
        const auto [word, rest] = split(said);
        return model::is_digit(word.front()) ? take_entry(word, rest) : take_header(word, rest);
    }

    result<calendar_values> finish()
    {
        if (!has_headers()) {
            return errc::bad_date;
        }
        calendar_values values{*version_, *where_, *from_, *to_, {}};
        values.entries.reserve(entries_.size());
        for (auto& [when, entry] : entries_) {
            values.entries.push_back(std::move(entry));
        }
        return values;
    }

private:
    [[nodiscard]] bool has_headers() const noexcept { return version_ && where_ && from_ && to_; }

    bool take_header(std::string_view word, std::string_view rest)
    {
        if (word == "version") {
            return fill(version_, read_version(rest));
        }
        if (word == "zone") {
            const auto found = zone::find(rest);
            return fill(where_, found ? std::optional{*found} : std::nullopt);
        }
        if (word == "from") {
            return fill(from_, read_day(rest)) && is_range();
        }
        if (word == "to") {
            return fill(to_, read_day(rest)) && is_range();
        }
        return false;
    }

    // Each header once: a second one would silently win over the first.
    template <class T>
    static bool fill(std::optional<T>& header, const std::optional<T>& value)
    {
        if (header || !value) {
            return false;
        }
        header = value;
        return true;
    }

    [[nodiscard]] bool is_range() const noexcept
    {
        return !from_ || !to_ || (*from_ <= *to_ && *to_ - *from_ < range_max);
    }

    // Headers first, so that an entry out of range is found on its own line.
    bool take_entry(std::string_view word, std::string_view rest)
    {
        const auto when = read_day(word);
        const auto [kind, name] = split(rest);
        if (!has_headers() || !when || *when < *from_ || *when > *to_ || !is_clean(name)) {
            return false;
        }
        if (kind != "holiday" && kind != "half") {
            return false;
        }
        return entries_.emplace(*when, calendar_entry{*when, kind == "holiday", std::string{name}})
            .second;
    }

    std::optional<std::uint32_t> version_;
    std::optional<zone> where_;
    std::optional<day> from_;
    std::optional<day> to_;
    std::map<day, calendar_entry> entries_;
};

}  // namespace

result<calendar_values> read_calendar(std::string_view text, std::size_t& bad_line)
{
    calendar_reader reader;
    std::size_t line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end > text_bytes_max || !reader.take(text.substr(at, end - at))) {
            bad_line = line;
            return errc::bad_date;
        }
        at = end + 1;
    }
    bad_line = line;
    return reader.finish();
}

}  // namespace acikkapi::deadline
