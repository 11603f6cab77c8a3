#pragma once

#include "measure.hpp"

#include <cstdint>

namespace bench {

class counted_run;

/// What it takes to come back to a store that has grown.
struct reopened {
    double open_s = 0;
    std::uint64_t cold_stream_us =
        0;                      ///< An application that nobody looked at since; median of 200.
    std::uint64_t page_us = 0;  ///< Fifty of a worklist; median of 200, warm.
    std::uint64_t closed_page_us = 0;  ///< Fifty of those that have ended; likewise.
    std::uint64_t statistics_us = 0;
    std::uint64_t person_us = 0;    ///< All applications of a person; median of 200.
    std::uint64_t timeline_us = 0;  ///< All records of one application; likewise.
};

[[nodiscard]] boost::json::object to_json(const reopened& value);

/// Opens the store of a run that has ended, and looks at it. @pre The run is closed.
[[nodiscard]] acikkapi::result<reopened> come_back(counted_run& run);

/// Lets `how.applications` live through all their steps, not measured, and comes back to them.
[[nodiscard]] acikkapi::result<reopened> run_reopen(const run_options& how);

}  // namespace bench
