#include "engine/notary.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {

bool notary::look(instant now)
{
    const std::lock_guard lock{mutex_};
    const auto size = number_of(store_.head());
    if (size == last_) {
        since_.reset();
        return false;
    }
    since_ = since_.value_or(now);
    if (size - last_ < when_.events && now - *since_ < when_.time) {
        return false;
    }
    const auto head = store_.tree();
    auto row = row_of(head, note_over(head));
    // A committer that takes nothing now is asked again when it does.
    if (!commits_.enqueue(row, [](position, operation&) {})) {
        return false;
    }
    last_ = head.size;
    since_.reset();
    return true;
}

std::optional<instant> notary::next() const
{
    const std::lock_guard lock{mutex_};
    return since_ ? std::optional{*since_ + when_.time} : std::nullopt;
}

result<std::string> notary::sign()
{
    const auto head = store_.tree();
    if (head.size == 0) {
        return errc::not_covered;
    }
    auto note = note_over(head);
    waiter mine;
    auto row = row_of(head, note);
    row.done.emplace(mine);
    {
        const std::lock_guard lock{mutex_};
        if (const auto queued = commits_.enqueue(row, [](position, operation&) {}); !queued) {
            return queued.error();
        }
        last_ = std::max(last_, head.size);
    }
    commits_.drain();
    const auto done = mine.wait();
    return done ? result<std::string>{std::move(note)} : done.error();
}

std::string notary::note_over(const tree_head& head) const
{
    const auto text = checkpoint{key().name, head}.str();
    return signed_note{text, {by_.sign(text)}}.str();
}

/// Ed25519 has one signature for a text: a checkpoint that is signed twice is the same row.
operation notary::row_of(const tree_head& head, const std::string& note) const
{
    operation out;
    out.rows.push_back({journal::table::tree, journal::checkpoint_key(head.size), note});
    return out;
}

}  // namespace acikkapi::engine_room
