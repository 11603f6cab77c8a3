#pragma once

#include "support/tally.hpp"

#include <string>

// What the process that is killed and the test that asks about it have in common.
namespace support {

inline constexpr std::size_t victim_writers = 3;

inline engine_options victim_options(host& h, const std::string& directory)
{
    auto out = h.options();
    out.directory = directory;
    out.cached_streams_max = 2;
    return out;
}

/// The n-th command of a round, the same in the process that is killed and in the one that asks.
inline request<tally> victim_command(int round, std::size_t n)
{
    const auto key = std::to_string(round) + "/" + std::to_string(n);
    auto out = adding(0, n % 4 == 0 ? no_stream : stream_id{1 + n % 3}, key);
    out.wish.times = 1 + n % 2;
    return out;
}

}  // namespace support
