// acikkapi-replay: what a store's journal says, for somebody who believes nobody.
#include "replay/commands.hpp"
#include "support/open_files.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

namespace {

using work = int (*)(const tools::replay_options&);

/// The program while its words are read.
struct program {
    CLI::App app;
    tools::replay_options how;
    work chosen = nullptr;
};

CLI::App* add_command(program& to, const char* name, const char* what, work call)
{
    auto* const command = to.app.add_subcommand(name, what);
    command->add_flag("--json", to.how.json, "One JSON object on standard output");
    command->callback([&to, call] { to.chosen = call; });
    return command;
}

void add_directory(CLI::App* command, tools::replay_options& how)
{
    command->add_option("DIR", how.directory, "The store, or a copy of it")->required();
}

void add_number(CLI::App* command, tools::replay_options& how)
{
    command->add_option("--number", how.number_of_backup, "Which backup; else the newest")
        ->check(CLI::PositiveNumber);
}

void add_backups(program& to)
{
    auto* command = add_command(to, "backup", "Add a backup of a store", tools::back_up);
    command->add_option("STORE", to.how.directory, "The store; no host has it open")->required();
    command->add_option("DIR", to.how.other, "Where its backups are")->required();
    command = add_command(to, "restore", "Make a store out of a backup", tools::restore);
    command->add_option("DIR", to.how.other, "Where the backups are")->required();
    command->add_option("STORE", to.how.directory, "The new store: missing or empty")->required();
    add_number(command, to.how);
    command = add_command(
        to, "backups", "Which backups there are; `verify` reads them", tools::list_backups);
    command->add_option("DIR", to.how.other, "Where the backups are")->required();
    command =
        add_command(to, "prune", "Take old backups away, never the last good one", tools::prune);
    command->add_option("DIR", to.how.other, "Where the backups are")->required();
    command->add_option("--keep", to.how.keep, "How many of the newest stay")
        ->required()
        ->check(CLI::PositiveNumber);
}

void add_proofs(program& to)
{
    auto& how = to.how;
    auto* command = add_command(
        to, "prove", "What a stranger can check: of an application, of growth", tools::prove);
    add_directory(command, how);
    auto* const number = command->add_option(
        "NUMBER", how.number, "Whose records are proved; without it, the newest checkpoint");
    command->add_option("--since", how.since, "That the journal goes on from this checkpoint")
        ->excludes(number);
    command->add_option("-o,--output", how.output, "Where to; - for standard output")->required();
    command = add_command(
        to,
        "check",
        "Check a bundle, a proof, a checkpoint or a certificate; needs no store",
        tools::check);
    command->add_option("FILE", how.other, "What is to be checked")->required();
    command->add_option("--key", how.key, "The public key: DIR/checkpoint.pub, or its text")
        ->required();
    auto* const since =
        command->add_option("--since", how.since, "FILE shows growth since this checkpoint");
    command
        ->add_option(
            "--since-key", how.since_key, "The key that one was signed with, if it is another")
        ->needs(since);
    command->add_option("--record", how.record, "FILE is the proof of this record's bytes")
        ->excludes(since);
    command
        ->add_option(
            "--witness",
            how.witnesses,
            "Public key of who must have cosigned; says when; may be repeated")
        ->take_all();
}

void add_export(program& to)
{
    auto& how = to.how;
    auto* const command = add_command(
        to, "export", "The history for other programs, under pseudonyms", tools::export_history);
    add_directory(command, how);
    command->add_option("--format", how.form, "jsonl, csv, cloudevents, xes or ocel")
        ->required()
        ->check(CLI::IsMember({"jsonl", "csv", "cloudevents", "xes", "ocel"}));
    command->add_option("-o,--output", how.output, "Where to; - for standard output")->required();
    auto* const by = command->add_option("--by", how.by, "Who it is for, as an actor's name");
    auto* const on = command->add_option("--on", how.on, "On what ground, as law-3071/7");
    auto* const reason = command->add_option("--reason", how.reason, "Why; kept for ever");
    command
        ->add_flag(
            "--clear", how.clear, "Hide nobody; put on record in each application that it was done")
        ->needs(by, on, reason);
}

void add_touched(program& to)
{
    auto& how = to.how;
    auto* const command = add_command(
        to, "touched", "Whose data somebody touched, and whose he could read", tools::list_touched);
    add_directory(command, how);
    command->add_option("--by", how.by, "An actor's name; unit:24301265/* for all that begin so")
        ->required();
    command->add_option("--from", how.from, "A time, as 2026-11-24T09:00:00+03:00");
    command->add_option("--until", how.until, "Likewise");
}

void add_problems(program& to)
{
    auto& how = to.how;
    auto* command = add_command(
        to, "problems", "Far more complaints than usual: what, where, when", tools::find_problems);
    add_directory(command, how);
    command->add_option("--from", how.from, "The first day to look at, as 2026-11-24");
    command->add_option("--until", how.until, "The last day");
    command->add_option("--window", how.window_days, "Days whose complaints are counted together")
        ->capture_default_str()
        ->check(CLI::Range(1, 366));
    command->add_option("--zone", how.zone, "Where calendar days are counted")
        ->capture_default_str();
    command->add_option(
        "--shuffle", how.shuffle, "Draw the days by lot, by this seed: all that is found is false");
}

}  // namespace

int main(int argc, char** argv)
try {
    program all;
    auto& [app, how, chosen] = all;
    app.description("Reads a store that no host has open, or a copy. Nothing in it is changed.\n"
                    "A store that is in use is backed up by its host (engine::backup).\n"
                    "Exit codes: 0 fine, 1 something is wrong, 2 usage, 3 cannot read.");
    app.set_version_flag("--version", "acikkapi-replay 0.1.0");
    app.require_subcommand(1);

    auto* command =
        add_command(all, "verify", "Fold every event, compare every row, hash all", tools::verify);
    command->add_option("DIR", how.directory, "The store, a copy, or a directory of backups")
        ->required();
    add_number(command, how);
    auto* const kept = command->add_option(
        "--checkpoint", how.checkpoint, "A checkpoint that somebody kept: is it of this store?");
    command->add_option("--key", how.key, "The key it was signed with; else DIR/checkpoint.pub")
        ->needs(kept);
    auto* const states = command->add_option(
        "--states", how.states, "Write here what state and rows each record led to, as hashes");
    command
        ->add_option(
            "--expect", how.expect, "Compare with such a file: of other rules, or of elsewhere")
        ->excludes(states);
    command = add_command(
        all,
        "rehearse",
        "Whether these rules can go on with what others' began: fits, needs mapping, stuck",
        tools::rehearse);
    add_directory(command, how);
    command->add_flag("--all", how.all, "List those that fit, too");
    add_backups(all);
    add_proofs(all);
    add_export(all);
    command = add_command(
        all, "report", "One page for people: what happened, how long it took", tools::report);
    add_directory(command, how);
    command->add_option("-o,--output", how.output, "The page, as HTML")->required();
    command->add_option("--zone", how.zone, "Where calendar days are counted")
        ->capture_default_str();
    command = add_command(all, "stats", "Figures, from the journal alone", tools::print_stats);
    add_directory(command, how);
    command->add_option("--zone", how.zone, "Where calendar days are counted")
        ->capture_default_str();
    command = add_command(all, "show", "One application, now or as of then", tools::show);
    add_directory(command, how);
    command->add_option("NUMBER", how.number, "Application number")->required();
    command->add_option("--at", how.at, "A position, or a time as 2026-11-24T09:00:00+03:00");
    command = add_command(all, "timeline", "All that happened to one application", tools::timeline);
    add_directory(command, how);
    command->add_option("NUMBER", how.number, "Application number")->required();
    add_touched(all);
    add_problems(all);
    command = add_command(all, "diff", "Whether all applications went the same way", tools::diff);
    add_directory(command, how);
    command->add_option("OTHER", how.other, "Another store")->required();
    command = add_command(
        all, "conform", "Somebody's casework log against our rules", tools::check_conformance);
    command->add_option("LOG", how.log, "CSV with case_id, at, activity, unit; may be gzip")
        ->required();
    command->add_option("--map", how.map, "CSV: which activity is which of our steps")->required();
    command->add_option("--name", how.name, "Which log of the map; else told by the file's name");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? tools::fine : tools::wrong_usage;
    }
    tools::allow_more_open_files();
    const int code = chosen(how);
    return std::cout.flush() ? code : tools::complain("standard output: cannot be written");
} catch (const std::exception& error) {
    std::cerr << "acikkapi-replay: " << error.what() << '\n';
    return 3;
}
