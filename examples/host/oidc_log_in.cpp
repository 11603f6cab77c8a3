#include "host/fetch.hpp"
#include "host/json_text.hpp"
#include "host/oidc_log_in.hpp"
#include "host/pages/draft.hpp"
#include "host/secrets.hpp"

#include <boost/asio/post.hpp>

namespace host {
namespace {

namespace json = boost::json;
using std::chrono::steady_clock;

constexpr std::string_view cookie_name = "log-in";
constexpr std::chrono::minutes patience{10};

/// What HTTP has for a name and a secret; both are encoded first (RFC 6749, 2.3.1).
std::string basic(const std::string& name, const std::string& secret)
{
    const auto both = percent_encoded(name) + ":" + percent_encoded(secret);
    return "Basic " + base64(both);
}

std::optional<provider_facts> ask_provider(const oidc_settings& how)
{
    const auto document =
        fetch({how.issuer + "/.well-known/openid-configuration", "", "", how.ca_file});
    auto where = provider_addresses::parse(document.body, how.issuer);
    if (document.status != 200 || !where) {
        return std::nullopt;
    }
    const auto text = fetch({where->keys, "", "", how.ca_file});
    auto keys = key_set::parse(text.body);
    if (text.status != 200 || !keys) {
        return std::nullopt;
    }
    return provider_facts{*std::move(where), *std::move(keys)};
}

}  // namespace

oidc_log_in::oidc_log_in(
    oidc_settings how,
    cookies keep,
    const log_in_pages& pages,
    boost::asio::any_io_executor outside,
    std::function<void(const std::string&)> lines)
    : how_(std::move(how)), keep_(keep), sessions_(std::move(keep)), pages_(pages),
      outside_(std::move(outside)), lines_(std::move(lines))
{}

void oidc_log_in::start()
{
    boost::asio::post(outside_, [this] { refresh(false); });
}

void oidc_log_in::add_routes(router& to)
{
    to.add("GET", "/log-in", [this](const call& got, const answer& done) { begin(got, done); });
    to.add("GET", "/log-in/done", [this](const call& got, const answer& done) { end(got, done); });
}

response oidc_log_in::failed(const request& asked, log_in_fault why, std::string_view detail) const
{
    lines_("log-in: " + std::string{detail});
    return pages_.failed(asked, why);
}

void oidc_log_in::refresh(bool unknown_key)
{
    const std::lock_guard one_at_a_time{asking_};
    if (memory_.is_due(unknown_key, steady_clock::now())) {
        ask_now();
    }
}

void oidc_log_in::ask_now()
{
    if (auto facts = ask_provider(how_)) {
        memory_.put(*std::move(facts), steady_clock::now());
    } else {
        lines_("log-in: the provider does not say where it is asked, or its keys");
    }
}

void oidc_log_in::begin(const call& got, const answer& done)
{
    boost::asio::post(outside_, [this, asked = got.asked, done] {
        refresh(false);
        const auto provider = memory_.known(steady_clock::now());
        done(
            provider ? begin_at(asked, *provider)
                     : failed(asked, log_in_fault::unavailable, "the provider is not known"));
    });
}

response oidc_log_in::begin_at(const request& asked, const provider_facts& provider) const
{
    const auto attempt = log_in_attempt::begin(query_value(asked.query, "next").value_or("/"));
    auto out = go_to(authorization_url(how_, provider.where, attempt));
    out.headers.emplace_back("Set-Cookie", keep_.set(cookie_name, attempt.str(), patience));
    return out;
}

void oidc_log_in::end(const call& got, const answer& done)
{
    const auto& asked = got.asked;
    const auto& query = asked.query;
    const auto kept = keep_.get(got.asked, cookie_name);
    const auto attempt = kept ? log_in_attempt::parse(*kept) : std::nullopt;
    // Whatever comes of it, it has ended.
    const answer answered = [this, done](response out) {
        out.headers.emplace_back("Set-Cookie", keep_.end(cookie_name));
        done(std::move(out));
    };
    if (!attempt || !is_answer_to(how_, *attempt, query)) {
        answered(
            failed(asked, log_in_fault::other_attempt, "an answer to no attempt of this browser"));
        return;
    }
    const auto code = code_in(query);
    if (!code) {
        answered(failed(asked, log_in_fault::refused, "the provider refused"));
        return;
    }
    boost::asio::post(outside_, [this, asked, attempt = *attempt, code = *code, answered] {
        answered(finish(asked, attempt, code));
    });
}

response
oidc_log_in::finish(const request& asked, const log_in_attempt& attempt, const std::string& code)
{
    refresh(false);
    const auto provider = memory_.known(steady_clock::now());
    if (!provider) {
        return failed(asked, log_in_fault::unavailable, "the provider is not known");
    }
    outgoing what{provider->where.token, token_form(how_, attempt, code), "", how_.ca_file};
    if (!how_.client_secret.empty()) {
        what.authorization = basic(how_.client_id, how_.client_secret);
    }
    const auto got = fetch(what);
    if (got.status == 0 || got.status >= 500) {
        return failed(asked, log_in_fault::unavailable, "the provider does not answer");
    }
    const auto tokens = parse_object(got.body, got.body.size());
    if (got.status != 200 || !tokens) {
        return failed(asked, log_in_fault::refused, "the provider takes the code no more");
    }
    return welcome(asked, attempt, std::string{text_in(*tokens, "id_token")});
}

response
oidc_log_in::welcome(const request& asked, const log_in_attempt& attempt, const std::string& token)
{
    const token_rules rules{token_kind::identity, how_.issuer, how_.client_id, attempt.nonce};
    auto claims = check(token, rules);
    if (!claims && claims.error() == token_fault::unknown_key) {
        refresh(true);
        claims = check(token, rules);
    }
    if (!claims) {
        return failed(asked, log_in_fault::not_believed, name_of(claims.error()));
    }
    auto who = actor_of(how_, *claims);
    if (!who) {
        return failed(asked, log_in_fault::no_role, "no role here");
    }
    if (const auto before = sessions_.read(asked)) {
        sessions_.end(*before);
    }
    auto out = go_to(attempt.next);
    out.headers.emplace_back(
        "Set-Cookie", sessions_.set_cookie(sessions_.of_staff(*std::move(who))));
    return out;
}

token_result<json::object>
oidc_log_in::check(std::string_view token, const token_rules& rules) const
{
    const auto provider = memory_.known(steady_clock::now());
    return provider ? check_token(token, provider->keys, rules, keep_.now())
                    : token_result<json::object>{token_fault::unknown_key};
}

std::optional<acikkapi::actor> oidc_log_in::find(std::string_view access_token)
{
    if (how_.audience.empty()) {
        return std::nullopt;
    }
    const token_rules rules{token_kind::access, how_.issuer, how_.audience};
    const auto claims = check(access_token, rules);
    const bool unknown = !claims && claims.error() == token_fault::unknown_key;
    if (memory_.is_due(unknown, steady_clock::now())) {
        boost::asio::post(outside_, [this] { ask_now(); });
    }
    return claims && has_scope(how_, *claims) ? actor_of(how_, *claims) : std::nullopt;
}

void add_log_out(router& to, const sessions& all, const cookies& jar, const log_in_pages& pages)
{
    to.add("POST", "/log-out", [&all, jar, pages](const call& got, const answer& done) {
        const auto who = all.read(got.asked);
        const auto token = query_value(got.asked.body, "csrf").value_or("");
        // A browser sends no session along from another site, but would take the ends of ours.
        if (!is_same_origin(got.asked, jar.tls()) || (who && !csrf_ok(*who, "log-out", token))) {
            done(pages.failed(got.asked, log_in_fault::not_from_here));
            return;
        }
        if (who) {
            all.end(*who);
        }
        auto out = go_to("/");
        out.headers.emplace_back("Set-Cookie", all.end_cookie());
        draft::end(jar, out);
        done(std::move(out));
    });
}

}  // namespace host
