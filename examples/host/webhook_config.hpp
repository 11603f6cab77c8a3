#pragma once

#include <acikkapi/adapters/http_access.hpp>
#include <acikkapi/adapters/webhook_endpoint.hpp>

#include "host/members.hpp"

#include <set>
#include <string>
#include <vector>

namespace host {

/// Who is told of events.
struct subscriber_settings {
    std::string name;  ///< For the operator: 1 to 32 small letters, digits and `-`.
    acikkapi::webhook_endpoint endpoint;
    std::set<std::string, std::less<>> events{};  ///< By their names in the feed; none: all.
};

/// Those outside who are told of events.
///
///     {"source": "https://basvuru.example", "places": [{"host": "acikveri.example"}],
///      "subscribers": [{"name": "open-data", "url": "https://acikveri.example/hooks", "secrets": ["whsec_…"],
///                       "events": ["submitted", "answered"]}]}
struct webhooks_settings {
    static constexpr std::size_t subscribers_max = 16;  ///< Each of them has a thread.
    std::string source;
    acikkapi::http_access access{};
    std::vector<subscriber_settings> subscribers{};
};

/// What may be reached by HTTP: `places` and `ca_file`.
/// @param from  The same object. What is wrong is complained of in `in`.
/// @param at    Where the object stands.
[[nodiscard]] acikkapi::http_access
read_access(members& in, const boost::json::object& from, const std::string& at);

/// `url` and `secrets`. @param from  As before.
[[nodiscard]] acikkapi::webhook_endpoint
read_endpoint(members& in, const boost::json::object& from);

/// @param from  As before.
[[nodiscard]] webhooks_settings read_webhooks(members& in, const boost::json::object& from);

}  // namespace host
