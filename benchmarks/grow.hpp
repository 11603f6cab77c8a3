#pragma once

#include "measure.hpp"

#include <cstdint>
#include <functional>

namespace bench {

/// A store at one size.
struct growth {
    std::uint64_t applications = 0;  ///< Ended ones; the pool's stand open besides.
    figures here;                    ///< Of the last commands before it had this size.
    std::uint64_t disk_bytes = 0;
    std::uint64_t disk_bytes_per_application = 0;
};

/// What it takes to come back to a store that has grown.
struct reopened {
    double open_s = 0;
    std::uint64_t cold_stream_us =
        0;                      ///< An application that nobody looked at since; median of 200.
    std::uint64_t page_us = 0;  ///< Fifty of a worklist; median of 200, warm.
    std::uint64_t closed_page_us = 0;  ///< Fifty of those that have ended; likewise.
    std::uint64_t statistics_us = 0;
};

[[nodiscard]] boost::json::object to_json(const growth& value);
[[nodiscard]] boost::json::object to_json(const reopened& value);

/// Lets a store grow and measures on the way: at 100,000 applications, twice and five times that, and so on
/// up to `how.applications`.
/// @param tell  Called at each size.
[[nodiscard]] acikkapi::result<reopened>
run_grow(const run_options& how, const std::function<void(const growth&)>& tell);

}  // namespace bench
