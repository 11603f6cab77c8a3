#pragma once

#include "support/row_error.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

/// What an activity of somebody's casework means in our terms.
enum class step { submitted, acknowledged, routed, contacted, answered, notified, withdrawn };

[[nodiscard]] std::string_view name_of(step value) noexcept;

/// Which activity is which step: a CSV with the columns `log`, `activity`, `event`, `note`.
///
/// The first line that fits wins; `*` at the end fits any ending; `-` as event means none of ours.
/// `(first event)` and `(unit changes)` are no activities: they say what to put before a case's
/// first row, and before a row whose unit differs from that of the row above it.
class activity_map {
public:
    /// @param log  Which log's lines are meant.
    [[nodiscard]] static row_result<activity_map>
    open(const std::filesystem::path& path, std::string_view log);

    /// The logs that a map has lines for, in their order.
    [[nodiscard]] static row_result<std::vector<std::string>>
    logs(const std::filesystem::path& path);

    /// What an activity means; nothing if it is none of ours.
    [[nodiscard]] std::optional<step> find(std::string_view activity) const;
    [[nodiscard]] bool knows(std::string_view activity) const;

    [[nodiscard]] std::optional<step> before_case() const { return before_case_; }
    [[nodiscard]] std::optional<step> unit_changes() const { return unit_changes_; }

private:
    struct line {
        std::string pattern;  ///< Without its `*`.
        bool any_ending = false;
        std::optional<step> means;
    };
    void add(std::string activity, std::optional<step> means);
    [[nodiscard]] const line* line_of(std::string_view activity) const;

    std::vector<line> lines_;
    std::optional<step> before_case_;
    std::optional<step> unit_changes_;
};

}  // namespace tools
