#include "journal/backup.hpp"
#include "journal/head.hpp"
#include "journal/journal.hpp"
#include "journal/keys.hpp"
#include "journal/rocks_options.hpp"
#include "journal/store_files.hpp"
#include "journal/store_lock.hpp"

#include <rocksdb/utilities/checkpoint.h>

#include <atomic>
#include <utility>

namespace acikkapi::journal {
namespace {

constexpr std::size_t event_family = 1;  // After the default family, which holds nothing.

// RocksDB compares bytes of an empty slice too: they must have an address.
rocksdb::Slice slice(std::string_view bytes)
{
    return bytes.empty() ? rocksdb::Slice{} : rocksdb::Slice{bytes.data(), bytes.size()};
}

std::string_view view(const rocksdb::Slice& bytes)
{
    return {bytes.data(), bytes.size()};
}

errc error_of(const rocksdb::Status& status)
{
    return status.IsCorruption() ? errc::corrupt_journal : errc::io_error;
}

class rocks_journal final : public journal {
public:
    rocks_journal(
        store_lock lock,
        std::unique_ptr<rocksdb::DB> store,
        std::vector<rocksdb::ColumnFamilyHandle*> families)
        : lock_(std::move(lock)), store_(std::move(store)), families_(std::move(families))
    {}

    ~rocks_journal() override
    {
        // RocksDB keeps no account of its last log: were it taken away, what lies only in it would
        // be lost without a word. A closed store has nothing there.
        store_->Flush({}, families_).PermitUncheckedError();
        for (auto* family : families_) {
            store_->DestroyColumnFamilyHandle(family);
        }
        store_->Close().PermitUncheckedError();
    }

    rocks_journal(const rocks_journal&) = delete;
    rocks_journal& operator=(const rocks_journal&) = delete;

    /// The head row and the last event must tell the same.
    [[nodiscard]] result<void> check_head();

    result<void> commit(const batch& what) override;
    [[nodiscard]] position head() const noexcept override { return position{head_.load()}; }
    [[nodiscard]] result<std::optional<std::string>>
    get(table in, std::string_view key) const override;
    [[nodiscard]] bool surely_absent(table in, std::string_view key) const override;
    [[nodiscard]] result<void>
    scan(table in, std::string_view prefix, std::string_view from, const visitor& visit)
        const override;
    [[nodiscard]] result<std::string> event(position at) const override;
    [[nodiscard]] result<void>
    scan_events(position after, position last, const event_visitor& visit) const override;
    [[nodiscard]] result<void> copy_to(const std::string& directory) const override;
    [[nodiscard]] result<std::uint32_t>
    back_up(const std::string& directory, const backup_progress& progress) const override
    {
        return write_backup(*this, *store_, directory, progress);
    }

private:
    [[nodiscard]] rocksdb::ColumnFamilyHandle* family(table in) const
    {
        return families_[event_family + 1 + static_cast<std::size_t>(in)];
    }
    [[nodiscard]] rocksdb::ColumnFamilyHandle* events() const { return families_[event_family]; }

    store_lock lock_;
    std::unique_ptr<rocksdb::DB> store_;
    std::vector<rocksdb::ColumnFamilyHandle*> families_;
    std::atomic<std::uint64_t> head_{0};
};

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

result<void> rocks_journal::commit(const batch& what)
{
    rocksdb::WriteBatch rows{size_of(what)};
    rocksdb::Status status;
    std::uint64_t at = number_of(what.first);
    for (const auto& bytes : what.events) {
        status = rows.Put(events(), event_key(position{at++}), bytes);
        if (!status.ok()) {
            return errc::outcome_unknown;
        }
    }
    for (const auto& one : what.rows) {
        status = one.value ? rows.Put(family(one.in), one.key, *one.value)
                           : rows.Delete(family(one.in), one.key);
        if (!status.ok()) {
            return errc::outcome_unknown;
        }
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    if (!store_->Write(options, &rows).ok()) {
        return errc::outcome_unknown;
    }
    if (!what.events.empty()) {
        head_.store(at - 1, std::memory_order_release);
    }
    return {};
}

result<std::optional<std::string>> rocks_journal::get(table in, std::string_view key) const
{
    std::string value;
    const auto status = store_->Get({}, family(in), slice(key), &value);
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
    return !store_->KeyMayExist({}, family(in), slice(key), &value);
}

result<void> rocks_journal::scan(
    table in, std::string_view prefix, std::string_view from, const visitor& visit) const
{
    const std::unique_ptr<rocksdb::Iterator> at{store_->NewIterator({}, family(in))};
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
    const auto status = store_->Get({}, events(), event_key(at), &value);
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
    const std::unique_ptr<rocksdb::Iterator> at{store_->NewIterator(options, events())};
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
    rocksdb::Checkpoint* made = nullptr;
    auto status = rocksdb::Checkpoint::Create(store_.get(), &made);
    const std::unique_ptr<rocksdb::Checkpoint> checkpoint{made};
    if (status.ok()) {
        status = checkpoint->CreateCheckpoint(directory);
    }
    if (!status.ok()) {
        return error_of(status);
    }
    if (!lock_.held()) {
        return {};  // The host's own environment: there are no locks in it.
    }
    // Whoever opens the copy for reading shares this file.
    auto lock = store_lock::take(directory, store_lock::mode::write);
    if (!lock) {
        return lock.error();
    }
    return {};
}

result<void> rocks_journal::check_head()
{
    const auto bytes = get(table::meta, head_key);
    if (!bytes) {
        return bytes.error();
    }
    head_row wanted;
    if (*bytes) {
        const auto read = decode_head(**bytes);
        if (!read) {
            return read.error();
        }
        wanted = *read;
    }
    const std::unique_ptr<rocksdb::Iterator> last{store_->NewIterator({}, events())};
    last->SeekToLast();
    if (!last->status().ok()) {
        return error_of(last->status());
    }
    const auto found = last->Valid() ? read_big_endian(view(last->key())) : std::uint64_t{0};
    if (found != number_of(wanted.last)) {
        return errc::corrupt_journal;
    }
    head_.store(number_of(wanted.last), std::memory_order_release);
    return {};
}

/// A store that is there must be ours; one is made only where that was asked for and nothing lies.
bool admits(const journal_options& options, rocksdb::Env& files, bool create)
{
    if (!create) {
        return !is_foreign(files, options.directory);
    }
    return options.create && !options.read_only &&
           (is_unfinished(files, options.directory) || may_create(files, options.directory));
}

result<store_lock> take_lock(const journal_options& options)
{
    if (options.environment != nullptr) {
        return store_lock{};  // The host's own environment: there are no locks in it.
    }
    return store_lock::take(
        options.directory, options.read_only ? store_lock::mode::read : store_lock::mode::write);
}

result<std::unique_ptr<rocks_journal>>
open_tables(const journal_options& options, store_lock lock, bool create)
{
    const auto settings = database_options(options.environment, options.log, create);
    const auto& where = options.directory;
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    rocksdb::DB* opened = nullptr;
    const auto status =
        options.read_only
            ? rocksdb::DB::OpenForReadOnly(settings, where, family_options(), &families, &opened)
            : rocksdb::DB::Open(settings, where, family_options(), &families, &opened);
    if (!status.ok()) {
        return error_of(status);
    }
    return std::make_unique<rocks_journal>(
        std::move(lock), std::unique_ptr<rocksdb::DB>{opened}, std::move(families));
}

}  // namespace

result<std::unique_ptr<journal>> open(const journal_options& options)
{
    auto& files = options.environment != nullptr ? *options.environment : *rocksdb::Env::Default();
    const auto must_make = [&] {
        return is_unfinished(files, options.directory) || !is_store(files, options.directory);
    };
    const bool create = must_make();
    if (!admits(options, files, create)) {
        return errc::not_a_store;
    }
    auto lock = take_lock(options);
    if (!lock) {
        return lock.error();
    }
    if (create && !must_make()) {
        return errc::busy;  // Whoever held the lock until now has made the store.
    }
    if (create && !begin_making(files, options.directory)) {
        return errc::io_error;
    }
    auto out = open_tables(options, *std::move(lock), create);
    if (!out) {
        return out.error();
    }
    if (create && !end_making(files, options.directory)) {
        return errc::io_error;
    }
    if (const auto checked = (*out)->check_head(); !checked) {
        return checked.error();
    }
    return std::unique_ptr<journal>{*std::move(out)};
}

}  // namespace acikkapi::journal
