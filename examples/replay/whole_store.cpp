// What is done to whole stores: looked over, backed up, restored.
#include <acikkapi/backup.hpp>
#include <acikkapi/ports.hpp>

#include "replay/commands.hpp"
#include "replay/kept_checkpoint.hpp"
#include "replay/states.hpp"
#include "replay/store.hpp"
#include "support/one_line.hpp"
#include "support/progress.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

json::value to_json(const std::optional<divergence>& found)
{
    if (!found) {
        return nullptr;
    }
    return json::object{
        {"position", number_of(found->at)},
        {"stream", number_of(found->stream)},
        {"what", found->what},
        {"begun_under", found->begun_under}};
}

json::value to_json(const std::optional<backup_info>& backup)
{
    if (!backup) {
        return nullptr;
    }
    return json::object{
        {"number", backup->number},
        {"taken_at", format_utc(backup->taken_at)},
        {"store", backup->store},
        {"epoch", number_of(backup->epoch)},
        {"head", number_of(backup->head)},
        {"size_bytes", backup->size_bytes}};
}

std::string to_text(const backup_info& backup)
{
    return "backup " + std::to_string(backup.number) + " of " + format_utc(backup.taken_at) +
           ": store " + one_line(backup.store) + ", epoch " +
           std::to_string(number_of(backup.epoch)) + ", up to position " +
           std::to_string(number_of(backup.head)) + ", " + std::to_string(backup.size_bytes) +
           " bytes\n";
}

int print_backup(const backup_info& backup, bool as_json)
{
    std::cout
        << (as_json ? json::serialize(to_json(std::optional{backup})) + '\n' : to_text(backup));
    return fine;
}

/// What was looked at, and what came out.
struct verification {
    audit_report report;
    std::optional<backup_info> backup;
    std::optional<std::string> contradiction;  ///< By a checkpoint that somebody kept.
    bool lookups_compared = false;  ///< By what applications are found: only who has all keys can.
};

void print_text(const audit_report& report)
{
    std::cout << report.events << " events and " << report.refusals << " refusals of "
              << report.applications << " applications\nroot " << report.root << '\n';
    if (!report.first_divergence) {
        std::cout << "ok: every state, list and figure follows from the journal\n";
        return;
    }
    const auto& bad = *report.first_divergence;
    std::cout << "NOT ok, first at position " << number_of(bad.at) << ", stream "
              << number_of(bad.stream) << ": " << bad.what;
    std::cout << (bad.begun_under.empty() ? "" : "; begun under " + one_line(bad.begun_under))
              << '\n';
}

int print_report(const verification& found, const replay_options& how)
{
    const auto& [report, backup, contradiction, lookups_compared] = found;
    const bool ok = !report.first_divergence && !contradiction;
    if (how.json) {
        json::object out{
            {"events", report.events},
            {"refusals", report.refusals},
            {"applications", report.applications},
            {"root", report.root},
            {"backup", to_json(backup)},
            {"ok", ok},
            {"first_divergence", to_json(report.first_divergence)},
            {"lookups_compared", lookups_compared},
            {"persons_compared", report.persons_compared},
            {"signatures_checked", report.signatures_checked},
            {"unread_persons", report.unread_persons}};
        if (!how.checkpoint.empty()) {
            out["checkpoint"] = contradiction.value_or("holds");
        }
        std::cout << json::serialize(out) << '\n';
        return ok ? fine : found_something;
    }
    std::cout << (backup ? to_text(*backup) : "");
    print_text(report);
    if (!lookups_compared) {
        std::cout << "not compared, for keys are not here: by what applications are found\n";
    }
    if (!report.persons_compared) {
        std::cout << "not opened, for the keys of persons are not here: what is personal\n";
    }
    if (!report.signatures_checked) {
        std::cout << "not checked, for the store's key is not here: who signed the checkpoints\n";
    }
    if (report.unread_persons > 0) {
        std::cout
            << report.unread_persons
            << " persons cannot be read and no erasure of them is on record: erased after this "
               "copy was made, or by somebody who had no right to\n";
    }
    if (contradiction) {
        std::cout << "NOT ok: " << *contradiction << '\n';
    } else if (!how.checkpoint.empty()) {
        std::cout << "ok: the store holds all that was signed in " << how.checkpoint << '\n';
    }
    return ok ? fine : found_something;
}

/// Writes what each record led to, or compares it with what others have written.
int look_at_states(const replay_options& how, const petition_audit& store, audit_report& into)
{
    // What follows from something wrong tells nothing.
    if (into.first_divergence || (how.states.empty() && how.expect.empty())) {
        return fine;
    }
    const auto bad =
        how.expect.empty() ? write_states(store, how.states) : compare_states(store, how.expect);
    if (!bad) {
        return complain(describe(bad.error()));
    }
    into.first_divergence = *bad;
    return fine;
}

/// The checkpoint that the store is to be compared with, if there is one.
row_result<std::optional<kept_checkpoint>> kept_of(const replay_options& how)
{
    if (how.checkpoint.empty()) {
        return std::nullopt;
    }
    auto out = read_kept_checkpoint(
        how.checkpoint, how.key.empty() ? how.directory + "/checkpoint.pub" : how.key);
    if (!out) {
        return out.error();
    }
    return std::optional{*std::move(out)};
}

int verify_records(
    const replay_options& how,
    const result<petition_audit>& store,
    const std::optional<backup_info>& backup)
{
    if (!store) {
        return complain(advice(how.directory, store.error()));
    }
    // Before the long work: what cannot be read afterwards says nothing of the store.
    const auto kept = kept_of(how);
    if (!kept) {
        return complain(describe(kept.error()));
    }
    progress shown{"verifying", number_of(store->head())};
    auto report = store->verify([&](std::uint64_t done, std::uint64_t) {
        shown.at(done);
        return true;
    });
    if (!report) {
        return complain(advice(how.directory, report.error()));
    }
    // A backup is looked at where it lies, without a key.
    const bool lookups = report->signatures_checked && report->persons_compared;
    verification found{*std::move(report), backup, {}, lookups};
    if (const auto code = look_at_states(how, *store, found.report); code != fine) {
        return code;
    }
    if (*kept) {
        found.contradiction = contradicts(*store, **kept);
    }
    return print_report(found, how);
}

/// Who asks for one JSON object is a program: nobody looks how far it has come.
progress_ports ports_of(const replay_options& how)
{
    auto out = progress_ports::of_process();
    out.terminal = out.terminal && !how.json;
    return out;
}

/// `1, 2, 5`
std::string list_of(const std::vector<std::uint32_t>& numbers)
{
    std::string out;
    for (const auto one : numbers) {
        out += (out.empty() ? "" : ", ") + std::to_string(one);
    }
    return out.empty() ? "none" : out;
}

/// A store has no such folder; what RocksDB writes of backups lies in it.
bool holds_backups(const std::string& directory)
{
    std::error_code ignored;
    return std::filesystem::is_directory(std::filesystem::path{directory} / "meta", ignored);
}

/// Nothing if nobody can tell; where none were ever kept there are none.
std::optional<std::vector<std::uint32_t>> known_backups(const std::string& directory)
{
    std::error_code ignored;
    const auto lists = std::filesystem::status(std::filesystem::path{directory} / "meta", ignored);
    if (lists.type() == std::filesystem::file_type::not_found) {
        return std::vector<std::uint32_t>{};
    }
    auto out = backup_numbers(directory);
    return out ? std::optional{*std::move(out)} : std::nullopt;
}

backup_reports reports_to(progress& shown)
{
    return {[&shown](std::uint64_t bytes) { shown.at(bytes); }, print_diagnostic};
}

std::string why_not_restored(const replay_options& how, error_code why)
{
    if (why == errc::bad_argument) {
        return how.directory + ": is a mount point: restore into a directory below it";
    }
    if (why == errc::not_empty) {
        return advice(how.directory, why) + ", or " + how.directory +
               ".restoring is not a restore's";
    }
    return advice(how.other, why);
}

}  // namespace

int verify(const replay_options& how)
{
    if (!holds_backups(how.directory)) {
        return how.number_of_backup == newest_backup
                   ? verify_records(how, open_store(how.directory), {})
                   : complain("--number is for a directory of backups", wrong_usage);
    }
    const auto backup = check_backup(how.directory, how.number_of_backup);
    if (!backup) {
        const bool damaged = backup.error() == errc::bad_backup;
        return complain(
            advice(how.directory, backup.error()), damaged ? found_something : cannot_read);
    }
    return verify_records(how, open_backup(how.directory, backup->number), *backup);
}

int back_up(const replay_options& how)
{
    progress shown{"copying bytes", 0, ports_of(how)};
    const auto before = known_backups(how.other);
    const auto done = back_up_store(how.directory, how.other, reports_to(shown));
    if (!done) {
        // One that was written and could not be read again is there all the same.
        const bool same = before && known_backups(how.other) == before;
        return complain(
            advice(how.directory, done.error()) +
            (same ? "; nothing was added to " + how.other : ""));
    }
    return print_backup(*done, how.json);
}

int restore(const replay_options& how)
{
    acikkapi::system_clock clock;
    progress shown{"copying bytes", 0, ports_of(how)};
    const auto done = restore_backup(
        how.other, how.directory, clock.now(), how.number_of_backup, reports_to(shown));
    if (!done) {
        return complain(why_not_restored(how, done.error()));
    }
    return print_backup(*done, how.json);
}

int list_backups(const replay_options& how)
{
    const auto numbers = backup_numbers(how.other);
    if (!numbers) {
        return complain(advice(how.other, numbers.error()));
    }
    json::array all;
    bool good = true;
    for (const auto number : *numbers) {
        const auto one = describe_backup(how.other, number);
        good = good && one;
        if (how.json) {
            all.push_back(
                one ? to_json(std::optional{*one})
                    : json::object{{"number", number}, {"error", one.error().message()}});
        } else {
            std::cout
                << (one ? to_text(*one)
                        : "backup " + std::to_string(number) + ": " + one.error().message() + '\n');
        }
    }
    if (how.json) {
        std::cout << json::serialize(json::object{{"backups", all}}) << '\n';
    }
    return good ? fine : found_something;
}

int prune(const replay_options& how)
{
    const auto gone = prune_backups(how.other, how.keep);
    if (!gone) {
        const bool damaged = gone.error() == errc::bad_backup;
        return complain(
            advice(how.other, gone.error()) + (damaged ? "; no backup was taken away" : ""),
            damaged ? found_something : cannot_read);
    }
    // Somebody else may have the directory already: what was removed is told all the same.
    const auto left = backup_numbers(how.other);
    if (how.json) {
        json::object out{{"removed", json::array(gone->begin(), gone->end())}, {"kept", nullptr}};
        if (left) {
            out["kept"] = json::array(left->begin(), left->end());
        }
        std::cout << json::serialize(out) << '\n';
    } else {
        std::cout << "removed: " << list_of(*gone) << '\n'
                  << (left ? "kept: " + list_of(*left) + '\n' : "");
    }
    return left ? fine : complain(advice(how.other, left.error()) + "; what is kept is not known");
}

}  // namespace tools
