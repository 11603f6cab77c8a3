#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/metrics.hpp>
#include <acikkapi/ports.hpp>

#include "engine/counts.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace acikkapi::engine_room {

/// All that metrics are made of.
struct measures {
    const counts& done;
    position head{};
    position covered{};  ///< By a checkpoint.
    std::size_t waiting_commands = 0;
    std::size_t waiting_bytes = 0;
    std::size_t timers = 0;
    std::optional<instant> next_timer{};
    std::vector<adapter_state> letters{};
    position letters_read{};
};

[[nodiscard]] std::vector<metric> metrics_of(const measures& what, instant now);

}  // namespace acikkapi::engine_room
