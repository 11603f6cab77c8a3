#pragma once

#include "reopen.hpp"

#include <cstdint>
#include <functional>

namespace bench {

/// A store at one size.
struct growth {
    std::uint64_t applications = 0;  ///< Ended ones; the pool's stand open besides.
    figures here;                    ///< Of all commands since the size before.
    std::uint64_t disk_bytes = 0;
    std::uint64_t disk_bytes_per_application = 0;
};

[[nodiscard]] boost::json::object to_json(const growth& value);

/// Lets a store grow and measures on the way: at 100,000 applications, twice and five times that, and so on
/// up to `how.applications`.
/// @param tell  Called at each size.
[[nodiscard]] acikkapi::result<reopened>
run_grow(const run_options& how, const std::function<void(const growth&)>& tell);

}  // namespace bench
