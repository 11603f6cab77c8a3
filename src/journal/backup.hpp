#pragma once

#include <acikkapi/backup.hpp>

#include "journal/journal.hpp"

#include <memory>
#include <string>

namespace rocksdb {
class DB;
}

namespace acikkapi::journal {

/// Adds a backup of a store to those in `directory`.
/// @param store  Which one, as in `backup_info`.
/// @return What is in it, read from the backup itself, or as `back_up_store` says.
[[nodiscard]] result<backup_info> add_backup(
    rocksdb::DB& tables,
    const std::string& store,
    const std::string& directory,
    const backup_progress& progress);

/// Opens a backup for reading where it lies; not a byte of it is changed.
/// @return The journal in it, which holds the backups shared as long as it lives.
[[nodiscard]] result<std::shared_ptr<const journal>>
open_backup(const std::string& from, std::uint32_t number);

}  // namespace acikkapi::journal
