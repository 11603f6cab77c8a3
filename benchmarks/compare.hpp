#pragma once

#include <acikkapi/error.hpp>

#include "measure.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace bench {

/// Engine and what it is compared with in the same minutes: only their ratio says anything, a shared machine drifts
/// by a third within minutes.
struct comparison {
    figures engine;  ///< Of the round with the median ratio.
    figures other;
    std::string against;  ///< `floor`, `sqlite` or `limit`.
    double ratio = 0;     ///< Commands a second; median of the rounds.
    double ratio_min = 0;
    double ratio_max = 0;
};

[[nodiscard]] boost::json::object to_json(const comparison& value);

struct compare_options {
    run_options run;  ///< `in_flight` is not looked at.
    std::vector<std::size_t> in_flight{1, 16, 256, 4'096};
    std::size_t rounds = 3;
    std::string against = "floor";  ///< Or `sqlite`, or `limit`.
};

/// The middle one by ratio; of an even number the lower of the two. @pre Not empty.
[[nodiscard]] comparison median_of(const std::vector<std::pair<figures, figures>>& rounds);

/// Runs lifecycle and the other in turn, each in a new store, and takes the stores away again.
/// @param tell  Called as soon as a level is done.
[[nodiscard]] acikkapi::result<void>
run_compare(const compare_options& how, const std::function<void(const comparison&)>& tell);

}  // namespace bench
