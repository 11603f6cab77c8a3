#include "audit/verifier.hpp"
#include "codec/record_codec.hpp"
#include "journal/keys.hpp"
#include "journal/registration.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::audit_room {
namespace {

using journal::table;

constexpr std::uint64_t progress_every = 1'024;

trouble broken(std::string_view what)
{
    return {errc::corrupt_snapshot, what};
}

std::string hexadecimal(const vault::digest& value)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const auto byte : value) {
        out.push_back(digits[std::to_integer<std::size_t>(byte >> 4)]);
        out.push_back(digits[std::to_integer<std::size_t>(byte & std::byte{15})]);
    }
    return out;
}

trouble check_snapshot(const followed& on, const encoded& state)
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
    if (on.kept.state != state) {
        return broken("the state in the snapshot does not follow from the events");
    }
    return {};
}

}  // namespace

verifier::verifier(
    const journal::journal& store, const detail::any_workflow& rules, const vault::secrets* keys)
    : store_(store), rules_(rules), keys_(keys),
      follower_(
          store,
          rules,
          [](const record&, const void*, const void*) {},
          [this](stream_id stream, followed& on) { return check_end(stream, on); })
{}

result<audit_report> verifier::run(const audit_progress& progress)
{
    const position head = store_.head();
    bool cancelled = false;
    const auto scanned =
        store_.scan_events(position{0}, head, [&](position at, std::string_view bytes) {
            take(at, bytes);
            const bool tell = progress && number_of(at) % progress_every == 0;
            cancelled = tell && !progress(number_of(at), number_of(head));
            return !cancelled;
        });
    if (cancelled) {
        return errc::cancelled;
    }
    if (!scanned && scanned.error() != condition::corrupt) {
        return scanned.error();
    }
    if (!scanned) {
        const position missing{tree_.size() + 1};
        note({scanned.error(), "a record is missing or cannot be read"}, missing, no_stream);
    }
    note(follower_.finish(), position{0}, no_stream);
    check_tables();
    report_.applications = follower_.streams();
    report_.root = hexadecimal(tree_.root());
    return report_;
}

// The hash goes on after the first divergence, so that the root always says what is stored; the
// fold does not: what follows from something wrong tells nothing.
void verifier::take(position at, std::string_view bytes)
{
    tree_.append(bytes);
    const auto what = codec::decode_record(at, bytes);
    if (!what) {
        note({what.error(), "the record cannot be read"}, at, no_stream);
        return;
    }
    const bool refusal = what->kind == record_kind::refusal;
    ++(refusal ? report_.refusals : report_.events);
    if (report_.first_divergence) {
        return;
    }
    if (refusal && what->stream == no_stream) {
        note(check_refused_registration(*what), at, no_stream);
    }
    note(follower_.take(*what), at, what->stream);
}

void verifier::note(const trouble& bad, position at, stream_id stream)
{
    if (bad && !report_.first_divergence) {
        report_.first_divergence = {
            at, stream, std::string{bad.what} + " (" + bad.why.message() + ")"};
    }
}

trouble verifier::check_refused_registration(const record& what)
{
    if (!what.key) {
        return broken("a refusal has no key");
    }
    return check_key(*what.key, {no_stream, what.command_hash, what.refused_with, what.at, 0});
}

trouble verifier::check_end(stream_id stream, followed& on)
{
    if (const auto bad = check_snapshot(on, rules_.encode_state(on.state.get()))) {
        return bad;
    }
    const auto rows = rules_.index(on.state.get());
    if (on.kept.closed != rows.closed) {
        return broken("the snapshot lies with the open ones and is ended, or the other way round");
    }
    ++(rows.closed ? rows_.done : rows_.open);
    for (const auto& row : rows.counters) {
        ++counters_[journal::counter_key(row.name, row.key)];
    }
    if (const auto bad = check_rows(stream, rows, on)) {
        return bad;
    }
    return check_registration(stream, on);
}

trouble verifier::check_rows(stream_id stream, const index_rows& rows, const followed& on)
{
    std::vector<std::pair<table, std::string>> wanted;
    if (rows.closed) {
        rows_.closed += rows.lists.size();
        for (const auto& row : rows.lists) {
            wanted.emplace_back(
                table::closed, journal::closed_key(row.list, row.key, row.sort, stream));
        }
    }
    rows_.lookup += on.lookups.size();
    for (const auto& row : on.lookups) {
        if (keys_ != nullptr) {
            wanted.emplace_back(
                table::lookup, keys_->lookup_hash(row.name, row.key) + journal::stream_key(stream));
        }
    }
    for (const auto& [in, key] : wanted) {
        const auto found = store_.get(in, key);
        if (!found || !*found) {
            return broken(
                in == table::closed ? "the application is missing in a list of ended ones"
                                    : "the application cannot be found by what it should be");
        }
    }
    return {};
}

trouble verifier::check_registration(stream_id stream, const followed& on)
{
    const auto& key = on.registered;
    if (key.events == 0) {
        return {};
    }
    return check_key(
        key.key, {stream, key.command_hash, 0, on.seen.events.front(), std::uint64_t{key.events}});
}

trouble verifier::check_key(const key_hash& key, const journal::registration& right)
{
    ++rows_.key;
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

trouble verifier::check_head() const
{
    const auto head = journal::read_head(store_);
    if (!head) {
        return {head.error(), "the head row cannot be read"};
    }
    if (head->last != store_.head() || head->letters_done > head->last ||
        number_of(head->newest) != follower_.streams()) {
        return broken("the head row says otherwise than the journal");
    }
    return {};
}

trouble verifier::check_counters() const
{
    auto rest = counters_;
    bool right = true;
    const auto scanned =
        store_.scan(table::counter, {}, {}, [&](std::string_view key, std::string_view value) {
            const auto number = journal::read_big_endian(value);
            const auto found = rest.find(std::string{key});
            const auto wanted = found == rest.end() ? std::uint64_t{0} : found->second;
            right = right && number == wanted;
            if (found != rest.end()) {
                rest.erase(found);
            }
            return right;
        });
    return scanned && right && rest.empty()
               ? trouble{}
               : broken("a figure of the statistics does not follow from the journal");
}

trouble verifier::check_count(table in, std::uint64_t right, std::string_view what) const
{
    std::uint64_t count = 0;
    const auto scanned = store_.scan(in, {}, {}, [&](std::string_view, std::string_view) {
        ++count;
        return count <= right;
    });
    return scanned && count == right ? trouble{} : broken(what);
}

void verifier::check_tables()
{
    const auto check = [this](const trouble& bad) { note(bad, position{0}, no_stream); };
    check(check_head());
    check(check_counters());
    check(check_count(table::open, rows_.open, "there are other open snapshots than applications"));
    check(check_count(table::done, rows_.done, "there are other done snapshots than applications"));
    check(check_count(table::closed, rows_.closed, "a list of ended applications has other rows"));
    check(check_count(table::lookup, rows_.lookup, "something is found by what it should not be"));
    check(
        check_count(table::key, rows_.key, "there are other idempotency keys than in the journal"));
}

}  // namespace acikkapi::audit_room
