#pragma once

#include <acikkapi/ids.hpp>
#include <acikkapi/record.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::journal {

/// Numbers in keys are big-endian, so that rows lie in the order of the numbers.
[[nodiscard]] std::string big_endian(std::uint64_t value);

/// @return Nothing if `bytes` are not eight.
[[nodiscard]] std::optional<std::uint64_t> read_big_endian(std::string_view bytes) noexcept;

/// Signed numbers in the same order: the sign bit is turned round.
[[nodiscard]] std::string big_endian_signed(std::int64_t value);

[[nodiscard]] inline std::string event_key(position at)
{
    return big_endian(number_of(at));
}
[[nodiscard]] inline std::string stream_key(stream_id id)
{
    return big_endian(number_of(id));
}

/// `list` 0 `key` 0 sort stream: one ended application in one list. Neither name holds a zero byte.
[[nodiscard]] std::string
closed_key(std::string_view list, std::string_view key, std::int64_t sort, stream_id id);

/// The part of `closed_key` that all rows of one list share.
[[nodiscard]] std::string closed_prefix(std::string_view list, std::string_view key);

/// A subtree of the Merkle tree with 2^height leaves, and `index` others of its size before it.
[[nodiscard]] std::string node_key(unsigned height, std::uint64_t index);

/// A checkpoint over so many records. Lies before all nodes.
[[nodiscard]] std::string checkpoint_key(std::uint64_t size);

/// Stands in `table::meta` from the record of an erasure until the key is destroyed, and what it was kept under.
[[nodiscard]] std::string erasing_key(const person_of& whom);
inline constexpr std::string_view erasing_prefix = "erasing/";

/// `name` 0 `key`: one figure.
[[nodiscard]] std::string counter_key(std::string_view name, std::string_view key);

}  // namespace acikkapi::journal
