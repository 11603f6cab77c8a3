#include "engine/notary.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

// Until a checkpoint that was not taken is tried again.
constexpr std::chrono::seconds try_again_after{1};

}  // namespace

bool notary::look(instant now)
{
    const std::lock_guard lock{mutex_};
    const auto size = number_of(store_.head());
    if (size == last_) {
        due_.reset();
        return false;
    }
    // Not longer from now either, when the clock was set back.
    due_ = std::min(due_.value_or(now + when_.time), now + when_.time);
    if (size - last_ < when_.events && now < *due_) {
        return false;
    }
    const auto head = store_.tree();
    auto note = note_over(head);
    auto row = row_of(head.size, note);
    // A committer that takes nothing now is asked again with the next events, or after a pause: a full
    // disk may stay so for hours.
    if (!commits_.enqueue(row)) {
        due_ = now + try_again_after;
        return false;
    }
    signed_now(head.size, std::move(note));
    due_.reset();
    return true;
}

std::uint64_t notary::covered() const
{
    const std::lock_guard lock{mutex_};
    return last_;
}

result<std::optional<journal::kept_checkpoint>> notary::newest() const
{
    std::unique_lock lock{mutex_};
    if (!note_.empty()) {
        return std::optional{journal::kept_checkpoint{last_, note_}};
    }
    lock.unlock();
    return journal::newest_checkpoint(store_);
}

/// @pre The lock is held.
void notary::signed_now(std::uint64_t size, std::string note)
{
    if (size >= last_) {
        last_ = size;
        note_ = std::move(note);
    }
}

bool notary::keep(const journal::kept_checkpoint& cosigned)
{
    auto row = row_of(cosigned.size, cosigned.note);
    return commits_.enqueue(row).has_value();
}

std::optional<instant> notary::next() const
{
    const std::lock_guard lock{mutex_};
    return due_;
}

result<std::string> notary::sign()
{
    waiter mine;
    operation row;
    std::string note;
    {
        const std::lock_guard lock{mutex_};
        // What others sign meanwhile would be taken for missing, and written over with all cosignatures.
        const auto head = store_.tree();
        if (head.size == 0) {
            return errc::not_covered;
        }
        note = note_over(head);
        // One that is there may bear the word of others, or be the original's of a restored store.
        const bool is_there = head.size == last_;
        // A copy now: behind the queueing nothing may fail, for somebody else knows of `mine` then.
        auto kept = note;
        if (!is_there) {
            row = row_of(head.size, note);
        }
        row.done.emplace(mine);
        if (const auto queued = commits_.enqueue(row); !queued) {
            return queued.error();
        }
        if (!is_there) {
            signed_now(head.size, std::move(kept));
        }
    }
    const auto done = commits_.wait_for(mine);
    return done ? result<std::string>{std::move(note)} : done.error();
}

std::string notary::note_over(const tree_head& head) const
{
    const auto text = checkpoint{key().name, head}.str();
    return signed_note{text, {by_.sign(text)}}.str();
}

/// Ed25519 has one signature for a text: a checkpoint that is signed twice is the same row.
operation notary::row_of(std::uint64_t size, const std::string& note)
{
    operation out;
    out.rows.push_back({journal::table::tree, journal::checkpoint_key(size), note});
    return out;
}

}  // namespace acikkapi::engine_room
