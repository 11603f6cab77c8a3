#include "audit/part.hpp"
#include "codec/record_codec.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::audit_room {
namespace {

using journal::table;

trouble broken(std::string_view what)
{
    return {errc::corrupt_snapshot, what};
}

/// What is kept may say the same in other bytes: an empty part is left out, and an earlier version had another spelling.
bool means_the_same(const detail::any_workflow& rules, const encoded& kept, const encoded& state)
{
    if (kept == state) {
        return true;
    }
    const auto read = rules.decode_state(view_of(kept));
    return read && rules.encode_state(read->get()) == state;
}

trouble check_snapshot(const followed& on, const detail::any_workflow& rules, const encoded& state)
{
    if (on.kept.events != on.seen.events || on.kept.at != on.seen.at) {
        return broken("the snapshot names other events than the journal has");
    }
    if (on.kept.refusals != on.seen.refusals) {
        return broken("the snapshot names other refusals than the journal has");
    }
    if (on.kept.last_at != on.seen.last_at) {
        return broken("the snapshot has another time than the last event");
    }
    if (on.kept.keys != on.seen.keys) {
        return broken("the snapshot has other idempotency keys than the journal");
    }
    // What cannot be opened is compared by what it does: the clear part.
    const auto& others = on.kept.state.others;
    const bool sealed =
        on.kept.state.erased ||
        std::any_of(others.begin(), others.end(), [](const auto& one) { return one.erased; });
    const bool same = sealed ? on.kept.state.clear == state.clear &&
                                   on.kept.state.type == state.type &&
                                   on.kept.state.schema == state.schema
                             : means_the_same(rules, on.kept.state, state);
    if (!same) {
        return broken("the state in the snapshot does not follow from the events");
    }
    return {};
}

/// Persons of whom something could not be opened and no erasure is on record.
std::uint64_t unread_in(const followed& on)
{
    return static_cast<std::uint64_t>(
        std::count_if(on.unread_persons.begin(), on.unread_persons.end(), [&](whose_data whose) {
            return !on.erased.contains(whose);
        }));
}

}  // namespace

part::part(
    const journal::journal& store,
    const detail::any_workflow& rules,
    known_keys keys,
    share mine,
    position letters_done)
    : store_(store), rules_(rules), keys_(keys), mine_(mine),
      follower_(
          store,
          rules,
          keys.persons,
          mine,
          {[](const record&, const void*, const void*) {},
           [this](stream_id stream, followed& on) { return check_end(stream, on); }}),
      letters_done_(letters_done)
{}

// After the first divergence records are counted and not folded: what follows from something wrong
// tells nothing.
void part::take(position at, std::string_view bytes)
{
    const auto stream = codec::stream_of(bytes);
    // Of what cannot be read nobody knows whose it is.
    if (!mine_.has(stream ? *stream : no_stream)) {
        return;
    }
    const auto what = codec::decode_record(at, bytes, keys_.persons);
    if (!what) {
        note({what.error(), "the record cannot be read"}, at, no_stream);
        return;
    }
    const bool refusal = what->kind == record_kind::refusal;
    ++(refusal ? refusals : events);
    follow_letters(*what);
    if (first) {
        return;
    }
    if (refusal && what->stream == no_stream) {
        note(check_refused_registration(*what), at, no_stream);
    }
    note(follower_.take(*what), at, what->stream);
}

/// A record that names a letter as its cause has settled it, as a refusal too.
void part::follow_letters(const record& what)
{
    for (std::uint32_t i = 0; i < what.letters.size() && what.at <= letters_done_; ++i) {
        open_letters_.emplace_hint(open_letters_.end(), what.at, i);
    }
    if (what.caused_by.letter) {
        open_letters_.erase({what.caused_by.cause, what.caused_by.index});
    }
}

std::optional<position> part::first_open_letter() const
{
    return open_letters_.empty() ? std::nullopt : std::optional{open_letters_.begin()->first};
}

void part::finish()
{
    note(follower_.finish(), position{0}, no_stream);
}

void part::note(const trouble& bad, position at, stream_id stream)
{
    if (bad && !first) {
        first = {
            at,
            stream,
            std::string{bad.what} + " (" + bad.why.message() + ")",
            follower_.begun_under(stream)};
    }
}

trouble part::check_refused_registration(const record& what)
{
    if (!what.key) {
        return broken("a refusal has no key");
    }
    return check_key(*what.key, {no_stream, what.command_hash, what.refused_with, what.at, 0});
}

trouble part::check_end(stream_id stream, followed& on)
{
    if (const auto bad = check_snapshot(on, rules_, rules_.encode_state(on.state.get()))) {
        return bad;
    }
    const auto index = rules_.index(on.state.get());
    if (on.kept.closed != index.closed) {
        return broken("the snapshot lies with the open ones and is ended, or the other way round");
    }
    if (const auto bad = check_persons(stream, on)) {
        return bad;
    }
    ++(index.closed ? rows.done : rows.open);
    for (const auto& row : index.counters) {
        ++counters[journal::counter_key(row.name, row.key)];
    }
    if (const auto bad = check_closed(stream, index)) {
        return bad;
    }
    if (const auto bad = check_lookups(stream, on)) {
        return bad;
    }
    return check_registration(stream, on);
}

/// Who was erased must have no key; who has none must have been erased.
trouble part::check_persons(stream_id stream, const followed& on)
{
    if (keys_.persons == nullptr) {
        return {};
    }
    for (const auto whose : on.erased) {
        const person_of whom{stream, whose};
        // The row stands until the engine has done what is on record.
        if (keys_.persons->has(whom) && !has(table::meta, journal::erasing_key(whom))) {
            return broken("somebody of whom an erasure is on record has a key");
        }
    }
    rows.unread_persons += unread_in(on);
    return {};
}

trouble part::check_closed(stream_id stream, const index_rows& index)
{
    if (!index.closed) {
        return {};
    }
    rows.closed += index.lists.size();
    for (const auto& row : index.lists) {
        if (!has(table::closed, journal::closed_key(row.list, row.key, row.sort, stream))) {
            return broken("the application is missing in a list of ended ones");
        }
    }
    return {};
}

trouble part::check_lookups(stream_id stream, const followed& on)
{
    const auto is_there = [&](const index_rows::key_row& row) {
        return has(
            table::lookup,
            keys_.store->lookup_hash(row.name, row.key) + journal::stream_key(stream));
    };
    rows.lookup += on.lookups.size();
    rows.unread = rows.unread || unread_in(on) > 0;
    if (keys_.store != nullptr && !std::all_of(on.lookups.begin(), on.lookups.end(), is_there)) {
        return broken("the application cannot be found by what it should be");
    }
    for (const auto& row : on.passing) {
        if (on.lookups.contains(row)) {
            continue;
        }
        if (keys_.store == nullptr) {
            ++rows.passing;
        } else {
            rows.lookup += is_there(row) ? 1U : 0U;
        }
    }
    return {};
}

bool part::has(table in, std::string_view key) const
{
    const auto found = store_.get(in, key);
    return found && *found;
}

trouble part::check_registration(stream_id stream, const followed& on)
{
    const auto& key = on.registered;
    if (key.events == 0) {
        return {};
    }
    return check_key(
        key.key, {stream, key.command_hash, 0, on.seen.events.front(), std::uint64_t{key.events}});
}

trouble part::check_key(const key_hash& key, const journal::registration& right)
{
    ++rows.key;
    const auto bytes = store_.get(table::key, journal::registration_key(key));
    if (!bytes || !*bytes) {
        return broken("the idempotency key of a registration is missing");
    }
    const auto kept = journal::decode_registration(**bytes);
    if (!kept || *kept != right) {
        return broken("the idempotency key of a registration was answered otherwise");
    }
    return {};
}

}  // namespace acikkapi::audit_room
