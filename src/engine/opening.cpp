#include "engine/opening.hpp"
#include "journal/keys.hpp"
#include "journal/read.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace acikkapi::engine_room {
namespace {

using journal::table;

error_code load_head(const journal::journal& store, memory& out)
{
    const auto bytes = store.get(table::meta, journal::head_key);
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        return {};
    }
    const auto head = journal::decode_head(**bytes);
    if (!head) {
        return head.error();
    }
    out.head = *head;
    return {};
}

error_code load_counters(const journal::journal& store, memory& out)
{
    error_code bad;
    const auto scanned =
        store.scan(table::counter, {}, {}, [&](std::string_view key, std::string_view value) {
            const auto number = journal::read_big_endian(value);
            if (!number) {
                bad = errc::corrupt_snapshot;
                return false;
            }
            out.figures->load(std::string{key}, *number);
            return true;
        });
    return scanned ? bad : scanned.error();
}

error_code load_open_row(
    const detail::any_workflow& rules, stream_id stream, std::string_view value, memory& out)
{
    const auto stored = journal::read_snapshot_row(value, false);
    if (!stored) {
        return stored.error();
    }
    if (stored->events.empty() || stored->events.back() > out.head.last) {
        return errc::corrupt_snapshot;
    }
    const auto state = rules.decode_state(journal::view_of(stored->state));
    if (!state) {
        return state.error();
    }
    const views_room::change change{
        stream, nullptr, std::make_shared<const index_rows>(rules.index(state->get()))};
    out.lists->apply({&change, 1});
    out.timers.push_back({stream, rules.next_due(state->get())});
    return {};
}

}  // namespace

error_code check(const engine_options& options)
{
    const bool has_adapters = !options.notifiers.empty() || !options.departments.empty();
    const auto null = [](const auto& entry) { return entry.second == nullptr; };
    const bool bad = options.directory.empty() || !options.executor || !options.blocking ||
                     options.clock == nullptr || options.shards == 0 || options.shards > 1'024 ||
                     options.waiting_commands_max == 0 || options.waiting_bytes_max == 0 ||
                     options.retries.in_flight_max == 0 || (has_adapters && !options.random) ||
                     std::any_of(options.notifiers.begin(), options.notifiers.end(), null) ||
                     std::any_of(options.departments.begin(), options.departments.end(), null);
    return bad ? error_code{errc::bad_argument} : error_code{};
}

error_code claim_store(
    journal::journal& store,
    const detail::any_workflow& rules,
    const vault::secrets& keys,
    bool create)
{
    const auto bytes = store.get(table::meta, journal::store_key_row);
    if (!bytes) {
        return bytes.error();
    }
    if (!*bytes) {
        // A store without this row was never finished: nothing can be in it.
        if (!create || store.head() != position{0}) {
            return store.head() == position{0} ? errc::not_a_store : errc::corrupt_journal;
        }
        journal::batch first;
        first.first = position{1};
        first.rows.push_back(
            {table::meta,
             std::string{journal::store_key_row},
             journal::encode_store({1, std::string{rules.name()}, keys.check_value()})});
        const auto done = store.commit(first);
        return done ? error_code{} : done.error();
    }
    const auto row = journal::decode_store(**bytes);
    if (!row) {
        return row.error();
    }
    if (row->workflow != rules.name()) {
        return errc::other_workflow;
    }
    return row->key_check == keys.check_value() ? error_code{} : errc::wrong_key;
}

result<memory> rebuild(const journal::journal& store, const detail::any_workflow& rules)
{
    memory out;
    if (const auto bad = load_head(store, out)) {
        return bad;
    }
    if (const auto bad = load_counters(store, out)) {
        return bad;
    }
    error_code bad;
    const auto scanned =
        store.scan(table::open, {}, {}, [&](std::string_view key, std::string_view value) {
            const auto id = journal::read_big_endian(key);
            bad = id ? load_open_row(rules, stream_id{*id}, value, out)
                     : error_code{errc::corrupt_snapshot};
            return !bad;
        });
    if (!scanned) {
        return scanned.error();
    }
    if (bad) {
        return bad;
    }
    return out;
}

}  // namespace acikkapi::engine_room
