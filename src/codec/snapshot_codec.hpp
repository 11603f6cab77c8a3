#pragma once

#include <acikkapi/error.hpp>

#include "codec/parts.hpp"
#include "codec/snapshot.hpp"

#include <string>
#include <string_view>

namespace acikkapi::codec {

/// What is personal in the state, for the end of its row.
/// @pre `value.at` and `value.state` are those of the row.
/// @return `errc::erased` if there is something to seal of somebody whose key was destroyed.
[[nodiscard]] result<row_end>
seal_state(stream_id stream, const snapshot& value, const seals* keys);

/// @pre `value.events` has `value.at` positions; they and the refusals rise.
/// @param personal  As `seal_state` made it of the same state.
[[nodiscard]] std::string encode_snapshot(const snapshot& value, const row_end& personal);

/// The same, sealing nothing.
[[nodiscard]] std::string encode_snapshot(const snapshot& value);

/// @param stream  Whose snapshot it is, for what is sealed.
/// @param keys    Without any, what is sealed counts as erased.
/// @return The snapshot, `errc::corrupt_snapshot`, or `errc::unknown_schema` if a later format
///         wrote it.
[[nodiscard]] result<snapshot>
decode_snapshot(std::string_view bytes, stream_id stream = no_stream, const seals* keys = nullptr);

}  // namespace acikkapi::codec
