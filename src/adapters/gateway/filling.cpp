#include "adapters/gateway/filling.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace acikkapi::adapters {
namespace {

std::string as_json(std::string_view text)
{
    auto quoted = boost::json::serialize(boost::json::value(boost::json::string_view{text}));
    return quoted.substr(1, quoted.size() - 2);
}

/// XML 1.0 knows no control characters but three, not even escaped.
std::string as_xml(std::string_view text)
{
    std::string out;
    for (const char one : text) {
        switch (one) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&apos;"; break;
        case '\n': out += "&#10;"; break;
        default: out += static_cast<unsigned char>(one) < ' ' || one == '\x7f' ? ' ' : one;
        }
    }
    return out;
}

bool is_unreserved(char one)
{
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') ||
           one == '-' || one == '.' || one == '_' || one == '~';
}

std::string as_form(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char one : text) {
        if (is_unreserved(one)) {
            out += one;
            continue;
        }
        const auto byte = static_cast<unsigned char>(one);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::string escaped(std::string_view text, sms_body how)
{
    switch (how) {
    case sms_body::json: return as_json(text);
    case sms_body::xml: return as_xml(text);
    case sms_body::form: return as_form(text);
    default: return std::string{text};
    }
}

std::string_view national(std::string_view to)
{
    return to.starts_with("+90") && to.size() == 13 ? to.substr(3) : to.substr(1);
}

std::optional<std::string_view> value_of(std::string_view name, const sms_values& values)
{
    const std::array<std::pair<std::string_view, std::string_view>, 7> known{
        {{"to", values.to},
         {"to_digits", std::string_view{values.to}.substr(values.to.empty() ? 0 : 1)},
         {"to_national", values.to.empty() ? std::string_view{} : national(values.to)},
         {"text", values.text},
         {"id", values.id},
         {"from", values.from},
         {"secret", values.secret}}};
    const auto* const found = std::find_if(
        known.begin(), known.end(), [name](const auto& one) { return one.first == name; });
    return found == known.end() ? std::nullopt : std::optional{found->second};
}

/// Calls `take(before, name)` for each name in braces, and `take(rest, "")` at the end. A brace
/// that begins no name of small letters is a brace, as JSON has many.
template <class Take>
void each_name(std::string_view pattern, const Take& take)
{
    std::size_t begin = 0;
    for (auto open = pattern.find('{'); open != pattern.npos; open = pattern.find('{', open + 1)) {
        const auto close = pattern.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", open + 1);
        if (close != pattern.npos && pattern[close] == '}' && close > open + 1) {
            take(pattern.substr(begin, open - begin), pattern.substr(open + 1, close - open - 1));
            begin = close + 1;
        }
    }
    take(pattern.substr(begin), std::string_view{});
}

}  // namespace

std::string fill(std::string_view pattern, sms_body escaped_for, const sms_values& values)
{
    std::string out;
    each_name(pattern, [&](std::string_view before, std::string_view name) {
        out += before;
        out += escaped(value_of(name, values).value_or(""), escaped_for);
    });
    return out;
}

std::optional<std::string_view> unknown_name(std::string_view pattern)
{
    std::optional<std::string_view> out;
    each_name(pattern, [&](std::string_view, std::string_view name) {
        if (!name.empty() && !out && !value_of(name, {})) {
            out = name;
        }
    });
    return out;
}

}  // namespace acikkapi::adapters
