#include "host/open311_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <pugixml.hpp>
#include <sstream>

namespace host {

namespace json = boost::json;

namespace {

using pair = std::pair<std::string_view, std::string_view>;

constexpr std::string_view dot_json = ".json";
constexpr std::string_view dot_xml = ".xml";
constexpr std::string_view problem_type = "application/problem+json";

/// What an item of a list is called.
std::string_view item_of(std::string_view list)
{
    constexpr std::array<pair, 7> names{{
        {"services", "service"},
        {"service_requests", "request"},
        {"attributes", "attribute"},
        {"values", "value"},
        {"endpoints", "endpoint"},
        {"formats", "format"},
        {"errors", "error"},
    }};
    const auto* const at = std::find_if(
        names.begin(), names.end(), [list](const auto& one) { return one.first == list; });
    return at == names.end() ? std::string_view{"item"} : at->second;
}

std::string text_of(const json::value& value)
{
    if (value.is_null()) {
        return {};
    }
    return value.is_string() ? std::string{std::string_view{value.get_string()}}
                             : json::serialize(value);
}

// As deep as our own documents are: four levels.
void add(pugi::xml_node to, std::string_view name, const json::value& value)
{
    auto node = to.append_child(std::string{name}.c_str());
    if (const auto* const list = value.if_array()) {
        for (const auto& one : *list) {
            add(node, item_of(name), one);
        }
    } else if (const auto* const object = value.if_object()) {
        for (const auto& [key, one] : *object) {
            add(node, key, one);
        }
    } else if (!value.is_null()) {
        node.text().set(text_of(value).c_str());
    }
}

/// As it is told: 400 is GeoReport's word for all that is wrong with what was sent.
int status_of(int status)
{
    return status == 422 || status == 415 ? 400 : status;
}

json::array errors_of(int status, const json::object& what)
{
    json::array out;
    const auto add_one = [&](std::string description) {
        out.push_back(json::object{{"code", status}, {"description", std::move(description)}});
    };
    const auto* const members = what.if_contains("errors");
    if (members != nullptr && members->is_array()) {
        for (const auto& one : members->get_array()) {
            const auto& fault = one.as_object();
            // `#/phone`: the pointer of a field is its name.
            add_one(text_of(fault.at("pointer")).substr(2) + " " + text_of(fault.at("detail")));
        }
    } else {
        add_one(text_of(what.at("detail")));
    }
    return out;
}

bool is_problem(const response& given)
{
    return std::any_of(given.headers.begin(), given.headers.end(), [](const auto& one) {
        return one.first == "Content-Type" && one.second == problem_type;
    });
}

}  // namespace

std::optional<open311_name> open311_name_of(std::string_view text)
{
    if (text.ends_with(dot_json)) {
        return open311_name{
            std::string{text.substr(0, text.size() - dot_json.size())}, open311_format::json};
    }
    if (text.ends_with(dot_xml)) {
        return open311_name{
            std::string{text.substr(0, text.size() - dot_xml.size())}, open311_format::xml};
    }
    return std::nullopt;
}

std::string xml_of(std::string_view root, const json::value& body)
{
    pugi::xml_document out;
    auto declaration = out.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "utf-8";
    add(out.root(), root, body);
    std::ostringstream text;
    out.save(text, "", pugi::format_raw, pugi::encoding_utf8);
    return text.str();
}

response
open311_response(int status, std::string_view root, const json::value& body, open311_format format)
{
    return format == open311_format::xml
               ? reply_with(status, "text/xml; charset=utf-8", xml_of(root, body))
               : reply_with(status, "application/json; charset=utf-8", json::serialize(body));
}

response for_open311(const request& asked, response given)
{
    if (!asked.path.starts_with(open311_prefix) || !is_problem(given)) {
        return given;
    }
    boost::system::error_code bad;
    const auto what = json::parse(given.body, bad);
    if (bad || !what.is_object()) {
        return given;
    }
    const auto format = asked.path.ends_with(dot_xml) ? open311_format::xml : open311_format::json;
    const int status = status_of(given.status);
    auto out = open311_response(status, "errors", errors_of(status, what.get_object()), format);
    out.route = std::move(given.route);
    out.code = std::move(given.code);
    for (auto& one : given.headers) {
        if (one.first != "Content-Type") {
            out.headers.push_back(std::move(one));
        }
    }
    return out;
}

}  // namespace host
