#include "adapters/gateway/rules.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace acikkapi::adapters {
namespace {

namespace json = boost::json;

constexpr std::size_t rules_max = 64;
constexpr std::size_t pattern_size_max = 256;
constexpr std::size_t id_size_max = 64;
/// std::regex calls itself for each byte: a longer text could use up a thread's stack.
constexpr std::size_t looked_at_max = 1'024;

bool is_pointer(const std::string& text)
{
    return text.empty() || (text.front() == '/' && text.size() <= pattern_size_max);
}

std::string_view fault_of(const sms_rule& rule)
{
    if (rule.status_min < 100 || rule.status_max > 599 || rule.status_min > rule.status_max) {
        return "status: not between 100 and 599";
    }
    if (!is_pointer(rule.pointer)) {
        return "pointer: not a JSON pointer";
    }
    if (!is_pointer(rule.id)) {
        return "id: not a JSON pointer";
    }
    if (rule.pattern.size() > pattern_size_max) {
        return "pattern: longer than 256 bytes";
    }
    return rule.means == delivery::dead ? "means: not an operator's to say" : "";
}

/// What stands at a place of an answer; nothing if there is none, or it is no single value.
std::optional<std::string> value_at(const json::value& body, const std::string& pointer)
{
    json::error_code bad;
    const auto* const found = body.find_pointer(pointer, bad);
    if (!found || found->is_structured()) {
        return std::nullopt;
    }
    if (const auto* const text = found->if_string()) {
        return std::string{text->data(), text->size()};
    }
    return json::serialize(*found);
}

/// A peer's id comes into the journal: what is long, or more than an id, is left out.
std::string plain_id(std::string_view text)
{
    const auto plain = [](char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
               (one >= '0' && one <= '9') || one == '-' || one == '_' || one == '.' || one == ':';
    };
    const bool good = text.size() <= id_size_max && std::all_of(text.begin(), text.end(), plain);
    return good ? std::string{text} : std::string{};
}

/// Nothing for an empty pattern.
std::optional<std::regex> compiled(const std::string& pattern, std::string& fault)
{
    try {
        if (!pattern.empty()) {
            return std::regex{pattern, std::regex::ECMAScript | std::regex::optimize};
        }
    } catch (const std::regex_error&) {
        fault = "pattern: not a regular expression";
    }
    return std::nullopt;
}

json::value read(const std::string& body)
{
    json::parse_options limits;
    limits.max_depth = 16;
    json::error_code bad;
    auto out = json::parse(body, bad, {}, limits);
    return bad ? json::value{} : out;
}

}  // namespace

result<sms_rules> sms_rules::make(const std::vector<sms_rule>& rules, std::string& why)
{
    if (rules.empty() || rules.size() > rules_max) {
        why = "rules: not between 1 and 64";
        return errc::bad_argument;
    }
    sms_rules out;
    for (const auto& rule : rules) {
        std::string fault{fault_of(rule)};
        auto pattern = fault.empty() ? compiled(rule.pattern, fault) : std::nullopt;
        if (!fault.empty()) {
            why = "rules[" + std::to_string(out.all_.size()) + "]." + fault;
            return errc::bad_argument;
        }
        out.all_.push_back({rule, std::move(pattern)});
    }
    return out;
}

std::optional<hand_result> sms_rules::judge(const http_outcome& answer) const
{
    const auto body = read(answer.body);
    for (const auto& [rule, pattern] : all_) {
        const auto looked_at = rule.pointer.empty() ? answer.body : value_at(body, rule.pointer);
        if (answer.status < rule.status_min || answer.status > rule.status_max || !looked_at) {
            continue;
        }
        const auto text = looked_at->substr(0, looked_at_max);
        std::smatch found;
        if (pattern && !std::regex_search(text, found, *pattern)) {
            continue;
        }
        std::string id;
        if (!rule.id.empty()) {
            id = value_at(body, rule.id).value_or("");
        } else if (found.size() > 1) {
            id = found[1].str();
        }
        return hand_result{rule.means, plain_id(id)};
    }
    return std::nullopt;
}

}  // namespace acikkapi::adapters
