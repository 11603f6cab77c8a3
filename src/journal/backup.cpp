#include "journal/backup.hpp"
#include "journal/read.hpp"
#include "journal/store_files.hpp"
#include "journal/store_lock.hpp"
#include "vault/secrets.hpp"

#include <boost/algorithm/hex.hpp>
#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace acikkapi::journal {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t progress_step = 1U << 20U;
constexpr const char* folder_of_lists = "meta";  // RocksDB's: what belongs to which backup.

errc error_of(const rocksdb::Status& status)
{
    if (status.IsCorruption() || status.IsNotFound()) {
        return errc::bad_backup;
    }
    return status.IsNoSpace() ? errc::disk_full : errc::io_error;
}

/// Backups lie in the machine's files, wherever the store may have its own.
rocksdb::BackupEngineOptions options_for(const std::string& directory)
{
    rocksdb::BackupEngineOptions out{directory, rocksdb::Env::Default()};
    out.sync = true;
    out.callback_trigger_interval_size = progress_step;
    return out;
}

bool holds_backups(const std::string& directory)
{
    std::error_code ignored;
    const fs::path where{directory};
    return fs::is_directory(where / folder_of_lists, ignored) &&
           fs::is_regular_file(where / store_lock::file_name, ignored);
}

bool is_empty_or_missing(const std::string& directory)
{
    std::error_code error;
    return !fs::exists(directory, error) ||
           (fs::is_directory(directory, error) && fs::is_empty(directory, error) && !error);
}

/// The backups of a directory, held as long as it lives.
class backups {
public:
    /// @return `errc::bad_backup`, `busy` or `io_error`.
    [[nodiscard]] static result<backups> open(const std::string& directory)
    {
        if (!holds_backups(directory)) {
            return errc::bad_backup;
        }
        auto lock = store_lock::take(directory, store_lock::mode::read);
        if (!lock) {
            return lock.error();
        }
        rocksdb::BackupEngineReadOnly* opened = nullptr;
        const auto status = rocksdb::BackupEngineReadOnly::Open(
            options_for(directory), rocksdb::Env::Default(), &opened);
        if (!status.ok()) {
            return error_of(status);
        }
        return backups{*std::move(lock), opened};
    }

    [[nodiscard]] const rocksdb::BackupEngineReadOnly& engine() const { return *engine_; }

    /// @return `errc::bad_backup` if there is none.
    [[nodiscard]] result<rocksdb::BackupInfo> find(std::uint32_t number) const
    {
        rocksdb::BackupInfo out;
        const bool details = true;  // Without them it cannot be opened.
        const auto status = number == newest_backup ? engine_->GetLatestBackupInfo(&out, details)
                                                    : engine_->GetBackupInfo(number, &out, details);
        if (!status.ok()) {
            return error_of(status);
        }
        return out;
    }

private:
    backups(store_lock lock, rocksdb::BackupEngineReadOnly* engine)
        : lock_(std::move(lock)), engine_(engine)
    {}

    store_lock lock_;
    std::unique_ptr<rocksdb::BackupEngineReadOnly> engine_;
};

/// A backup opened where it lies, with all that must live as long; destroyed from below.
struct opened_backup {
    store_lock lock;
    std::shared_ptr<rocksdb::Env> files;
    std::unique_ptr<journal> tables;
};

/// Opens a backup for reading through an environment of RocksDB's that puts its files together.
result<std::unique_ptr<journal>> open_tables(const rocksdb::BackupInfo& which)
{
    journal_options how{which.name_for_open, false, true, which.env_for_open.get(), {}};
    how.without_head_record = true;
    auto out = open(how);
    if (!out && out.error() != errc::io_error) {
        return errc::bad_backup;
    }
    return out;
}

std::string hexadecimal(std::string_view bytes)
{
    std::string out;
    boost::algorithm::hex_lower(bytes.begin(), bytes.end(), std::back_inserter(out));
    return out;
}

/// What the rows of a store say about it.
result<backup_info> describe(const journal& store)
{
    const auto row = read_store(store);
    const auto restored = read_restored(store);
    if (!row || !restored) {
        return row ? restored.error() : row.error();
    }
    backup_info out;
    if (const auto& known = *row) {
        out.store = hexadecimal(known->key_check);
        out.workflow = known->workflow;
        out.format = known->format;
    }
    out.epoch = restored->epoch;
    out.head = store.head();
    return out;
}

result<backup_info> describe(const rocksdb::BackupInfo& which)
{
    const auto tables = open_tables(which);
    if (!tables) {
        return tables.error();
    }
    auto out = describe(**tables);
    if (!out) {
        return errc::bad_backup;
    }
    out->number = which.backup_id;
    out->taken_at = instant{std::chrono::seconds{which.timestamp}};
    out->size_bytes = which.size;
    return out;
}

/// Whether a backup of this store may be added to the directory.
error_code admits(const journal& store, const std::string& directory)
{
    if (!holds_backups(directory)) {
        return is_empty_or_missing(directory) ? error_code{} : errc::not_empty;
    }
    const auto old = backups::open(directory);
    if (!old) {
        return old.error();
    }
    std::vector<rocksdb::BackupID> damaged;
    old->engine().GetCorruptedBackups(&damaged);
    if (!damaged.empty()) {
        return errc::bad_backup;
    }
    const auto newest = old->find(newest_backup);
    if (!newest) {
        return {};  // The first one was never finished.
    }
    const auto theirs = describe(*newest);
    const auto ours = describe(store);
    if (!theirs || !ours) {
        return theirs ? ours.error() : theirs.error();
    }
    return theirs->store == ours->store ? error_code{} : errc::wrong_key;
}

bool sync_folder(const fs::path& directory)
{
    std::unique_ptr<rocksdb::Directory> folder;
    return rocksdb::Env::Default()->NewDirectory(directory.string(), &folder).ok() &&
           folder->Fsync().ok();
}

/// Gives a store that was just copied out of a backup its new epoch.
///
/// The one place that opens a restored store before anybody else does: what such a store needs
/// that a backup does not hold is made here.
result<backup_info> begin_epoch(const std::string& directory, instant now)
{
    if (const auto begun = begin_head_record(directory); !begun) {
        return begun.error();
    }
    const auto store = open(journal_options{directory, false, false, nullptr, {}});
    if (!store) {
        return store.error();
    }
    auto out = describe(**store);
    if (!out) {
        return out;
    }
    const auto time =
        static_cast<std::uint64_t>(std::max<std::int64_t>(now.time_since_epoch().count(), 0));
    out->epoch = restore_epoch{std::max(number_of(out->epoch) + 1, time)};
    auto head = read_head(**store);
    if (!head) {
        return head.error();
    }
    // Which block follows from the time: the next store that is restored from this backup must not
    // give the numbers of this one again.
    constexpr std::uint64_t blocks = 997;
    head->newest = stream_id{
        begin_of_block(number_of(head->newest)) - 1 +
        (1 + number_of(out->epoch) % blocks) * block_of_streams};
    if (number_of(head->newest) >= vault::secrets::serials) {
        return errc::limit_reached;
    }
    batch change;
    change.first = position{number_of(out->head) + 1};
    change.rows.push_back({table::meta, std::string{head_key}, encode_head(*head)});
    change.rows.push_back(
        {table::meta, std::string{restored_key}, encode_restored({out->epoch, out->head})});
    if (const auto done = (*store)->commit(change); !done) {
        return done.error();
    }
    return out;
}

/// Ends with the backups closed: after a failure RocksDB's threads go on writing files until then.
rocksdb::IOStatus copy_out(backups from, std::uint32_t number, const std::string& to)
{
    return from.engine().RestoreDBFromBackup(number, to, to);
}

/// Copies a backup beside its place, gives it its epoch, and moves it there as a whole.
result<backup_info>
restore_beside(backups from, std::uint32_t number, const fs::path& directory, instant now)
{
    const fs::path beside = directory.string() + ".restoring";
    std::error_code error;
    fs::create_directories(directory.parent_path(), error);
    // One that is there is of somebody who is at it, or was cut short: nothing of it is taken away.
    if (!fs::create_directory(beside, error)) {
        return error ? errc::io_error : errc::not_empty;
    }
    const auto copied = copy_out(std::move(from), number, beside.string());
    auto out = copied.ok() ? begin_epoch(beside.string(), now) : error_of(copied);
    if (out) {
        fs::rename(beside, directory, error);  // Over an empty directory, or not at all.
        if (error || !sync_folder(directory.parent_path())) {
            out = errc::io_error;
        }
    }
    fs::remove_all(beside, error);
    return out;
}

}  // namespace

result<std::uint32_t> write_backup(
    const journal& store,
    rocksdb::DB& tables,
    const std::string& directory,
    const backup_progress& progress)
{
    if (const auto refused = admits(store, directory)) {
        return refused;
    }
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) {
        return errc::io_error;
    }
    const auto lock = store_lock::take(directory, store_lock::mode::write);
    if (!lock) {
        return lock.error();
    }
    rocksdb::BackupEngine* opened = nullptr;
    rocksdb::IOStatus status =
        rocksdb::BackupEngine::Open(options_for(directory), tables.GetEnv(), &opened);
    const std::unique_ptr<rocksdb::BackupEngine> engine{opened};
    if (!status.ok()) {
        return error_of(status);
    }
    rocksdb::CreateBackupOptions how;
    // What is in the log only would be copied as far as it goes, in each backup anew.
    how.flush_before_backup = true;
    std::uint64_t copied = 0;
    how.progress_callback = [&] {
        copied += progress_step;
        if (progress) {
            progress(copied);
        }
    };
    rocksdb::BackupID number = 0;
    status = engine->CreateNewBackup(how, &tables, &number);
    if (!status.ok()) {
        return error_of(status);
    }
    return number;
}

result<std::shared_ptr<const journal>> open_backup(const std::string& from, std::uint32_t number)
{
    auto all = backups::open(from);
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
back_up_store(const std::string& store, const std::string& into, const backup_progress& progress)
{
    const auto opened = journal::open({store, false, false, nullptr, {}});
    if (!opened) {
        return opened.error();
    }
    const auto number = (*opened)->back_up(into, progress);
    if (!number) {
        return number.error();
    }
    return describe_backup(into, *number);
}

result<backup_info> describe_backup(const std::string& from, std::uint32_t number)
{
    const auto all = journal::backups::open(from);
    if (!all) {
        return all.error();
    }
    const auto which = all->find(number);
    return which ? journal::describe(*which) : which.error();
}

result<backup_info> check_backup(const std::string& from, std::uint32_t number)
{
    const auto all = journal::backups::open(from);
    if (!all) {
        return all.error();
    }
    const auto which = all->find(number);
    if (!which) {
        return which.error();
    }
    const bool with_checksums = true;
    const auto status = all->engine().VerifyBackup(which->backup_id, with_checksums);
    return status.ok() ? journal::describe(*which) : journal::error_of(status);
}

result<backup_info> restore_backup(
    const std::string& from, const std::string& directory, instant now, std::uint32_t number)
{
    std::error_code error;
    const auto target = std::filesystem::absolute(directory, error).lexically_normal();
    const auto bare = target.has_filename() ? target : target.parent_path();
    if (error || !journal::is_empty_or_missing(bare.string())) {
        return errc::not_empty;
    }
    auto all = journal::backups::open(from);
    if (!all) {
        return all.error();
    }
    const auto which = all->find(number);
    if (!which) {
        return which.error();
    }
    auto out = journal::restore_beside(*std::move(all), which->backup_id, bare, now);
    if (out) {
        out->number = which->backup_id;
        out->taken_at = instant{std::chrono::seconds{which->timestamp}};
        out->size_bytes = which->size;
    }
    return out;
}

}  // namespace acikkapi
