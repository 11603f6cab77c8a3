#include "replay/activity_map.hpp"
#include "replay/commands.hpp"
#include "replay/conform.hpp"
#include "replay/diff.hpp"
#include "replay/stats.hpp"
#include "replay/store.hpp"
#include "replay/to_json.hpp"
#include "replay/touched.hpp"
#include "support/progress.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>
#include <variant>
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

/// Works on one application by its number.
int with_application(
    const replay_options& how,
    const std::function<int(const views<petition>& from, stream_id stream)>& work)
{
    return with_store(how, [&](const petition_audit& store) {
        const auto stream = find_application(store, how.number);
        if (!stream) {
            const bool bad_number = stream.error() == errc::bad_application_number;
            const bool none = stream.error() == errc::no_such_application;
            return complain(
                how.number + ": " + stream.error().message(),
                bad_number ? wrong_usage
                : none     ? found_something
                           : cannot_read);
        }
        const auto from = store.views();
        return from ? work(*from, *stream)
                    : complain(advice(how.directory, from.error()), cannot_read);
    });
}

/// `--at`: a position if it is a number, else a time.
result<std::variant<position, instant>> parse_at(const std::string& text)
{
    constexpr std::size_t digits_max = 18;
    const bool number =
        text.size() <= digits_max &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number) {
        return std::variant<position, instant>{position{std::stoull(text)}};
    }
    const auto time = parse_time(text);
    if (!time) {
        return time.error();
    }
    return std::variant<position, instant>{*time};
}

result<found<application>>
find_at(const views<petition>& from, stream_id stream, const std::string& at)
{
    if (at.empty()) {
        return from.find(stream);
    }
    const auto end = parse_at(at);
    if (!end) {
        return end.error();
    }
    return std::visit([&](const auto& last) { return from.find_as_of(stream, last); }, *end);
}

void print_object(const json::object& values, const std::string& indent)
{
    for (const auto& [key, value] : values) {
        const bool empty = value.is_null() || value == json::array{} || value == "";
        if (empty) {
            continue;
        }
        if (const auto* inner = value.if_object()) {
            std::cout << indent << key << '\n';
            print_object(*inner, indent + "  ");
            continue;
        }
        std::cout << indent << key << "  ";
        if (const auto* text = value.if_string()) {
            std::cout << std::string_view{*text} << '\n';
        } else {
            std::cout << json::serialize(value) << '\n';
        }
    }
}

/// `unit 16708716, unit_name Roads`: what a line of text has room for.
std::string details_of(const json::object& says)
{
    constexpr std::array shown{
        "unit",
        "unit_name",
        "reason",
        "to_governorate",
        "which",
        "how",
        "means",
        "decision",
        "days_late",
        "result",
        "without_reply",
        "survivor",
        "step",
        "score"};
    std::string out;
    for (const auto& [key, value] : says) {
        if (const auto* inner = value.if_object()) {
            const auto more = details_of(*inner);
            out += (out.empty() || more.empty() ? "" : ", ") + more;
        }
        const bool plain = std::find(shown.begin(), shown.end(), key) != shown.end();
        if (!plain || value == false || value == 0 || value == "") {
            continue;
        }
        out += (out.empty() ? "" : ", ") + std::string{key} + ' ';
        const auto* text = value.if_string();
        out += text != nullptr ? std::string{*text} : json::serialize(value);
    }
    return out;
}

void print_line(const record& what, const json::object& line)
{
    std::cout << format_utc(what.recorded_at) << "  " << title_of(what) << "  by " << what.by.str()
              << " via " << what.via.str();
    if (const auto* says = line.if_contains("says")) {
        const auto details = details_of(says->as_object());
        std::cout << (details.empty() ? "" : "  (" + details + ")");
    }
    std::cout << '\n';
}

int print_timeline(const replay_options& how, const views<petition>& from, stream_id stream)
{
    const auto records = from.timeline(stream);
    if (!records) {
        return complain(how.number + ": " + records.error().message(), cannot_read);
    }
    json::array out;
    for (const auto& one : *records) {
        auto line = to_json(one);
        if (!line) {
            return complain(how.number + ": " + line.error().message(), cannot_read);
        }
        if (!how.json) {
            print_line(one, *line);
        }
        out.push_back(*std::move(line));
    }
    if (how.json) {
        std::cout << json::serialize(json::object{{"number", how.number}, {"events", out}}) << '\n';
    }
    return fine;
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

int show(const replay_options& how)
{
    return with_application(how, [&](const views<petition>& from, stream_id stream) {
        const auto found = find_at(from, stream, how.at);
        if (!found) {
            const auto why = found.error();
            return complain(
                (how.at.empty() ? how.number : how.at) + ": " + why.message(),
                why == errc::bad_date              ? wrong_usage
                : why == errc::no_such_application ? found_something
                                                   : cannot_read);
        }
        json::object out{
            {"stream", number_of(stream)},
            {"version", found->version},
            {"last_at", format_utc(found->last_at)},
            {"closed", found->closed},
            {"state", to_json(found->state)}};
        if (how.json) {
            std::cout << json::serialize(out) << '\n';
        } else {
            print_object(out, "");
        }
        return fine;
    });
}

int timeline(const replay_options& how)
{
    return with_application(how, [&](const views<petition>& from, stream_id stream) {
        return print_timeline(how, from, stream);
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
