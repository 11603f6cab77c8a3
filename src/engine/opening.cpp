#include "engine/opening.hpp"
#include "journal/proving.hpp"
#include "journal/read.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace acikkapi::engine_room {
namespace {

bool is_log_name(std::string_view text)
{
    constexpr std::size_t size_max = 200;
    return !text.empty() && text.size() <= size_max &&
           std::all_of(text.begin(), text.end(), [](char one) {
               return one > ' ' && one < '\x7f' && one != '+';
           });
}

bool is_witness(const std::pair<const std::string, witness*>& entry)
{
    const auto key = verifier_key::parse(entry.first);
    return key && key->type == verifier_key::kind::witness && entry.second != nullptr;
}

/// A pause is added to a time, and one of them doubles: that has to fit into a number.
constexpr std::chrono::milliseconds pause_max = std::chrono::days{90};
constexpr std::chrono::milliseconds patience_max = std::chrono::days{3'660};

/// Whether letters that fail are tried again, and after a while.
bool is_possible(const retry_rule& rule)
{
    return rule.first.count() > 0 && rule.first <= rule.longest && rule.longest <= pause_max &&
           rule.give_up_after.count() >= 0 && rule.give_up_after <= patience_max &&
           rule.in_flight_max != 0;
}

bool is_possible(const checkpoint_rule& rule)
{
    return rule.events != 0 && rule.time.count() >= 0 && rule.time <= pause_max;
}

/// Whether by this rule letters go at all, and to somebody who is there.
bool is_possible(const std::pair<const std::string, adapter_rule>& entry, const engine_options& of)
{
    const auto& [name, rule] = entry;
    return (of.notifiers.contains(name) || of.departments.contains(name)) &&
           rule.in_flight_max != 0 && rule.waiting_max != 0 && rule.failures_max != 0 &&
           rule.rest.count() >= 0 && rule.rest <= pause_max;
}

/// Whether an old store is his.
error_code
check_owner(const journal::journal& store, const journal::store_row& row, const owner& who)
{
    if (row.workflow != who.rules.name()) {
        return errc::other_workflow;
    }
    const auto sealed_by = journal::read_vault_check(store);
    if (!sealed_by) {
        return sealed_by.error();
    }
    if (!sealed_by->empty() && who.persons == nullptr) {
        return errc::no_key_file;
    }
    const std::string mine = who.persons != nullptr ? who.persons->check_value() : std::string{};
    const bool same = row.key_check == who.keys.check_value() && *sealed_by == mine;
    return same ? error_code{} : errc::wrong_key;
}

/// What else there is fits for whoever can write into the store. What is signed next, and cosigned by others, would confirm
/// what he has made of it.
error_code check_signed(const journal::journal& store, const vault::secrets& keys)
{
    const auto newest = journal::newest_checkpoint(store);
    if (!newest || !*newest) {
        return newest ? error_code{} : newest.error();
    }
    const auto note = signed_note::parse((*newest)->note);
    const auto over = note ? checkpoint::parse(note->text) : note.error();
    if (!over) {
        return errc::corrupt_journal;
    }
    // The key follows from the name: a restored store has notes of its original.
    const signer ours{over->origin, verifier_key::kind::log, keys.signing_seed(over->origin)};
    return check_signature(*note, ours.key()) ? error_code{} : errc::corrupt_journal;
}

}  // namespace

std::string log_name(const std::string& given, restore_epoch epoch)
{
    const auto number = number_of(epoch);
    return number == 0 ? given : given + "/restored-" + std::to_string(number);
}

error_code check(const engine_options& options)
{
    const bool has_adapters = !options.notifiers.empty() || !options.departments.empty();
    constexpr std::size_t witnesses_max = 32;
    constexpr std::size_t memory_least = std::size_t{64} << 20U;
    const auto null = [](const auto& entry) { return entry.second == nullptr; };
    const auto twice = [&](const auto& entry) { return options.departments.contains(entry.first); };
    const auto& cosigning = options.witnesses;
    const auto possible = [&](const auto& entry) { return is_possible(entry, options); };
    const bool bad = options.directory.empty() || !options.executor || !options.blocking ||
                     options.clock == nullptr || options.shards == 0 || options.shards > 1'024 ||
                     !is_log_name(options.log_name) || !is_possible(options.checkpoints) ||
                     options.memory_limit < memory_least || options.waiting_commands_max == 0 ||
                     options.waiting_bytes_max == 0 || !is_possible(options.retries) ||
                     !std::all_of(options.adapters.begin(), options.adapters.end(), possible) ||
                     (has_adapters && !options.random) ||
                     (options.vault.provider == nullptr) != options.vault.file.empty() ||
                     cosigning.size() > witnesses_max ||
                     !std::all_of(cosigning.begin(), cosigning.end(), is_witness) ||
                     std::any_of(options.notifiers.begin(), options.notifiers.end(), null) ||
                     std::any_of(options.notifiers.begin(), options.notifiers.end(), twice) ||
                     std::any_of(options.departments.begin(), options.departments.end(), null);
    return bad ? error_code{errc::bad_argument} : error_code{};
}

memory_shares share_memory(const engine_options& options)
{
    // Measured: a state of a petition with its row of places, and a key in its map.
    constexpr std::size_t state_bytes = 1'000;
    constexpr std::size_t key_bytes = 200;
    const std::size_t part = options.memory_limit / 16;
    return {
        8 * part,
        std::min(options.cached_streams_max, 3 * part / state_bytes),
        std::min(options.cached_keys_max, part / key_bytes),
        std::min(options.waiting_bytes_max, part)};
}

result<std::unique_ptr<vault::person_keys>>
open_keys(const engine_options& options, const journal::journal& store)
{
    const auto& where = options.vault;
    if (where.provider == nullptr) {
        return std::unique_ptr<vault::person_keys>{};
    }
    const auto row = journal::read_store(store);
    if (!row) {
        return row.error();
    }
    auto ring = vault::key_ring::open(*where.provider, where.file, options.create && !*row);
    if (!ring) {
        return ring.error();
    }
    return std::make_unique<vault::person_keys>(*std::move(ring), share_memory(options).keys);
}

error_code claim_store(journal::journal& store, const owner& who, bool create)
{
    const auto row = journal::read_store(store);
    if (!row) {
        return row.error();
    }
    if (*row) {
        return check_owner(store, **row, who);
    }
    // A store without this row was never finished: nothing can be in it.
    if (!create || store.head() != position{0}) {
        return store.head() == position{0} ? errc::not_a_store : errc::corrupt_journal;
    }
    journal::batch first;
    first.first = position{1};
    first.rows.push_back(
        {journal::table::meta,
         std::string{journal::store_key_row},
         journal::encode_store({1, std::string{who.rules.name()}, who.keys.check_value()})});
    if (who.persons != nullptr) {
        first.rows.push_back(
            {journal::table::meta,
             std::string{journal::vault_key_row},
             who.persons->check_value()});
    }
    const auto done = store.commit(first);
    return done ? error_code{} : done.error();
}

error_code check_meant(
    const journal::journal& store,
    const owner& who,
    const std::function<void(std::string_view)>& log)
{
    const auto row = journal::read_store(store);
    if (!row || !*row) {
        return row ? error_code{} : row.error();  // One that was never finished.
    }
    if ((*row)->workflow != who.rules.name()) {
        return errc::other_workflow;
    }
    if ((*row)->key_check != who.keys.check_value()) {
        return errc::wrong_key;
    }
    const auto bad = check_signed(store, who.keys);
    if (bad == errc::corrupt_journal && log) {
        log("store refused: its newest checkpoint does not bear its signature");
    }
    return bad;
}

result<memory> rebuild(const journal::journal& store, const detail::any_workflow& rules)
{
    memory out;
    const auto head = journal::read_head(store);
    if (!head) {
        return head.error();
    }
    out.head = *head;
    const auto restored = journal::read_restored(store);
    if (!restored) {
        return restored.error();
    }
    out.restored = *restored;
    const auto newest = journal::newest_checkpoint(store);
    if (!newest) {
        return newest.error();
    }
    out.covered = *newest ? (*newest)->size : 0;
    auto kept =
        views_room::rebuild(store, rules, out.head, [&](stream_id stream, const void* state) {
            out.timers.push_back({stream, rules.next_due(state)});
        });
    if (!kept) {
        return kept.error();
    }
    out.views = *std::move(kept);
    return out;
}

}  // namespace acikkapi::engine_room
