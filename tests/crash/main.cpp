// What a store goes through when its machine stops, its disk fails, or its files are damaged.
#include "crash/trials.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv)
{
    CLI::App app{"The storage test programme: the whole engine on a disk that fails."};
    app.require_subcommand(1);
    crash::settings how;
    const auto part = [&](const char* name, const char* what) {
        auto* out = app.add_subcommand(name, what);
        out->add_option("--trials", how.trials, "how many")->capture_default_str();
        out->add_option("--seed", how.seed, "where the chance begins")->capture_default_str();
        out->add_option("--at", how.at, "only this operation of this seed, from a failure");
        out->add_flag("--progress", how.progress, "tell how far it has come");
        return out;
    };
    const auto* points = part("points", "the machine stops at every operation, and in recovery");
    const auto* faults = part("faults", "an operation of the disk fails, and the engine lives on");
    const auto* damage = part("damage", "files are damaged while no engine has them open");
    const auto* kills = part("kills", "the process is killed at work and while it recovers");
    const auto* cuts = part(
        "cuts", "real file systems are shut down under the engine; needs root and loop devices");
    part("history", "many callers at once: one order that all of them can have seen");
    CLI11_PARSE(app, argc, argv);
    const auto findings = points->parsed()   ? crash::try_points(how)
                          : faults->parsed() ? crash::try_faults(how)
                          : damage->parsed() ? crash::try_damage(how)
                          : kills->parsed()  ? crash::try_kills(how)
                          : cuts->parsed()   ? crash::try_cuts(how)
                                             : crash::try_history(how);
    const bool well = findings.report();
    constexpr int skipped = 77;  // As CTest is told.
    return findings.is_skipped() ? skipped : well ? 0 : 1;
}
