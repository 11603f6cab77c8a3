#pragma once

#include <acikkapi/backup.hpp>

#include "journal/journal.hpp"

#include <memory>
#include <string>

namespace rocksdb {
class DB;
}

namespace acikkapi::journal {

/// Whether a backup of this store may be added to the directory.
/// @return `errc::not_empty`, `bad_backup`, `wrong_key`, or as reading the store fails.
[[nodiscard]] error_code admits_backup(const journal& store, const std::string& directory);

/// Adds a backup of a store to those in `directory`.
/// @pre `admits_backup`.
/// @return Its number, or as `back_up_store` says.
[[nodiscard]] result<std::uint32_t>
write_backup(rocksdb::DB& tables, const std::string& directory, const backup_progress& progress);

/// Opens a backup for reading where it lies; not a byte of it is changed.
/// @return The journal in it, which holds the backups shared as long as it lives.
[[nodiscard]] result<std::shared_ptr<const journal>>
open_backup(const std::string& from, std::uint32_t number);

}  // namespace acikkapi::journal
