#include "adapters/json_members.hpp"
#include "adapters/webhook/events.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <utility>

namespace acikkapi::adapters {
namespace {

namespace json = boost::json;

constexpr std::string_view type_prefix = "tr.acikkapi.unit.";
constexpr std::string_view extension = "replytoken";
constexpr std::size_t depth_max = 8;
constexpr std::size_t attribute_size_max = 1'024;

std::optional<json::value> parsed(std::string_view text)
{
    json::parse_options limits;
    limits.max_depth = depth_max;
    json::error_code bad;
    auto out = json::parse({text.data(), text.size()}, bad, {}, limits);
    return bad ? std::nullopt : std::optional{std::move(out)};
}

/// The specification's «lower-case letters and digits», and the length that it asks for.
bool is_attribute_name(std::string_view name)
{
    return !name.empty() && name.size() <= 20 &&
           std::all_of(name.begin(), name.end(), [](char one) {
               return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
           });
}

/// The JSON forms of its types: text, truth, a whole number of 32 bits. Null is as if it were not
/// there.
bool is_attribute_value(const json::value& value)
{
    if (const auto* const text = value.if_string()) {
        return !text->empty() && text->size() <= attribute_size_max;
    }
    if (const auto* const number = value.if_int64()) {
        return *number >= std::numeric_limits<std::int32_t>::min() &&
               *number <= std::numeric_limits<std::int32_t>::max();
    }
    return value.is_bool() || value.is_null();
}

bool are_attributes(const json::object& members)
{
    return std::all_of(members.begin(), members.end(), [](const auto& one) {
        const std::string_view name{one.key().data(), one.key().size()};
        return name == "data" || (is_attribute_name(name) && is_attribute_value(one.value()));
    });
}

bool is_json_type(std::string_view type)
{
    type = type.substr(0, type.find(';'));
    return type.empty() || type == "application/json";
}

bool is_whole(const cloud_event& event, std::string_view version)
{
    return version == "1.0" && !event.id.empty() && !event.source.empty() && !event.type.empty();
}

constexpr std::array<std::pair<std::string_view, return_reason>, 5> reasons{
    {{"not_our_duty", return_reason::not_our_duty},
     {"other_district", return_reason::other_district},
     {"other_authority", return_reason::other_authority},
     {"more_than_one_unit", return_reason::more_than_one_unit},
     {"incomplete", return_reason::incomplete}}};

constexpr std::array<std::pair<std::string_view, outcome>, 4> decisions{
    {{"granted", outcome::granted},
     {"refused", outcome::refused},
     {"partly", outcome::partly},
     {"referred", outcome::referred}}};

template <class Value, std::size_t Count>
Value read_word(
    json_members& from,
    std::string_view name,
    const std::array<std::pair<std::string_view, Value>, Count>& known)
{
    std::string word;
    from.text(name, word);
    const auto* const found = std::find_if(
        known.begin(), known.end(), [&](const auto& one) { return one.first == word; });
    if (found == known.end()) {
        from.fail(name, "not one of the words for it");
        return known.front().second;
    }
    return found->second;
}

std::string read_text(json_members& from, std::string_view name)
{
    std::string out;
    from.text(name, out);
    if (out.empty()) {
        from.fail(name, "missing");
    }
    return out;
}

command read_return(json_members& from)
{
    commands::send_back out;
    out.reason = read_word(from, "reason", reasons);
    from.text("note", out.note);
    std::string suggested;
    from.text("suggested", suggested);
    const auto unit = unit_id::parse(suggested);
    if (!suggested.empty() && !unit) {
        from.fail("suggested", "no unit");
    }
    out.suggested = unit ? *unit : unit_id{};
    return out;
}

command read_answer(json_members& from)
{
    commands::answer out;
    out.decision = read_word(from, "decision", decisions);
    out.text = read_text(from, "text");
    out.signed_by = read_text(from, "signed_by");
    return out;
}

struct kind {
    std::string_view name;
    unit_act act;
    command (*read)(json_members& from);  ///< Null if nothing is asked for.
};

constexpr std::array<kind, 5> kinds{
    {{"accepted", unit_act::accept, nullptr},
     {"returned", unit_act::send_back, &read_return},
     {"asked",
      unit_act::ask,
      [](json_members& from) -> command { return commands::ask{read_text(from, "question")}; }},
     {"interim",
      unit_act::interim,
      [](json_members& from) -> command {
          return commands::answer_interim{read_text(from, "text")};
      }},
     {"answered", unit_act::answer, &read_answer}}};

}  // namespace

std::string_view header_of(const std::vector<http_header>& headers, std::string_view name)
{
    const auto end =
        headers.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(headers.size(), 100));
    const auto found = std::find_if(headers.begin(), end, [name](const http_header& one) {
        return std::equal(
            one.name.begin(), one.name.end(), name.begin(), name.end(), [](char a, char b) {
                return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
            });
    });
    return found == end ? std::string_view{} : found->value;
}

result<cloud_event> read_structured(std::string_view body)
{
    auto read = parsed(body);
    auto* const members = read ? read->if_object() : nullptr;
    if (!members || !are_attributes(*members)) {
        return errc::bad_argument;
    }
    std::string why;
    json_members from{*read, "", why};
    cloud_event out;
    std::string version;
    std::string type = "application/json";
    from.text("specversion", version);
    from.text("id", out.id);
    from.text("source", out.source);
    from.text("type", out.type);
    for (const auto& [name, into] :
         {std::pair{std::string_view{"subject"}, &out.subject},
          {extension, &out.token},
          {"datacontenttype", &type}}) {
        const auto* const found = from.find(name);
        if (found && !found->is_null()) {
            from.text(name, *into);
        }
    }
    if (!why.empty() || !is_whole(out, version) || !is_json_type(type)) {
        return errc::bad_argument;
    }
    if (auto* const data = members->if_contains("data")) {
        out.data = std::move(*data);
    }
    return out;
}

result<cloud_event> read_binary(const std::vector<http_header>& headers, std::string_view body)
{
    const auto value = [&](std::string_view name) {
        const auto out = header_of(headers, "ce-" + std::string{name});
        // What is not plain ASCII would be percent-encoded; none of our attributes needs that.
        const bool plain =
            out.size() <= attribute_size_max && std::all_of(out.begin(), out.end(), [](char one) {
                return one > ' ' && one <= '~' && one != '%' && one != '"';
            });
        return std::string{plain ? out : std::string_view{}};
    };
    cloud_event out{
        value("id"), value("source"), value("type"), value("subject"), value(extension), {}};
    const auto type = header_of(headers, "content-type");
    auto data = body.empty() ? std::optional<json::value>{json::value{}} : parsed(body);
    if (!is_whole(out, value("specversion")) || !is_json_type(type) || !data) {
        return errc::bad_argument;
    }
    out.data = *std::move(data);
    return out;
}

result<unit_wish> wish_of(const cloud_event& event)
{
    const std::string_view type = event.type;
    const auto* const found = std::find_if(kinds.begin(), kinds.end(), [type](const kind& one) {
        return type.starts_with(type_prefix) && type.substr(type_prefix.size()) == one.name;
    });
    if (found == kinds.end()) {
        return errc::bad_argument;
    }
    unit_wish out{found->act};
    if (found->read) {
        std::string why;
        json_members from{event.data, "data", why};
        out.wish = found->read(from);
        if (!why.empty()) {
            return errc::bad_argument;
        }
    }
    return out;
}

std::string written(const cloud_event& event)
{
    json::object out{
        {"specversion", "1.0"}, {"id", event.id}, {"source", event.source}, {"type", event.type}};
    for (const auto& [name, value] :
         {std::pair<std::string_view, std::string_view>{"subject", event.subject},
          {"time", event.time},
          {extension, event.token}}) {
        if (!value.empty()) {
            out.emplace(
                json::string_view{name.data(), name.size()},
                json::string_view{value.data(), value.size()});
        }
    }
    if (!event.data.is_null()) {
        out.emplace("datacontenttype", "application/json");
        out.emplace("data", event.data);
    }
    return json::serialize(out);
}

std::string time_text(instant when)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date{midnight};
    const std::chrono::hh_mm_ss time{when - midnight};
    std::array<char, 64> out{};
    std::snprintf(
        out.data(),
        out.size(),
        "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()),
        static_cast<int>(time.subseconds().count()));
    return out.data();
}

}  // namespace acikkapi::adapters
