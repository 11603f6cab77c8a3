#include "host/json_text.hpp"
#include "host/jwt.hpp"
#include "host/secrets.hpp"

#include <algorithm>
#include <cmath>

namespace host {
namespace {

namespace json = boost::json;
using acikkapi::instant;

constexpr std::chrono::seconds skew{60};

/// A time in seconds since 1970, which may have a fraction (RFC 7519, 2).
struct told_time {
    bool there = false;
    std::optional<instant> when{};  ///< Nothing if it is no time.
};

told_time time_in(const json::object& from, std::string_view name)
{
    constexpr double latest = 253'402'300'800;  // Year 10,000.
    const auto* const value = from.if_contains(name);
    if (value == nullptr) {
        return {};
    }
    const double seconds = value->is_number() ? value->to_number<double>() : -1;
    if (!(seconds >= 0 && seconds < latest)) {
        return {true, std::nullopt};
    }
    return {true, instant{std::chrono::seconds{static_cast<std::int64_t>(seconds)}}};
}

std::optional<token_fault> fault_of_times(const json::object& claims, instant now)
{
    const auto ends = time_in(claims, "exp");
    const auto begins = time_in(claims, "nbf");
    const auto issued = time_in(claims, "iat");
    if (!ends.when || !issued.when || (begins.there && !begins.when)) {
        return token_fault::malformed;
    }
    if (now >= *ends.when + skew) {
        return token_fault::expired;
    }
    if (now + skew < std::max(*issued.when, begins.when.value_or(*issued.when))) {
        return token_fault::not_yet;
    }
    return std::nullopt;
}

/// A text, or a list of which one is it.
bool is_for(const json::object& claims, std::string_view audience)
{
    const auto* const value = claims.if_contains("aud");
    if (value == nullptr || !value->is_array()) {
        return text_in(claims, "aud") == audience;
    }
    const auto& all = value->get_array();
    return std::any_of(all.begin(), all.end(), [&](const auto& one) {
        return one.is_string() && std::string_view{one.get_string()} == audience;
    });
}

/// What another party asked for is not for us, though we may be among those who may read it.
bool was_asked_by(const json::object& claims, std::string_view client)
{
    const auto* const value = claims.if_contains("aud");
    const bool several = value != nullptr && value->is_array() && value->get_array().size() > 1;
    return claims.contains("azp") ? text_in(claims, "azp") == client : !several;
}

/// Media types are compared without regard to case, and `application/` may be left out.
bool is_type(std::string_view given, token_kind kind)
{
    constexpr std::string_view prefix = "application/";
    std::string type{given};
    std::transform(type.begin(), type.end(), type.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    if (type.starts_with(prefix)) {
        type.erase(0, prefix.size());
    }
    return kind == token_kind::access ? type == "at+jwt" : type.empty() || type == "jwt";
}

std::optional<token_fault>
fault_of_claims(const json::object& claims, const token_rules& rules, instant now)
{
    if (text_in(claims, "iss") != rules.issuer) {
        return token_fault::wrong_issuer;
    }
    const bool identity = rules.kind == token_kind::identity;
    if (!is_for(claims, rules.audience) || (identity && !was_asked_by(claims, rules.audience))) {
        return token_fault::wrong_audience;
    }
    if (text_in(claims, "sub").empty()) {
        return token_fault::malformed;
    }
    if (const auto wrong = fault_of_times(claims, now)) {
        return wrong;
    }
    if (rules.nonce && !same_secret(text_in(claims, "nonce"), *rules.nonce)) {
        return token_fault::wrong_nonce;
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(token_fault value) noexcept
{
    switch (value) {
    case token_fault::malformed: return "malformed";
    case token_fault::other_kind: return "other_kind";
    case token_fault::unknown_key: return "unknown_key";
    case token_fault::bad_signature: return "bad_signature";
    case token_fault::wrong_issuer: return "wrong_issuer";
    case token_fault::wrong_audience: return "wrong_audience";
    case token_fault::not_yet: return "not_yet";
    case token_fault::expired: return "expired";
    case token_fault::wrong_nonce: return "wrong_nonce";
    }
    return {};
}

token_result<signed_token> signed_token::parse(std::string_view text)
{
    const auto first = text.find('.');
    const auto second = text.rfind('.');
    if (text.size() > text_bytes_max || first == text.npos || first == second) {
        return token_fault::malformed;
    }
    const auto head = base64url_decoded(text.substr(0, first));
    const auto body = base64url_decoded(text.substr(first + 1, second - first - 1));
    auto signature = base64url_decoded(text.substr(second + 1));
    const auto header = head ? parse_object(*head, text_bytes_max) : std::nullopt;
    auto claims = body ? parse_object(*body, text_bytes_max) : std::nullopt;
    // `crit` names what must be understood, and `b64` changes what is signed: we know of neither.
    if (!header || !claims || !signature || header->contains("crit") || header->contains("b64")) {
        return token_fault::malformed;
    }
    signed_token out;
    out.algorithm = text_in(*header, "alg");
    out.key_id = text_in(*header, "kid");
    out.type = text_in(*header, "typ");
    out.claims = *std::move(claims);
    out.signed_text = text.substr(0, second);
    out.signature = *std::move(signature);
    return out;
}

token_result<json::object>
check_token(std::string_view text, const key_set& keys, const token_rules& rules, instant now)
{
    auto token = signed_token::parse(text);
    if (!token) {
        return token.error();
    }
    if (!is_type(token->type, rules.kind)) {
        return token_fault::other_kind;
    }
    const auto* const key = keys.find(token->key_id, token->algorithm);
    if (key == nullptr) {
        return token_fault::unknown_key;
    }
    if (!key->verify(token->signed_text, token->signature)) {
        return token_fault::bad_signature;
    }
    if (const auto wrong = fault_of_claims(token->claims, rules, now)) {
        return *wrong;
    }
    return std::move(token->claims);
}

}  // namespace host
