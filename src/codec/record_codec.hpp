#pragma once

#include <acikkapi/record.hpp>

#include "codec/parts.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace acikkapi::codec {

/// Most letters that one event may have; the engine refuses a command that would cause more.
inline constexpr std::size_t letters_max = 32;

/// Most bytes of a correlation id, and of the name and version of a workflow.
inline constexpr std::size_t correlation_size_max = 64;
inline constexpr std::size_t workflow_size_max = 64;
/// Why something was disclosed.
inline constexpr std::size_t reason_size_max = 1'000;

// A row is a record without its position: a clear piece that all may see and prove, and behind it what
// is personal: the recipients of letters and `payload.personal` as one piece, `payload.others`.

/// @pre The record is one that `decode_record` would accept: it has an actor, a channel, its
///      bounds are kept, and a `command_hash` only together with a `key`.
/// @return `errc::erased` if there is something to seal of somebody whose key was destroyed.
[[nodiscard]] result<std::string> encode_record(const record& value, const seals* keys);

/// The same, sealing nothing.
[[nodiscard]] std::string encode_record(const record& value);

/// @param keys  Without any, what is sealed counts as erased.
/// @return The record at position `at`, `errc::corrupt_journal`, or `errc::unknown_schema` if a
///         later format wrote it.
[[nodiscard]] result<record>
decode_record(position at, std::string_view row, const seals* keys = nullptr);

/// What the first bytes of a row say, without reading it.
struct glance {
    bool letters = false;  ///< It has some.
    bool caused = false;   ///< It says what caused it.
    bool erasure = false;
};
/// @return As `decode_record`, of what is looked at.
[[nodiscard]] result<glance> glance_at(std::string_view row);

/// Whose record a row is, without looking at the rest of it. The errors are those of
/// `decode_record`.
[[nodiscard]] result<stream_id> stream_of(std::string_view row);

/// Where the personal piece of a row begins. The errors are those of `decode_record`.
[[nodiscard]] result<std::size_t> clear_size(std::string_view row);

}  // namespace acikkapi::codec
