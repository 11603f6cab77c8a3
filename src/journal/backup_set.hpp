#pragma once

#include <acikkapi/backup.hpp>

#include "journal/journal.hpp"
#include "journal/store_lock.hpp"

#include <rocksdb/utilities/backup_engine.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace acikkapi::journal {

/// What a failed status of RocksDB's backup engine means: `errc::bad_backup`, `disk_full` or
/// `io_error`.
[[nodiscard]] errc backup_error_of(const rocksdb::Status& status);

/// What it means where something is wrong with the rows of a backup: `errc::io_error` and
/// `unknown_schema` say nothing against it, all else is `bad_backup`.
[[nodiscard]] errc backup_error_of(error_code why);

/// For RocksDB's threads, in which an exception would be the end of the process: who throws one is told
/// no more.
[[nodiscard]] backup_progress without_throwing(backup_progress tell);

/// How often the progress of a backup or a restore is told.
inline constexpr std::uint64_t backup_progress_step = 1U << 20U;

/// Backups lie in the machine's files, wherever the store may have its own.
[[nodiscard]] rocksdb::BackupEngineOptions backup_options(const std::string& directory);

/// @return `errc::io_error` if nobody can tell.
[[nodiscard]] result<bool> holds_backups(const std::string& directory);

[[nodiscard]] bool is_empty_or_missing(const std::string& directory);

/// Whether backups may be added: there are some, or nothing lies there but what a first one leaves
/// that ends early.
/// @return `errc::io_error` if nobody can tell.
[[nodiscard]] result<bool> may_hold_backups(const std::string& directory);

/// The backups of a directory, held shared as long as it lives.
/// @par Thread safety  None.
class backup_set {
public:
    /// @param progress  Told what is read of a backup that is restored.
    /// @return `errc::bad_backup`, `busy` or `io_error`.
    [[nodiscard]] static result<backup_set>
    open(const std::string& directory, const backup_progress& progress = {});

    /// For who has locked the directory himself. An empty lock: he keeps it.
    /// @return `errc::bad_backup` or `io_error`.
    [[nodiscard]] static result<backup_set> open_locked(
        store_lock lock, const std::string& directory, const backup_progress& progress = {});

    [[nodiscard]] const rocksdb::BackupEngineReadOnly& engine() const { return *engine_; }

    /// In ascending order, damaged ones too.
    [[nodiscard]] std::vector<std::uint32_t> numbers() const;

    /// @param number  `newest_backup` is the newest of all, damaged or not: an older one in its place
    ///                would be another than was asked for.
    /// @return `errc::bad_backup` if there is none, or it cannot be read.
    [[nodiscard]] result<rocksdb::BackupInfo> find(std::uint32_t number) const;

private:
    backup_set(store_lock lock, rocksdb::BackupEngineReadOnly* engine)
        : lock_(std::move(lock)), engine_(engine)
    {}

    store_lock lock_;
    std::unique_ptr<rocksdb::BackupEngineReadOnly> engine_;
};

/// Opens a backup for reading through an environment of RocksDB's that puts its files together. Its
/// store may be open beside it, so it keeps few of its tables open.
/// @return `errc::bad_backup`, `unknown_schema` or `io_error`. What is opened may have a `doubt`.
[[nodiscard]] result<std::unique_ptr<journal>> open_tables(const rocksdb::BackupInfo& which);

/// What the rows of a store say about it.
[[nodiscard]] result<backup_info> describe(const journal& store);

/// Likewise of a backup, with its number, time and size.
/// @return `errc::bad_backup` if its rows do not fit together; `unknown_schema`, `io_error`.
[[nodiscard]] result<backup_info> describe(const rocksdb::BackupInfo& which);

}  // namespace acikkapi::journal
