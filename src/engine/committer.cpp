#include "engine/committer.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <iterator>

namespace acikkapi::engine_room {
namespace {

using journal::table;

// Measured with a prototype: +23 % at 16 commands in flight, -8 % at 256, hence the bound.
constexpr std::size_t few_operations = 100;
constexpr std::chrono::microseconds linger_max{60};

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
void add_streams(std::vector<operation>& operations, std::vector<journal::row>& rows)
{
    std::vector<stream_row*> sorted;
    for (auto& one : operations) {
        for (auto& row : one.streams) {
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
        stream_row& last = **std::prev(next);
        auto key = journal::stream_key(last.stream);
        const auto& was_closed = (*first)->was_closed;
        if (was_closed && *was_closed != last.closed) {
            rows.push_back({table_of(*was_closed), key, std::nullopt});
        }
        rows.push_back({table_of(last.closed), std::move(key), std::move(last.bytes)});
        first = next;
    }
}

template <class T>
void move_to(std::vector<T>& out, std::vector<T>& from)
{
    out.insert(
        out.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
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
    if (!what.events.empty() || !what.rows.empty()) {
        if (const auto not_now = store_.ready()) {
            return not_now;
        }
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
        linger(lock);
        operations.swap(queue_);
        queued_bytes_ = 0;
        lock.unlock();
        commit(operations);
        operations.clear();
        lock.lock();
    }
    committing_ = false;
    quiet_.notify_all();
}

/// Handlers of the batch before, which are running now, often give the next command: whoever of
/// them came too late would take the next fsync but one.
void committer::linger(std::unique_lock<std::mutex>& lock)
{
    if (queue_.size() < few_operations) {
        lock.unlock();
        answering_->wait(std::min<std::chrono::nanoseconds>(linger_max, last_took_ / 4));
        lock.lock();
    }
}

void committer::commit(std::vector<operation>& operations)
{
    std::vector<timer_change> timers;
    bool events = false;
    for (auto& one : operations) {
        events = events || !one.events.empty();
        move_to(timers, one.timers);
    }
    const auto began = std::chrono::steady_clock::now();
    const bool durable = !failed_ && write(operations);
    last_took_ = std::chrono::steady_clock::now() - began;
    answer_all(operations, durable);
    if (durable && events) {
        after_(timers);
    }
}

bool committer::write(std::vector<operation>& operations)
{
    journal::batch batch;
    batch.first = position{number_of(head_.last) + 1};
    auto head = head_;
    std::vector<views_room::change> changes;
    for (auto& one : operations) {
        move_to(batch.events, one.events);
        move_to(batch.rows, one.rows);
        move_to(changes, one.changes);
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

void committer::answer_all(std::vector<operation>& operations, bool durable)
{
    std::vector<answer> to_handlers;
    for (auto& one : operations) {
        answer what{
            std::move(*one.done),
            durable ? one.answer : error_code{errc::outcome_unknown},
            durable ? std::move(one.receipts) : std::vector<receipt>{}};
        if (what.to.is_handler()) {
            to_handlers.push_back(std::move(what));
        } else {
            what.to(what.error, std::move(what.receipts));
        }
    }
    answering_->post(std::move(to_handlers));
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
