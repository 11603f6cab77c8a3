// What people said, in their own words: what the codec keeps apart as personal.
#include <acikkapi/petition.hpp>

#include "replay/to_json.hpp"

#include <boost/json.hpp>

#include <concepts>
#include <string>
#include <utility>

namespace tools {

using namespace acikkapi;
namespace json = boost::json;

namespace {

void put(json::object& to, const char* name, const std::string& text)
{
    if (!text.empty()) {
        to[name] = text;
    }
}

void put(json::object& to, const char* name, json::object words)
{
    if (!words.empty()) {
        to[name] = std::move(words);
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
    put(out, "applicant", words_of(happened.wish.applicant));
    if (happened.wish.beneficiary) {
        put(out, "beneficiary", words_of(*happened.wish.beneficiary));
    }
    return out;
}

json::object words_of(const events::contact_recorded& happened)
{
    json::object out;
    put(out, "note", happened.contact.note);
    return out;
}

json::object words_of(const events::contact_changed& happened)
{
    json::object out;
    put(out, "mobile", happened.mobile ? happened.mobile->str() : std::string{});
    put(out, "e_mail", happened.e_mail);
    return out;
}

// Not the bytes: four million of them in a line of text are of no use to who reads it.
json::object words_of(const events::attached& happened)
{
    json::object out;
    put(out, "name", happened.name);
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
