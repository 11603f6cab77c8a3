#pragma once

#include <acikkapi/record.hpp>

#include "codec/parts.hpp"
#include "codec/record_codec.hpp"
#include "codec/snapshot.hpp"
#include "journal/head.hpp"
#include "journal/journal.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace acikkapi::journal {

// What is sealed is opened by `keys`; without any, or where the key was destroyed, it counts as erased.

using codec::key_entry;
using codec::seals;
using codec::snapshot;

/// @return The record, `errc::corrupt_journal` if it is missing or damaged, `errc::unknown_schema`.
[[nodiscard]] result<record> read_record(const journal& from, position at, const seals* keys);

/// Calls `visit` for every record after `after` up to `last`, until it returns `false`.
[[nodiscard]] result<void> scan_records(
    const journal& from,
    position after,
    position last,
    const seals* keys,
    const std::function<bool(record&&)>& visit);

/// Which records are read, and what is done with them.
struct reading {
    std::function<bool(const codec::glance&)>
        wanted;                           ///< By what is seen of a row without reading it.
    std::function<bool(record&&)> visit;  ///< `false` ends it.
};

/// The same, passing over what is not wanted.
[[nodiscard]] result<void> scan_some_records(
    const journal& from, position after, position last, const seals* keys, const reading& how);

/// @return The snapshot, nothing if there is no such stream, or `errc::corrupt_snapshot`.
[[nodiscard]] result<std::optional<snapshot>>
read_snapshot(const journal& from, stream_id stream, const seals* keys);

/// @return Where the records of a stream are, refusals too, in their order: at least one.
///         `errc::no_such_application`, or as `read_snapshot`.
[[nodiscard]] result<std::vector<position>> read_places(const journal& from, stream_id stream);

/// @return The head row, one of zeros for a journal without events, or `errc::corrupt_journal`.
[[nodiscard]] result<head_row> read_head(const journal& from);

/// @return What the store says it is, nothing if it was never finished, or as `decode_store`.
[[nodiscard]] result<std::optional<store_row>> read_store(const journal& from);

/// @return By what the keys of persons of this store are recognised; empty if nothing is sealed in it.
[[nodiscard]] result<std::string> read_vault_check(const journal& from);

/// @return What a restored store remembers, zeros for one that never was, or `corrupt_journal`.
[[nodiscard]] result<restored_row> read_restored(const journal& from);

/// Decodes one row of the tables `open` and `done`.
[[nodiscard]] result<snapshot>
read_snapshot_row(std::string_view value, stream_id stream, bool closed, const seals* keys);

}  // namespace acikkapi::journal
