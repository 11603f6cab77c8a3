#pragma once

#include <acikkapi/ids.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace acikkapi::journal {

/// The one row that every batch rewrites.
struct head_row {
    position last{};          ///< Place of the last event.
    stream_id newest{};       ///< Highest stream id given, or passed over by a restoration.
    position letters_done{};  ///< All letters up to here have been dealt with.

    friend bool operator==(const head_row&, const head_row&) = default;
};

/// Ids of streams come in blocks. A restored store begins a later one: what the original registered
/// after the backup has numbers in the hands of citizens, which must not be given again.
inline constexpr std::uint64_t block_of_streams = 100'000;

/// The first id of the block that holds this one. Blocks begin at 1, 100,001 and so on.
[[nodiscard]] constexpr std::uint64_t begin_of_block(std::uint64_t id) noexcept
{
    return id == 0 ? 1 : (id - 1) / block_of_streams * block_of_streams + 1;
}

inline constexpr std::string_view head_key = "head";
inline constexpr std::string_view store_key_row = "store";
inline constexpr std::string_view vault_key_row = "vault";
inline constexpr std::string_view restored_key = "restored";
/// The epoch that the keys of persons were in after the last of them was destroyed.
inline constexpr std::string_view destroyed_key = "keys destroyed";

[[nodiscard]] std::string encode_head(const head_row& value);

/// @return `errc::corrupt_journal` if the bytes are not a head.
[[nodiscard]] result<head_row> decode_head(std::string_view bytes);

/// What a store is: written once when it is made.
struct store_row {
    std::uint32_t format = 1;
    std::string workflow;   ///< Name of the workflow it belongs to.
    std::string key_check;  ///< Recognises the store's key.

    friend bool operator==(const store_row&, const store_row&) = default;
};

/// What a restored store remembers of that; a store that was never restored has no such row.
struct restored_row {
    restore_epoch epoch{};
    position upto{};  ///< Head of the backup: what follows from events up to here may be done.

    friend bool operator==(const restored_row&, const restored_row&) = default;
};

[[nodiscard]] std::string encode_restored(const restored_row& value);

/// @return `errc::corrupt_journal` if the bytes are not such a row.
[[nodiscard]] result<restored_row> decode_restored(std::string_view bytes);

[[nodiscard]] std::string encode_store(const store_row& value);

/// @return `errc::corrupt_journal`, or `errc::unknown_schema` for a later format.
[[nodiscard]] result<store_row> decode_store(std::string_view bytes);

}  // namespace acikkapi::journal
