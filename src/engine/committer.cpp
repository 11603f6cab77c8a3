#include "engine/committer.hpp"
#include "journal/keys.hpp"

#include <algorithm>

namespace acikkapi::engine_room {
namespace {

using journal::table;

table table_of(bool closed)
{
    return closed ? table::done : table::open;
}

std::size_t bytes_of(const operation& what)
{
    constexpr std::size_t overhead = 256;
    std::size_t out = overhead;
    for (const auto& event : what.events) {
        out += event.size();
    }
    for (const auto& row : what.streams) {
        out += row.bytes.size();
    }
    return out;
}

/// One row per stream, sorted by stream: of all that a stream got in this batch only the last
/// snapshot matters, and rows in order are the largest single gain of the write path.
void add_streams(const std::vector<operation>& operations, std::vector<journal::row>& rows)
{
    std::vector<const stream_row*> sorted;
    for (const auto& one : operations) {
        for (const auto& row : one.streams) {
            sorted.push_back(&row);
        }
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return a->stream < b->stream;
    });
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto next = std::find_if(first, sorted.end(), [first](const auto* row) {
            return row->stream != (*first)->stream;
        });
        const stream_row& last = **std::prev(next);
        auto key = journal::stream_key(last.stream);
        const auto& was_closed = (*first)->was_closed;
        if (was_closed && *was_closed != last.closed) {
            rows.push_back({table_of(*was_closed), key, std::nullopt});
        }
        rows.push_back({table_of(last.closed), std::move(key), last.bytes});
        first = next;
    }
}

}  // namespace

committer::committer(
    journal::journal& store,
    views_room::open_lists& lists,
    views_room::counters& figures,
    journal::head_row start,
    limits bounds,
    after_commit after)
    : store_(store), lists_(lists), figures_(figures), bounds_(bounds), after_(std::move(after)),
      next_(number_of(start.last) + 1), letters_done_(number_of(start.letters_done)), head_(start)
{}

result<void>
committer::enqueue(operation& what, const std::function<void(position, operation&)>& place)
{
    const std::lock_guard lock{mutex_};
    if (failed_) {
        return errc::outcome_unknown;
    }
    if (stopping_) {
        return errc::stopping;
    }
    if (queue_.size() >= bounds_.operations_max || queued_bytes_ >= bounds_.bytes_max) {
        return errc::overloaded;
    }
    place(position{next_}, what);
    next_ += what.events.size();
    queued_bytes_ += bytes_of(what);
    queue_.push_back(std::move(what));
    return {};
}

bool committer::claim_drain()
{
    const std::lock_guard lock{mutex_};
    if (claimed_ || committing_ || queue_.empty()) {
        return false;
    }
    claimed_ = true;
    return true;
}

void committer::drain()
{
    std::unique_lock lock{mutex_};
    claimed_ = false;
    if (committing_) {
        return;
    }
    committing_ = true;
    std::vector<operation> operations;
    while (!queue_.empty()) {
        operations.swap(queue_);
        queued_bytes_ = 0;
        lock.unlock();
        finish(operations, !failed_ && write(operations));
        operations.clear();
        lock.lock();
    }
    committing_ = false;
    quiet_.notify_all();
}

bool committer::write(const std::vector<operation>& operations)
{
    journal::batch batch;
    batch.first = position{number_of(head_.last) + 1};
    auto head = head_;
    std::vector<views_room::change> changes;
    for (const auto& one : operations) {
        batch.events.insert(batch.events.end(), one.events.begin(), one.events.end());
        batch.rows.insert(batch.rows.end(), one.rows.begin(), one.rows.end());
        changes.insert(changes.end(), one.changes.begin(), one.changes.end());
        head.newest = std::max(head.newest, one.newest);
    }
    head.last = position{number_of(head_.last) + batch.events.size()};
    head.letters_done = position{letters_done_.load()};
    add_streams(operations, batch.rows);
    const auto figures = figures_.stage(changes);
    for (const auto& [key, value] : figures) {
        batch.rows.push_back({table::counter, key, journal::big_endian(value)});
    }
    if (head != head_) {
        batch.rows.push_back({table::meta, std::string{journal::head_key}, encode_head(head)});
    }
    if (batch.events.empty() && batch.rows.empty()) {
        return true;  // Only callers who ask again for what is durable by now.
    }
    if (!store_.commit(batch)) {
        failed_ = true;
        return false;
    }
    head_ = head;
    lists_.apply(changes);
    figures_.publish(figures);
    return true;
}

void committer::finish(std::vector<operation>& operations, bool durable)
{
    if (durable) {
        after_(operations);
    }
    for (auto& one : operations) {
        if (durable) {
            (*one.done)(one.answer, std::move(one.receipts));
        } else {
            (*one.done)(errc::outcome_unknown, {});
        }
    }
}

void committer::stop()
{
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    drain();
    std::unique_lock lock{mutex_};
    quiet_.wait(lock, [this] { return !committing_ && queue_.empty(); });
}

}  // namespace acikkapi::engine_room
