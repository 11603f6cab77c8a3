#pragma once

#include "journal/head_record.hpp"

#include <rocksdb/env.h>

#include <string>
#include <vector>

namespace acikkapi::journal {

/// A crash may tear the last record of RocksDB's MANIFEST, which RocksDB then refuses for ever.
/// Cuts a copy of it after its last whole record, opens the copy read-only and inspects it, and
/// only if everything is there puts it in the place of the torn one, which stays beside it as
/// `acikkapi.torn`. Nothing else of the store is touched, and nothing at all if it does not help.
/// @pre The store is locked, and cannot be opened as it is.
/// @return Whether the store was mended.
[[nodiscard]] bool
mend_manifest(rocksdb::Env& files, const std::string& directory, const std::vector<mark>& marks);

/// Takes away the copy that a mending left which was cut short: with it every table would stay for ever.
/// @pre The store is locked, and sound.
void clear_mending(rocksdb::Env& files, const std::string& directory);

}  // namespace acikkapi::journal
