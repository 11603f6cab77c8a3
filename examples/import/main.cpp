// acikkapi-import: brings a city's request records in through the public API.
#include "import/import.hpp"
#include "support/open_files.hpp"

#include <boost/json.hpp>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

int main(int argc, char** argv)
try {
    tools::import_options how;
    bool json = false;
    CLI::App app{"Imports service requests under their own times; resumes where it stopped."};
    app.add_option("--data", how.data, "Directory of the store; made if missing")->required();
    app.add_option("--requests", how.requests, "CSV of requests, may be gzip")->required();
    app.add_option(
        "--text",
        how.text,
        "Lines of text for requests without words, may be gzip; to which goes which follows from "
        "the line that a request stands on");
    app.add_option("--limit", how.limit, "Read so many rows; 0 for all");
    app.add_option("--in-flight", how.in_flight, "Commands under way at once")
        ->check(CLI::Range(1, 65'536));
    app.add_flag(
        "--sealed",
        how.sealed,
        "Seal what is personal; the keys lie beside the store in DATA.keys");
    app.add_flag(
        "--recent",
        how.recent,
        "Move all times by whole weeks, so that the newest are of this week; what would come later "
        "is left out. A later run moves them by as many, which are kept in DATA.weeks");
    app.add_flag("--json", json, "One JSON object on standard output");
    app.set_version_flag("--version", "acikkapi-import 0.1.0");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    tools::allow_more_open_files();
    tools::import_figures done;
    const auto bad = tools::run_import(how, done);
    if (!bad.empty()) {
        std::cerr << "acikkapi-import: " << bad << '\n';
        return 3;
    }
    if (json) {
        std::cout << boost::json::serialize(boost::json::object{
                         {"rows", done.rows},
                         {"registered", done.registered},
                         {"answered", done.answered},
                         {"flagged", done.flagged},
                         {"refused", done.refused},
                         {"repeated", done.repeated}})
                  << '\n';
    } else {
        std::cout << done.rows << " rows: " << done.registered << " registered, " << done.answered
                  << " answered, " << done.flagged << " flagged, " << done.refused << " refused\n";
    }
    if (!std::cout.flush()) {
        std::cerr << "acikkapi-import: standard output: cannot be written\n";
        return 3;
    }
    return done.refused == 0 ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << "acikkapi-import: " << error.what() << '\n';
    return 3;
}
