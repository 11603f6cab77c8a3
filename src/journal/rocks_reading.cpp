// The half of the journal that only reads: what is asked of it, and copies of it.
#include "journal/backup.hpp"
#include "journal/backup_set.hpp"
#include "journal/keys.hpp"
#include "journal/opening.hpp"
#include "journal/rocks_journal.hpp"
#include "journal/store_files.hpp"
#include "journal/workshop.hpp"

#include <rocksdb/utilities/checkpoint.h>

#include <memory>
#include <utility>

namespace acikkapi::journal {

result<std::optional<std::string>> rocks_journal::get(table in, std::string_view key) const
{
    const auto rows = read();
    if (!rows) {
        return errc::io_error;
    }
    std::string value;
    const auto status = rows->store().Get({}, rows->of(in), slice(key), &value);
    if (status.IsNotFound()) {
        return std::optional<std::string>{};
    }
    if (!status.ok()) {
        return error_of(status);
    }
    return std::optional{std::move(value)};
}

bool rocks_journal::surely_absent(table in, std::string_view key) const
{
    const auto rows = read();
    std::string value;
    return rows && !rows->store().KeyMayExist({}, rows->of(in), slice(key), &value);
}

result<void> rocks_journal::scan(
    table in, std::string_view prefix, std::string_view from, const visitor& visit) const
{
    const auto rows = read();
    if (!rows) {
        return errc::io_error;
    }
    const auto at = rows->iterate(rows->of(in));
    for (at->Seek(slice(from.empty() ? prefix : from)); at->Valid(); at->Next()) {
        if (!at->key().starts_with(slice(prefix)) || !visit(view(at->key()), view(at->value()))) {
            return {};
        }
    }
    if (!at->status().ok()) {
        return error_of(at->status());
    }
    return {};
}

result<std::optional<row>> rocks_journal::last(table in, std::string_view prefix) const
{
    const auto rows = read();
    if (!rows) {
        return errc::io_error;
    }
    std::string behind{prefix};
    ++behind.back();
    const auto at = rows->iterate(rows->of(in));
    at->SeekForPrev(behind);
    if (at->Valid() && at->key() == slice(behind)) {
        at->Prev();
    }
    if (!at->status().ok()) {
        return error_of(at->status());
    }
    if (!at->Valid() || !at->key().starts_with(slice(prefix))) {
        return std::optional<row>{};
    }
    return std::optional{row{in, at->key().ToString(), at->value().ToString()}};
}

result<std::string> rocks_journal::event(position at) const
{
    const auto rows = read();
    if (!rows) {
        return errc::io_error;
    }
    std::string value;
    const auto status = rows->store().Get({}, rows->events(), event_key(at), &value);
    if (status.IsNotFound()) {
        return errc::corrupt_journal;
    }
    if (!status.ok()) {
        return error_of(status);
    }
    return value;
}

result<void>
rocks_journal::scan_events(position after, position last, const event_visitor& visit) const
{
    const auto rows = read();
    if (!rows) {
        return errc::io_error;
    }
    std::uint64_t next = number_of(after) + 1;
    rocksdb::ReadOptions options;
    options.readahead_size = 2U << 20U;
    const auto at = rows->iterate(rows->events(), options);
    at->Seek(event_key(position{next}));
    for (; next <= number_of(last); ++next, at->Next()) {
        if (!at->Valid()) {
            return at->status().ok() ? errc::corrupt_journal : error_of(at->status());
        }
        if (read_big_endian(view(at->key())) != next) {
            return errc::corrupt_journal;
        }
        if (!visit(position{next}, view(at->value()))) {
            return {};
        }
    }
    return {};
}

result<void> rocks_journal::copy_to(const std::string& directory) const
{
    const auto site = workshop::enter(files_of(from_.options), directory, "copying");
    if (!site) {
        return site.error();
    }
    auto done = make_copy(site->inside());
    if (done && !site->deliver()) {
        done = errc::io_error;
    }
    site->clear();
    return done;
}

/// @param directory  Missing; half a copy stays there after an error.
result<void> rocks_journal::make_copy(const std::string& directory) const
{
    std::unique_lock lock{known_mutex_};
    const mark known = from_.known;
    lock.unlock();
    const auto rows = read();
    if (!rows) {
        return errc::io_error;
    }
    rocksdb::Checkpoint* made = nullptr;
    auto status = rocksdb::Checkpoint::Create(&rows->store(), &made);
    const std::unique_ptr<rocksdb::Checkpoint> checkpoint{made};
    if (status.ok()) {
        status = checkpoint->CreateCheckpoint(directory);
    }
    if (!status.ok()) {
        return error_of(status);
    }
    // It holds at least what was durable when it was begun.
    if (const auto recorded = head_record::make(files_of(from_.options), directory, known);
        !recorded) {
        return recorded.error();
    }
    if (from_.lock.held()) {  // In a host's own environment there are no locks.
        // Whoever opens the copy for reading shares this file.
        const auto shared = store_lock::take(directory, store_lock::mode::write);
        if (!shared) {
            return shared.error();
        }
    }
    auto& files = files_of(from_.options);
    if (const auto key = read_text(files, from_.options.directory, public_key_file); !key.empty()) {
        static_cast<void>(leave_text(files, directory, public_key_file, key));
    }
    return sync_folder(files, directory) ? result<void>{} : errc::io_error;
}

result<backup_info>
rocks_journal::back_up(const std::string& directory, const backup_progress& progress) const
{
    const auto own = describe(*this);  // Before the tables are held.
    if (!own) {
        return own.error();
    }
    const auto rows = read();
    if (!rows) {
        return errc::io_error;
    }
    return add_backup(rows->store(), own->store, directory, progress);
}

}  // namespace acikkapi::journal
