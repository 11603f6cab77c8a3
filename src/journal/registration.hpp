#pragma once

#include <acikkapi/record.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace acikkapi::journal {

/// What the key of a registration was answered with: a row of the table `key`. The keys of later
/// commands lie in the snapshot of their application.
struct registration {
    stream_id stream{};  ///< `no_stream` when refused.
    std::uint64_t command_hash = 0;
    std::int32_t refused_with = 0;
    position first{};  ///< First event, or the refusal.
    std::uint64_t events = 0;

    friend bool operator==(const registration&, const registration&) = default;
};

[[nodiscard]] std::string registration_key(const key_hash& key);
[[nodiscard]] std::string encode_registration(const registration& value);

/// @return `errc::corrupt_snapshot` if the bytes are not such a row.
[[nodiscard]] result<registration> decode_registration(std::string_view bytes);

}  // namespace acikkapi::journal
