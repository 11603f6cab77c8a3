// Lives through seeds, one after the other or several processes at once, until one breaks a rule.
#include "simulation/world.hpp"
#include "support/process.hpp"

#include <boost/json.hpp>

#include <CLI/CLI.hpp>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using simulation::report;

constexpr int exit_broken = 1;
constexpr int exit_usage = 2;
constexpr std::uint64_t progress_every = 500;
constexpr std::size_t last_lines = 40;
constexpr std::size_t jobs_max = 256;

struct settings {
    std::uint64_t seeds = 10'000;
    std::uint64_t from = 1;
    std::size_t jobs = 1;
    std::optional<std::size_t> processor;
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

/// What is counted, as it is called in JSON.
struct figure {
    std::string_view name;
    std::uint64_t report::*where;
};
constexpr std::array figures{
    figure{"days", &report::days},
    figure{"acts", &report::acts},
    figure{"records", &report::records},
    figure{"lives", &report::lives},
    figure{"crashes", &report::crashes},
    figure{"jumps", &report::jumps},
    figure{"letters", &report::letters},
    figure{"told_letters", &report::told_letters},
    figure{"dead_letters", &report::dead_letters},
    figure{"escalations", &report::escalations}};

void add(summary& sum, const report& one)
{
    for (const auto& each : figures) {
        sum.all.*each.where += one.*each.where;
    }
    if (one.broken) {
        sum.all.broken = one.broken;
    }
}

std::string_view last_of(std::string_view trace)
{
    std::size_t at = trace.size();
    for (std::size_t lines = 0; lines <= last_lines && at != 0 && at != trace.npos; ++lines) {
        at = trace.rfind('\n', at - 1);
    }
    return at == trace.npos ? trace : trace.substr(at + 1);
}

/// What the processes have in common: who is done with a seed takes the next one.
struct share {
    std::atomic<std::uint64_t> taken{0};
    std::atomic<bool> broken{false};
    std::array<std::atomic<std::uint64_t>, jobs_max> trying{};  ///< The seed of each.
};

void tell_broken(std::uint64_t seed, const report& one, const settings& how)
{
    std::cerr << (how.trace ? std::string_view{} : last_of(one.trace)) << "seed " << seed << ": "
              << *one.broken << "\nagain: simulate --seeds 1 --from " << seed << " --days "
              << how.each.days << " --acts " << how.each.acts << " --trace\n";
}

/// @param job  Which of the processes this one is.
summary live(const settings& how, share& common, std::size_t job)
{
    summary out;
    for (auto turn = common.taken++; turn < how.seeds && !common.broken; turn = common.taken++) {
        const auto seed = how.from + turn;
        common.trying[job] = seed;
        const auto one = simulation::world{seed, how.each}.run();
        add(out, one);
        ++out.seeds;
        if (how.trace) {
            std::cout << one.trace;
        }
        if (one.broken) {
            common.broken = true;
            out.broken_seed = seed;
            tell_broken(seed, one, how);
        } else if ((turn + 1) % progress_every == 0) {
            std::cerr << turn + 1 << " of " << how.seeds << " seeds\n";
        }
    }
    return out;
}

boost::json::object to_json(const summary& what)
{
    boost::json::object out{{"seeds", what.seeds}, {"seconds", what.seconds}};
    for (const auto& each : figures) {
        out[each.name] = what.all.*each.where;
    }
    if (what.all.broken) {
        out["broken_seed"] = what.broken_seed;
        out["broken"] = *what.all.broken;
    }
    return out;
}

void add_told(summary& sum, const boost::json::object& part)
{
    report one;
    for (const auto& each : figures) {
        one.*each.where = part.at(each.name).to_number<std::uint64_t>();
    }
    if (const auto* const why = part.if_contains("broken"); why != nullptr) {
        one.broken = std::string{why->as_string()};
        sum.broken_seed = part.at("broken_seed").to_number<std::uint64_t>();
    }
    sum.seeds += part.at("seeds").to_number<std::uint64_t>();
    add(sum, one);
}

summary live_in_children(const settings& how, share& common)
{
    std::vector<std::unique_ptr<support::child>> children;
    for (std::size_t i = 0; i < how.jobs; ++i) {
        children.push_back(std::make_unique<support::child>([&, i](const support::speaker& parent) {
            support::stay_on_processor(i);
            parent.say(boost::json::serialize(to_json(live(how, common, i))));
            return true;
        }));
    }
    summary out;
    for (std::size_t i = 0; i < how.jobs; ++i) {
        while (const auto line = children[i]->hear()) {
            add_told(out, boost::json::parse(*line).as_object());
        }
        if (children[i]->wait() != support::child::ending::well) {
            common.broken = true;
            out.broken_seed = common.trying[i];
            out.all.broken = "the process was aborted";
            tell_broken(out.broken_seed, out.all, how);
        }
    }
    return out;
}

summary live_all(const settings& how)
{
    const auto began = std::chrono::steady_clock::now();
    const auto common = support::in_shared_memory<share>();
    if (how.processor) {
        support::stay_on_processor(*how.processor);
    }
    auto out = how.jobs == 1 ? live(how, *common, 0) : live_in_children(how, *common);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    out.seconds = took.count();
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
    auto* const jobs = app.add_option("--jobs", how.jobs, "By so many processes")
                           ->check(CLI::Range(std::size_t{1}, jobs_max));
    app.add_option("--processor", how.processor, "Stay on the N-th one, which is faster")
        ->excludes(jobs);
    app.add_flag("--trace", how.trace, "Every step on standard output")->excludes(jobs);
    app.add_flag("--json", how.json, "The summary as one JSON object");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    const auto what = live_all(how);
    if (how.json) {
        auto out = to_json(what);
        out["from"] = how.from;
        std::cout << boost::json::serialize(out) << '\n';
    } else {
        print(what);
    }
    return what.all.broken ? exit_broken : 0;
}
