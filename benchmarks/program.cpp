#include "compare.hpp"
#include "disk_limit.hpp"
#include "floor.hpp"
#include "grow.hpp"
#include "hurt.hpp"
#include "lifecycle.hpp"
#include "plot.hpp"
#include "program.hpp"
#include "replay.hpp"
#include "sqlite_store.hpp"

#include <boost/json/serialize.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iomanip>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace bench {
namespace {

using acikkapi::result;

constexpr int exit_refused = 1;
constexpr int exit_usage = 2;
constexpr int exit_storage = 3;

/// What a subcommand writes to, and which one was chosen.
struct session {
    std::ostream& out;
    std::ostream& err;
    std::function<int()> chosen;
};

int fail(session& with, const std::string& directory, const acikkapi::error_code& why)
{
    with.err << "acikkapi-bench: " << directory << ": " << why.message() << '\n';
    return why == acikkapi::condition::rejected ? exit_refused : exit_storage;
}

/// @return Exit code, 0 if a run may begin.
int check(session& with, const run_options& how, std::size_t in_flight_max)
{
    if (how.pool < in_flight_max) {
        with.err << "acikkapi-bench: --pool: fewer applications than commands in flight\n";
        return exit_usage;
    }
    std::error_code error;
    const bool there = std::filesystem::exists(how.directory, error);
    const bool empty = there && std::filesystem::is_directory(how.directory, error) &&
                       std::filesystem::is_empty(how.directory, error);
    if (error || (there && !empty)) {
        with.err << "acikkapi-bench: " << how.directory
                 << ": must be missing or an empty directory\n";
        return exit_storage;
    }
    return 0;
}

void print(std::ostream& out, const figures& value)
{
    for (const auto& [name, number] : to_json(value)) {
        out << std::setw(22) << std::left << std::string{name};
        if (number.is_double()) {
            out << std::fixed << std::setprecision(1) << number.as_double() << '\n';
        } else {
            out << number << '\n';
        }
    }
}

void add_run_options(CLI::App& app, run_options& how)
{
    constexpr std::uint64_t applications_max = 1'000'000'000;
    app.add_option("--data", how.directory, "Directory for the stores; missing or empty")
        ->required();
    app.add_option("--applications", how.applications, "Measure four commands for each")
        ->check(CLI::Range(std::uint64_t{1}, applications_max));
    app.add_option("--seconds", how.seconds, "Stop after so long even if not all is done")
        ->take_last();  // `./dev bench` sets it, whoever calls it may set another.
    app.add_option("--pool", how.pool, "Open applications before anything is measured")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100'000'000}));
    app.add_flag("--sealed", how.sealed, "Seal what is personal, and write as much in the floor");
    app.add_option("--memory-limit", how.memory_mib, "MiB that the engine may take")
        ->check(CLI::Range(std::size_t{64}, std::size_t{1'048'576}));
    app.add_flag("--keys", how.keys, "An idempotency key for each command");
}

CLI::Validator in_flight_range()
{
    return CLI::Range(std::size_t{1}, std::size_t{65'536});
}

void add_run(
    CLI::App& app,
    session& with,
    const std::string& name,
    const std::string& text,
    const std::function<result<figures>(const run_options&)>& run)
{
    struct settings {
        run_options how;
        bool json = false;
    };
    auto chosen = std::make_shared<settings>();
    auto* sub = app.add_subcommand(name, text);
    add_run_options(*sub, chosen->how);
    sub->add_option("--in-flight", chosen->how.in_flight, "Commands under way at once")
        ->check(in_flight_range());
    sub->add_flag("--json", chosen->json, "One JSON object on standard output");
    sub->callback([&with, chosen, run] {
        with.chosen = [&with, chosen, run] {
            const auto& how = chosen->how;
            if (const int bad = check(with, how, how.in_flight); bad != 0) {
                return bad;
            }
            const auto done = run(how);
            if (!done) {
                return fail(with, how.directory, done.error());
            }
            if (chosen->json) {
                with.out << boost::json::serialize(to_json(*done)) << '\n';
            } else {
                print(with.out, *done);
            }
            return 0;
        };
    });
}

void print_head(std::ostream& out, const std::string& other)
{
    out << "                               " << std::left << std::setw(10) << "engine" << std::right
        << " µs                    " << other << " µs\n"
        << "in flight  engine/s   other/s  ratio  (from   to)     p50     p99   p99.9     p50     "
           "p99   "
           "p99.9  CPU µs each\n";
}

void print_latencies(std::ostream& out, const figures& of)
{
    for (const auto value : {of.p50_us, of.p99_us, of.p999_us}) {
        out << std::setw(8) << value;
    }
}

void print_row(std::ostream& out, const comparison& row)
{
    const auto& [engine, other, against, ratio, least, most] = row;
    out << std::fixed << std::setprecision(0) << std::right << std::setw(9) << engine.in_flight
        << std::setw(10) << engine.commands_per_s << std::setw(10) << other.commands_per_s
        << std::setprecision(2) << std::setw(7) << ratio << std::setw(7) << least << std::setw(6)
        << most;
    print_latencies(out, engine);
    print_latencies(out, other);
    out << std::setprecision(1) << std::setw(7) << engine.cpu_us_per_command << " /" << std::setw(5)
        << other.cpu_us_per_command << std::endl;
}

/// @return Whether the picture could be written.
bool leave_picture(session& with, const std::string& file, const std::vector<panel>& panels)
{
    std::ofstream out{file, std::ios::binary};
    out << draw(panels);
    out.close();
    if (!out) {
        with.err << "acikkapi-bench: " << file << ": cannot be written\n";
    }
    return static_cast<bool>(out);
}

/// Commands a second and their times over something that grows.
class picture {
public:
    picture(std::string over, std::string first, std::string other = {})
        : over_(std::move(over)), first_(std::move(first)), other_(std::move(other))
    {}

    void take(double x, const figures& engine)
    {
        speed_[0].emplace_back(x, engine.commands_per_s);
        take(x, engine, times_[0]);
    }
    void take(double x, const figures& engine, const figures& other)
    {
        take(x, engine);
        speed_[1].emplace_back(x, other.commands_per_s);
        take(x, other, times_[1]);
    }

    [[nodiscard]] std::vector<panel> panels() const
    {
        panel speed{"Commands", over_, "a second", {{first_, speed_[0]}}};
        panel times{"From giving a command to its answer", over_, "µs", {}, true};
        times.lines = {{first_ + ", p50", times_[0][0]}, {first_ + ", p99", times_[0][1]}};
        if (!other_.empty()) {
            speed.lines.push_back({other_, speed_[1], true});
            times.lines.push_back({other_ + ", p50", times_[1][0], true});
            times.lines.push_back({other_ + ", p99", times_[1][1], true});
        }
        return {speed, times};
    }

private:
    using points = std::vector<std::pair<double, double>>;

    static void take(double x, const figures& of, std::array<points, 2>& into)
    {
        into[0].emplace_back(x, static_cast<double>(of.p50_us));
        into[1].emplace_back(x, static_cast<double>(of.p99_us));
    }

    std::string over_;
    std::string first_;
    std::string other_;
    std::array<points, 2> speed_;
    std::array<std::array<points, 2>, 2> times_;
};

void add_picture_option(CLI::App& app, std::string& file)
{
    app.add_option("--svg", file, "Draw the figures into this file, too");
}

int compare(session& with, const compare_options& how, bool json, const std::string& svg)
{
    const auto most = *std::max_element(how.in_flight.begin(), how.in_flight.end());
    if (const int bad = check(with, how.run, most); bad != 0) {
        return bad;
    }
    if (!json) {
        print_head(with.out, how.against);
    }
    picture drawn{"commands in flight", "engine", how.against};
    const auto done = run_compare(how, [&](const comparison& row) {
        drawn.take(static_cast<double>(row.engine.in_flight), row.engine, row.other);
        if (json) {
            with.out << boost::json::serialize(to_json(row)) << std::endl;
        } else {
            print_row(with.out, row);
        }
    });
    if (!done) {
        return fail(with, how.run.directory, done.error());
    }
    return svg.empty() || leave_picture(with, svg, drawn.panels()) ? 0 : exit_storage;
}

void add_compare(CLI::App& app, session& with)
{
    struct settings {
        compare_options how;
        bool json = false;
        std::string svg;
    };
    auto chosen = std::make_shared<settings>();
    auto* sub = app.add_subcommand("compare", "lifecycle and the floor in turn, and their ratio");
    add_run_options(*sub, chosen->how.run);
    sub->add_option("--in-flight", chosen->how.in_flight, "Levels, as 1,16,256")
        ->delimiter(',')
        ->check(in_flight_range());
    sub->add_option(
           "--against",
           chosen->how.against,
           "floor; sqlite: a store written by hand; limit: the disk alone")
        ->check(CLI::IsMember({"floor", "sqlite", "limit"}));
    sub->add_option("--rounds", chosen->how.rounds, "Rounds at each level; the median counts")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000}));
    sub->add_flag("--json", chosen->json, "One JSON object a level instead of a table");
    add_picture_option(*sub, chosen->svg);
    sub->callback([&with, chosen] {
        with.chosen = [&with, chosen] {
            return compare(with, chosen->how, chosen->json, chosen->svg);
        };
    });
}

int replay(session& with, const std::string& directory, std::size_t threads, bool json)
{
    const auto done = run_replay(directory, threads);
    if (!done) {
        return fail(with, directory, done.error());
    }
    if (json) {
        with.out << boost::json::serialize(to_json(*done)) << '\n';
    } else {
        with.out << done->events << " events, " << std::fixed << std::setprecision(0)
                 << done->events_per_s << " a second by " << threads << " threads\n";
    }
    if (!done->ok()) {
        with.err << "acikkapi-bench: " << directory << ": " << done->found << '\n';
    }
    return done->ok() ? 0 : exit_storage;
}

void add_replay(CLI::App& app, session& with)
{
    struct settings {
        std::string directory;
        std::size_t threads = 1;
        bool json = false;
    };
    auto chosen = std::make_shared<settings>();
    auto* sub = app.add_subcommand("replay", "Verifies a store: reads, hashes, folds, compares");
    sub->add_option("--data", chosen->directory, "A store, as lifecycle leaves one")->required();
    sub->add_option("--threads", chosen->threads, "Parts at once")
        ->check(CLI::Range(std::size_t{1}, std::size_t{256}));
    sub->add_flag("--json", chosen->json, "One JSON object on standard output");
    sub->callback([&with, chosen] {
        with.chosen = [&with, chosen] {
            return replay(with, chosen->directory, chosen->threads, chosen->json);
        };
    });
}

void print_size(std::ostream& out, const growth& at)
{
    out << std::right << std::fixed << std::setprecision(0) << std::setw(12) << at.applications
        << std::setw(12) << at.here.commands_per_s << std::setprecision(1) << std::setw(10)
        << at.here.cpu_us_per_command << std::setw(9) << at.here.p50_us << std::setw(9)
        << at.here.p99_us << std::setw(9) << at.here.rss_mib << std::setw(12)
        << (at.disk_bytes >> 20U) << std::setw(12) << at.disk_bytes_per_application << std::endl;
}

void print(std::ostream& out, const reopened& value)
{
    out << "opened in " << std::setprecision(2) << value.open_s << " s; one application "
        << value.cold_stream_us << " µs, a page of a worklist " << value.page_us
        << " µs, of ended ones " << value.closed_page_us << " µs, statistics "
        << value.statistics_us << " µs, all of a person " << value.person_us << " µs, a timeline "
        << value.timeline_us << " µs\n";
}

int grow(session& with, const run_options& how, bool json, const std::string& svg)
{
    if (const int bad = check(with, how, how.in_flight); bad != 0) {
        return bad;
    }
    if (!json) {
        with.out << "applications  commands/s    CPU µs   p50 µs   p99 µs  RSS MiB    disk MiB  "
                    "bytes each\n";
    }
    picture drawn{"applications in the store", "engine"};
    const auto done = run_grow(how, [&](const growth& at) {
        drawn.take(static_cast<double>(at.applications), at.here);
        if (json) {
            with.out << boost::json::serialize(to_json(at)) << std::endl;
        } else {
            print_size(with.out, at);
        }
    });
    if (!done) {
        return fail(with, how.directory, done.error());
    }
    if (json) {
        with.out << boost::json::serialize(to_json(*done)) << '\n';
    } else {
        print(with.out, *done);
    }
    return svg.empty() || leave_picture(with, svg, drawn.panels()) ? 0 : exit_storage;
}

void print_hurt(std::ostream& out, const hurt& one)
{
    out << std::left << std::setw(38) << one.what << std::right << std::fixed
        << std::setprecision(0);
    for (const auto* at : {&one.before, &one.during}) {
        out << std::setw(11) << at->commands_per_s << std::setw(8) << at->p50_us << std::setw(8)
            << at->p99_us << std::setw(8) << at->p999_us;
    }
    out << std::setw(10) << one.events_besides << std::setw(10) << one.times << std::setw(10)
        << one.during.table_bytes_per_command << std::endl;
}

int hurts(session& with, run_options how, bool json)
{
    if (const int bad = check(with, how, how.in_flight); bad != 0) {
        return bad;
    }
    if (!json) {
        with.out << "                                       before, /s     p50     p99   p99.9 "
                    "during, /s   "
                    "  p50     p99   p99.9   besides     times  to tables\n";
    }
    const auto told = run_hurt(how, [&](const hurt& one) {
        if (json) {
            with.out << boost::json::serialize(to_json(one)) << std::endl;
        } else {
            print_hurt(with.out, one);
        }
    });
    if (!told) {
        return fail(with, how.directory, told.error());
    }
    how.directory += "/shed";
    const auto refused = run_shed(how);
    std::error_code ignored;
    std::filesystem::remove_all(how.directory, ignored);
    std::filesystem::remove_all(how.directory + ".keys", ignored);
    if (!refused) {
        return fail(with, how.directory, refused.error());
    }
    if (json) {
        with.out << boost::json::serialize(to_json(*refused)) << '\n';
    } else {
        with.out << refused->given << " commands at once, where 100 may wait: " << refused->done
                 << " done (" << refused->done_max_us << " µs at most), " << refused->refused
                 << " told to come later (" << refused->refused_max_us << " µs)\n";
    }
    return 0;
}

/// Coming back to a store: what it takes to open it, and to look at it.
int open(session& with, const run_options& how, bool json)
{
    if (const int bad = check(with, how, how.in_flight); bad != 0) {
        return bad;
    }
    const auto done = run_reopen(how);
    if (!done) {
        return fail(with, how.directory, done.error());
    }
    if (json) {
        with.out << boost::json::serialize(to_json(*done)) << '\n';
    } else {
        print(with.out, *done);
    }
    return 0;
}

void add_open(CLI::App& app, session& with)
{
    struct settings {
        run_options how;
        bool json = false;
    };
    auto chosen = std::make_shared<settings>();
    auto* sub = app.add_subcommand("open", "What it takes to come back to a store");
    sub->alias("views");
    add_run_options(*sub, chosen->how);
    sub->add_option("--in-flight", chosen->how.in_flight, "Commands under way at once")
        ->check(in_flight_range());
    sub->add_flag("--json", chosen->json, "One JSON object on standard output");
    sub->callback([&with, chosen] {
        with.chosen = [&with, chosen] { return open(with, chosen->how, chosen->json); };
    });
}

void add_hurt(CLI::App& app, session& with)
{
    struct settings {
        run_options how;
        bool json = false;
    };
    auto chosen = std::make_shared<settings>();
    chosen->how.in_flight = 16;
    chosen->how.seconds = 5;
    auto* sub = app.add_subcommand("hurt", "Commands before something bad happens, and during it");
    add_run_options(*sub, chosen->how);
    sub->remove_option(sub->get_option("--applications"));  // The time is the bound.
    sub->get_option("--seconds")->check(CLI::Range(std::uint64_t{1}, std::uint64_t{3'600}));
    sub->add_option("--in-flight", chosen->how.in_flight, "Commands under way at once")
        ->check(in_flight_range());
    sub->add_flag("--json", chosen->json, "One JSON object a trouble instead of a table");
    sub->callback([&with, chosen] {
        with.chosen = [&with, chosen] { return hurts(with, chosen->how, chosen->json); };
    });
}

void add_grow(CLI::App& app, session& with)
{
    struct settings {
        run_options how;
        bool json = false;
        std::string svg;
    };
    auto chosen = std::make_shared<settings>();
    auto* sub = app.add_subcommand("grow", "What a command costs while a store grows");
    add_run_options(*sub, chosen->how);
    sub->remove_option(sub->get_option("--seconds"));  // The sizes are the bound.
    sub->add_option("--in-flight", chosen->how.in_flight, "Commands under way at once")
        ->check(in_flight_range());
    sub->add_flag("--json", chosen->json, "One JSON object a size instead of a table");
    add_picture_option(*sub, chosen->svg);
    sub->callback([&with, chosen] {
        with.chosen = [&with, chosen] {
            return grow(with, chosen->how, chosen->json, chosen->svg);
        };
    });
}

}  // namespace

int run_program(int argc, const char* const* argv, std::ostream& out, std::ostream& err)
{
    session with{out, err, {}};
    CLI::App app{"Measures the engine, the storage below it, and the ratio of the two."};
    app.set_version_flag("--version", "acikkapi-bench " ACIKKAPI_BENCH_VERSION);
    app.require_subcommand(1);
    add_run(app, with, "lifecycle", "Applications through the engine", run_lifecycle);
    add_run(app, with, "floor", "The engine's rows through RocksDB alone", run_floor);
    add_run(app, with, "sqlite", "A store written by hand over SQLite", run_sqlite);
    add_run(
        app, with, "limit", "As many bytes, written over those of a file and flushed", run_limit);
    add_compare(app, with);
    add_open(app, with);
    add_grow(app, with);
    add_hurt(app, with);
    add_replay(app, with);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, out, err) == 0 ? 0 : exit_usage;
    }
    return with.chosen();
}

}  // namespace bench
