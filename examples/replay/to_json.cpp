#include <acikkapi/petition.hpp>

#include "replay/described.hpp"
#include "replay/to_json.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include <array>
#include <concepts>
#include <cstdio>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

json::value value_of(bool value)
{
    return value;
}
json::value value_of(const std::string& text)
{
    return json::string{text};
}
json::value value_of(instant when)
{
    return json::string{format_utc(when)};
}
json::value value_of(day when)
{
    const std::chrono::year_month_day date{when};
    std::array<char, 16> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u-%02u",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()));
    return json::string{text.data()};
}
json::value value_of(const unit_id& unit)
{
    return json::string{unit.str()};
}
json::value value_of(const application_number& number)
{
    return json::string{number.str()};
}
json::value value_of(const province& where)
{
    return where.plate();
}
json::value value_of(stream_id stream)
{
    return number_of(stream);
}
template <class Tag>
json::value value_of(const name<Tag>& value)
{
    return json::string{value.str()};
}
template <class T>
requires std::is_integral_v<T> json::value value_of(T number)
{
    return number;
}
template <class T>
requires std::is_enum_v<T> json::value value_of(T kind)
{
    return json::string{boost::describe::enum_to_string(kind, "unknown")};
}
template <class T>
requires std::is_class_v<T> json::value value_of(const T& described);
template <class T>
json::value value_of(const std::optional<T>& value)
{
    return value ? value_of(*value) : json::value{};
}
template <class T>
json::value value_of(const std::vector<T>& values)
{
    json::array out;
    for (const auto& one : values) {
        out.push_back(value_of(one));
    }
    return out;
}

template <class T>
json::object object_of(const T& described)
{
    namespace describe = boost::describe;
    json::object out;
    boost::mp11::mp_for_each<describe::describe_members<T, describe::mod_public>>(
        [&](auto member) { out[member.name] = value_of(described.*member.pointer); });
    return out;
}

template <class T>
requires std::is_class_v<T> json::value value_of(const T& described)
{
    return object_of(described);
}

json::array letters_of(const record& what)
{
    json::array out;
    for (const auto& one : what.letters) {
        out.push_back(json::object{{"adapter", one.adapter}, {"kind", one.kind}});
    }
    return out;
}

}  // namespace

json::object to_json(const application& state)
{
    return object_of(state);
}

result<json::object> to_json(const encoded& event)
{
    const auto fact = petition::decode_event(view_of(event));
    if (!fact) {
        return fact.error();
    }
    return std::visit([](const auto& happened) { return object_of(happened); }, *fact);
}

std::string title_of(const record& what)
{
    if (what.kind == record_kind::refusal) {
        return "refused: " + error_code{what.refused_with, error_category()}.message();
    }
    if (what.kind == record_kind::erasure) {
        return "erased";
    }
    if (what.kind == record_kind::disclosure) {
        return "disclosed";
    }
    if (what.kind == record_kind::hold || what.kind == record_kind::release) {
        return what.kind == record_kind::hold ? "held" : "released";
    }
    if (what.kind == record_kind::proposal) {
        return "proposed: " + what.payload.clear.substr(0, what.payload.clear.find('\n'));
    }
    return std::string{petition::type_name(what.payload.type)};
}

result<json::object> to_json(const record& what)
{
    json::object out{
        {"position", number_of(what.at)},
        {"version", what.version},
        {"what", title_of(what)},
        {"at", format_utc(what.recorded_at)},
        {"by", what.by.str()},
        {"via", what.via.str()}};
    if (what.occurred_at) {
        out["occurred_at"] = format_utc(*what.occurred_at);
    }
    if (!what.on.empty()) {
        out["on"] = what.on.str();
    }
    if (!what.correlation.empty()) {
        out["correlation"] = what.correlation;
    }
    if (number_of(what.caused_by.cause) != 0) {
        out["caused_by"] = number_of(what.caused_by.cause);
    }
    if (!what.letters.empty()) {
        out["letters"] = letters_of(what);
    }
    if (what.kind == record_kind::erasure) {
        out["person"] = what.whose;
    }
    if (what.kind >= record_kind::disclosure) {
        const auto& words = what.payload.clear;
        const auto act = words.find('\n') + 1;  // Of a proposal its first line; else there is none.
        out["reason"] = what.kind == record_kind::proposal ? words.substr(act) : words;
    }
    if (what.kind == record_kind::fact) {
        if (what.payload.erased) {
            out["erased"] = true;
        }
        auto said = to_json(what.payload);
        if (!said) {
            return said.error();
        }
        out["says"] = *std::move(said);
    }
    return out;
}

namespace {

void put(json::object& to, const char* name, const std::string& text)
{
    if (!text.empty()) {
        to[name] = text;
    }
}

json::object words_of(const person& who)
{
    json::object out;
    put(out, "identity", who.identity ? who.identity->str() : std::string{});
    put(out, "full_name", who.full_name);
    put(out, "mobile", who.mobile ? who.mobile->str() : std::string{});
    put(out, "e_mail", who.e_mail);
    put(out, "address", who.address);
    return out;
}

template <class Event>
json::object words_of(const Event& happened)
{
    json::object out;
    if constexpr (requires { happened.note; }) {
        put(out, "note", happened.note);
    }
    if constexpr (requires { happened.question; }) {
        put(out, "question", happened.question);
    }
    if constexpr (requires { happened.text; }) {
        put(out, "text", happened.text);
    }
    if constexpr (requires { happened.signed_by; }) {
        put(out, "signed_by", happened.signed_by);
    }
    if constexpr (requires { happened.comment; }) {
        put(out, "comment", happened.comment);
    }
    if constexpr (requires { requires std::same_as<decltype(happened.reason), std::string>; }) {
        put(out, "reason", happened.reason);
    }
    return out;
}

json::object words_of(const events::submitted& happened)
{
    json::object out;
    put(out, "subject", happened.wish.subject);
    put(out, "text", happened.wish.text);
    out["applicant"] = words_of(happened.wish.applicant);
    if (happened.wish.beneficiary) {
        out["beneficiary"] = words_of(*happened.wish.beneficiary);
    }
    return out;
}

}  // namespace

json::object personal_of(const record& what)
{
    const auto fact = what.kind == record_kind::fact ? petition::decode_event(view_of(what.payload))
                                                     : result<event>{errc::bad_argument};
    json::object out;
    if (fact) {
        out = std::visit([](const auto& happened) { return words_of(happened); }, *fact);
    }
    json::array told;
    for (const auto& one : what.letters) {
        if (!one.to_unit && !one.recipient.empty()) {
            told.emplace_back(one.recipient);
        }
    }
    if (!told.empty()) {
        out["recipients"] = std::move(told);
    }
    return out;
}

}  // namespace tools
