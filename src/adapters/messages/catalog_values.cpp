#include "adapters/messages/catalog_values.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace acikkapi::adapters {
namespace {

namespace json = boost::json;

constexpr std::size_t text_bytes_max = 1U << 20U;
constexpr std::size_t value_bytes_max = 500;

/// Where something is wrong, and what; empty where nothing is.
using complaint = std::string;

complaint about(std::string_view where, std::string_view what)
{
    return std::string{where}.append(": ").append(what);
}

std::string string_of(const json::value* value)
{
    const auto* const text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string{} : std::string{*text};
}

const json::object* object_in(const json::object& in, std::string_view name)
{
    const auto* const found = in.if_contains(name);
    return found == nullptr ? nullptr : found->if_object();
}

complaint read_constants(const json::object& top, catalog_values& out)
{
    const auto* const given = object_in(top, "constants");
    if (given == nullptr) {
        return top.contains("constants") ? about("constants", "is no object") : complaint{};
    }
    for (const auto& [name, value] : *given) {
        auto text = string_of(&value);
        if (name == number_name || !is_value(text)) {
            return about(
                "constants/" + std::string{name},
                "is no line of text, or has a name that is taken");
        }
        out.constants.emplace(name, std::move(text));
    }
    return {};
}

/// A text alone, or a subject and a text.
complaint read_words(const std::string& where, const json::value& what, catalog_values::words& out)
{
    const auto* const parts = what.if_object();
    const auto subject =
        parts == nullptr ? std::string{} : string_of(parts->if_contains("subject"));
    const auto text = string_of(parts == nullptr ? &what : parts->if_contains("text"));
    if (text.empty() || (parts != nullptr && (subject.empty() || parts->size() != 2))) {
        return about(where, "is neither a text nor a subject and a text");
    }
    if (subject.find('\n') != std::string::npos) {
        return about(where, "has a subject of several lines");
    }
    auto of_subject = template_text::parse(subject);
    auto of_text = template_text::parse(text);
    if (!of_subject || !of_text) {
        return about(where, "has a brace without its other one");
    }
    out = {*std::move(of_subject), *std::move(of_text)};
    return {};
}

complaint read_kinds(const std::string& means, const json::object& by_kind, catalog_values& out)
{
    for (const auto& [kind, what] : by_kind) {
        const std::string name{kind};
        const auto where = std::string{means}.append("/").append(name);
        auto wrong = read_words(where, what, out.templates[{means, name}]);
        if (!wrong.empty()) {
            return wrong;
        }
    }
    return {};
}

complaint read_messages(const json::object& top, catalog_values& out)
{
    const auto* const all = object_in(top, "messages");
    if (all == nullptr) {
        return about("messages", "is missing, or no object");
    }
    for (const auto& [means, kinds] : *all) {
        const auto* const by_kind = kinds.if_object();
        auto wrong = by_kind == nullptr ? about("messages/" + std::string{means}, "is no object")
                                        : read_kinds(std::string{means}, *by_kind, out);
        if (!wrong.empty()) {
            return wrong;
        }
    }
    return {};
}

/// A place in a text for which nothing stands.
std::string unknown_in(const template_text& text, const catalog_values& all)
{
    const auto names = text.names();
    const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
        return name != number_name && !all.constants.contains(name);
    });
    return found == names.end() ? std::string{} : *found;
}

complaint check_names(const catalog_values& all)
{
    for (const auto& [key, value] : all.templates) {
        auto unknown = unknown_in(value.subject, all);
        unknown = unknown.empty() ? unknown_in(value.text, all) : unknown;
        if (!unknown.empty()) {
            return about(key.first + "/" + key.second, "nothing stands for {" + unknown + "}");
        }
    }
    return {};
}

complaint read_top(const json::object& top, catalog_values& out)
{
    constexpr std::array<std::string_view, 3> known{"language", "constants", "messages"};
    for (const auto& [name, member] : top) {
        if (std::find(known.begin(), known.end(), std::string_view{name}) == known.end()) {
            return about(name, "is not known");
        }
    }
    out.language = string_of(top.if_contains("language"));
    if (out.language.empty()) {
        return about("language", "is missing, or no text");
    }
    auto wrong = read_constants(top, out);
    wrong = wrong.empty() ? read_messages(top, out) : std::move(wrong);
    return wrong.empty() ? check_names(out) : wrong;
}

}  // namespace

kind_and_language parts_of(std::string_view kind)
{
    const auto point = kind.find('.');
    const bool has_language = point != std::string_view::npos;
    return {
        std::string{kind.substr(0, point)},
        has_language ? std::string{kind.substr(point + 1)} : std::string{}};
}

bool is_value(std::string_view text)
{
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' '; };
    return !text.empty() && text.size() <= value_bytes_max &&
           std::none_of(text.begin(), text.end(), is_control);
}

const catalog_values::words*
catalog_values::find(const std::string& means, const std::string& kind) const
{
    const auto found = templates.find({means, kind});
    return found == templates.end() ? nullptr : &found->second;
}

result<catalog_values> catalog_values::read(std::string_view text, std::string& why)
{
    json::error_code error;
    const auto value = text.size() <= text_bytes_max ? json::parse(text, error) : json::value{};
    const auto* const top = error ? nullptr : value.if_object();
    catalog_values out;
    why =
        top == nullptr ? about("the text", "is no JSON object, or too long") : read_top(*top, out);
    if (!why.empty()) {
        return errc::bad_argument;
    }
    return out;
}

}  // namespace acikkapi::adapters
