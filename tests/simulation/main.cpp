// Lives through seeds, one after the other, until one breaks a rule.
#include "simulation/world.hpp"

#include <boost/json.hpp>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

namespace {

using simulation::report;

constexpr int exit_broken = 1;
constexpr int exit_usage = 2;
constexpr std::uint64_t progress_every = 500;
constexpr std::size_t last_lines = 40;

struct settings {
    std::uint64_t seeds = 10'000;
    std::uint64_t from = 1;
    simulation::extent each;
    bool trace = false;
    bool json = false;
};

struct summary {
    std::uint64_t seeds = 0;
    std::uint64_t broken_seed = 0;
    double seconds = 0;
    report all;
};

void add(report& sum, const report& one)
{
    sum.days += one.days;
    sum.acts += one.acts;
    sum.records += one.records;
    sum.lives += one.lives;
    sum.crashes += one.crashes;
    sum.jumps += one.jumps;
    sum.letters += one.letters;
    sum.told_letters += one.told_letters;
    sum.dead_letters += one.dead_letters;
    sum.escalations += one.escalations;
    sum.broken = one.broken;
}

std::string_view last_of(std::string_view trace)
{
    std::size_t at = trace.size();
    for (std::size_t lines = 0; lines <= last_lines && at != 0 && at != trace.npos; ++lines) {
        at = trace.rfind('\n', at - 1);
    }
    return at == trace.npos ? trace : trace.substr(at + 1);
}

summary live(const settings& how)
{
    const auto began = std::chrono::steady_clock::now();
    summary out;
    for (std::uint64_t seed = how.from; seed < how.from + how.seeds && !out.all.broken; ++seed) {
        const auto one = simulation::world{seed, how.each}.run();
        add(out.all, one);
        ++out.seeds;
        if (how.trace) {
            std::cout << one.trace;
        }
        if (one.broken) {
            out.broken_seed = seed;
            std::cerr << (how.trace ? std::string_view{} : last_of(one.trace)) << "seed " << seed
                      << ": " << *one.broken << "\nagain: simulate --seeds 1 --from " << seed
                      << " --days " << how.each.days << " --acts " << how.each.acts << " --trace\n";
        } else if (out.seeds % progress_every == 0) {
            std::cerr << out.seeds << " of " << how.seeds << " seeds\n";
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    out.seconds = took.count();
    return out;
}

boost::json::object to_json(const summary& what, const settings& how)
{
    const report& all = what.all;
    boost::json::object out{
        {"from", how.from},
        {"seeds", what.seeds},
        {"seconds", what.seconds},
        {"days", all.days},
        {"acts", all.acts},
        {"records", all.records},
        {"lives", all.lives},
        {"crashes", all.crashes},
        {"jumps", all.jumps},
        {"letters", all.letters},
        {"told_letters", all.told_letters},
        {"dead_letters", all.dead_letters},
        {"escalations", all.escalations}};
    if (all.broken) {
        out["broken_seed"] = what.broken_seed;
        out["broken"] = *all.broken;
    }
    return out;
}

void print(const summary& what)
{
    const report& all = what.all;
    std::cout << (all.broken ? "BROKEN" : "ok") << ": " << what.seeds << " seeds, "
              << all.days / 365 << " years, " << all.acts << " acts, " << all.records
              << " records, " << all.crashes << " crashes, " << all.jumps << " clocks set, "
              << all.letters << " letters (" << all.told_letters << " told of, " << all.dead_letters
              << " dead), " << all.escalations << " escalations in "
              << static_cast<std::uint64_t>(what.seconds) << " s\n";
}

}  // namespace

int main(int argc, char** argv)
{
    settings how;
    CLI::App app{"Lives through a governorate's days under faults, crashes and set clocks."};
    app.add_option("--seeds", how.seeds, "How many")->check(CLI::PositiveNumber);
    app.add_option("--from", how.from, "The first one");
    app.add_option("--days", how.each.days, "Simulated days of each, at least")
        ->check(CLI::Range(1, 3'650));
    app.add_option("--acts", how.each.acts, "Acts of clients in each")->check(CLI::Range(1, 5'000));
    app.add_flag("--trace", how.trace, "Every step on standard output");
    app.add_flag("--json", how.json, "The summary as one JSON object");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    const auto what = live(how);
    if (how.json) {
        std::cout << boost::json::serialize(to_json(what, how)) << '\n';
    } else {
        print(what);
    }
    return what.all.broken ? exit_broken : 0;
}
