#pragma once

#include "host/pages/staff.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace host {

using case_rows = std::vector<acikkapi::found<acikkapi::application>>;

/// A list of somebody's inbox, and how much stands in it.
struct inbox_tab {
    std::string_view name;  ///< Its text is `staff.tab.NAME`.
    std::size_t count = 0;
    bool more = false;  ///< Than is counted.

    [[nodiscard]] std::string count_text() const
    {
        return std::to_string(count) + (more ? "+" : "");
    }
};

/// What is to be done, for one who works here: of his unit, or of all, as far as he may see it.
class inbox_lists {
public:
    /// @par Complexity  For people of a unit, reading the first 1,000 that the unit has.
    [[nodiscard]] static reply<inbox_lists> of(const visit& by);

    /// What is in his own hand comes first.
    [[nodiscard]] const std::vector<inbox_tab>& tabs() const noexcept { return tabs_; }

    struct page {
        case_rows rows{};
        std::string next{};  ///< What `after` is on the next page; empty for the last one.
    };
    /// A page of one of the lists.
    /// @par Complexity  For people of a unit, reading what the unit has until one behind the page belongs to the list.
    [[nodiscard]] static reply<page>
    read(const visit& by, std::string_view name, const std::string& after);

private:
    std::vector<inbox_tab> tabs_;
};

/// Applications as they stand. What he may not read is left out.
[[nodiscard]] case_rows
read_cases(const visit& by, const std::vector<acikkapi::stream_id>& streams);

}  // namespace host
