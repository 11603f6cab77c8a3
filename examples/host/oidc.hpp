#pragma once

#include <acikkapi/ids.hpp>

#include "host/http.hpp"
#include "host/jwt.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

/// How staff log in by OpenID Connect, as the configuration has it.
struct oidc_settings {
    std::string issuer;
    std::string client_id;
    std::string client_secret{};  ///< Empty: we are a public client, whom PKCE alone protects.
    std::string redirect;  ///< Our own address, as browsers know it: `https://…/log-in/done`.
    /// Where a token tells roles: a member, or a pointer (RFC 6901) as `/realm_access/roles`.
    std::string roles_claim = "roles";
    /// Where it tells the account, which the journal keeps in clear for ever: nothing that names a
    /// person.
    std::string account_claim = "sub";
    std::string audience{};  ///< Of access tokens that the API takes; empty: it takes none.
    std::string scope{};     ///< What access tokens must have been given for; empty: for anything.
    std::string
        ca_file{};  ///< Certificates in PEM of who may vouch for the provider; empty: the system's.
    /// Roles of the provider and who has them here, `{account}` standing for the account:
    /// `officer:34/{account}`. Of several roles the one that stands first counts.
    std::vector<std::pair<std::string, std::string>> actors{};
};

/// Where a provider is asked what (OpenID Connect Discovery).
struct provider_addresses {
    std::string authorization;
    std::string token;
    std::string keys;

    /// @return Nothing for another issuer's document, and for addresses at which nobody should be
    ///     asked.
    [[nodiscard]] static std::optional<provider_addresses>
    parse(std::string_view text, std::string_view issuer);
};

/// A log-in that has begun: what only the browser that began it has.
struct log_in_attempt {
    std::string state;
    std::string nonce;
    std::string verifier;
    std::string next;  ///< A path of ours.

    [[nodiscard]] static log_in_attempt begin(std::string_view next);
    [[nodiscard]] std::string str() const;
    [[nodiscard]] static std::optional<log_in_attempt> parse(std::string_view text);
};

/// A path of ours to go on to; `/` for what may lead elsewhere, and for what is no path.
[[nodiscard]] std::string local_path(std::string_view wish);

/// Text as it stands in queries and forms.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// Where a browser is sent to log in.
[[nodiscard]] std::string authorization_url(
    const oidc_settings& how, const provider_addresses& where, const log_in_attempt& attempt);

/// Whether what came back by the browser is the answer to this attempt, and by our provider.
[[nodiscard]] bool
is_answer_to(const oidc_settings& how, const log_in_attempt& attempt, std::string_view query);

/// The code in an answer; nothing if the provider refused.
[[nodiscard]] std::optional<std::string> code_in(std::string_view query);

/// The form by which a code becomes tokens.
[[nodiscard]] std::string
token_form(const oidc_settings& how, const log_in_attempt& attempt, std::string_view code);

/// Whether an access token was given for what we ask for: one of the words in `scope` (RFC 9068, 2.2.3).
[[nodiscard]] bool has_scope(const oidc_settings& how, const boost::json::object& claims);

/// Who somebody is here. @return Nothing for who has no role here, or an account that is no name.
[[nodiscard]] std::optional<acikkapi::actor>
actor_of(const oidc_settings& how, const boost::json::object& claims);

}  // namespace host
