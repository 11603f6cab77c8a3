#pragma once

#include "host/pages/figure_address.hpp"
#include "host/pages/sheet.hpp"
#include "host/pages/staff.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace host {

/// A satisfaction of fewer might tell whose rating it was, and says nothing: neither it nor its applications are shown.
inline constexpr std::uint64_t rated_min = 5;

/// The units whose satisfaction is told. All of them make up the total, which stands on the same page: where what is
/// withheld would be of fewer than `rated_min` it could be reckoned, so the unit with the fewest ratings that would be told
/// is withheld, too.
[[nodiscard]] std::set<std::string>
told_units(const std::map<std::string, figures_of_some>& by_unit);

/// Whether nothing is withheld of those who were rated: else a list of all would tell who they are, unit by unit.
[[nodiscard]] bool all_told(const std::map<std::string, figures_of_some>& by_unit);

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
    /// @param as_of_now  Also what is open: not for days that are over.
    [[nodiscard]] sheet districts(bool as_of_now) const;
    [[nodiscard]] sheet channels() const;
    /// What came in more often in the last 28 days than in the 28 before: at most ten.
    [[nodiscard]] sheet rising() const;

private:
    [[nodiscard]] cell count(std::uint64_t n, const figure& of) const;
    [[nodiscard]] cell
    share(const figures_of_some& of, measure part, measure whole, figure link) const;
    [[nodiscard]] cell days(const figures_of_some& of, std::size_t percent, figure link) const;
    [[nodiscard]] cell
    satisfaction(const figures_of_some& of, bool told, std::optional<figure> link) const;
    [[nodiscard]] sheet
    titled(std::string_view title, const std::vector<std::string_view>& columns) const;

    const visit& by_;
    const figures_of_city& city_;
    days_between when_;
    acikkapi::instant now_;
    acikkapi::day today_;
};

}  // namespace host
