#pragma once

#include "codec/snapshot.hpp"

#include <string>
#include <string_view>

namespace acikkapi::codec {

/// @pre `value.events` has `value.at` positions; they and the refusals rise.
[[nodiscard]] std::string encode_snapshot(const snapshot& value);

/// @return The snapshot, `errc::corrupt_snapshot`, or `errc::unknown_schema` if a later format
///         wrote it. The personal part of the state is the tail of the bytes.
[[nodiscard]] result<snapshot> decode_snapshot(std::string_view bytes);

}  // namespace acikkapi::codec
