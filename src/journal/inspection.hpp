#pragma once

#include <acikkapi/error.hpp>

#include "journal/head.hpp"
#include "journal/head_record.hpp"
#include "journal/tables.hpp"

#include <optional>
#include <vector>

namespace acikkapi::journal {

/// What a store must hold, looked at without reading it all: the head row and the last event tell
/// the same, the event table has exactly as many entries as there are positions, and every mark of
/// the head record lies in it, with the hash it had.
/// @param marks  Oldest first; none is a finding.
/// @param head   Set to the head row, if that can be read.
/// @return Nothing if all is as it was written.
[[nodiscard]] std::optional<finding>
inspect(const tables& store, const std::vector<mark>& marks, std::optional<head_row>& head);

/// What the store holds now.
[[nodiscard]] result<mark> mark_of(const tables& store, position last);

}  // namespace acikkapi::journal
