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
    CLI11_PARSE(app, argc, argv);
    return (points->parsed() ? crash::try_points(how) : crash::try_points(how)).report() ? 0 : 1;
}
