#include "codec/record_codec.hpp"
#include "codec/snapshot_codec.hpp"
#include "engine/desk.hpp"
#include "engine/session.hpp"
#include "engine/with_memory.hpp"
#include "journal/keys.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

constexpr std::size_t wishes_max = 1'000;
constexpr std::size_t key_size_max = 256;

error_code check_origin(const origin& from)
{
    if (from.by.empty()) {
        return errc::bad_actor;
    }
    if (from.via.empty()) {
        return errc::bad_channel;
    }
    if (from.on.empty()) {
        return errc::missing_authority;
    }
    return from.correlation.size() > codec::correlation_size_max ? errc::bad_argument
                                                                 : error_code{};
}

error_code check_form(const detail::wishes& what)
{
    if (what.list.empty() || what.list.size() > wishes_max || what.unchanged.size() > wishes_max) {
        return errc::bad_argument;
    }
    if (what.key && (what.key->empty() || what.key->size() > key_size_max)) {
        return errc::bad_argument;
    }
    if (what.key && what.key->front() == '\0' && !what.caused_by.letter) {
        return errc::bad_argument;  // The engine's own.
    }
    for (const auto& one : what.list) {
        if (const auto bad = check_origin(one.from)) {
            return bad;
        }
    }
    return {};
}

}  // namespace

desk::desk(
    journal::journal& store,
    const detail::any_workflow& rules,
    const vault::secrets& keys,
    committer& commits,
    const settings& how)
    : store_(store), rules_(rules), keys_(keys), persons_(how.persons), access_(how.access),
      commits_(commits), newest_(number_of(how.newest))
{
    for (std::size_t i = 0; i < how.shards; ++i) {
        shards_.push_back(std::make_unique<shard>(how.streams_max / how.shards + 1));
    }
}

shard& desk::shard_of(stream_id stream)
{
    return *shards_[number_of(stream) % shards_.size()];
}

bool desk::is_warm(const detail::wishes& what)
{
    const auto cached = [this](stream_id stream) {
        auto& part = shard_of(stream);
        const std::lock_guard lock{part.mutex};
        return part.find(stream) != nullptr;
    };
    const auto surely_new = [&](std::size_t index) {
        return !what.key ||
               store_.surely_absent(
                   journal::table::key, journal::registration_key(key_of(*what.key, index)));
    };
    for (std::size_t i = 0; i < what.list.size(); ++i) {
        const stream_id stream = what.list[i].stream;
        if (what.list[i].from.confirms != position{0}) {
            return false;  // The proposal must be read.
        }
        if (stream == no_stream ? !surely_new(i) : !cached(stream)) {
            return false;
        }
    }
    return std::all_of(what.unchanged.begin(), what.unchanged.end(), [&](const auto& one) {
        return cached(one.stream);
    });
}

result<entry*> desk::load(stream_id stream)
{
    auto& part = shard_of(stream);
    if (auto* known = part.find(stream)) {
        return known;
    }
    auto stored = journal::read_snapshot(store_, stream, persons_);
    if (!stored) {
        return stored.error();
    }
    if (!*stored) {
        return errc::no_such_application;
    }
    entry out;
    out.stored = **std::move(stored);
    auto state = rules_.decode_state(view_of(out.stored.state));
    if (!state) {
        return state.error();
    }
    out.state = *std::move(state);
    out.stored.state = {};
    out.rows = std::make_shared<const index_rows>(rules_.index(out.state.get()));
    out.serial = keys_.serial_of(stream);
    return &part.put(stream, std::move(out), store_.head());
}

result<desk::standing> desk::standing_of(stream_id stream)
{
    const std::lock_guard lock{shard_of(stream).mutex};
    const auto found = load(stream);
    if (!found) {
        return found.error();
    }
    return standing{(*found)->state, (*found)->stored.at};
}

void desk::decide(const detail::wishes& what, instant now, completion done)
{
    // Nothing was done, and giving it again later is right; whether it was done, is not known after a fault.
    const auto is_not_now = [](error_code why) {
        return why == condition::unavailable && why != errc::outcome_unknown;
    };
    session mine{.what = what, .now = now};
    mine.op.done.emplace(std::move(done));
    error_code why = check_form(what);
    const auto attempt = [&] {
        const locks held{*this, mine};
        why = process(mine);
    };
    if (!why && !with_memory(attempt)) {
        why = errc::overloaded;  // Nothing was queued: see `queue`.
    }
    if (why) {
        auto& counted = commits_.counts();
        ++(why == condition::rejected ? counted.refused
           : is_not_now(why)          ? counted.unavailable
                                      : counted.failed);
        (*mine.op.done)(why, {});
    } else if (mine.is_told) {
        ++(mine.op.answer ? commits_.counts().refused : commits_.counts().repeated);
        (*mine.op.done)(mine.op.answer, std::move(mine.op.receipts));
    }
}

error_code desk::process(session& now)
{
    if (now.what.key) {
        take_key(now);
    }
    if (const auto bad = open_works(now)) {
        return hidden(now, bad);
    }
    bool repeated = false;
    if (const auto bad = answer_repeated(now, repeated); bad || repeated) {
        return refuse(now, bad);
    }
    // Not recorded as a refusal: who may do nothing here shall not fill what is kept of others.
    if (const auto bad = check_access(now)) {
        return refuse(now, bad);
    }
    auto why = check(now);
    if (!why) {
        why = decide_all(now);
    }
    if (!why) {
        return queue(now);
    }
    // What the engine itself says is on record, whatever is said to it; only our own refusals have a number there.
    if (now.what.by_engine && why == condition::rejected && !is_refusal(why)) {
        why = errc::illegal_transition;
    }
    const bool kept = is_refusal(why) && (now.what.by_engine || !now.unwritable);
    return now.what.key && kept ? record_refusal(now, why) : refuse(now, why);
}

error_code desk::open_works(session& now)
{
    for (std::size_t i = 0; i < now.streams.size(); ++i) {
        const stream_id stream = now.streams[i];
        const bool known = std::any_of(now.works.begin(), now.works.end(), [&](const work& one) {
            return one.stream == stream;
        });
        if (known) {
            continue;
        }
        if (now.is_new(i)) {
            now.works.push_back(
                {stream,
                 {{}, rules_.initial(), nullptr, {}, keys_.serial_of(stream)},
                 std::nullopt,
                 nullptr});
            continue;
        }
        const auto found = load(stream);
        if (!found) {
            return found.error();
        }
        now.works.push_back({stream, **found, (*found)->stored.closed, (*found)->rows});
    }
    return {};
}

error_code desk::check(session& now)
{
    for (const auto& one : now.what.unchanged) {
        const auto found = load(one.stream);
        if (!found) {
            return found.error();
        }
        if ((*found)->stored.at != one.version) {
            return errc::version_conflict;
        }
    }
    for (std::size_t i = 0; i < now.what.list.size(); ++i) {
        const auto& expected = now.what.list[i].expected;
        if (expected && *expected != now.work_of(now.streams[i]).now.stored.at) {
            return errc::version_conflict;
        }
    }
    return {};
}

error_code desk::decide_all(session& now)
{
    for (std::size_t i = 0; i < now.what.list.size(); ++i) {
        if (const auto why = decide_one(now, i)) {
            return why;
        }
    }
    return {};
}

error_code desk::decide_one(session& now, std::size_t index)
{
    const auto& wish = now.what.list[index];
    work& on = now.work_of(now.streams[index]);
    auto& stored = on.now.stored;
    const instant at = now.time_of(on);
    auto made = made_of(now, index, on);
    if (!made) {
        return made.error();
    }
    // An application begins with an event, or not at all; and what became of a letter leaves a record, or it is sent again.
    if (made->events.empty() && (stored.at == 0 || now.what.caused_by.letter)) {
        return errc::illegal_transition;
    }
    const std::size_t count = made->events.size();
    const auto many = [](const auto& letters) { return letters.size() > codec::letters_max; };
    if (std::any_of(made->letters.begin(), made->letters.end(), many)) {
        return errc::bad_argument;
    }
    for (std::size_t i = 0; i < count; ++i) {
        record fact = envelope_of(now, index);
        fact.stream = on.stream;
        fact.version = ++stored.at;
        fact.recorded_at = at;
        if (fact.version == 1) {
            fact.workflow = rules_.name_and_version();
        }
        fact.letters = std::move(made->letters[i]);
        fact.payload = std::move(made->events[i]);
        mark(fact, wish);
        // Only a fact has something personal, and of who was erased there is no key.
        const bool personal = fact.kind == record_kind::fact;
        auto row = codec::encode_record(fact, personal ? persons_ : nullptr);
        if (!row) {
            now.unwritable = row.error() == errc::bad_argument;
            return row.error();
        }
        now.op.events.push_back(*std::move(row));
    }
    now.stages.push_back({static_cast<std::size_t>(&on - now.works.data()), count});
    if (count == 0) {
        return {};
    }
    // What became of a letter is on record in any case, or it is sent again: found now, not when it is queued.
    if (now.what.caused_by.letter &&
        !codec::can_be_written(rules_.encode_state(made->after.get()))) {
        return errc::bad_argument;
    }
    on.now.state = std::move(made->after);
    on.changed = true;
    stored.last_at = at;
    return now.is_new(index) ? error_code{} : remember_key(now, index, on, count);
}

/// What a wish causes: the workflow says, but for what all have alike.
result<detail::decided> desk::made_of(session& now, std::size_t index, const work& on)
{
    const auto& wish = now.what.list[index];
    if (wish.erases) {
        return erase(now, *wish.erases, on);
    }
    if (wish.remarks) {
        const auto& [kind, reason, act] = *wish.remarks;
        encoded why;
        why.clear = kind == record_kind::proposal ? act + '\n' + reason : reason;
        return detail::decided{{std::move(why)}, {{}}, on.now.state};
    }
    const auto& stored_keys = on.now.stored.keys;  // Each refusal has one.
    const context about{
        now.time_of(on),
        on.stream,
        on.now.stored.at,
        on.now.serial,
        wish.from.by,
        wish.from.via,
        wish.from.historical,
        stored_keys.size() - std::min(stored_keys.size(), on.now.stored.refusals.size())};
    return rules_.decide(on.now.state.get(), wish.command.get(), about);
}

/// What all records of one wish say alike.
record desk::envelope_of(const session& now, std::size_t index)
{
    const auto& from = now.what.list[index].from;
    record out;
    out.occurred_at = from.occurred_at;
    out.by = from.by;
    out.via = from.via;
    out.on = from.on;
    out.caused_by = from.confirms == position{0} ? now.what.caused_by : causation{from.confirms};
    out.correlation = from.correlation;
    if (now.what.key) {
        out.key = now.keys[index];
        out.command_hash = now.command_hash;
    }
    return out;
}

}  // namespace acikkapi::engine_room
