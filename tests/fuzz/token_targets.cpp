// What says who somebody is, before it is known to be true: tokens, keys of providers, cookies.
#include "fuzz/targets.hpp"
#include "host/cookies.hpp"
#include "host/jwt.hpp"
#include "host/secrets.hpp"

#include <chrono>

namespace fuzz {
namespace {

// Boost.JSON takes 24 bytes for a value, which may be of two bytes of text, and grows by doubling;
// OpenSSL builds a key in a place of its own.
constexpr std::size_t json_size = 1U << 20U;

void run_token(std::string_view input)
{
    const auto bytes = counted(input, [&] { return host::base64url_decoded(input); });
    must(!bytes || host::base64url(*bytes) == input, "there is one spelling in base 64");
    const auto token = counted(
        input, [&] { return host::signed_token::parse(input); }, json_size);
    must(!token || input.starts_with(token->signed_text), "what is signed stands in front");
    const auto keys = counted(
        input, [&] { return host::key_set::parse(input); }, json_size);
    if (keys && token) {
        must(keys->find(token->key_id, token->algorithm) == nullptr, "no text is both");
    }
    const host::sealer how{{}, std::nullopt, [] { return acikkapi::instant{}; }};
    must(!how.open("x", input), "nobody makes what is sealed");
    // What OpenSSL takes for good it takes here, where nobody counts.
    static const auto ended = how.seal("x", "", acikkapi::instant{} - std::chrono::seconds{1});
    must(!how.open("x", ended), "what has ended opens for nobody");
    host::request asked;
    asked.headers.emplace_back("Cookie", input);
    const host::cookies jar{how, false};
    must(!counted(input, [&] { return jar.get(asked, "session"); }), "nobody makes a cookie");
}

std::vector<std::string> token_seeds()
{
    return {// {"alg":"ES256","kid":"k1","typ":"at+jwt"}.{"iss":"a","aud":["b"],"exp":1.5}.
            "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiYXQrand0In0."
            "eyJpc3MiOiJhIiwiYXVkIjpbImIiXSwiZXhwIjoxLjV9.AAAA",
            R"({"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1",)"
            R"("x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]})",
            R"({"keys":[{"kty":"EC","crv":"P-256","kid":"1",)"
            R"("x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
            R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})",
            "a=b; session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; c=d"};
}

}  // namespace

std::vector<target> token_targets()
{
    return {{"token", run_token, token_seeds}};
}

}  // namespace fuzz
