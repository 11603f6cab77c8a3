#pragma once

#include "host/pages/figures_of_city.hpp"
#include "host/pages/sheet.hpp"
#include "host/pages/staff.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace host {

/// Figures as tables, in the reader's language; each figure leads to the applications that it counts.
class figure_sheets {
public:
    /// @par Lifetime  Not longer than its arguments.
    figure_sheets(const visit& by, const figures_of_city& city, const days_between& when);

    /// What came in today, what is open, and since when.
    [[nodiscard]] sheet today() const;
    /// All of the days in one column.
    [[nodiscard]] sheet totals() const;
    [[nodiscard]] sheet units() const;
    [[nodiscard]] sheet districts() const;
    [[nodiscard]] sheet channels() const;
    /// What came in more often in the last 28 days than in the 28 before: at most ten.
    [[nodiscard]] sheet rising() const;

private:
    [[nodiscard]] std::string name_of_key(trait of, const std::string& key) const;
    [[nodiscard]] cell count(std::uint64_t n, const figure& of) const;
    [[nodiscard]] cell
    share(const figures_of_some& of, measure part, measure whole, figure link) const;
    [[nodiscard]] cell days(const figures_of_some& of, std::size_t percent, figure link) const;
    [[nodiscard]] cell satisfaction(const figures_of_some& of, figure link) const;
    [[nodiscard]] sheet
    titled(std::string_view title, const std::vector<std::string_view>& columns) const;

    const visit& by_;
    const figures_of_city& city_;
    days_between when_;
    acikkapi::instant now_;
    acikkapi::day today_;
};

/// Address of the list of the applications that a figure counts.
[[nodiscard]] std::string address_of(const visit& by, const figure& which);
/// The figure of an address; nothing if it names none.
[[nodiscard]] std::optional<figure> figure_of(std::string_view query);

/// What a figure counts, in words.
[[nodiscard]] std::string words_of(const visit& by, const figures_of_city& city, const figure& of);

/// All days that there are.
inline constexpr days_between all_days{
    std::chrono::local_days{std::chrono::year{1970} / 1 / 1},
    std::chrono::local_days{std::chrono::year{2999} / 12 / 31}};

/// `2026-11-29`. @return Nothing for what is no day of the years 1970 to 2999.
[[nodiscard]] std::optional<acikkapi::day> read_day(std::string_view text);
[[nodiscard]] std::string day_code(acikkapi::day value);

/// `3,4` where a comma stands in numbers, with one digit behind it.
[[nodiscard]] std::string decimal_text(language speaks, double value);

}  // namespace host
