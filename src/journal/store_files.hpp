#pragma once

#include <rocksdb/env.h>

#include <string>

namespace acikkapi::journal {

[[nodiscard]] bool is_store(rocksdb::Env& files, const std::string& directory);

/// Makes the directory if it is missing. One that is there must be empty but for a lock file;
/// anything else in it is not ours.
[[nodiscard]] bool may_create(rocksdb::Env& files, const std::string& directory);

/// A database of somebody else. A store of ours has a lock file, or at least our tables; one with
/// a lock file may be in use and is not looked into.
[[nodiscard]] bool is_foreign(rocksdb::Env& files, const std::string& directory);

}  // namespace acikkapi::journal
