#include "host/fetch.hpp"
#include "host/json_text.hpp"
#include "host/oidc.hpp"
#include "host/secrets.hpp"

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

constexpr std::size_t document_bytes_max = 64U << 10U;

using parameter = std::pair<std::string_view, std::string_view>;

std::string form_of(std::initializer_list<parameter> all)
{
    std::string out;
    for (const auto& [name, value] : all) {
        out += (out.empty() ? "" : "&") + std::string{name} + "=" + percent_encoded(value);
    }
    return out;
}

std::optional<json::value> claim_in(const json::object& claims, const std::string& name)
{
    boost::system::error_code none;
    const json::value all = claims;
    const auto* const found =
        name.starts_with('/') ? all.find_pointer(name, none) : claims.if_contains(name);
    return found == nullptr ? std::nullopt : std::optional{*found};
}

bool has_role(const json::value& told, std::string_view role)
{
    const auto is_it = [&](const json::value& one) {
        return one.is_string() && std::string_view{one.get_string()} == role;
    };
    return told.is_array() ? std::any_of(told.get_array().begin(), told.get_array().end(), is_it)
                           : is_it(told);
}

/// Nothing that could be taken for a place or a role.
bool is_account(std::string_view text)
{
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_|@+=~";
    return !text.empty() && text.find_first_not_of(allowed) == text.npos;
}

}  // namespace

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char one : text) {
        if (plain.find(one) != plain.npos) {
            out += one;
            continue;
        }
        const auto byte = static_cast<unsigned char>(one);
        out += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return out;
}

std::string local_path(std::string_view wish)
{
    constexpr std::size_t bytes_max = 512;
    const bool printable = std::all_of(wish.begin(), wish.end(), [](char c) {
        return c > ' ' && c <= '~' && c != '\\';  // A browser reads `/\a` as `//a`: another host.
    });
    const bool ours = wish.starts_with('/') && !wish.starts_with("//") &&
                      !wish.starts_with("/log-in") && wish.size() <= bytes_max && printable;
    return ours ? std::string{wish} : "/";
}

std::optional<provider_addresses>
provider_addresses::parse(std::string_view text, std::string_view issuer)
{
    const auto document = parse_object(text, document_bytes_max);
    if (!document || text_in(*document, "issuer") != issuer) {
        return std::nullopt;
    }
    provider_addresses out;
    out.authorization = text_in(*document, "authorization_endpoint");
    out.token = text_in(*document, "token_endpoint");
    out.keys = text_in(*document, "jwks_uri");
    const bool safe =
        is_safe_url(out.authorization) && is_safe_url(out.token) && is_safe_url(out.keys);
    return safe ? std::optional{std::move(out)} : std::nullopt;
}

log_in_attempt log_in_attempt::begin(std::string_view next)
{
    constexpr std::size_t secret_bytes = 32;
    return {
        base64url(random_bytes(secret_bytes)),
        base64url(random_bytes(secret_bytes)),
        base64url(random_bytes(secret_bytes)),
        local_path(next)};
}

std::string log_in_attempt::str() const
{
    return json::serialize(
        json::object{{"state", state}, {"nonce", nonce}, {"verifier", verifier}, {"next", next}});
}

std::optional<log_in_attempt> log_in_attempt::parse(std::string_view text)
{
    const auto from = parse_object(text, document_bytes_max);
    if (!from) {
        return std::nullopt;
    }
    log_in_attempt out;
    out.state = text_in(*from, "state");
    out.nonce = text_in(*from, "nonce");
    out.verifier = text_in(*from, "verifier");
    out.next = local_path(text_in(*from, "next"));
    const bool whole = !out.state.empty() && !out.nonce.empty() && !out.verifier.empty();
    return whole ? std::optional{std::move(out)} : std::nullopt;
}

std::string authorization_url(
    const oidc_settings& how, const provider_addresses& where, const log_in_attempt& attempt)
{
    const auto challenge = base64url(digest_of(attempt.verifier));
    const char joint = where.authorization.find('?') == std::string::npos ? '?' : '&';
    return where.authorization + joint +
           form_of(
               {{"response_type", "code"},
                {"client_id", how.client_id},
                {"redirect_uri", how.redirect},
                {"scope", "openid"},
                {"state", attempt.state},
                {"nonce", attempt.nonce},
                {"code_challenge", challenge},
                {"code_challenge_method", "S256"}});
}

bool is_answer_to(const oidc_settings& how, const log_in_attempt& attempt, std::string_view query)
{
    const auto issuer = query_value(query, "iss");  // RFC 9207; not every provider says it.
    return same_secret(query_value(query, "state").value_or(""), attempt.state) &&
           (!issuer || *issuer == how.issuer);
}

std::optional<std::string> code_in(std::string_view query)
{
    constexpr std::size_t code_bytes_max = 2'048;
    auto code = query_value(query, "code");
    return code && !code->empty() && code->size() <= code_bytes_max ? code : std::nullopt;
}

std::string
token_form(const oidc_settings& how, const log_in_attempt& attempt, std::string_view code)
{
    auto out = form_of(
        {{"grant_type", "authorization_code"},
         {"code", code},
         {"redirect_uri", how.redirect},
         {"code_verifier", attempt.verifier}});
    // Who has a secret says who he is with it (RFC 6749, 2.3.1).
    return how.client_secret.empty() ? out + "&" + form_of({{"client_id", how.client_id}}) : out;
}

bool has_scope(const oidc_settings& how, const json::object& claims)
{
    std::string_view all = text_in(claims, "scope");
    while (!how.scope.empty() && !all.empty()) {
        const auto one = all.substr(0, all.find(' '));
        if (one == how.scope) {
            return true;
        }
        all.remove_prefix(std::min(all.size(), one.size() + 1));
    }
    return how.scope.empty();
}

std::optional<acikkapi::actor> actor_of(const oidc_settings& how, const json::object& claims)
{
    constexpr std::string_view place = "{account}";
    const auto roles = claim_in(claims, how.roles_claim);
    const auto account = claim_in(claims, how.account_claim);
    if (!roles || !account || !account->is_string() || !is_account(account->get_string())) {
        return std::nullopt;
    }
    for (auto [role, who] : how.actors) {
        if (!has_role(*roles, role)) {
            continue;
        }
        if (const auto at = who.find(place); at != who.npos) {
            who.replace(at, place.size(), account->get_string().c_str());
        }
        const auto out = acikkapi::actor::parse(who);
        return out ? std::optional{*out} : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace host
