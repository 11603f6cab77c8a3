#include "audit/follower.hpp"

#include <string>
#include <utility>

namespace acikkapi::audit_room {
namespace {

trouble broken(std::string_view what)
{
    return {errc::corrupt_journal, what};
}

/// Notes the key of a command. All facts of one command stand together and carry it.
void note_key(const record& what, followed& on)
{
    if (!what.key) {
        return;
    }
    auto& first = on.registered;
    const bool registers =
        what.version == first.after + 1 && what.version == first.events + 1U &&
        (first.events == 0 || (first.key == *what.key && first.command_hash == what.command_hash));
    if (registers) {
        first = {*what.key, what.command_hash, what.version, first.events + 1, 0};
        return;
    }
    auto& keys = on.seen.keys;
    const bool goes_on = !keys.empty() && keys.back().key == *what.key &&
                         keys.back().after + 1 == what.version && keys.back().events > 0;
    if (goes_on) {
        keys.back().after = what.version;
        ++keys.back().events;
    } else {
        keys.push_back({*what.key, what.command_hash, what.version, 1, 0});
    }
}

void note_persons(const record& what, followed& on)
{
    if (what.kind == record_kind::erasure) {
        on.erased.insert(what.whose);
    }
    if (what.payload.erased) {
        on.unread_persons.insert(0);
    }
    for (const auto& one : what.payload.others) {
        if (one.erased) {
            on.unread_persons.insert(one.whose);
        }
    }
}

/// Files what the newest state is found by. The engine writes that for the last state of a command.
void take_newest_lookups(followed& on, bool command_ended)
{
    auto& into = command_ended ? on.lookups : on.passing;
    for (auto& row : on.newest_lookups) {
        into.insert(std::move(row));
    }
    on.newest_lookups.clear();
}

}  // namespace

/// Ids follow one another, but that a restored store begins a later block of them.
bool follower::is_next(std::uint64_t stream) const
{
    const auto block = journal::begin_of_block(stream);
    const bool is_first = stream - block < mine_.parts;  // Of this share.
    return stream == next_ || (is_first && block > journal::begin_of_block(number_of(newest_)));
}

trouble follower::begin(const record& what)
{
    if (!is_next(number_of(what.stream))) {
        return broken("an application begins out of its turn, or goes on after its end");
    }
    if (what.workflow.substr(0, what.workflow.rfind('/')) != rules_.name()) {
        return broken("the first event does not name this workflow");
    }
    auto kept = journal::read_snapshot(store_, what.stream, keys_);
    if (!kept) {
        return {kept.error(), "the snapshot cannot be read"};
    }
    if (!*kept) {
        return broken("there is no snapshot of the application");
    }
    followed fresh;
    fresh.kept = **std::move(kept);
    fresh.state = rules_.initial();
    fresh.begun_under = what.workflow;
    under_way_.emplace(what.stream, std::move(fresh));
    next_ = number_of(what.stream) + mine_.parts;
    newest_ = what.stream;
    ++streams_;
    return {};
}

trouble follower::take(const record& what)
{
    if (what.stream == no_stream) {
        // A registration that was refused: there is no application that it could belong to.
        const auto nothing = rules_.initial();
        visit_(what, nothing.get(), nothing.get());
        return {};
    }
    auto found = under_way_.find(what.stream);
    if (found == under_way_.end()) {
        if (const auto bad = begin(what)) {
            return bad;
        }
        found = under_way_.find(what.stream);
    }
    followed& on = found->second;
    const detail::erased before = on.state;
    const auto bad =
        what.kind == record_kind::refusal ? take_refusal(what, on) : take_fact(what, on);
    if (bad) {
        return bad;
    }
    visit_(what, before.get(), on.state.get());
    return end_if_last(what.stream, on);
}

trouble follower::take_fact(const record& what, followed& on)
{
    auto& seen = on.seen;
    if (what.version != seen.at + 1) {
        return broken("the version does not follow the one before");
    }
    if (what.recorded_at < seen.last_at) {
        return broken("the time goes back");
    }
    auto after = rules_.follow(on.state.get(), what);
    if (!after) {
        return {after.error(), "the event cannot follow the state before it"};
    }
    on.state = *std::move(after);
    seen.at = what.version;
    seen.last_at = what.recorded_at;
    seen.events.push_back(what.at);
    note_key(what, on);
    note_persons(what, on);
    take_lookups(what, on);
    return {};
}

void follower::take_lookups(const record& what, followed& on) const
{
    // A proposal that one command of a batch confirms says nothing of the others.
    const auto& cause = what.caused_by;
    const same_command now{
        what.recorded_at,
        what.key.has_value(),
        what.command_hash,
        cause.letter ? cause : causation{}};
    take_newest_lookups(on, now != on.newest);
    on.newest = now;
    on.newest_lookups = rules_.index(on.state.get()).lookups;
    if (what.kind == record_kind::erasure) {
        // What the state is not found by any more was taken away.
        on.lookups.clear();
        on.passing.clear();
    }
}

trouble follower::take_refusal(const record& what, followed& on)
{
    if (what.version != on.seen.at) {
        return broken("a refusal names another version than the one before");
    }
    if (!what.key) {
        return broken("a refusal has no key");
    }
    take_newest_lookups(on, true);
    on.seen.refusals.push_back(what.at);
    on.seen.keys.push_back({*what.key, what.command_hash, what.version, 0, what.refused_with});
    return {};
}

trouble follower::end_if_last(stream_id stream, followed& on)
{
    const bool more = on.seen.at < on.kept.at || on.seen.refusals.size() < on.kept.refusals.size();
    if (more) {
        return {};
    }
    take_newest_lookups(on, true);
    if (const auto bad = ended_(stream, on)) {
        return bad;
    }
    under_way_.erase(stream);
    return {};
}

std::string follower::begun_under(stream_id stream) const
{
    const auto found = under_way_.find(stream);
    return found == under_way_.end() ? std::string{} : found->second.begun_under;
}

trouble follower::finish() const
{
    return under_way_.empty() ? trouble{}
                              : broken("a snapshot knows of more records than the journal");
}

}  // namespace acikkapi::audit_room
