#pragma once

#include <acikkapi/ids.hpp>

#include "host/limits.hpp"
#include "host/oidc.hpp"
#include "host/registration_limits.hpp"
#include "host/tls.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct hands_settings;
struct webhooks_settings;

using token_hash = std::array<unsigned char, 32>;

[[nodiscard]] token_hash hash_of(std::string_view token);

/// Who works here: by the hash of a secret token, which alone is kept.
/// @par Thread safety  Const members from any thread.
class accounts {
public:
    void add(token_hash token, acikkapi::actor who) { all_.push_back({token, std::move(who)}); }

    /// Who is asked about a token that is none of these. @param other  From any thread.
    void ask_also(std::function<std::optional<acikkapi::actor>(std::string_view)> other)
    {
        other_ = std::move(other);
    }

    /// Whose token it is; always looks at all of them, so that time tells nothing.
    [[nodiscard]] std::optional<acikkapi::actor> find(std::string_view token) const;

private:
    struct account {
        token_hash token;
        acikkapi::actor who;
    };
    std::vector<account> all_;
    std::function<std::optional<acikkapi::actor>(std::string_view)> other_;
};

/// What programs of others are told of us, and which of them may bring requests (GeoReport v2).
struct open311_settings {
    std::string
        url;  ///< `https://basvuru.example`, as others see us; empty: as the client calls us.
    std::string contact;  ///< Whom to ask, and where an `api_key` is to be had.
    std::vector<token_hash>
        keys;               ///< One of them is needed to bring a request; none: nobody needs any.
    bool over_tls = false;  ///< Others reach us over TLS.
};

/// Where the host keeps backups of its store, and when it makes one.
struct backup_settings {
    std::string directory;
    std::uint32_t hour = 3;   ///< Of the office's day, 0 to 23.
    std::uint32_t keep = 14;  ///< How many stay, at least 1.
};

/// The file that `--config` names. All of it may be left out.
///
///     {"staff": [{"token_sha256": "<64 hex digits>", "actor": "officer:34/ayse"}],
///      "limits": {"burst": 60, "per_second": 10, "all_burst": 1000, "all_per_second": 500,
///                 "person_per_day": 5, "phone_per_day": 10, "address_per_hour": 100,
///                 "body_bytes": 1048576, "connections": 1024,
///                 "file_body_bytes": 44040192, "file_bodies_bytes": 134217728},
///      "tls": {"certificate": "/etc/acikkapi/host.pem", "key": "/etc/acikkapi/host.key"},
///      "behind_tls": false,
///      "oidc": {"issuer": "https://id.example", "client_id": "acikkapi", "client_secret": "…",
///               "redirect": "https://basvuru.example/log-in/done", "roles_claim": "roles",
///               "actors": {"officers-34": "officer:34/{account}",
///                          "auditors": "auditor:/{account}"}},
///      "open311": {"url": "https://basvuru.example", "contact": "basvuru@il.example",
///                  "api_keys_sha256": ["<64 hex digits>"]},
///      "on_duty": {"34": "officer:34/4711"},
///      "problems": {"join_later": true},
///      "backups": {"directory": "/srv/backups", "hour": 3, "keep": 14},
///      "adapters": {…}, "webhooks": {…}}
struct config {
    accounts staff;
    bucket_rule each{};           ///< Of one address.
    bucket_rule all{1'000, 500};  ///< Of all addresses together.
    registration_rules registering{};
    std::size_t body_bytes = 1U << 20U;
    std::size_t file_body_bytes = 42U << 20U;     ///< Of requests that bring files.
    std::size_t file_bodies_bytes = 128U << 20U;  ///< Of all such at once.
    std::size_t connections = 1'024;
    std::optional<tls_files> tls{};  ///< We speak TLS ourselves.
    bool behind_tls = false;         ///< Who stands before us does.
    std::optional<oidc_settings> oidc{};
    open311_settings open311{};
    /// Whose task it becomes what nobody has in hand, by province. @see petition_rules
    std::map<std::uint8_t, acikkapi::actor> on_duty{};
    /// What comes later becomes part of the open problem that it fits. Unless it is said: in the demo only.
    std::optional<bool> join_later{};
    std::shared_ptr<const hands_settings> adapters{};     ///< Null: all is written to files.
    std::shared_ptr<const webhooks_settings> webhooks{};  ///< Null: nobody outside is told.
    std::optional<backup_settings> backups{};             ///< Nothing: somebody else makes them.
    /// Of the demo: who may log in without any secret.
    std::vector<acikkapi::actor> invented{};

    /// Whether browsers reach us over TLS.
    [[nodiscard]] bool over_tls() const noexcept { return behind_tls || tls.has_value(); }
};

/// `adapters`: @see hands_settings; `webhooks`: @see webhooks_settings
/// @return The configuration, or what is wrong in words for who wrote it.
struct config_reading {
    config value;
    std::string wrong;
};
[[nodiscard]] config_reading read_config(std::string_view text);

}  // namespace host
