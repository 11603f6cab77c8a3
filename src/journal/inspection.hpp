#pragma once

#include <acikkapi/error.hpp>

#include "journal/head.hpp"
#include "journal/head_record.hpp"
#include "journal/tables.hpp"

#include <optional>
#include <vector>

namespace acikkapi::journal {

/// Whether a store fits together, looked at without reading it all: the head row and the last event
/// tell the same, each table can be opened, the event table has exactly as many entries as there are
/// positions, the Merkle tree can grow, and its newest checkpoint, if there is one, is of this journal.
/// @param head  Set to the head row, if that can be read.
/// @return Nothing if it does.
[[nodiscard]] std::optional<finding> inspect(const tables& store, std::optional<head_row>& head);

/// Whether what an engine reads when it begins can be read. Asked before the store is opened for
/// writing: from then on files of it change, also when it turns out that it cannot be used.
[[nodiscard]] std::optional<finding> read_through(const tables& store);

/// Whether every mark lies in the journal, with the hash it had.
/// @param marks  Oldest first; none is a finding.
/// @param last   Place of the last event.
/// @return Nothing if so: what was acknowledged is there.
[[nodiscard]] std::optional<finding>
compare(const tables& store, const std::vector<mark>& marks, position last);

/// What the store holds now.
/// @return `errc::corrupt_journal` if there is no event at `last`, or as reading it fails.
[[nodiscard]] result<mark> mark_of(const tables& store, position last);

}  // namespace acikkapi::journal
