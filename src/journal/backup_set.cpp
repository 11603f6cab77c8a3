#include "journal/backup_set.hpp"
#include "journal/read.hpp"

#include <boost/algorithm/hex.hpp>
#include <rocksdb/rate_limiter.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace acikkapi::journal {
namespace {

namespace fs = std::filesystem;

// RocksDB's: what belongs to which backup, the tables, and what is of one backup only.
constexpr const char* folder_of_lists = "meta";
constexpr std::array<const char*, 3> folders{"shared_checksum", "private", folder_of_lists};

std::string hexadecimal(std::string_view bytes)
{
    std::string out;
    boost::algorithm::hex_lower(bytes.begin(), bytes.end(), std::back_inserter(out));
    return out;
}

/// Counts what is read of a backup, and holds nothing back: how far a restore has come RocksDB tells
/// nobody but the limiter of its speed.
class read_counter final : public rocksdb::RateLimiter {
public:
    explicit read_counter(backup_progress tell)
        : RateLimiter(Mode::kReadsOnly), tell_(std::move(tell))
    {}

    using RateLimiter::Request;
    void Request(std::int64_t bytes, rocksdb::Env::IOPriority, rocksdb::Statistics*) override
    {
        bytes_ += bytes;
        tell_(static_cast<std::uint64_t>(bytes_));
    }
    void SetBytesPerSecond(std::int64_t) override {}
    [[nodiscard]] std::int64_t GetSingleBurstBytes() const override { return backup_progress_step; }
    [[nodiscard]] std::int64_t GetTotalBytesThrough(rocksdb::Env::IOPriority) const override
    {
        return bytes_;
    }
    [[nodiscard]] std::int64_t GetTotalRequests(rocksdb::Env::IOPriority) const override
    {
        return 0;
    }
    [[nodiscard]] std::int64_t GetBytesPerSecond() const override { return 0; }

private:
    backup_progress tell_;
    std::int64_t bytes_ = 0;  // One thread of RocksDB's reads.
};

/// Nothing is in it that a backup has written.
result<bool> holds_nothing_yet(const fs::directory_entry& one)
{
    std::error_code error;
    const auto name = one.path().filename();
    if (name == store_lock::file_name) {
        return fs::is_regular_file(one.symlink_status(error));
    }
    const bool empty = std::find(folders.begin(), folders.end(), name) != folders.end() &&
                       fs::is_directory(one.symlink_status(error)) &&
                       fs::is_empty(one.path(), error);
    return error ? result<bool>{errc::io_error} : empty;
}

}  // namespace

errc backup_error_of(const rocksdb::Status& status)
{
    if (status.IsCorruption() || status.IsNotFound()) {
        return errc::bad_backup;
    }
    return status.IsNoSpace() ? errc::disk_full : errc::io_error;
}

errc backup_error_of(error_code why)
{
    return why == errc::io_error         ? errc::io_error
           : why == errc::unknown_schema ? errc::unknown_schema
                                         : errc::bad_backup;
}

backup_progress without_throwing(backup_progress tell)
{
    return [tell = std::move(tell)](std::uint64_t bytes) mutable {
        try {
            if (tell) {
                tell(bytes);
            }
        } catch (...) {
            tell = nullptr;
        }
    };
}

rocksdb::BackupEngineOptions backup_options(const std::string& directory)
{
    // The environment through which RocksDB opens a backup where it lies knows whole paths only.
    std::error_code error;
    const auto whole = fs::absolute(directory, error);
    rocksdb::BackupEngineOptions out{error ? directory : whole.string(), rocksdb::Env::Default()};
    out.sync = true;
    out.callback_trigger_interval_size = backup_progress_step;
    return out;
}

result<bool> holds_backups(const std::string& directory)
{
    const fs::path where{directory};
    std::error_code error;
    const auto lists = fs::status(where / folder_of_lists, error).type();
    const auto lock = fs::status(where / store_lock::file_name, error).type();
    const auto is_hidden = [](fs::file_type type) { return type == fs::file_type::none; };
    if (is_hidden(lists) || is_hidden(lock)) {
        return errc::io_error;
    }
    return lists == fs::file_type::directory && lock == fs::file_type::regular;
}

bool is_empty_or_missing(const std::string& directory)
{
    std::error_code error;
    return !fs::exists(directory, error) ||
           (fs::is_directory(directory, error) && fs::is_empty(directory, error) && !error);
}

result<bool> may_hold_backups(const std::string& directory)
{
    if (const auto known = holds_backups(directory); !known || *known) {
        return known;
    }
    std::error_code error;
    if (!fs::exists(directory, error)) {
        return true;
    }
    fs::directory_iterator one{directory, error};
    for (; !error && one != end(one); one.increment(error)) {
        if (const auto nothing = holds_nothing_yet(*one); !nothing || !*nothing) {
            return nothing;
        }
    }
    if (error == std::errc::not_a_directory) {
        return false;
    }
    return error ? result<bool>{errc::io_error} : true;
}

result<backup_set> backup_set::open(const std::string& directory, const backup_progress& progress)
{
    if (const auto known = holds_backups(directory); !known || !*known) {
        return known ? error_code{errc::bad_backup} : known.error();
    }
    auto lock = store_lock::take(directory, store_lock::mode::read);
    if (!lock) {
        return lock.error();
    }
    return open_locked(*std::move(lock), directory, progress);
}

result<backup_set> backup_set::open_locked(
    store_lock lock, const std::string& directory, const backup_progress& progress)
{
    auto options = backup_options(directory);
    if (progress) {
        options.restore_rate_limiter = std::make_shared<read_counter>(without_throwing(progress));
    }
    rocksdb::BackupEngineReadOnly* opened = nullptr;
    const auto status =
        rocksdb::BackupEngineReadOnly::Open(options, rocksdb::Env::Default(), &opened);
    if (!status.ok()) {
        return backup_error_of(status);
    }
    return backup_set{std::move(lock), opened};
}

std::vector<std::uint32_t> backup_set::numbers() const
{
    std::vector<std::uint32_t> out;
    engine_->GetCorruptedBackups(&out);
    std::vector<rocksdb::BackupInfo> sound;
    engine_->GetBackupInfo(&sound);
    for (const auto& one : sound) {
        out.push_back(one.backup_id);
    }
    std::sort(out.begin(), out.end());
    return out;
}

result<rocksdb::BackupInfo> backup_set::find(std::uint32_t number) const
{
    if (number == newest_backup) {
        // By its number: RocksDB's own «latest» is the latest that can be read.
        const auto all = numbers();
        return all.empty() ? errc::bad_backup : find(all.back());
    }
    rocksdb::BackupInfo out;
    const bool details = true;  // Without them it cannot be opened.
    const auto status = engine_->GetBackupInfo(number, &out, details);
    if (!status.ok()) {
        return backup_error_of(status);
    }
    return out;
}

result<std::unique_ptr<journal>> open_tables(const rocksdb::BackupInfo& which)
{
    journal_options how{which.name_for_open, false, true, which.env_for_open.get(), {}};
    how.without_head_record = true;
    how.files_share = 8;
    auto out = open(how);
    if (!out) {
        return backup_error_of(out.error());
    }
    return out;
}

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
    if (const auto doubt = (*tables)->doubt()) {
        return backup_error_of(doubt->why);
    }
    auto out = describe(**tables);
    if (!out) {
        return backup_error_of(out.error());
    }
    out->number = which.backup_id;
    out->taken_at = instant{std::chrono::seconds{which.timestamp}};
    out->size_bytes = which.size;
    return out;
}

}  // namespace acikkapi::journal
