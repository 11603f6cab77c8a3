#include "host/feed.hpp"
#include "host/json_parts.hpp"
#include "host/webhook_config.hpp"

#include <algorithm>
#include <limits>

namespace host {

using namespace acikkapi;

namespace {

namespace json = boost::json;

http_place read_place(members in, members& outer)
{
    constexpr std::uint64_t port_max = std::numeric_limits<std::uint16_t>::max();
    http_place out;
    out.host = in.text("host");
    if (in.has("port")) {
        out.port = static_cast<std::uint16_t>(in.number("port", 1, port_max));
    }
    out.allow_http = in.flag("allow_http");
    out.allow_private = in.flag("allow_private");
    outer.add_faults_of(in);
    return out;
}

bool is_name(std::string_view text)
{
    constexpr std::size_t size_max = 32;
    constexpr std::string_view known = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return !text.empty() && text.size() <= size_max && text.find_first_not_of(known) == text.npos;
}

subscriber_settings read_subscriber(const json::object& from, members& outer)
{
    members in{from, "/webhooks/subscribers"};
    subscriber_settings out{in.text("name"), read_endpoint(in, from)};
    if (!out.name.empty() && !is_name(out.name)) {
        in.complain("name", "is not 1 to 32 small letters, digits and -");
    }
    const bool listed = in.has("events");
    const auto events = list_in(from, "events");
    if (listed && !from.at("events").is_array()) {
        in.complain("events", "is not a list");
    }
    for (const auto& one : events) {
        std::string name{one.is_string() ? std::string_view{one.get_string()} : ""};
        if (!is_event_name(name)) {
            in.complain("events", "has one that the feed does not know");
        }
        out.events.insert(std::move(name));
    }
    outer.add_faults_of(in);
    return out;
}

}  // namespace

http_access read_access(members& in, const json::object& from, const std::string& at)
{
    http_access out;
    out.ca_file = in.text_or_empty("ca_file");
    static_cast<void>(in.has("places"));  // Else it would be a member that nobody knows.
    for (auto& one : objects_in(from, "places")) {
        out.places.push_back(read_place(members{std::move(one), at + "/places"}, in));
    }
    return out;
}

webhook_endpoint read_endpoint(members& in, const json::object& from)
{
    webhook_endpoint out;
    out.url = in.text("url");
    static_cast<void>(in.has("secrets"));
    for (const auto& one : list_in(from, "secrets")) {
        out.secrets.emplace_back(one.is_string() ? std::string_view{one.get_string()} : "");
    }
    if (out.secrets.empty()) {
        in.complain("secrets", "is no list of secrets");
    }
    return out;
}

webhooks_settings read_webhooks(members& in, const json::object& from)
{
    webhooks_settings out;
    out.source = in.text("source");
    out.access = read_access(in, from, "/webhooks");
    static_cast<void>(in.has("subscribers"));
    std::set<std::string> names;
    for (const auto& one : objects_in(from, "subscribers")) {
        out.subscribers.push_back(read_subscriber(one, in));
        names.insert(out.subscribers.back().name);
    }
    if (out.subscribers.empty() || out.subscribers.size() > webhooks_settings::subscribers_max) {
        in.complain("subscribers", "is no list of 1 to 16");
    }
    if (names.size() != out.subscribers.size()) {
        in.complain("subscribers", "has two of one name");
    }
    return out;
}

}  // namespace host
