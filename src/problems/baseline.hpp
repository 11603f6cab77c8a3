#pragma once

#include "problems/chance.hpp"
#include "problems/tally.hpp"

#include <optional>
#include <vector>

namespace acikkapi::problems_room {

/// The days that a question is about.
struct periods {
    span_of_days window;
    span_of_days past;                     ///< With which the window is compared.
    std::optional<span_of_days> season{};  ///< The window's days a year ago, and some around them.
};

/// What is usual in a category: what each of its keys is to be expected to count in the window, and how
/// widely such counts vary. docs/problems.md has the formulas.
class baseline {
public:
    /// @param all  The keys of the category at one level: its districts, or its units.
    baseline(const std::vector<const tally*>& all, const periods& when);

    [[nodiscard]] spread expected(const tally& of) const;

private:
    [[nodiscard]] double dispersion(const std::vector<const tally*>& all, int block_days) const;
    [[nodiscard]] double season_factor(const std::vector<const tally*>& all) const;

    periods when_;
    double rate_ = 0;  // Complaints a day of the average key.
    double dispersion_ = 1;
    double factor_ = 1;
};

}  // namespace acikkapi::problems_room
