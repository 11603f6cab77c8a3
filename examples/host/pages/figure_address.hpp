#pragma once

#include "host/pages/figures_of_city.hpp"
#include "host/pages/staff.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace host {

/// Address of the list of the applications that a figure counts.
[[nodiscard]] std::string address_of(const visit& by, const figure& which);
/// The figure of an address; nothing if it names none.
[[nodiscard]] std::optional<figure> figure_of(std::string_view query);

/// A unit, a district, a kind of matter, a channel, as people call it.
[[nodiscard]] std::string
name_of_key(const visit& by, const figures_of_city& city, trait of, const std::string& key);

/// What a figure counts, in words.
[[nodiscard]] std::string words_of(const visit& by, const figures_of_city& city, const figure& of);

/// All days that there are.
inline constexpr days_between all_days{
    std::chrono::local_days{std::chrono::year{1970} / 1 / 1},
    std::chrono::local_days{std::chrono::year{2999} / 12 / 31}};

/// `2026-11-29`. @return Nothing for what is no day of the years 1970 to 2999.
[[nodiscard]] std::optional<acikkapi::day> read_day(std::string_view text);

/// `3,4` where a comma stands in numbers, with one digit behind it.
[[nodiscard]] std::string decimal_text(language speaks, double value);

}  // namespace host
