#pragma once

#include "measure.hpp"

#include <functional>
#include <string>

namespace bench {

/// The same commands before something bad happens and while it does.
struct hurt {
    std::string what;
    figures before;
    figures during;
    std::uint64_t events_besides = 0;  ///< Written meanwhile by others than those who are measured.
    std::uint64_t times =
        0;  ///< How much there was of it: records read, backups made, commands before.
};

/// What became of more commands than may wait.
struct shed {
    std::uint64_t given = 0;
    std::uint64_t done = 0;
    std::uint64_t refused = 0;         ///< `errc::overloaded`.
    std::uint64_t refused_max_us = 0;  ///< How long the slowest of them was in the dark.
    std::uint64_t done_max_us = 0;
};

[[nodiscard]] boost::json::object to_json(const hurt& value);
[[nodiscard]] boost::json::object to_json(const shed& value);

/// A hundred thousand timers at once, an adapter that never answers, a reader that stops, a backup, compactions;
/// each in a store of its own, with few commands in flight.
/// @param tell  Called after each.
[[nodiscard]] acikkapi::result<void>
run_hurt(const run_options& how, const std::function<void(const hurt&)>& tell);

/// More commands at once than may wait.
[[nodiscard]] acikkapi::result<shed> run_shed(const run_options& how);

}  // namespace bench
