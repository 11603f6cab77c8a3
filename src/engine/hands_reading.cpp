// The part of the hands that reads the journal for letters.
#include "engine/hands.hpp"
#include "journal/read.hpp"

#include <cstdint>
#include <set>
#include <utility>

namespace acikkapi::engine_room {

/// Learns which letters earlier runs have left open, before any other could be sent again. Those are few, or wait
/// for an adapter that is not there; what was settled since the first of them may be years of letters.
bool hands::find_open(position upto)
{
    std::set<outbox::letter_id> open;
    const auto matters = [](const codec::glance& seen) { return seen.letters || seen.caused; };
    const auto take = [&](record&& one) {
        for (std::uint32_t i = 0; i < one.letters.size(); ++i) {
            open.insert(open.end(), {one.at, i});
        }
        if (one.caused_by.letter) {
            open.erase({one.caused_by.cause, one.caused_by.index});
        }
        return true;
    };
    const auto scanned =
        journal::scan_some_records(*world_.store, scanned_, upto, nullptr, {matters, take});
    if (!scanned) {
        fail(scanned.error());
        return false;
    }
    letters_.left_open(std::move(open), upto);
    recovered_ = true;
    return true;
}

/// @param only  Of this backlog; null for all.
void hands::offer_letters(record&& of, instant now, const outbox::backlog* only)
{
    const auto erased_at = erased_.find(of.stream);
    const bool gone =
        of.payload.erased || (erased_at != erased_.end() && of.at < erased_at->second);
    for (std::uint32_t i = 0; i < of.letters.size(); ++i) {
        const outbox::letter_id id{of.at, i};
        if (only != nullptr && (id < only->from || of.letters[i].adapter != only->adapter)) {
            continue;
        }
        outbox::letter_on_record one{
            id, of.stream, std::move(of.letters[i]), of.recorded_at, of.correlation};
        // What the original of a restored store may have sent is not sent again.
        if (of.at <= doubtful_) {
            letters_.offer_settled(std::move(one), delivery::unknown, "restored", now);
        } else if (gone && !one.what.to_unit) {
            letters_.offer_settled(std::move(one), delivery::rejected, "erased", now);
        } else {
            letters_.offer(std::move(one), now);
        }
    }
}

void hands::scan()
{
    const position head = world_.store->head();
    if (!recovered_ && !find_open(head)) {
        return;
    }
    if (scanned_ < head && !read_on(head)) {
        return;
    }
    while (const auto backlog = letters_.take_backlog()) {
        if (!read_again(*backlog)) {
            return;
        }
    }
    if (!letters_.is_behind()) {
        erased_.clear();
    }
    world_.commits->set_letters_done(letters_.done());
}

/// Offers the letters of what was recorded since.
bool hands::read_on(position head)
{
    const instant now = world_.options->clock->now();
    const auto matters = [](const codec::glance& seen) { return seen.letters || seen.erasure; };
    const auto take = [&](record&& one) {
        // The first of an erasure's records has the notice that may still go to him; those behind it are read
        // together with it. Of what is still to be read again nothing goes to him either, though the keys may
        // not have been destroyed by then.
        if (one.kind == record_kind::erasure && one.whose == 0 &&
            erased_.try_emplace(one.stream, one.at).second) {
            letters_.forget(one.stream);
        }
        offer_letters(std::move(one), now, nullptr);
        return true;
    };
    const auto read =
        journal::scan_some_records(*world_.store, scanned_, head, world_.keys, {matters, take});
    if (!read) {
        fail(read.error());
        return false;
    }
    scanned_ = head;
    letters_.scanned(scanned_);
    // Of a letter whose adapter is not there this time nothing more will be heard.
    late_.pass_on_unless([this](const outbox::letter_id& id) { return letters_.has(id); });
    return true;
}

/// Offers the letters that an adapter had no room for, as long as it has.
bool hands::read_again(const outbox::backlog& what)
{
    const instant now = world_.options->clock->now();
    const auto matters = [](const codec::glance& seen) { return seen.letters; };
    const auto take = [&](record&& one) {
        offer_letters(std::move(one), now, &what);
        return !letters_.is_behind(what.adapter);
    };
    const position after{number_of(what.from.cause) - 1};
    const auto read =
        journal::scan_some_records(*world_.store, after, scanned_, world_.keys, {matters, take});
    if (!read) {
        fail(read.error());
        return false;
    }
    letters_.backlog_read(what.adapter);
    return true;
}

}  // namespace acikkapi::engine_room
