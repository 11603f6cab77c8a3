// What a store goes through when its machine stops, its disk fails, or its files are damaged.
#include "crash/trials.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv)
{
    CLI::App app{"The storage test programme: the whole engine on a disk that fails."};
    app.require_subcommand(1);
    crash::settings how;
    std::size_t jobs = 1;
    std::map<std::string, crash::trials> parts;
    const auto part = [&](const char* name, crash::trials run, const char* what) {
        auto* out = app.add_subcommand(name, what);
        out->add_option("--trials", how.trials, "how many")->capture_default_str();
        out->add_option("--seed", how.seed, "where the chance begins")->capture_default_str();
        out->add_option("--at", how.at, "only this operation of this seed, from a failure");
        out->add_flag("--progress", how.progress, "tell how far it has come");
        parts[name] = run;
        return out;
    };
    const auto shared = [&](const char* name, crash::trials run, const char* what) {
        part(name, run, what)
            ->add_option("--jobs", jobs, "by so many processes")
            ->check(CLI::Range(1, 256));
    };
    shared("points", crash::try_points, "the machine stops at every operation, and in recovery");
    shared("faults", crash::try_faults, "an operation of the disk fails, and the engine lives on");
    shared("damage", crash::try_damage, "files are damaged while no engine has them open");
    shared("bits", crash::try_bits, "every bit and length of MANIFEST and log headers");
    shared("kills", crash::try_kills, "the process is killed at work and while it recovers");
    shared("history", crash::try_history, "many callers: one order that all can have seen");
    part("cuts", crash::try_cuts, "real file systems are shut down; root and loop devices");
    part("full", crash::try_full, "real file systems run full; root and loop devices");
    part("erased", crash::try_erased, "what is found of who was erased; root and loop devices");
    CLI11_PARSE(app, argc, argv);
    const auto name = app.get_subcommands().front()->get_name();
    const auto findings = crash::try_in(jobs, name, parts.at(name), how);
    findings.report();
    constexpr int skipped = 77;  // As CTest is told.
    return findings.is_skipped() ? skipped : findings.is_well() ? 0 : 1;
}
