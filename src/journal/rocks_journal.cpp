#include "journal/backup.hpp"
#include "journal/head.hpp"
#include "journal/keys.hpp"
#include "journal/rocks_journal.hpp"

#include <rocksdb/utilities/checkpoint.h>

#include <utility>

namespace acikkapi::journal {
namespace {

/// About how large the batch gets, so that it does not grow by doubling.
std::size_t size_of(const batch& what)
{
    constexpr std::size_t row_overhead = 32;
    std::size_t out = row_overhead;
    for (const auto& bytes : what.events) {
        out += bytes.size() + row_overhead;
    }
    for (const auto& one : what.rows) {
        out += one.key.size() + (one.value ? one.value->size() : 0) + row_overhead;
    }
    return out;
}

}  // namespace

rocks_journal::rocks_journal(parts from)
    : from_(std::move(from)), head_(number_of(from_.known.last))
{}

rocks_journal::~rocks_journal()
{
    // Opening a store that was closed has no log to read.
    store().Flush({}, from_.rows.all()).PermitUncheckedError();
}

error_code rocks_journal::ready()
{
    return from_.space && !from_.space->enough() ? error_code{errc::disk_full} : error_code{};
}

result<void> rocks_journal::commit(const batch& what)
{
    if (!from_.keeper) {
        return errc::outcome_unknown;  // Opened for reading.
    }
    from_.keeper->begin();
    const auto written = write(what);
    const mark next = written ? mark_after(what) : from_.known;
    const auto marked = from_.keeper->end(next);
    if (!written || !marked || (from_.strict && !from_.keeper->settle())) {
        return errc::outcome_unknown;
    }
    {
        const std::lock_guard lock{known_mutex_};
        from_.known = next;
    }
    head_.store(number_of(next.last), std::memory_order_release);
    return {};
}

result<void> rocks_journal::write(const batch& what)
{
    rocksdb::WriteBatch rows{size_of(what)};
    rocksdb::Status status;
    std::uint64_t at = number_of(what.first);
    for (const auto& bytes : what.events) {
        status = rows.Put(from_.rows.events(), event_key(position{at++}), bytes);
        if (!status.ok()) {
            return error_of(status);
        }
    }
    for (const auto& one : what.rows) {
        status = one.value ? rows.Put(from_.rows.of(one.in), one.key, *one.value)
                           : rows.Delete(from_.rows.of(one.in), one.key);
        if (!status.ok()) {
            return error_of(status);
        }
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    status = store().Write(options, &rows);
    if (!status.ok()) {
        return error_of(status);
    }
    return {};
}

mark rocks_journal::mark_after(const batch& what) const
{
    mark out = from_.known;
    out.sequence = store().GetLatestSequenceNumber();
    if (!what.events.empty()) {
        out.last = position{number_of(what.first) + what.events.size() - 1};
        out.leaf = leaf_of(what.events.back());
    }
    return out;
}

result<std::optional<std::string>> rocks_journal::get(table in, std::string_view key) const
{
    std::string value;
    const auto status = store().Get({}, from_.rows.of(in), slice(key), &value);
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
    std::string value;
    return !store().KeyMayExist({}, from_.rows.of(in), slice(key), &value);
}

result<void> rocks_journal::scan(
    table in, std::string_view prefix, std::string_view from, const visitor& visit) const
{
    const std::unique_ptr<rocksdb::Iterator> at{store().NewIterator({}, from_.rows.of(in))};
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

result<std::string> rocks_journal::event(position at) const
{
    std::string value;
    const auto status = store().Get({}, from_.rows.events(), event_key(at), &value);
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
    std::uint64_t next = number_of(after) + 1;
    rocksdb::ReadOptions options;
    options.readahead_size = 2U << 20U;
    const std::unique_ptr<rocksdb::Iterator> at{store().NewIterator(options, from_.rows.events())};
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
    std::unique_lock lock{known_mutex_};
    const mark known = from_.known;
    lock.unlock();
    rocksdb::Checkpoint* made = nullptr;
    auto status = rocksdb::Checkpoint::Create(&store(), &made);
    const std::unique_ptr<rocksdb::Checkpoint> checkpoint{made};
    if (status.ok()) {
        status = checkpoint->CreateCheckpoint(directory);
    }
    if (!status.ok()) {
        return error_of(status);
    }
    // It holds at least what was durable when it was begun.
    if (const auto recorded = head_record::make(*from_.files, directory, known); !recorded) {
        return recorded.error();
    }
    if (!from_.lock.held()) {
        return {};  // The host's own environment: there are no locks in it.
    }
    // Whoever opens the copy for reading shares this file.
    const auto shared = store_lock::take(directory, store_lock::mode::write);
    if (!shared) {
        return shared.error();
    }
    return {};
}

result<std::uint32_t>
rocks_journal::back_up(const std::string& directory, const backup_progress& progress) const
{
    return write_backup(*this, store(), directory, progress);
}

}  // namespace acikkapi::journal
