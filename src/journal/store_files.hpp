#pragma once

#include <acikkapi/error.hpp>

#include <rocksdb/env.h>

#include <string>
#include <string_view>

namespace acikkapi::journal {

[[nodiscard]] std::string path_of(const std::string& directory, std::string_view name);

/// Makes a directory and what is missing above it. Returns when no power cut can take it away any
/// more: its name is durable, also if an earlier try made it and was ended before it could say so.
[[nodiscard]] bool make_directory(rocksdb::Env& files, const std::string& directory);

/// Takes away a directory of files, or as much of it as can be.
void remove_folder(rocksdb::Env& files, const std::string& directory);

/// Returns when the names in the directory are durable.
[[nodiscard]] bool sync_folder(rocksdb::Env& files, const std::string& directory);

/// Returns when the name of the file or directory is durable: its bytes are another matter.
[[nodiscard]] bool sync_name(rocksdb::Env& files, const std::string& path);

/// Lies beside the rows for people and their tools; nothing of ours reads it but to copy it.
inline constexpr std::string_view public_key_file = "checkpoint.pub";

/// @return The bytes of the file; none if it cannot be read.
[[nodiscard]] std::string
read_text(rocksdb::Env& files, const std::string& directory, std::string_view name);

/// Writes a file of which there is the old one or the new one at any time.
[[nodiscard]] bool leave_text(
    rocksdb::Env& files,
    const std::string& directory,
    std::string_view name,
    std::string_view text);

[[nodiscard]] bool is_folder(rocksdb::Env& files, const std::string& path);

// Of a directory that cannot be looked into nothing is said but that: `errc::io_error`.

[[nodiscard]] result<bool> is_store(rocksdb::Env& files, const std::string& directory);

/// Somebody began to make a store here and did not come to the end: nothing can be in it.
[[nodiscard]] result<bool> is_unfinished(rocksdb::Env& files, const std::string& directory);

/// Marks a store as being made, and takes away what an earlier try left.
/// @pre The directory is locked, and unfinished or empty.
[[nodiscard]] bool begin_making(rocksdb::Env& files, const std::string& directory);

/// All tables are there: from now on a store that cannot be read is damaged.
[[nodiscard]] bool end_making(rocksdb::Env& files, const std::string& directory);

/// Makes the directory durably if it is missing. One that is there must be empty but for a lock file;
/// anything else in it is not ours.
[[nodiscard]] result<bool> may_create(rocksdb::Env& files, const std::string& directory);

/// A database of somebody else. A store of ours has a lock file, or at least our tables; one with
/// a lock file may be in use and is not looked into.
[[nodiscard]] result<bool> is_foreign(rocksdb::Env& files, const std::string& directory);

}  // namespace acikkapi::journal
