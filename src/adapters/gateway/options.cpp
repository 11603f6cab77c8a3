// The options of an SMS gateway from JSON text.
#include <acikkapi/adapters/sms_gateway.hpp>

#include "adapters/json_members.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace acikkapi {
namespace {

namespace json = boost::json;
using adapters::json_members;

constexpr std::size_t text_size_max = 64U << 10U;

template <class Value, std::size_t Count>
using words = std::array<std::pair<std::string_view, Value>, Count>;

constexpr words<sms_body, 4> kinds{
    {{"none", sms_body::none},
     {"json", sms_body::json},
     {"xml", sms_body::xml},
     {"form", sms_body::form}}};

constexpr words<std::optional<delivery>, 4> meanings{
    {{"sent", delivery::sent},
     {"delivered", delivery::delivered},
     {"rejected", delivery::rejected},
     {"again", std::nullopt}}};

template <class Value, std::size_t Count>
void read_word(
    json_members& from, std::string_view name, const words<Value, Count>& known, Value& into)
{
    std::string word;
    from.text(name, word);
    const auto* const found = std::find_if(
        known.begin(), known.end(), [&](const auto& one) { return one.first == word; });
    found == known.end() ? from.fail(name, "not one of the words for it")
                         : static_cast<void>(into = found->second);
}

void read_number(json_members& from, std::string_view name, std::int64_t most, std::int64_t& into)
{
    from.number(name, into);
    if (into < 1 || into > most) {
        from.fail(name, "not between 1 and " + std::to_string(most));
    }
}

/// Calls `each` with every element of a member that is a list, and what it is called.
template <class Each>
void read_list(json_members& from, std::string_view name, const Each& each)
{
    const auto* const found = from.find(name);
    const auto* const list = found ? found->if_array() : nullptr;
    if (!list) {
        from.fail(name, "no list");
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        each((*list)[i], from.path_of(name) + "[" + std::to_string(i) + "]");
    }
}

http_place read_place(const json::value& from, std::string path, std::string& why)
{
    http_place out;
    json_members members{from, std::move(path), why};
    members.text("host", out.host);
    std::int64_t port = out.port;
    read_number(members, "port", std::numeric_limits<std::uint16_t>::max(), port);
    out.port = static_cast<std::uint16_t>(port);
    members.flag("allow_http", out.allow_http);
    members.flag("allow_private", out.allow_private);
    members.end();
    return out;
}

/// One number, or the first and the last.
void read_status(json_members& from, sms_rule& into)
{
    const auto* const found = from.find("status");
    if (!found) {
        return;
    }
    const auto* const pair = found->if_array();
    const bool is_pair =
        pair && pair->size() == 2 && (*pair)[0].is_int64() && (*pair)[1].is_int64();
    if (!is_pair && !found->is_int64()) {
        from.fail("status", "neither one number nor two");
        return;
    }
    const auto low = is_pair ? (*pair)[0].get_int64() : found->get_int64();
    const auto high = is_pair ? (*pair)[1].get_int64() : low;
    if (low < 100 || high > 599 || low > high) {
        from.fail("status", "not between 100 and 599");
        return;
    }
    into.status_min = static_cast<int>(low);
    into.status_max = static_cast<int>(high);
}

sms_rule read_rule(const json::value& from, std::string path, std::string& why)
{
    sms_rule out;
    json_members members{from, std::move(path), why};
    read_status(members, out);
    members.text("pointer", out.pointer);
    members.text("pattern", out.pattern);
    members.text("id", out.id);
    read_word(members, "means", meanings, out.means);
    members.end();
    return out;
}

void read_headers(json_members& from, std::vector<http_header>& into)
{
    const auto* const found = from.find("headers");
    const auto* const members = found ? found->if_object() : nullptr;
    if (found && !members) {
        from.fail("headers", "no object");
    }
    if (!members) {
        return;
    }
    for (const auto& one : *members) {
        const auto* const text = one.value().if_string();
        if (!text) {
            from.fail("headers", "a value is no text");
            return;
        }
        into.push_back({std::string{one.key()}, std::string{text->data(), text->size()}});
    }
}

sms_gateway_options read_options(const json::value& from, std::string& why)
{
    sms_gateway_options out;
    json_members members{from, "", why};
    members.text("url", out.url);
    members.text("method", out.method);
    read_headers(members, out.headers);
    read_word(members, "kind", kinds, out.kind);
    members.text("body", out.body);
    members.text("from", out.from);
    members.text("ca_file", out.access.ca_file);
    members.flag("drops_repeats", out.drops_repeats);
    std::int64_t limit = out.time_max.count();
    read_number(members, "time_max_ms", 600'000, limit);
    out.time_max = std::chrono::milliseconds{limit};
    read_list(members, "places", [&](const json::value& one, std::string path) {
        out.access.places.push_back(read_place(one, std::move(path), why));
    });
    read_list(members, "rules", [&](const json::value& one, std::string path) {
        out.rules.push_back(read_rule(one, std::move(path), why));
    });
    members.end();
    return out;
}

}  // namespace

result<sms_gateway_options> sms_gateway_options::parse(std::string_view text, std::string* why)
{
    std::string fault;
    sms_gateway_options out;
    json::error_code bad;
    if (text.size() > text_size_max) {
        fault = "the text: longer than 64 KiB";
    } else if (const auto read = json::parse({text.data(), text.size()}, bad); bad) {
        fault = "the text: no JSON";
    } else {
        out = read_options(read, fault);
    }
    if (fault.empty()) {
        return out;
    }
    if (why) {
        *why = std::move(fault);
    }
    return errc::bad_argument;
}

}  // namespace acikkapi
