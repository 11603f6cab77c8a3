#pragma once

#include <acikkapi/ids.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace acikkapi {

/// A store as it was at one moment, among the backups of one directory.
struct backup_info {
    std::uint32_t number = 0;      ///< From 1; a newer one has a larger number.
    instant taken_at{};            ///< To the second, by the clock of the machine.
    std::string store;             ///< Which store: 32 hexadecimal digits that follow from its key.
    std::string workflow;          ///< `petition`
    std::uint32_t format = 0;      ///< Of the store, as `docs/journal_format.md` counts.
    restore_epoch epoch{};         ///< Of the store when the backup was taken.
    position head{};               ///< Position of the last record in it.
    std::uint64_t size_bytes = 0;  ///< Of its files; those that backups share count in each.

    friend bool operator==(const backup_info&, const backup_info&) = default;
};

/// In place of a backup's number: the newest one, damaged or not. An older one is never taken in its
/// place; who wants that gives its number.
inline constexpr std::uint32_t newest_backup = 0;

/// Told how many bytes of a backup have been copied, there or back; by one thread at a time, which
/// may be another one than asked for the copy. Who throws is told no more, and the copy goes on. It asks the
/// engine nothing: where the disk is full, that may wait for the end of this very copy.
using backup_progress = std::function<void(std::uint64_t bytes)>;

/// Who is told what while a store that nobody has open is backed up, or one is made out of a backup.
struct backup_reports {
    backup_progress progress{};
    /// Diagnostics, as `engine_options::log`: why the store was refused stands there.
    std::function<void(std::string_view)> log{};
};

/// Adds a backup of a store that nobody has open; `engine::backup` does it for one that is.
///
/// What an earlier backup in the directory has already is not copied again. Each file is compared
/// with the checksum that it was written with, copied and synced.
/// @param into  Missing, empty, or a directory of backups of the same store, also one of which the
///              first was cut short.
/// @return What is in it; `errc::busy` if a program has the store or the backups open, `wrong_key`
///         if the backups are of another store, `not_empty` if other files lie there, `bad_backup`
///         if one of the backups there is damaged: nothing is written beside it, lest what could
///         still be saved be tidied away; `corrupt_journal` if a file of the store is not what was
///         written; `disk_full`, `io_error`, or as `engine::open` says.
/// @par Complexity  What is new since the backup before.
[[nodiscard]] result<backup_info> back_up_store(
    const std::string& store, const std::string& into, const backup_reports& reports = {});

/// What is in a backup, read from the backup itself.
/// @return `errc::bad_backup` if there is none of this number, or what it holds does not fit together;
///         `unknown_schema` if a later version wrote it, `io_error` if the disk did not give it; `busy`
///         while one is being taken.
[[nodiscard]] result<backup_info>
describe_backup(const std::string& from, std::uint32_t number = newest_backup);

/// Reads every file of a backup and compares its checksum. That the records in it are sound is for
/// `audit` to say, which opens a backup as it is (`audit_options::backup`).
/// @return As `describe_backup`; `errc::bad_backup` at the first file that is not what was written.
[[nodiscard]] result<backup_info>
check_backup(const std::string& from, std::uint32_t number = newest_backup);

/// The numbers of all backups in a directory, the oldest first, damaged ones too: what is in one,
/// `describe_backup` says.
/// @return `errc::bad_backup` if no backups were ever kept there; `busy` while one is being taken.
[[nodiscard]] result<std::vector<std::uint32_t>> backup_numbers(const std::string& from);

/// Takes all but the newest backups away, with the files that no other one needs.
///
/// The last good one always stays: before anything is taken away, those that are to stay are read
/// as `check_backup` reads them, from the newest on, until one is what was written. A
/// prune that is cut short has taken away fewer; the next one tidies what it left.
/// @param keep  How many stay, at least 1.
/// @return The numbers of those taken away, the oldest first. Nothing was: `errc::bad_argument`,
///         `busy` while somebody reads or writes there; `bad_backup` if none of those that were to
///         stay is good, or the list of one cannot be read: its files could not be told from those
///         that nobody needs. `io_error` if the disk would not go on: some may be gone, and
///         `backup_numbers` says which are left.
/// @par Complexity  Reads one backup, if there is one to take away.
[[nodiscard]] result<std::vector<std::uint32_t>>
prune_backups(const std::string& directory, std::uint32_t keep);

/// Makes a store out of a backup, under a new `restore_epoch`.
///
/// What happened to the original after the backup is not known here. So letters that were on record
/// in it and not settled are never sent by the restored store: their outcome becomes
/// `delivery::unknown` with the detail `restored`, when the engine runs. Letters of later events
/// bear the epoch in their ids. Applications that were registered after the backup are gone; their
/// numbers are not given again: new ones begin in a later block of 100,000, one of 997 by the time.
/// @param directory  The new store: missing or empty; appears there complete or not at all. It is
///                   made beside it first, in `<directory>.restoring`; so it cannot be a mount
///                   point. What a restore that was cut short left there is begun anew. An empty
///                   directory that was prepared for it leaves it its owner and who may come in.
/// @param now        The time by the host's clock, from which the epoch is made.
/// @return What was restored, with the new epoch; `errc::not_empty` if something else lies in one
///         of the two places, `bad_argument` if it is a mount point, `busy` if somebody is restoring
///         there, `limit_reached` if no numbers are left for new applications (they end at
///         999,999,999), `disk_full`, or as `check_backup`.
[[nodiscard]] result<backup_info> restore_backup(
    const std::string& from,
    const std::string& directory,
    instant now,
    std::uint32_t number = newest_backup,
    const backup_reports& reports = {});

}  // namespace acikkapi
