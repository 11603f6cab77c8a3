#pragma once

#include "host/pages/templates.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// One figure, or a word.
struct cell {
    std::string text;     ///< For people, in their language.
    std::string link{};   ///< To the cases behind it; empty for none.
    std::string plain{};  ///< For programs; empty: as `text`.
};

/// A table of figures: a page shows it, and a file holds the same.
struct sheet {
    struct line {
        cell name;
        std::vector<cell> cells{};
    };
    std::string title;
    std::string note{};                  ///< Below it; empty for none.
    std::vector<std::string> columns{};  ///< That of the names first.
    std::vector<line> lines{};
};

/// Puts it into a page that has `[[>sheet.html]]` in a section.
void add_sheet(filling& to, std::string_view section, const sheet& what);

/// All of them as one table, a figure a line: RFC 4180, in UTF-8 with a mark for spreadsheets. No text in it is
/// one that a spreadsheet would calculate.
/// @param head  What the four columns are called: table, line, column, figure.
[[nodiscard]] std::string
csv_of(const std::vector<sheet>& all, const std::vector<std::string>& head);

/// One field of such a file.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace host
