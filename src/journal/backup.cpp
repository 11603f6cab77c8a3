#include "journal/backup.hpp"
#include "journal/backup_set.hpp"
#include "journal/store_files.hpp"

#include <rocksdb/db.h>

#include <utility>
#include <vector>

namespace acikkapi::journal {
namespace {

/// A backup opened where it lies, with all that must live as long; destroyed from below.
struct opened_backup {
    store_lock lock;
    std::shared_ptr<rocksdb::Env> files;
    std::unique_ptr<journal> tables;
};

/// Whether a backup of this store may be added to those of a directory that is locked.
error_code admits(const std::string& store, const std::string& directory)
{
    if (const auto known = holds_backups(directory); !known || !*known) {
        return known ? error_code{} : known.error();  // `may_hold_backups`: the first one.
    }
    const auto old = backup_set::open_locked({}, directory);
    if (!old) {
        return old.error();
    }
    std::vector<rocksdb::BackupID> damaged;
    old->engine().GetCorruptedBackups(&damaged);
    if (!damaged.empty()) {
        return errc::bad_backup;
    }
    if (old->numbers().empty()) {
        return {};  // The first one was never finished.
    }
    const auto newest = old->find(newest_backup);
    const auto theirs = newest ? describe(*newest) : newest.error();
    if (!theirs) {
        return theirs.error();
    }
    return theirs->store == store ? error_code{} : errc::wrong_key;
}

/// @pre The directory is locked, and `admits` one more.
/// @return Its number.
result<std::uint32_t>
write_backup(rocksdb::DB& tables, const std::string& directory, const backup_progress& progress)
{
    rocksdb::BackupEngine* opened = nullptr;
    rocksdb::IOStatus status =
        rocksdb::BackupEngine::Open(backup_options(directory), tables.GetEnv(), &opened);
    const std::unique_ptr<rocksdb::BackupEngine> engine{opened};
    if (!status.ok()) {
        return backup_error_of(status);
    }
    rocksdb::CreateBackupOptions how;
    // What is in the log only would be copied as far as it goes, in each backup anew.
    how.flush_before_backup = true;
    std::uint64_t copied = 0;
    const auto tell = without_throwing(progress);
    how.progress_callback = [&] {
        copied += backup_progress_step;
        tell(copied);
    };
    rocksdb::BackupID number = 0;
    status = engine->CreateNewBackup(how, &tables, &number);
    if (status.IsCorruption()) {
        return errc::corrupt_journal;  // The backups that lie here were looked at before.
    }
    if (!status.ok()) {
        return backup_error_of(status);
    }
    return number;
}

}  // namespace

result<backup_info> add_backup(
    rocksdb::DB& tables,
    const std::string& store,
    const std::string& directory,
    const backup_progress& progress)
{
    const auto ours = may_hold_backups(directory);
    if (!ours || !*ours) {
        return ours ? errc::not_empty : ours.error();
    }
    if (!make_directory(*rocksdb::Env::Default(), directory)) {
        return errc::io_error;
    }
    // From the look at what lies there until the backup was read again: nobody else writes.
    const auto lock = store_lock::take(directory, store_lock::mode::write);
    if (!lock) {
        return lock.error();
    }
    if (const auto refused = admits(store, directory)) {
        return refused;
    }
    const auto number = write_backup(tables, directory, progress);
    if (!number) {
        return number.error();
    }
    const auto all = backup_set::open_locked({}, directory);
    const auto which = all ? all->find(*number) : all.error();
    return which ? describe(*which) : which.error();
}

result<std::shared_ptr<const journal>> open_backup(const std::string& from, std::uint32_t number)
{
    auto all = backup_set::open(from);
    if (!all) {
        return all.error();
    }
    const auto which = all->find(number);
    if (!which) {
        return which.error();
    }
    auto tables = open_tables(*which);
    if (!tables) {
        return tables.error();
    }
    auto lock = store_lock::take(from, store_lock::mode::read);
    if (!lock) {
        return lock.error();
    }
    const auto kept = std::make_shared<opened_backup>(
        opened_backup{*std::move(lock), which->env_for_open, *std::move(tables)});
    return std::shared_ptr<const journal>{kept, kept->tables.get()};
}

}  // namespace acikkapi::journal

namespace acikkapi {

result<backup_info>
back_up_store(const std::string& store, const std::string& into, const backup_reports& reports)
{
    const auto opened = journal::open({store, false, false, nullptr, reports.log});
    if (!opened) {
        return opened.error();
    }
    return (*opened)->back_up(into, reports.progress);
}

result<backup_info> describe_backup(const std::string& from, std::uint32_t number)
{
    const auto all = journal::backup_set::open(from);
    if (!all) {
        return all.error();
    }
    const auto which = all->find(number);
    return which ? journal::describe(*which) : which.error();
}

result<std::vector<std::uint32_t>> backup_numbers(const std::string& from)
{
    const auto all = journal::backup_set::open(from);
    if (!all) {
        return all.error();
    }
    return all->numbers();
}

result<backup_info> check_backup(const std::string& from, std::uint32_t number)
{
    const auto all = journal::backup_set::open(from);
    if (!all) {
        return all.error();
    }
    const auto which = all->find(number);
    if (!which) {
        return which.error();
    }
    const bool with_checksums = true;
    const auto status = all->engine().VerifyBackup(which->backup_id, with_checksums);
    return status.ok() ? journal::describe(*which) : journal::backup_error_of(status);
}

}  // namespace acikkapi
