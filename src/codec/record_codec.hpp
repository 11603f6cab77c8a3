#pragma once

#include <acikkapi/record.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace acikkapi::codec {

/// Most letters that one event may have; the engine refuses a command that would cause more.
inline constexpr std::size_t letters_max = 32;

/// Most bytes of a correlation id, and of the name and version of a workflow.
inline constexpr std::size_t correlation_size_max = 64;
inline constexpr std::size_t workflow_size_max = 64;

/// A record without its position, in two pieces: one that all may see and prove, and one that is
/// personal (recipients of letters, `payload.personal`) and can be sealed as a whole.
struct record_bytes {
    std::string clear;
    std::string personal;
    friend bool operator==(const record_bytes&, const record_bytes&) = default;
};

/// @pre The record is one that `decode_record` would accept: it has an actor, a channel, its
///      bounds are kept, and a `command_hash` only together with a `key`.
[[nodiscard]] record_bytes encode_parts(const record& value);

/// The row as stored when nothing is sealed: `clear`, then `personal`.
[[nodiscard]] std::string encode_record(const record& value);

/// @return The record at position `at`, `errc::corrupt_journal`, or `errc::unknown_schema` if a
///         later format wrote it.
[[nodiscard]] result<record> decode_record(position at, std::string_view row);

/// The same from its two pieces.
[[nodiscard]] result<record>
decode_parts(position at, std::string_view clear, std::string_view personal);

/// Whose record a row is, without looking at the rest of it. The errors are those of
/// `decode_record`.
[[nodiscard]] result<stream_id> stream_of(std::string_view row);

/// Where the personal piece of a row begins. The errors are those of `decode_record`.
[[nodiscard]] result<std::size_t> clear_size(std::string_view row);

}  // namespace acikkapi::codec
