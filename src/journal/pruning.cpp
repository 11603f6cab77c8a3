// How old backups are taken away, and never the last good one.
#include "journal/backup_set.hpp"

#include <algorithm>
#include <iterator>

namespace acikkapi::journal {
namespace {

/// Whether one of these is what was written; the newest is read first.
bool one_is_good(const rocksdb::BackupEngine& all, const std::vector<rocksdb::BackupInfo>& these)
{
    const bool with_checksums = true;
    return std::any_of(these.rbegin(), these.rend(), [&](const auto& one) {
        return all.VerifyBackup(one.backup_id, with_checksums).ok();
    });
}

result<std::vector<std::uint32_t>> prune(rocksdb::BackupEngine& all, std::uint32_t keep)
{
    std::vector<rocksdb::BackupID> damaged;
    all.GetCorruptedBackups(&damaged);
    if (!damaged.empty()) {
        return errc::bad_backup;
    }
    std::vector<rocksdb::BackupInfo> stay;  // From the oldest to the newest.
    all.GetBackupInfo(&stay);
    std::vector<std::uint32_t> out;
    const auto newest = std::prev(stay.end(), std::min<std::ptrdiff_t>(keep, std::ssize(stay)));
    std::transform(stay.begin(), newest, std::back_inserter(out), [](const auto& one) {
        return one.backup_id;
    });
    stay.erase(stay.begin(), newest);
    if (!out.empty() && !one_is_good(all, stay)) {
        return errc::bad_backup;
    }
    // Of each its list goes first, then what is in no list any more: also what an earlier prune left.
    if (!all.PurgeOldBackups(keep).ok()) {
        return errc::io_error;
    }
    return out;
}

}  // namespace
}  // namespace acikkapi::journal

namespace acikkapi {

result<std::vector<std::uint32_t>> prune_backups(const std::string& directory, std::uint32_t keep)
{
    if (keep == 0) {
        return errc::bad_argument;
    }
    if (const auto known = journal::holds_backups(directory); !known || !*known) {
        return known ? error_code{errc::bad_backup} : known.error();
    }
    const auto lock = journal::store_lock::take(directory, journal::store_lock::mode::write);
    if (!lock) {
        return lock.error();
    }
    rocksdb::BackupEngine* opened = nullptr;
    const auto status = rocksdb::BackupEngine::Open(
        journal::backup_options(directory), rocksdb::Env::Default(), &opened);
    const std::unique_ptr<rocksdb::BackupEngine> all{opened};
    if (!status.ok()) {
        return journal::backup_error_of(status);
    }
    return journal::prune(*all, keep);
}

}  // namespace acikkapi
