#pragma once

#include <acikkapi/error.hpp>

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace bench {

/// What one verification of a whole store came to.
struct replay_figures {
    std::uint64_t events = 0;
    double events_per_s = 0;  ///< Read, hashed, folded and compared; opening is not counted.
    std::size_t threads = 1;
    std::string found;  ///< The first thing that is wrong, in words; empty: nothing.

    [[nodiscard]] bool ok() const { return found.empty(); }
};

[[nodiscard]] boost::json::object to_json(const replay_figures& value);

/// Verifies a store of petitions.
/// @param directory  What `lifecycle` left, or any other store that no host has open.
[[nodiscard]] acikkapi::result<replay_figures>
run_replay(const std::string& directory, std::size_t threads);

}  // namespace bench
