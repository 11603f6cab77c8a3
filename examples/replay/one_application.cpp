// The commands that look at one application.
#include "replay/commands.hpp"
#include "replay/store.hpp"
#include "replay/to_json.hpp"
#include "support/one_line.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

/// Works on one application by its number.
int with_application(
    const replay_options& how,
    const std::function<int(const views<petition>& from, stream_id stream)>& work)
{
    const auto store = open_store(how.directory);
    if (!store) {
        return complain(advice(how.directory, store.error()), cannot_read);
    }
    const auto stream = find_application(*store, how.number);
    if (!stream) {
        const bool bad_number = stream.error() == errc::bad_application_number;
        const bool none = stream.error() == errc::no_such_application;
        return complain(
            how.number + ": " + stream.error().message(),
            bad_number ? wrong_usage
            : none     ? found_something
                       : cannot_read);
    }
    const auto from = store->views();
    return from ? work(*from, *stream) : complain(advice(how.directory, from.error()), cannot_read);
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

/// What a value is in words, which may be anybody's.
std::string text_of(const json::value& value)
{
    const auto* text = value.if_string();
    return one_line(text != nullptr ? std::string{*text} : json::serialize(value));
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
        std::cout << indent << key << "  " << text_of(value) << '\n';
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
        out += (out.empty() ? "" : ", ") + std::string{key} + ' ' + text_of(value);
    }
    return out;
}

void print_line(const record& what, const json::object& line)
{
    std::cout << format_utc(what.recorded_at) << "  " << one_line(title_of(what)) << "  by "
              << what.by.str() << " via " << what.via.str();
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
    const bool can_open = has_person_keys(how.directory);
    for (const auto& one : *records) {
        auto line = to_json(one);
        if (!line) {
            return complain(how.number + ": " + line.error().message(), cannot_read);
        }
        if (!can_open && line->erase("erased") > 0) {
            (*line)["sealed"] =
                true;  // Whether it was erased nobody can tell who has not the keys.
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

}  // namespace tools
