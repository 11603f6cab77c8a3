#include "compare.hpp"
#include "journal/keys.hpp"
#include "program.hpp"
#include "row_templates.hpp"
#include "support/stores.hpp"
#include "support/tally.hpp"
#include "workload.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sqlite3.h>
#include <sstream>

using namespace acikkapi;
using namespace bench;

namespace {

struct run {
    int exit_code = 0;
    std::string out;
    std::string err;
};

run program(std::vector<std::string> words)
{
    std::vector<const char*> argv{"acikkapi-bench"};
    for (const auto& word : words) {
        argv.push_back(word.c_str());
    }
    std::ostringstream out;
    std::ostringstream err;
    const int code = run_program(static_cast<int>(argv.size()), argv.data(), out, err);
    return {code, out.str(), err.str()};
}

/// A small run of 20 applications; more words may follow.
run small(const std::string& name, const std::string& data, std::vector<std::string> more = {})
{
    std::vector<std::string> words{
        name, "--data", data, "--applications", "20", "--pool", "30", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return program(words);
}

void check_figures(const boost::json::object& all, std::uint64_t in_flight)
{
    BOOST_TEST(all.size() == 13U);
    BOOST_TEST(all.at("in_flight").as_int64() == static_cast<std::int64_t>(in_flight));
    BOOST_TEST(all.at("commands").as_int64() == 80);
    BOOST_TEST(all.at("commands_per_s").as_double() > 0);
    BOOST_TEST(all.at("p50_us").as_int64() > 0);
    BOOST_TEST(all.at("p99_us").as_int64() >= all.at("p50_us").as_int64());
    BOOST_TEST(all.at("p999_us").as_int64() >= all.at("p99_us").as_int64());
    BOOST_TEST(all.at("max_us").as_int64() >= all.at("p999_us").as_int64());
    BOOST_TEST(all.at("cpu_us_per_command").as_double() > 0);
    // Four commands carry a kilobyte of words.
    BOOST_TEST(all.at("bytes_per_application").as_int64() > 1'000);
    BOOST_TEST(all.at("rss_mib").as_int64() > 1);
}

/// Of RocksDB's files: its log has all that was given, its tables nothing in so short a run.
void check_log(const boost::json::object& all)
{
    BOOST_TEST(all.at("log_bytes_per_command").as_int64() > 250);
    BOOST_TEST(all.at("table_bytes_per_command").as_int64() == 0);
    BOOST_TEST(all.at("write_amplification").as_double() == 1);
}

boost::json::object object_of(const std::string& line)
{
    return boost::json::parse(line).as_object();
}

result<engine<petition>> reopen(support::host& h)
{
    auto options = h.options();
    options.create = false;
    options.key = bench_key();
    return engine<petition>::open(options);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench_program)

BOOST_AUTO_TEST_CASE(lifecycle_tells_its_figures_and_leaves_a_store_with_every_command)
{
    for (const bool keys : {false, true}) {
        support::host h;
        const auto done = small(
            "lifecycle",
            h.where.str(),
            keys ? std::vector<std::string>{"--in-flight", "8", "--keys"}
                 : std::vector<std::string>{"--in-flight", "8"});
        BOOST_TEST_REQUIRE(done.exit_code == 0);
        check_figures(object_of(done.out), 8);
        check_log(object_of(done.out));

        auto desk = reopen(h).value();
        auto counted = desk.views().statistics().value();
        const auto& states = counted["state"];
        // Forty places, ten at each stage, before the eighty commands; that somebody was told is
        // two events.
        BOOST_TEST(number_of(desk.head()) == 60U + 80U + states.at("notified"));
        std::uint64_t all = 0;
        for (const auto& [name, count] : states) {
            all += count;
        }
        BOOST_TEST(all == counted["total"][""]);
        BOOST_TEST(counted["answered"]["in_time"] >= states.at("notified"));
        // Where an application is not under way its place is empty or its next one came already.
        BOOST_TEST(all - states.at("notified") <= 40U);
        const auto first = desk.feed().next(1).value();
        BOOST_TEST_REQUIRE(first.size() == 1U);
        BOOST_TEST(first.front().letters.size() == 1U);
        BOOST_TEST(first.front().key.has_value() == keys);
    }
}

BOOST_AUTO_TEST_CASE(floor_tells_the_same_figures)
{
    support::folder where;
    const auto done = small("floor", where.str(), {"--in-flight", "8"});
    BOOST_TEST_REQUIRE(done.exit_code == 0);
    check_figures(object_of(done.out), 8);
    check_log(object_of(done.out));
}

BOOST_AUTO_TEST_CASE(a_store_written_by_hand_keeps_every_command)
{
    support::folder where;
    const auto done = small("sqlite", where.str(), {"--in-flight", "8"});
    BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
    const auto told = object_of(done.out);
    check_figures(told, 8);
    BOOST_TEST(told.at("log_bytes_per_command").as_int64() == 0);
    sqlite3* store = nullptr;
    BOOST_TEST_REQUIRE(sqlite3_open((where.str() + "/store.sqlite").c_str(), &store) == SQLITE_OK);
    const auto number = [&](const char* text) {
        sqlite3_stmt* asked = nullptr;
        BOOST_TEST_REQUIRE(sqlite3_prepare_v2(store, text, -1, &asked, nullptr) == SQLITE_OK);
        BOOST_TEST_REQUIRE(sqlite3_step(asked) == SQLITE_ROW);
        const auto out = sqlite3_column_int64(asked, 0);
        sqlite3_finalize(asked);
        return out;
    };
    // As of the engine: sixty commands to fill, eighty more, of which the last of each is two events.
    const auto notified = number("SELECT count(*) FROM application WHERE due IS NULL");
    BOOST_TEST(notified > 0);
    BOOST_TEST(number("SELECT count(*) FROM event") == 140 + notified);
    BOOST_TEST(number("SELECT sum(version) FROM application") == 140);
    BOOST_TEST(number("SELECT count(*) FROM outbox") == 140 - notified);
    BOOST_TEST(number("SELECT min(length(body)) FROM application") > 100);
    sqlite3_close(store);
}

BOOST_AUTO_TEST_CASE(the_floor_writes_the_rows_that_the_engine_wrote)
{
    support::folder where;
    const auto all = measure_rows(where.str(), false).value();
    const auto count = [](const step_rows& rows, family in, bool removed = false) {
        return std::count_if(rows.rows.begin(), rows.rows.end(), [&](const auto& row) {
            return row.in == in && row.removed == removed;
        });
    };
    for (const auto& application : all) {
        for (const auto& step : application) {
            BOOST_TEST(count(step, family::key) == 0);
            BOOST_TEST(step.events.size() == (&step == &application.back() ? 2U : 1U));
        }
        const auto& [submit, route, answer, notify] = application;
        BOOST_TEST(submit.events.front().size() > 500U);
        BOOST_TEST(count(submit, family::open) == 1);
        BOOST_TEST(count(submit, family::lookup) == 1);
        BOOST_TEST(count(route, family::open) == 1);
        BOOST_TEST(route.rows.size() == 1U);
        BOOST_TEST(answer.rows.size() == 1U);
        BOOST_TEST(count(notify, family::open, true) == 1);
        BOOST_TEST(count(notify, family::done) == 1);
        BOOST_TEST(count(notify, family::closed) == 3);
    }
    support::folder other;
    const auto keyed = measure_rows(other.str(), true).value();
    BOOST_TEST(count(keyed.front().front(), family::key) == 1);
}

BOOST_AUTO_TEST_CASE(compare_gives_a_line_for_each_level_and_leaves_nothing)
{
    support::folder where;
    const auto done = small("compare", where.str(), {"--in-flight", "1,8", "--rounds", "1"});
    BOOST_TEST_REQUIRE(done.exit_code == 0);
    std::istringstream lines{done.out};
    std::string line;
    for (const std::uint64_t in_flight : {1U, 8U}) {
        BOOST_TEST_REQUIRE(!!std::getline(lines, line));
        const auto row = object_of(line);
        BOOST_TEST(row.at("in_flight").as_int64() == static_cast<std::int64_t>(in_flight));
        check_figures(row.at("lifecycle").as_object(), in_flight);
        check_figures(row.at("floor").as_object(), in_flight);
        // One round is lowest, highest and median.
        BOOST_TEST(row.at("ratio").as_double() > 0);
        BOOST_TEST(row.at("ratio_min") == row.at("ratio"));
        BOOST_TEST(row.at("ratio_max") == row.at("ratio"));
    }
    BOOST_TEST(!std::getline(lines, line));
    BOOST_TEST(std::filesystem::is_empty(where.str()));
}

BOOST_AUTO_TEST_CASE(compare_may_be_against_a_store_written_by_hand)
{
    support::folder where;
    const std::vector<std::string> how{"--in-flight", "8", "--rounds", "1", "--against"};
    auto words = how;
    words.emplace_back("sqlite");
    const auto done = small("compare", where.str(), words);
    BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
    const auto row = object_of(done.out);
    check_figures(row.at("sqlite").as_object(), 8);
    BOOST_TEST(!row.contains("floor"));
    words.back() = "nothing";
    BOOST_TEST(small("compare", where.str(), words).exit_code == 2);
}

BOOST_AUTO_TEST_CASE(compare_may_be_against_the_disk_alone)
{
    support::folder where;
    const auto done =
        small("compare", where.str(), {"--in-flight", "8", "--rounds", "1", "--against", "limit"});
    BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
    const auto row = object_of(done.out);
    check_figures(row.at("limit").as_object(), 8);
    // As many bytes as the engine gives to its log, but for what RocksDB adds to each row.
    const auto bytes_of = [&](const char* name, const char* what) {
        return row.at(name).at(what).to_number<double>();
    };
    const auto appended = bytes_of("limit", "bytes_per_application") / 4;
    const auto logged = bytes_of("lifecycle", "log_bytes_per_command");
    BOOST_TEST(appended > logged * 0.6);
    BOOST_TEST(appended < logged);
}

BOOST_AUTO_TEST_CASE(open_tells_what_coming_back_takes)
{
    for (const auto* const name : {"open", "views"}) {
        support::folder where;
        const auto done = small(name, where.str(), {"--in-flight", "8"});
        BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
        const auto back = object_of(done.out);
        BOOST_TEST(back.size() == 7U);
        BOOST_TEST(back.at("open_s").as_double() > 0);
    }
}

// The time ends it before there are as many as were wished.
BOOST_AUTO_TEST_CASE(who_comes_back_looks_at_what_there_is)
{
    support::folder where;
    const auto done = program(
        {"open",
         "--data",
         where.str(),
         "--applications",
         "100000000",
         "--pool",
         "30",
         "--in-flight",
         "8",
         "--seconds",
         "1"});
    BOOST_TEST(done.exit_code == 0, done.err);
}

BOOST_AUTO_TEST_CASE(grow_tells_of_each_size_and_of_coming_back)
{
    support::folder where;
    const auto svg = where.str("grown.svg");
    std::filesystem::create_directories(where.str());
    const auto done = small("grow", where.str("store"), {"--in-flight", "8", "--svg", svg});
    BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
    std::istringstream lines{done.out};
    std::string line;
    BOOST_TEST_REQUIRE(!!std::getline(lines, line));
    const auto size = object_of(line);
    BOOST_TEST(size.at("applications").as_int64() == 20);
    BOOST_TEST(size.at("commands").as_int64() == 80);
    BOOST_TEST(size.at("disk_bytes").as_int64() > 10'000);
    BOOST_TEST(
        size.at("disk_bytes_per_application").as_int64() == size.at("disk_bytes").as_int64() / 50);
    BOOST_TEST_REQUIRE(!!std::getline(lines, line));
    const auto back = object_of(line);
    BOOST_TEST(back.at("open_s").as_double() > 0);
    BOOST_TEST(back.size() == 7U);
    BOOST_TEST(!std::getline(lines, line));
    BOOST_TEST(std::filesystem::file_size(svg) > 1'000U);
    BOOST_TEST(program({"grow", "--data", where.str("x"), "--memory-limit", "63"}).exit_code == 2);
    BOOST_TEST(program({"grow", "--data", where.str("x"), "--seconds", "5"}).exit_code == 2);
    BOOST_TEST(
        small("grow", where.str("y"), {"--in-flight", "8", "--svg", where.str("no/where.svg")})
            .exit_code == 3);
}

BOOST_AUTO_TEST_CASE(hurt_tells_of_each_trouble_and_leaves_nothing)
{
    support::folder where;
    const auto hurt = [&](std::vector<std::string> more) {
        std::vector<std::string> words{"hurt", "--data", where.str(), "--pool", "30", "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return program(words);
    };
    BOOST_TEST(hurt({"--applications", "20"}).exit_code == 2);
    BOOST_TEST(hurt({"--seconds", "0"}).exit_code == 2);
    const auto done = hurt({"--in-flight", "4", "--seconds", "1"});
    BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
    std::istringstream lines{done.out};
    std::string line;
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST_REQUIRE(!!std::getline(lines, line));
        const auto one = object_of(line);
        for (const auto* const when : {"before", "during"}) {
            BOOST_TEST(one.at(when).at("commands").as_int64() > 4);
        }
        // The timers of twenty applications at least.
        BOOST_TEST((i != 0 || one.at("events_besides").to_number<int>() >= 20));
        // Of the adapter that never answers there is nothing to count.
        BOOST_TEST((i == 1 || one.at("times").to_number<int>() > 0), line);
    }
    BOOST_TEST_REQUIRE(!!std::getline(lines, line));
    const auto shed = object_of(line);
    BOOST_TEST(shed.at("given").as_int64() == 50'000);
    BOOST_TEST(
        shed.at("done").as_int64() + shed.at("refused").as_int64() == shed.at("given").as_int64());
    // Whether any are refused is a matter of the machine; that a full queue refuses, engine_overload shows.
    BOOST_TEST(shed.at("done").as_int64() > 1'000);
    BOOST_TEST(!std::getline(lines, line));
    BOOST_TEST(std::filesystem::is_empty(where.str()));
}

BOOST_AUTO_TEST_CASE(the_median_round_is_the_one_that_is_told)
{
    const auto round = [](double engine, double floor) {
        std::pair<bench::figures, bench::figures> out;
        out.first.commands_per_s = engine;
        out.second.commands_per_s = floor;
        return out;
    };
    const auto told = median_of({round(9, 10), round(1, 10), round(6, 10)});
    BOOST_TEST(told.ratio == 0.6);
    BOOST_TEST(told.ratio_min == 0.1);
    BOOST_TEST(told.ratio_max == 0.9);
    BOOST_TEST(told.engine.commands_per_s == 6);
}

BOOST_AUTO_TEST_CASE(a_run_may_end_by_time)
{
    support::folder where;
    const auto done = program(
        {"lifecycle",
         "--data",
         where.str(),
         "--applications",
         "1000000",
         "--seconds",
         "1",
         "--pool",
         "30",
         "--in-flight",
         "4",
         "--json"});
    BOOST_TEST_REQUIRE(done.exit_code == 0);
    const auto commands = object_of(done.out).at("commands").as_int64();
    BOOST_TEST(commands > 4);
    BOOST_TEST(commands < 4'000'000);
}

BOOST_AUTO_TEST_CASE(help_and_version_are_no_error)
{
    BOOST_TEST(program({"--help"}).exit_code == 0);
    BOOST_TEST(program({"--help"}).out.find("lifecycle") != std::string::npos);
    BOOST_TEST(program({"floor", "--help"}).out.find("--in-flight") != std::string::npos);
    const auto version = program({"--version"});
    BOOST_TEST(version.exit_code == 0);
    BOOST_TEST(version.out.starts_with("acikkapi-bench "));
}

BOOST_AUTO_TEST_CASE(wrong_usage_is_2)
{
    support::folder where;
    const auto data = where.str();
    BOOST_TEST(program({}).exit_code == 2);
    BOOST_TEST(program({"lifecycle"}).exit_code == 2);
    BOOST_TEST(program({"sideways", "--data", data}).exit_code == 2);
    BOOST_TEST(small("lifecycle", data, {"--in-flight", "0"}).exit_code == 2);
    BOOST_TEST(small("floor", data, {"--in-flight", "many"}).exit_code == 2);
    BOOST_TEST(small("compare", data, {"--rounds", "0"}).exit_code == 2);
    const auto crowded = small("lifecycle", data, {"--in-flight", "31"});
    BOOST_TEST(crowded.exit_code == 2);
    BOOST_TEST(crowded.err.find("--pool") != std::string::npos);
    BOOST_TEST(!std::filesystem::exists(data));
}

BOOST_AUTO_TEST_CASE(a_directory_that_cannot_be_used_is_3_and_named)
{
    support::folder where;
    const auto data = where.str("used");
    std::filesystem::create_directory(data);
    std::ofstream{data + "/notes.txt"} << "mine";
    for (const auto* name : {"lifecycle", "floor", "sqlite", "limit", "grow", "open", "compare"}) {
        const auto done = small(name, data, {"--in-flight", "8"});
        BOOST_TEST(done.exit_code == 3);
        BOOST_TEST(done.out.empty());
        BOOST_TEST(done.err.find(data) != std::string::npos);
        BOOST_TEST(small(name, data + "/notes.txt", {"--in-flight", "8"}).exit_code == 3);
    }
    BOOST_TEST(std::filesystem::exists(data + "/notes.txt"));
}

BOOST_AUTO_TEST_CASE(a_replay_reads_all_that_a_run_left)
{
    const support::folder where;
    BOOST_TEST_REQUIRE(small("lifecycle", where.str(), {"--in-flight", "4"}).exit_code == 0);
    for (const std::string threads : {"1", "2"}) {
        const auto done =
            program({"replay", "--data", where.str(), "--threads", threads, "--json"});
        BOOST_TEST_REQUIRE(done.exit_code == 0, done.err);
        const auto all = boost::json::parse(done.out).as_object();
        BOOST_TEST(all.at("ok").as_bool());
        BOOST_TEST(all.at("threads").to_number<int>() == std::stoi(threads));
        BOOST_TEST(all.at("events_per_s").as_double() > 0);
        const auto events = all.at("events").to_number<std::int64_t>();
        BOOST_TEST(events > 80);
    }
}

BOOST_AUTO_TEST_CASE(a_replay_says_what_it_found)
{
    support::host h;
    BOOST_TEST_REQUIRE(small("lifecycle", h.where.str(), {"--in-flight", "4"}).exit_code == 0);
    support::raw_store{h.where.str()}.put(
        support::raw_store::family(journal::table::counter), "nobody's", journal::big_endian(7));
    const auto done = program({"replay", "--data", h.where.str()});
    BOOST_TEST(done.exit_code == 3);
    BOOST_TEST(done.err.find("a figure of the statistics") != std::string::npos, done.err);
}

BOOST_AUTO_TEST_CASE(a_replay_of_nothing_says_so)
{
    const support::folder where;
    const auto done = program({"replay", "--data", where.str("none")});
    BOOST_TEST(done.exit_code == 3);
    BOOST_TEST(!done.err.empty());
    BOOST_TEST(program({"replay", "--threads", "0", "--data", where.str()}).exit_code == 2);
}

BOOST_AUTO_TEST_SUITE_END()
