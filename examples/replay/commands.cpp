#include "replay/activity_map.hpp"
#include "replay/commands.hpp"
#include "replay/conform.hpp"
#include "replay/diff.hpp"
#include "replay/stats.hpp"
#include "replay/store.hpp"
#include "replay/touched.hpp"
#include "support/progress.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

int with_store(const replay_options& how, const std::function<int(const petition_audit&)>& work)
{
    const auto store = open_store(how.directory);
    if (!store) {
        return complain(advice(how.directory, store.error()), cannot_read);
    }
    return work(*store);
}

}  // namespace

int complain(const std::string& what, int code)
{
    std::cerr << "acikkapi-replay: " << what << '\n';
    return code;
}

int print_stats(const replay_options& how)
{
    const auto days = local_calendar::of(how.zone);
    if (!days) {
        return complain(how.zone + ": no such time zone", wrong_usage);
    }
    return with_store(how, [&](const petition_audit& store) {
        stats figures{*days};
        progress shown{"reading", number_of(store.head())};
        const auto read = store.replay([&](const replayed<petition>& step) {
            figures.take(step);
            shown.at(number_of(step.what.at));
            return true;
        });
        if (!read) {
            return complain(
                advice(how.directory, read.error()) + " (`verify` says where)", found_something);
        }
        std::cout << (how.json ? json::serialize(figures.to_json()) + '\n' : figures.to_text());
        return fine;
    });
}

int list_touched(const replay_options& how)
{
    // A name that nobody can have touched nothing: it is a slip, and no answer.
    if (!actor::parse(how.by) || how.by.find('*') < how.by.size() - 1) {
        return complain(
            how.by + ": neither an actor's name nor the beginning of names and a *", wrong_usage);
    }
    touched_data::span when;
    for (const auto& [text, to] : {std::pair{&how.from, &when.from}, {&how.until, &when.until}}) {
        const auto time = text->empty() ? *to : parse_time(*text);
        if (!time) {
            return complain(*text + ": " + time.error().message(), wrong_usage);
        }
        *to = *time;
    }
    return with_store(how, [&](const petition_audit& store) {
        touched_data out{how.by, when};
        progress shown{"reading", number_of(store.head())};
        const auto read = store.replay([&](const replayed<petition>& step) {
            out.take(step);
            shown.at(number_of(step.what.at));
            return true;
        });
        if (!read) {
            return complain(
                advice(how.directory, read.error()) + " (`verify` says where)", found_something);
        }
        std::cout << (how.json ? json::serialize(out.to_json()) + '\n' : out.to_text());
        return fine;
    });
}

int diff(const replay_options& how)
{
    std::vector<std::map<std::string, history>> both;
    for (const auto& directory : {how.directory, how.other}) {
        const auto store = open_store(directory);
        auto one = store ? histories(*store) : store.error();
        if (!one) {
            return complain(advice(directory, one.error()), cannot_read);
        }
        both.push_back(*std::move(one));
    }
    const auto found = compare(both.front(), both.back());
    std::cout << (how.json ? json::serialize(found.to_json()) + '\n' : found.to_text());
    return found.none() ? fine : found_something;
}

int check_conformance(const replay_options& how)
{
    std::string name = how.name;
    if (name.empty()) {
        const auto logs = activity_map::logs(how.map);
        if (!logs) {
            return complain(describe(logs.error()), cannot_read);
        }
        const std::string file = std::filesystem::path{how.log}.filename().string();
        const auto found = std::find_if(logs->begin(), logs->end(), [&](const std::string& one) {
            return file.find(one) != std::string::npos;
        });
        if (found == logs->end()) {
            return complain("which log of the map is it? give --name", wrong_usage);
        }
        name = *found;
    }
    const auto figures = conform(
        how.log, how.map, name, [](const row_error& bad) { std::cerr << describe(bad) << '\n'; });
    if (!figures) {
        return complain(describe(figures.error()), cannot_read);
    }
    std::cout << (how.json ? json::serialize(figures->to_json()) + '\n' : figures->to_text());
    return figures->deviate == 0 && figures->bad_rows == 0 ? fine : found_something;
}

}  // namespace tools
