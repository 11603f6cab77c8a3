#include "engine/committer.hpp"
#include "engine/with_memory.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <exception>
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

bool writes_nothing(const operation& one)
{
    return one.events.empty() && one.rows.empty();
}

/// What is said of an operation that is not durable.
error_code not_durable(const operation& one, bool for_want_of_space)
{
    // A refusal that leaves no record: whatever became of what it follows from, nothing was done.
    const bool is_no = one.answer && writes_nothing(one);
    return is_no && for_want_of_space ? errc::disk_full : errc::outcome_unknown;
}

template <class T>
void move_to(std::vector<T>& out, std::vector<T>& from)
{
    out.insert(
        out.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void count(counts& into, const answer& what)
{
    const bool again = !what.receipts.empty() && what.receipts.front().repeated;
    if (!what.error && what.receipts.empty()) {
        return;  // No command: a reader's place, a checkpoint.
    }
    auto& counted = what.error == errc::outcome_unknown ? into.failed
                    : what.error                        ? into.refused
                    : again                             ? into.repeated
                                                        : into.accepted;
    ++counted;
}

}  // namespace

committer::committer(
    journal::journal& store,
    views_room::open_lists& lists,
    views_room::counters& figures,
    journal::head_row start,
    limits bounds,
    after_commit after,
    go_on rest)
    : store_(store), lists_(lists), figures_(figures), bounds_(bounds), after_(std::move(after)),
      rest_(std::move(rest)), next_(number_of(start.last) + 1),
      letters_done_(number_of(start.letters_done)), shown_(number_of(start.last)), head_(start)
{}

committer::~committer()
{
    if (patient_.joinable()) {
        patient_.join();
    }
}

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
    // Whatever finds no memory does so before a position is given that nobody takes.
    if (queue_.size() == queue_.capacity()) {
        queue_.reserve(2 * queue_.size() + 1);
    }
    if (place) {
        place(position{next_}, what);
    }
    next_ += what.events.size();
    queued_bytes_ += bytes_of(what);
    queue_.push_back(std::move(what));
    return {};
}

result<void> committer::write(std::vector<journal::row> rows)
{
    waiter mine;
    operation what;
    what.rows = std::move(rows);
    what.done.emplace(mine);
    if (const auto queued = enqueue(what); !queued) {
        return queued.error();
    }
    const auto done = wait_for(mine);
    return done ? result<void>{} : done.error();
}

void committer::commit_soon()
{
    std::unique_lock lock{mutex_};
    hand_on(lock);
}

result<std::vector<receipt>> committer::wait_for(waiter& who)
{
    std::unique_lock lock{mutex_};
    while (!who.is_told()) {
        if (committing_ || queue_.empty()) {
            progress_.wait(lock);
        } else {
            commit_now(lock, 1);
        }
    }
    hand_on(lock);
    return who.take();
}

void committer::drain(std::size_t groups)
{
    std::unique_lock lock{mutex_};
    claimed_ = false;
    if (!committing_) {
        commit_now(lock, groups);
        hand_on(lock);
    }
}

void committer::commit_now(std::unique_lock<std::mutex>& lock, std::size_t groups)
{
    committing_ = true;
    work_off(lock, groups);
    if (unwritten_) {
        be_patient(lock);
    }
}

/// Space may come back in hours, and the caller has other things to do.
void committer::be_patient(std::unique_lock<std::mutex>& lock)
{
    if (patient_.joinable()) {
        lock.unlock();  // It has written what it had, but may want the lock for a last word.
        patient_.join();
        lock.lock();
    }
    try {
        patient_ = std::thread{[this] { wait_for_space(); }};
    } catch (const std::exception&) {
        halt();  // There is no thread to be had, or no memory for one.
        unwritten_.reset();
        work_off(lock, 1);
    }
}

void committer::hand_on(std::unique_lock<std::mutex>& lock)
{
    if (committing_ || claimed_ || queue_.empty()) {
        return;
    }
    claimed_ = true;
    lock.unlock();
    if (!with_memory(rest_)) {
        lock.lock();
        claimed_ = false;
        halt();  // Nobody would come.
        if (!committing_) {
            committing_ = true;
            work_off(lock, 1);
        }
    }
}

/// If a group finds no space the caller is still the one who commits.
void committer::work_off(std::unique_lock<std::mutex>& lock, std::size_t groups)
{
    std::vector<operation> operations;
    for (; groups != 0 && !queue_.empty(); --groups) {
        linger(lock);
        operations.swap(queue_);
        queued_bytes_ = 0;
        lock.unlock();
        commit(operations);
        operations.clear();
        lock.lock();
        progress_.notify_all();
        if (unwritten_) {
            return;
        }
    }
    tell_halted(lock);
    committing_ = false;
    progress_.notify_all();
}

/// Whoever does what nobody could put on record any more must know it.
void committer::tell_halted(std::unique_lock<std::mutex>& lock)
{
    if (!failed_ || std::exchange(told_halted_, true)) {
        return;
    }
    lock.unlock();
    static_cast<void>(with_memory([&] { after_({}); }));  // Else whatever comes next finds it out.
    lock.lock();
}

void committer::wait_for_space()
{
    constexpr std::chrono::milliseconds between_tries{100};
    std::unique_lock lock{mutex_};
    while (unwritten_) {
        // They follow from what is not durable, and nobody waits for hours.
        answer_all(queue_, outcome::no_space);
        drop_said();
        progress_.notify_all();
        const bool give_up =
            stop_asked_.wait_for(lock, between_tries, [this] { return stopping_; });
        lock.unlock();
        const auto how = give_up ? outcome::failed : write_group(*unwritten_);
        if (how == outcome::durable) {
            tell(*unwritten_);
        }
        failed_ = failed_ || how == outcome::failed;
        lock.lock();
        if (how != outcome::no_space) {
            unwritten_.reset();
            work_off(lock, 1);
        }
    }
    hand_on(lock);
}

/// What has nothing to write has been answered: who asks again and again does not fill the queue.
/// @pre The lock is held.
void committer::drop_said()
{
    std::erase_if(queue_, writes_nothing);
    queued_bytes_ = 0;
    for (const auto& one : queue_) {
        queued_bytes_ += bytes_of(one);
    }
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
    const auto began = std::chrono::steady_clock::now();
    group what;
    auto how = outcome::failed;
    if (!failed_ && with_memory([&] { what = gather(operations); })) {
        how = write_group(what);
    }
    last_took_ = std::chrono::steady_clock::now() - began;
    answer_all(operations, how);
    if (how == outcome::durable) {
        tell(what);
    } else if (how == outcome::no_space) {
        unwritten_ = std::move(what);
    } else {
        halt();
    }
}

committer::group committer::gather(std::vector<operation>& operations) const
{
    group out;
    auto& rows = out.rows.rows;
    out.rows.first = position{number_of(head_.last) + 1};
    out.head = head_;
    for (auto& one : operations) {
        move_to(out.rows.events, one.events);
        move_to(rows, one.rows);
        move_to(out.changes, one.changes);
        move_to(out.timers, one.timers);
        out.head.newest = std::max(out.head.newest, one.newest);
    }
    out.head.last = position{number_of(head_.last) + out.rows.events.size()};
    out.head.letters_done = position{letters_done_.load()};
    add_streams(operations, rows);
    out.figures = figures_.stage(out.changes);
    for (const auto& [key, value] : out.figures) {
        rows.push_back({table::counter, key, journal::big_endian(value)});
    }
    if (out.head != head_) {
        rows.push_back({table::meta, std::string{journal::head_key}, encode_head(out.head)});
    }
    return out;
}

/// Where memory is short nobody knows how far it came.
committer::outcome committer::write_group(const group& what)
{
    auto how = outcome::failed;
    const bool all = with_memory([&] { write_rows(what, how); });
    return all ? how : outcome::failed;
}

void committer::write_rows(const group& what, outcome& how)
{
    // Nothing to write: callers who ask again for what is durable by now.
    if (!what.rows.events.empty() || !what.rows.rows.empty()) {
        const auto began = std::chrono::steady_clock::now();
        if (const auto done = store_.commit(what.rows); !done) {
            how = done.error() == errc::disk_full ? outcome::no_space : outcome::failed;
            return;
        }
        const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - began;
        ++counts_.groups;
        counts_.commit_ns += static_cast<std::uint64_t>(took.count());
        counts_.events += what.rows.events.size();
    }
    head_ = what.head;
    lists_.apply(what.changes);
    figures_.publish(what.figures);
    shown_ = number_of(what.head.last);
    how = outcome::durable;
}

void committer::tell(const group& what)
{
    // A group without events may hold a checkpoint, for which somebody waits.
    const bool is_some = !what.rows.events.empty() || !what.rows.rows.empty();
    if (is_some && !with_memory([&] { after_(what.timers); })) {
        halt();  // A timer that nobody knows of would never fall due.
    }
}

void committer::answer_all(std::vector<operation>& operations, outcome how)
{
    std::vector<answer> to_handlers;
    bool all = true;
    for (auto& one : operations) {
        // Was told, if there was no space.
        all = !one.done || (with_memory([&] { answer_one(one, how, to_handlers); }) && all);
    }
    all = with_memory([&] { answering_->post(std::move(to_handlers)); }) && all;
    if (!all) {
        halt();  // Handlers were dropped that wait for what is done.
    }
}

void committer::answer_one(operation& one, outcome how, std::vector<answer>& to_handlers)
{
    const bool durable = how == outcome::durable;
    answer what{
        std::move(*one.done),
        durable ? one.answer : not_durable(one, how == outcome::no_space),
        durable ? std::move(one.receipts) : std::vector<receipt>{}};
    one.done.reset();
    count(counts_, what);
    if (what.to.is_handler()) {
        to_handlers.push_back(std::move(what));
    } else {
        what.to(what.error, std::move(what.receipts));
    }
}

committer::queue_size committer::waiting() const
{
    const std::lock_guard lock{mutex_};
    return {queue_.size(), queued_bytes_};
}

void committer::stop()
{
    std::unique_lock lock{mutex_};
    stopping_ = true;
    stop_asked_.notify_all();
    // By itself, since who was to go on may not run any more.
    while (committing_ || !queue_.empty()) {
        if (committing_) {
            progress_.wait(lock);
        } else {
            commit_now(lock, 1);
        }
    }
}

}  // namespace acikkapi::engine_room
