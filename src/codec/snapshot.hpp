#pragma once

#include <acikkapi/record.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace acikkapi::codec {

/// What one idempotency key was answered with, kept as long as the application.
struct key_entry {
    key_hash key{};
    std::uint64_t command_hash = 0;
    version after = 0;         ///< Version after the command; of a refusal, when it was refused.
    std::uint32_t events = 0;  ///< How many events the command caused.
    std::int32_t refused_with = 0;  ///< Error value; 0 when accepted.
    friend bool operator==(const key_entry&, const key_entry&) = default;
};

/// The stored state of one stream, rewritten with each of its events.
struct snapshot {
    version at = 0;
    bool closed = false;
    instant last_at{};               ///< Time of the last event; time never goes back in a stream.
    std::vector<position> events;    ///< Places of the facts, version 1 first: rising.
    std::vector<position> refusals;  ///< Places of the recorded refusals: rising.
    std::vector<key_entry> keys;
    encoded state;
    friend bool operator==(const snapshot&, const snapshot&) = default;
};

}  // namespace acikkapi::codec
