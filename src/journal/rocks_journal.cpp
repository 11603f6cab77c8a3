#include "journal/head.hpp"
#include "journal/keys.hpp"
#include "journal/nodes.hpp"
#include "journal/opening.hpp"
#include "journal/rocks_journal.hpp"
#include "journal/store_files.hpp"

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

/// What a write that did not come to its end means to who waits for it.
errc not_written(bool for_want_of_space)
{
    return for_want_of_space ? errc::disk_full : errc::outcome_unknown;
}

}  // namespace

rocks_journal::rocks_journal(parts from)
    : from_(std::move(from)), head_(number_of(from_.known.last))
{}

rocks_journal::~rocks_journal()
{
    if (from_.rows) {
        // Opening a store that was closed has no log to read.
        from_.rows->store().Flush({}, from_.rows->all()).PermitUncheckedError();
    }
}

rocks_journal::reading rocks_journal::read() const
{
    if (reopening_.load(std::memory_order_acquire)) {
        const std::lock_guard turn{reopening_mutex_};
    }
    return {rows_mutex_, from_.rows};
}

error_code rocks_journal::ready()
{
    const bool full = full_ || (from_.space && !from_.space->enough());
    return full ? error_code{errc::disk_full} : error_code{};
}

/// What is in memory must fit into tables.
std::uint64_t rocks_journal::room_to_reopen() const
{
    constexpr std::uint64_t besides = 16U << 20U;  // A new log, and what tables need but rows.
    std::uint64_t in_memory = 0;
    const bool known = from_.rows->store().GetAggregatedIntProperty(
        rocksdb::DB::Properties::kCurSizeAllMemTables, &in_memory);
    return besides + (known ? in_memory : 0);
}

/// What a write that found no space has left in the log only the next reader of the log knows. So
/// the store is closed and opened again as if the machine had stopped. If somebody takes the space
/// meanwhile, it is open to be read until the next try.
error_code rocks_journal::reopen()
{
    // It stays the same as long as nothing is written.
    needed_ = needed_ == 0 ? room_to_reopen() : needed_;
    if (!from_.space->make_room(needed_)) {
        return errc::disk_full;
    }
    if (const auto marked = from_.keeper->settle(); !marked) {
        return not_written(marked.error() == errc::disk_full);
    }
    const std::lock_guard turn{reopening_mutex_};
    reopening_.store(true, std::memory_order_release);
    const std::unique_lock alone{rows_mutex_};
    reopening_.store(false, std::memory_order_release);
    from_.rows.reset();
    auto again = open_again(from_.options);
    if (!again) {
        const bool no_space = again.error() == errc::disk_full ||
                              (again.error() == errc::io_error && !from_.space->make_room(needed_));
        if (auto read = no_space ? open_to_read(from_.options) : errc::outcome_unknown) {
            from_.rows.emplace(*std::move(read));
        }
        return not_written(no_space);
    }
    from_.rows.emplace(std::move(again->rows));
    needed_ = 0;
    full_ = false;
    know(again->known, std::move(again->tree));
    from_.keeper->begin();
    const auto taken = from_.keeper->end(again->known);
    const auto marked = taken && from_.options.strict_head ? from_.keeper->settle() : taken;
    full_ = !marked && marked.error() == errc::disk_full;
    return marked ? error_code{} : not_written(full_);
}

result<void> rocks_journal::commit(const batch& what)
{
    if (!from_.keeper) {
        return errc::outcome_unknown;  // Opened for reading.
    }
    if (full_) {
        if (const auto not_yet = reopen()) {
            return not_yet;
        }
        if (!what.events.empty() && head() >= what.first) {
            return {};  // It was there.
        }
    }
    from_.keeper->begin();
    auto tree = from_.tree;
    const auto written = write(what, tree);
    const mark next = written.ok() ? mark_after(what) : from_.known;
    auto marked = from_.keeper->end(next);
    if (written.ok() && marked && from_.options.strict_head) {
        marked = from_.keeper->settle();
    }
    if (written.ok() && marked) {
        know(next, std::move(tree));
        return {};
    }
    // Where writing in place takes space, a mark may find none although the group did.
    full_ = (written.ok() || written.IsNoSpace()) && (marked || marked.error() == errc::disk_full);
    return not_written(full_);
}

void rocks_journal::know(const mark& newest, proof::frontier tree)
{
    {
        const std::lock_guard lock{known_mutex_};
        from_.known = newest;
        from_.tree = std::move(tree);
    }
    head_.store(number_of(newest.last), std::memory_order_release);
}

/// @param tree  Grows by the events, whatever becomes of them.
rocksdb::Status rocks_journal::write(const batch& what, proof::frontier& tree)
{
    rocksdb::WriteBatch rows{size_of(what)};
    rocksdb::Status status;
    std::uint64_t at = number_of(what.first);
    const auto keep = [&](unsigned height, std::uint64_t index, const digest& root) {
        if (height % proof::kept_heights == 0 && status.ok()) {
            status = rows.Put(from_.rows->of(table::tree), node_key(height, index), node_row(root));
        }
    };
    for (const auto& bytes : what.events) {
        status = rows.Put(from_.rows->events(), event_key(position{at++}), bytes);
        tree.append(leaf_hash(bytes), keep);
        if (!status.ok()) {
            return status;
        }
    }
    for (const auto& one : what.rows) {
        status = one.value ? rows.Put(from_.rows->of(one.in), one.key, *one.value)
                           : rows.Delete(from_.rows->of(one.in), one.key);
        if (!status.ok()) {
            return status;
        }
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    return from_.rows->store().Write(options, &rows);
}

mark rocks_journal::mark_after(const batch& what) const
{
    mark out = from_.known;
    out.sequence = from_.rows->store().GetLatestSequenceNumber();
    if (!what.events.empty()) {
        out.last = position{number_of(what.first) + what.events.size() - 1};
        out.leaf = leaf_of(what.events.back());
    }
    return out;
}

void rocks_journal::publish_key(std::string_view text)
{
    auto& files = files_of(from_.options);
    const auto& directory = from_.options.directory;
    const bool there = read_text(files, directory, public_key_file) == text ||
                       leave_text(files, directory, public_key_file, text);
    if (!there && from_.options.log) {
        from_.options.log("the public key could not be written beside the store");
    }
}

tree_head rocks_journal::tree() const
{
    const auto grown = [this] {
        const std::lock_guard lock{known_mutex_};
        return from_.tree;
    }();
    return {grown.size(), grown.root()};
}

}  // namespace acikkapi::journal
