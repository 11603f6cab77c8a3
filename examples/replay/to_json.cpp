#include <acikkapi/petition.hpp>

#include "replay/described.hpp"
#include "replay/to_json.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

json::value text_of(day when)
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

/// Makes JSON of a described value, member by member.
class describer {
public:
    explicit describer(const naming& named) : named_(named) {}

    template <class T>
    [[nodiscard]] json::object object_of(const T& described) const
    {
        namespace describe = boost::describe;
        json::object out;
        boost::mp11::mp_for_each<describe::describe_members<T, describe::mod_public>>(
            [&](auto member) { out[member.name] = value_of(described.*member.pointer); });
        return out;
    }

private:
    [[nodiscard]] json::value value_of(bool value) const { return value; }
    [[nodiscard]] json::value value_of(const std::string& text) const { return json::string{text}; }
    [[nodiscard]] json::value value_of(instant when) const
    {
        return json::string{format_utc(when)};
    }
    [[nodiscard]] json::value value_of(day when) const { return text_of(when); }
    [[nodiscard]] json::value value_of(const unit_id& unit) const
    {
        return json::string{unit.str()};
    }
    [[nodiscard]] json::value value_of(const application_number& number) const
    {
        return json::string{number.str()};
    }
    [[nodiscard]] json::value value_of(const province& where) const { return where.plate(); }
    [[nodiscard]] json::value value_of(stream_id stream) const { return number_of(stream); }
    [[nodiscard]] json::value value_of(const channel& via) const { return json::string{via.str()}; }
    [[nodiscard]] json::value value_of(const actor& who) const { return json::string{named_(who)}; }
    template <class T>
    requires std::is_integral_v<T>
    [[nodiscard]] json::value value_of(T number) const { return number; }
    template <class T>
    requires std::is_enum_v<T>
    [[nodiscard]] json::value value_of(T kind) const
    {
        return json::string{boost::describe::enum_to_string(kind, "unknown")};
    }
    template <class T>
    [[nodiscard]] json::value value_of(const std::optional<T>& value) const
    {
        return value ? value_of(*value) : json::value{};
    }
    template <class T>
    [[nodiscard]] json::value value_of(const std::vector<T>& values) const
    {
        json::array out;
        for (const auto& one : values) {
            out.push_back(value_of(one));
        }
        return out;
    }
    template <class T>
    requires std::is_class_v<T>
    [[nodiscard]] json::value value_of(const T& described) const { return object_of(described); }

    const naming& named_;
};

result<json::object> words_of(const encoded& event, const naming& named)
{
    const auto fact = petition::decode_event(view_of(event));
    if (!fact) {
        return fact.error();
    }
    const describer words{named};
    return std::visit([&](const auto& happened) { return words.object_of(happened); }, *fact);
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
    const naming as_they_are = own_name;
    return describer{as_they_are}.object_of(state);
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

result<json::object> to_json(const record& what, const naming& named)
{
    json::object out{
        {"position", number_of(what.at)},
        {"version", what.version},
        {"what", title_of(what)},
        {"at", format_utc(what.recorded_at)},
        {"by", named(what.by)},
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
        auto said = words_of(what.payload, named);
        if (!said) {
            return said.error();
        }
        out["says"] = *std::move(said);
    }
    return out;
}

}  // namespace tools
