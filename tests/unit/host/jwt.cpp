#include "host/jwt.hpp"
#include "host/secrets.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <memory>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

BOOST_AUTO_TEST_SUITE(host_jwt)

namespace {

namespace json = boost::json;
using namespace acikkapi;
using namespace std::chrono_literals;
using host::base64url;
using host::token_fault;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 12h;

using key_ptr = std::shared_ptr<EVP_PKEY>;

std::string number_in(EVP_PKEY* key, const char* name, std::size_t size = 0)
{
    BIGNUM* number = nullptr;
    BOOST_REQUIRE(EVP_PKEY_get_bn_param(key, name, &number) == 1);
    const auto bytes = size == 0 ? static_cast<std::size_t>(BN_num_bytes(number)) : size;
    std::string out(bytes, '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(bytes));
    BN_free(number);
    return base64url(out);
}

/// Of DER, as JWS has it.
std::string pair_of(const std::string& der)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> both{
        d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size())), ECDSA_SIG_free};
    std::string out(64, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(both.get()), to, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(both.get()), to + 32, 32);
    return out;
}

/// Somebody who signs tokens.
class issuer {
public:
    explicit issuer(std::string algorithm, std::string id = "k1", unsigned bits = 2'048)
        : algorithm_(std::move(algorithm)), id_(std::move(id))
    {
        EVP_PKEY* made = nullptr;
        if (algorithm_ == "RS256") {
            made = EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{bits});
        } else if (algorithm_ == "ES256") {
            made = EVP_EC_gen("P-256");
        } else {
            made = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        }
        key_ = {made, EVP_PKEY_free};
    }

    [[nodiscard]] json::object jwk() const
    {
        json::object out{{"kid", id_}, {"alg", algorithm_}, {"use", "sig"}};
        if (algorithm_ == "RS256") {
            out["kty"] = "RSA";
            out["n"] = number_in(key_.get(), OSSL_PKEY_PARAM_RSA_N);
            out["e"] = number_in(key_.get(), OSSL_PKEY_PARAM_RSA_E);
        } else if (algorithm_ == "ES256") {
            out["kty"] = "EC";
            out["crv"] = "P-256";
            out["x"] = number_in(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32);
            out["y"] = number_in(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32);
        } else {
            std::string raw(32, '\0');
            std::size_t size = raw.size();
            EVP_PKEY_get_raw_public_key(
                key_.get(), reinterpret_cast<unsigned char*>(raw.data()), &size);
            out["kty"] = "OKP";
            out["crv"] = "Ed25519";
            out["x"] = base64url(raw);
        }
        return out;
    }

    [[nodiscard]] std::string sign(const std::string& text) const
    {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{
            EVP_MD_CTX_new(), EVP_MD_CTX_free};
        const auto* const digest = algorithm_ == "EdDSA" ? nullptr : EVP_sha256();
        BOOST_REQUIRE(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1);
        std::string out(1'024, '\0');
        std::size_t size = out.size();
        BOOST_REQUIRE(
            EVP_DigestSign(
                context.get(),
                reinterpret_cast<unsigned char*>(out.data()),
                &size,
                reinterpret_cast<const unsigned char*>(text.data()),
                text.size()) == 1);
        out.resize(size);
        return algorithm_ == "ES256" ? pair_of(out) : out;
    }

    [[nodiscard]] std::string issue(const json::object& claims, const json::object& more = {}) const
    {
        json::object header{{"alg", algorithm_}, {"kid", id_}};
        for (const auto& one : more) {
            header[one.key()] = one.value();
        }
        auto text = base64url(json::serialize(header)) + "." + base64url(json::serialize(claims));
        return text + "." + base64url(sign(text));
    }

private:
    std::string algorithm_;
    std::string id_;
    key_ptr key_;
};

host::key_set keys_of(std::initializer_list<json::object> keys)
{
    return host::key_set::parse(
               json::serialize(json::object{{"keys", json::array(keys.begin(), keys.end())}}))
        .value();
}

std::int64_t seconds(instant when)
{
    return std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count();
}

json::object sound()
{
    return {
        {"iss", "https://who.example"},
        {"aud", "acikkapi"},
        {"sub", "4711"},
        {"iat", seconds(noon)},
        {"exp", seconds(noon + 5min)},
        {"nonce", "n1"}};
}

json::object with(std::string_view name, json::value value)
{
    auto out = sound();
    out[name] = std::move(value);
    return out;
}

json::object without(std::string_view name)
{
    auto out = sound();
    out.erase(name);
    return out;
}

const host::token_rules identity{
    host::token_kind::identity, "https://who.example", "acikkapi", "n1"};
const host::token_rules for_api{host::token_kind::access, "https://who.example", "acikkapi"};

/// One key for all that is not about keys: making them takes time.
const issuer& provider()
{
    static const issuer out{"ES256"};
    return out;
}

std::string fault(
    const std::string& token,
    const host::token_rules& rules = identity,
    instant now = noon,
    const host::key_set& keys = keys_of({provider().jwk()}))
{
    const auto got = host::check_token(token, keys, rules, now);
    return std::string{got ? "none" : name_of(got.error())};
}

std::string fault_of(const json::object& claims, instant now = noon)
{
    return fault(provider().issue(claims), identity, now);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_token_of_each_kind_of_key_is_taken)
{
    for (const auto* algorithm : {"RS256", "ES256", "EdDSA"}) {
        const issuer by{algorithm};
        const auto keys = keys_of({by.jwk()});
        BOOST_TEST(fault(by.issue(sound()), identity, noon, keys) == "none", algorithm);
        // Another one's signature, by a key of the same name.
        const issuer other{algorithm};
        BOOST_TEST(fault(other.issue(sound()), identity, noon, keys) == "bad_signature", algorithm);
    }
    const auto claims =
        host::check_token(provider().issue(sound()), keys_of({provider().jwk()}), identity, noon);
    BOOST_TEST(claims.value().at("sub").as_string() == "4711");
}

// RFC 7515, A.3, and RFC 8037, A.4.
BOOST_AUTO_TEST_CASE(signatures_are_those_of_the_standards)
{
    const auto p256 = host::signing_key::parse(
        {{"kty", "EC"},
         {"crv", "P-256"},
         {"kid", "1"},
         {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
         {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}});
    BOOST_TEST(p256.value().verify(
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
        "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
        host::base64url_decoded("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8I"
                                "SlSApmWQxfKTUJqPP3-Kg6NU1Q")
            .value()));
    const auto ed25519 = host::signing_key::parse(
        {{"kty", "OKP"},
         {"crv", "Ed25519"},
         {"kid", "1"},
         {"x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}});
    const std::string text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    auto signature = host::base64url_decoded("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhi"
                                             "jcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
                         .value();
    BOOST_TEST(ed25519.value().verify(text, signature));
    BOOST_TEST(!ed25519.value().verify(text + "x", signature));
    signature.pop_back();
    BOOST_TEST(!ed25519.value().verify(text, signature));
    BOOST_TEST(!ed25519.value().verify(text, ""));
}

BOOST_AUTO_TEST_CASE(the_algorithm_is_the_keys_and_not_what_the_token_says)
{
    const issuer rsa{"RS256"};
    const auto keys = keys_of({rsa.jwk()});
    const auto sound_token = rsa.issue(sound());
    BOOST_TEST(fault(sound_token, identity, noon, keys) == "none");
    const auto claims = base64url(json::serialize(sound()));
    const auto forged = [&](const char* algorithm, const std::string& signature) {
        const auto header = json::serialize(json::object{{"alg", algorithm}, {"kid", "k1"}});
        return base64url(header) + "." + claims + "." + base64url(signature);
    };
    for (const auto* none : {"none", "None", "NONE", "", "nOnE"}) {
        BOOST_TEST(fault(forged(none, ""), identity, noon, keys) == "unknown_key", none);
    }
    // HS256 with what everybody knows for a secret: the public key.
    const auto header = base64url(R"({"alg":"HS256","kid":"k1"})");
    for (const auto& secret :
         {json::serialize(rsa.jwk()), std::string{rsa.jwk().at("n").as_string()}}) {
        const auto signature = host::keyed_digest(secret, header + "." + claims);
        BOOST_TEST(fault(forged("HS256", signature), identity, noon, keys) == "unknown_key");
    }
    for (const auto* other : {"RS512", "PS256", "ES256", "EdDSA", "rs256"}) {
        BOOST_TEST(
            fault(rsa.issue(sound(), {{"alg", other}}), identity, noon, keys) == "unknown_key",
            other);
    }
}

BOOST_AUTO_TEST_CASE(a_key_is_found_by_its_name_among_several)
{
    const issuer first{"ES256", "a"};
    const issuer second{"EdDSA", "b"};
    const issuer third{"ES256", "c"};
    const auto keys = keys_of({first.jwk(), second.jwk(), third.jwk()});
    for (const auto* by : {&first, &second, &third}) {
        BOOST_TEST(fault(by->issue(sound()), identity, noon, keys) == "none");
    }
    BOOST_TEST(
        fault(first.issue(sound(), {{"kid", "c"}}), identity, noon, keys) == "bad_signature");
    BOOST_TEST(fault(first.issue(sound(), {{"kid", "d"}}), identity, noon, keys) == "unknown_key");
    BOOST_TEST(
        fault(first.issue(sound(), {{"kid", nullptr}}), identity, noon, keys) == "unknown_key");
    // Two keys may have one name, if they are of two kinds.
    const issuer twin{"EdDSA", "a"};
    BOOST_TEST(
        fault(twin.issue(sound()), identity, noon, keys_of({first.jwk(), twin.jwk()})) == "none");
}

BOOST_AUTO_TEST_CASE(a_token_that_was_altered_or_cut_anywhere_is_not_taken)
{
    const auto keys = keys_of({provider().jwk()});
    const auto token = provider().issue(sound());
    for (std::size_t i = 0; i < token.size(); ++i) {
        BOOST_TEST(fault(token.substr(0, i), identity, noon, keys) != "none");
        auto altered = token;
        altered[i] = altered[i] == 'A' ? 'B' : 'A';
        BOOST_TEST(fault(altered, identity, noon, keys) != "none");
    }
    BOOST_TEST(fault(token + "A", identity, noon, keys) != "none");
    BOOST_TEST(fault(token + ".", identity, noon, keys) != "none");
    BOOST_TEST(fault(token + "=", identity, noon, keys) == "malformed");
    BOOST_TEST(fault("A." + token, identity, noon, keys) == "malformed");
}

BOOST_AUTO_TEST_CASE(what_is_no_token_is_malformed)
{
    const auto text = [](const std::string& header, const std::string& claims) {
        return base64url(header) + "." + base64url(claims) + ".AAAA";
    };
    for (const auto& bad :
         {std::string{},
          std::string{"."},
          std::string{".."},
          std::string{"..."},
          std::string{"a.b"},
          text("[]", "{}"),
          text("{}", "[]"),
          text("{}", "{"),
          text("{}x", "{}"),
          text(R"({"a":)" + std::string(9, '[') + std::string(9, ']') + "}", "{}"),
          std::string(host::signed_token::text_bytes_max + 1, 'A')}) {
        BOOST_TEST(fault(bad) == "malformed", bad);
    }
    BOOST_TEST(fault(provider().issue(sound(), {{"crit", json::array{"exp"}}})) == "malformed");
    BOOST_TEST(fault(provider().issue(sound(), {{"b64", false}})) == "malformed");
}

BOOST_AUTO_TEST_CASE(a_token_ends_and_clocks_may_differ_by_a_minute)
{
    BOOST_TEST(fault_of(sound(), noon + 6min - 1us) == "none");
    BOOST_TEST(fault_of(sound(), noon + 6min) == "expired");
    BOOST_TEST(fault_of(sound(), noon - 1min) == "none");
    BOOST_TEST(fault_of(sound(), noon - 1min - 1us) == "not_yet");
    const auto later = with("nbf", seconds(noon + 2min));
    BOOST_TEST(fault_of(later, noon + 1min) == "none");
    BOOST_TEST(fault_of(later, noon + 1min - 1us) == "not_yet");
    BOOST_TEST(fault_of(with("exp", static_cast<double>(seconds(noon)) + 0.5)) == "none");
    BOOST_TEST(fault_of(without("exp")) == "malformed");
    BOOST_TEST(fault_of(without("iat")) == "malformed");
    for (const auto* name : {"exp", "nbf", "iat"}) {
        for (const json::value& bad : {json::value("1"), json::value(-1), json::value(1e300)}) {
            BOOST_TEST(fault_of(with(name, bad)) == "malformed", name);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_token_is_by_our_provider_and_for_us)
{
    BOOST_TEST(fault_of(with("iss", "https://who.example/")) == "wrong_issuer");
    BOOST_TEST(fault_of(without("iss")) == "wrong_issuer");
    BOOST_TEST(fault_of(with("aud", "other")) == "wrong_audience");
    BOOST_TEST(fault_of(without("aud")) == "wrong_audience");
    BOOST_TEST(fault_of(with("aud", json::array{"acikkapi"})) == "none");
    BOOST_TEST(fault_of(with("aud", json::array{"other", 1})) == "wrong_audience");
    BOOST_TEST(fault_of(with("sub", "")) == "malformed");
    // For several: only if we are who asked for it.
    auto several = with("aud", json::array{"other", "acikkapi"});
    BOOST_TEST(fault_of(several) == "wrong_audience");
    several["azp"] = "acikkapi";
    BOOST_TEST(fault_of(several) == "none");
    several["azp"] = "other";
    BOOST_TEST(fault_of(several) == "wrong_audience");
    BOOST_TEST(fault_of(with("azp", "other")) == "wrong_audience");
}

BOOST_AUTO_TEST_CASE(a_token_answers_what_we_have_asked)
{
    BOOST_TEST(fault_of(with("nonce", "n2")) == "wrong_nonce");
    BOOST_TEST(fault_of(with("nonce", 1)) == "wrong_nonce");
    BOOST_TEST(fault_of(without("nonce")) == "wrong_nonce");
}

BOOST_AUTO_TEST_CASE(who_somebody_is_and_what_he_may_ask_with_are_two_tokens)
{
    const auto typed = [](const char* type) { return provider().issue(sound(), {{"typ", type}}); };
    BOOST_TEST(fault(typed("JWT")) == "none");
    BOOST_TEST(fault(typed("at+jwt")) == "other_kind");
    for (const auto* type : {"at+jwt", "AT+JWT", "application/at+jwt"}) {
        BOOST_TEST(fault(typed(type), for_api) == "none", type);
    }
    for (const auto* type : {"JWT", "", "logout+jwt"}) {
        BOOST_TEST(fault(typed(type), for_api) == "other_kind", type);
    }
    BOOST_TEST(fault(provider().issue(sound()), for_api) == "other_kind");
}

BOOST_AUTO_TEST_CASE(keys_that_are_not_for_this_are_passed_over)
{
    const auto changed = [](json::object from, std::string_view name, const auto& value) {
        from[name] = json::value_from(value);
        return from;
    };
    const auto ec = provider().jwk();
    for (const json::object& bad :
         {changed(ec, "use", "enc"),
          changed(ec, "alg", "ES384"),
          changed(ec, "alg", "RS256"),
          changed(ec, "kid", ""),
          changed(ec, "kid", std::string(257, 'k')),
          changed(ec, "kty", "oct"),
          changed(ec, "crv", "secp256k1"),
          changed(ec, "x", "AAAA"),
          changed(ec, "x", 1),
          // Not on the curve.
          changed(ec, "y", base64url(std::string(32, '\1'))),
          changed(issuer{"EdDSA"}.jwk(), "x", base64url(std::string(31, '\1'))),
          changed(issuer{"RS256"}.jwk(), "e", base64url("\1")),
          changed(issuer{"RS256"}.jwk(), "e", base64url(std::string(5, '\1'))),
          issuer{"RS256", "short", 1'024}.jwk()}) {
        BOOST_TEST(!host::signing_key::parse(bad).has_value(), json::serialize(bad));
    }
    BOOST_TEST(keys_of({changed(ec, "use", "enc"), ec}).size() == 1U);
    auto bare = ec;
    bare.erase("alg");
    bare.erase("use");
    BOOST_TEST(fault(provider().issue(sound()), identity, noon, keys_of({bare})) == "none");
}

BOOST_AUTO_TEST_CASE(what_is_no_key_set_is_none)
{
    for (const auto* bad : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[)"}) {
        BOOST_TEST(!host::key_set::parse(bad).has_value(), bad);
    }
    BOOST_TEST(host::key_set::parse(R"({"keys":[1,"x",{}]})").value().size() == 0U);
    const json::array many(host::key_set::keys_max + 1, provider().jwk());
    BOOST_TEST(!host::key_set::parse(json::serialize(json::object{{"keys", many}})).has_value());
    const std::string long_text(host::key_set::text_bytes_max, ' ');
    BOOST_TEST(!host::key_set::parse(R"({"keys":[]})" + long_text).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
