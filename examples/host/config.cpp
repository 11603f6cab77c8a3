#include <acikkapi/petition.hpp>

#include "host/access.hpp"
#include "host/config.hpp"
#include "host/fetch.hpp"
#include "host/hands_config.hpp"
#include "host/json_parts.hpp"
#include "host/members.hpp"
#include "host/webhook_config.hpp"

#include <charconv>
#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace host {
namespace {

namespace json = boost::json;

std::optional<token_hash> parse_hash(std::string_view text)
{
    token_hash out{};
    if (text.size() != 2 * out.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        const char* const from = text.data() + 2 * i;
        if (const auto read = std::from_chars(from, from + 2, out.at(i), 16);
            read.ptr != from + 2) {
            return std::nullopt;
        }
    }
    return out;
}

void read_account(members& in, accounts& out)
{
    const auto token = parse_hash(in.text("token_sha256"));
    const auto who = in.parsed<acikkapi::actor>("actor", &acikkapi::actor::parse);
    if (!token) {
        in.complain("token_sha256", "is not 64 hexadecimal digits");
    }
    if (who && (role_of(*who) == "engine" || role_of(*who) == role_host)) {
        in.complain("actor", "is nobody's account");
    }
    if (token && who) {
        out.add(*token, *who);
    }
}

template <class T>
void read_limit(members& in, std::string_view name, T& out)
{
    constexpr std::uint64_t most = 100'000'000;
    if (in.has(name)) {
        out = static_cast<T>(in.number(name, 1, most));
    }
}

void read_limits(members& in, config& out)
{
    read_limit(in, "burst", out.each.burst);
    read_limit(in, "per_second", out.each.per_second);
    read_limit(in, "all_burst", out.all.burst);
    read_limit(in, "all_per_second", out.all.per_second);
    read_limit(in, "person_per_day", out.registering.person_per_day);
    read_limit(in, "phone_per_day", out.registering.phone_per_day);
    read_limit(in, "address_per_hour", out.registering.address_per_hour);
    read_limit(in, "body_bytes", out.body_bytes);
    read_limit(in, "connections", out.connections);
    read_limit(in, "file_body_bytes", out.file_body_bytes);
    read_limit(in, "file_bodies_bytes", out.file_bodies_bytes);
}

/// Roles are the provider's words: any are members here.
void read_actors(members& in, const json::object& from, oidc_settings& out)
{
    static_cast<void>(in.has("actors"));  // Else it would be a member that nobody knows.
    const auto actors = object_in(from, "actors");
    if (actors.empty()) {
        in.complain("actors", "is not an object of roles and actors");
        return;
    }
    for (const auto& [role, who] : actors) {
        std::string actor = who.is_string() ? std::string{std::string_view{who.get_string()}} : "";
        out.actors.emplace_back(role, actor);
        constexpr std::string_view account = "{account}";
        const auto at = actor.find(account);
        const auto as = acikkapi::actor::parse(
            at == actor.npos ? actor : actor.replace(at, account.size(), "a"));
        if (!as || actor.find_first_of("{}") != actor.npos || role_of(*as) == "engine" ||
            role_of(*as) == role_host || role_of(*as) == "citizen") {
            in.complain("actors", "has a value that is nobody who works here");
        }
    }
}

oidc_settings read_oidc(members& in, const json::object& from)
{
    constexpr std::string_view done = "/log-in/done";
    oidc_settings out;
    out.issuer = in.text("issuer");
    out.client_id = in.text("client_id");
    out.client_secret = in.text_or_empty("client_secret");
    out.redirect = in.text("redirect");
    out.roles_claim = in.has("roles_claim") ? in.text("roles_claim") : out.roles_claim;
    out.account_claim = in.has("account_claim") ? in.text("account_claim") : out.account_claim;
    out.audience = in.text_or_empty("audience");
    out.scope = in.text_or_empty("scope");
    out.ca_file = in.text_or_empty("ca_file");
    read_actors(in, from, out);
    if (!out.issuer.empty() && (!is_safe_url(out.issuer) || out.issuer.ends_with('/'))) {
        in.complain("issuer", "is no https address without a slash at its end");
    }
    if (!out.redirect.empty() && (!is_safe_url(out.redirect) || !out.redirect.ends_with(done))) {
        in.complain("redirect", "is no https address that ends in /log-in/done");
    }
    return out;
}

open311_settings read_open311(members& in, const json::object& from)
{
    open311_settings out;
    out.url = in.text_or_empty("url");
    out.contact = in.text_or_empty("contact");
    if (!out.url.empty() && (!is_safe_url(out.url) || out.url.ends_with('/'))) {
        in.complain("url", "is no https address without a slash at its end");
    }
    if (!in.has("api_keys_sha256")) {
        return out;
    }
    const auto keys = list_in(from, "api_keys_sha256");
    if (keys.empty()) {
        in.complain("api_keys_sha256", "is not a list of keys");
        return out;
    }
    for (const auto& one : keys) {
        const auto key = one.is_string() ? parse_hash(one.get_string()) : std::nullopt;
        if (!key) {
            in.complain("api_keys_sha256", "has one that is not 64 hexadecimal digits");
        }
        out.keys.push_back(key.value_or(token_hash{}));
    }
    return out;
}

/// Of each province an account that may have its applications in hand.
void read_on_duty(members& in, const json::value& from, config& out)
{
    if (!from.is_object()) {
        return in.complain("on_duty", "is not an object of plate codes and accounts");
    }
    for (const auto& [plate, who] : from.get_object()) {
        int code = 0;
        std::from_chars(plate.data(), plate.data() + plate.size(), code);
        const auto where = acikkapi::province::from_plate(code);
        const auto account =
            acikkapi::actor::parse(who.is_string() ? std::string_view{who.get_string()} : "");
        acikkapi::application any;
        any.where = where ? *where : any.where;
        if (!where || std::to_string(code) != std::string_view{plate} || !account ||
            !is_hand_for(any, *account)) {
            return in.complain("on_duty", "has one that is no account of that province");
        }
        out.on_duty[static_cast<std::uint8_t>(code)] = *account;
    }
}

backup_settings read_backups(members& in)
{
    constexpr std::uint64_t last_hour = 23;
    constexpr std::uint64_t many = 10'000;
    backup_settings out;
    out.directory = in.text("directory");
    if (in.has("hour")) {
        out.hour = static_cast<std::uint32_t>(in.number("hour", 0, last_hour));
    }
    if (in.has("keep")) {
        out.keep = static_cast<std::uint32_t>(in.number("keep", 1, many));
    }
    return out;
}

}  // namespace

token_hash hash_of(std::string_view token)
{
    token_hash out{};
    SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), out.data());
    return out;
}

std::optional<acikkapi::actor> accounts::find(std::string_view token) const
{
    const auto hash = hash_of(token);
    std::optional<acikkapi::actor> out;
    for (const auto& one : all_) {
        if (CRYPTO_memcmp(hash.data(), one.token.data(), hash.size()) == 0) {
            out = one.who;
        }
    }
    return out || !other_ ? out : other_(token);
}

config_reading read_config(std::string_view text)
{
    config_reading out;
    boost::system::error_code bad;
    const auto value = json::parse(text, bad);
    if (bad || !value.is_object()) {
        out.wrong = "not a JSON object";
        return out;
    }
    members in{value.get_object()};
    if (in.has("staff") && !value.at("staff").is_array()) {
        in.complain("staff", "is not a list");
    }
    for (auto& one : objects_in(value.get_object(), "staff")) {
        members account{std::move(one), "/staff"};
        read_account(account, out.value.staff);
        in.add_faults_of(account);
    }
    auto limits = in.object("limits");
    read_limits(limits, out.value);
    in.add_faults_of(limits);
    out.value.behind_tls = in.flag("behind_tls");
    if (in.has("tls")) {
        auto tls = in.object("tls");
        out.value.tls = tls_files{tls.text("certificate"), tls.text("key")};
        in.add_faults_of(tls);
    }
    if (in.has("oidc")) {
        auto oidc = in.object("oidc");
        out.value.oidc = read_oidc(oidc, object_in(value.get_object(), "oidc"));
        in.add_faults_of(oidc);
    }
    if (in.has("open311")) {
        auto open311 = in.object("open311");
        out.value.open311 = read_open311(open311, object_in(value.get_object(), "open311"));
        in.add_faults_of(open311);
    }
    if (in.has("on_duty")) {
        read_on_duty(in, value.get_object().at("on_duty"), out.value);
    }
    if (in.has("problems")) {
        auto problems = in.object("problems");
        if (problems.has("join_later")) {
            out.value.join_later = problems.flag("join_later");
        }
        in.add_faults_of(problems);
    }
    if (in.has("backups")) {
        auto backups = in.object("backups");
        out.value.backups = read_backups(backups);
        in.add_faults_of(backups);
    }
    if (in.has("adapters")) {
        auto adapters = in.object("adapters");
        out.value.adapters = std::make_shared<const hands_settings>(
            read_hands(adapters, object_in(value.get_object(), "adapters")));
        in.add_faults_of(adapters);
    }
    if (in.has("webhooks")) {
        auto webhooks = in.object("webhooks");
        out.value.webhooks = std::make_shared<const webhooks_settings>(
            read_webhooks(webhooks, object_in(value.get_object(), "webhooks")));
        in.add_faults_of(webhooks);
    }
    if (const auto wrong = in.fault()) {
        out.wrong = wrong->errors.front().pointer + " " + wrong->errors.front().detail;
    }
    return out;
}

}  // namespace host
