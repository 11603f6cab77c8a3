#pragma once

#include "host/pages/staff.hpp"

#include <cstddef>
#include <map>
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
    /// @par Complexity  For people of a unit, reading all that the unit has, up to 1,000.
    [[nodiscard]] static reply<inbox_lists> of(const visit& by);

    /// What is in his own hand comes first.
    [[nodiscard]] const std::vector<inbox_tab>& tabs() const noexcept { return tabs_; }

    struct page {
        case_rows rows{};
        std::string next{};  ///< What `after` is on the next page; empty for the last one.
    };
    /// A page of one of the lists.
    [[nodiscard]] reply<page>
    read(const visit& by, std::string_view name, const std::string& after) const;

private:
    std::vector<inbox_tab> tabs_;
    std::map<std::string_view, case_rows> of_unit_;
};

/// Applications as they stand. What he may not read is left out.
[[nodiscard]] case_rows
read_cases(const visit& by, const std::vector<acikkapi::stream_id>& streams);

}  // namespace host
