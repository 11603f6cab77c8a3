#include "host/json_text.hpp"
#include "host/jwk.hpp"
#include "host/secrets.hpp"

#include <array>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;
using shared_key = std::shared_ptr<EVP_PKEY>;

template <auto End>
struct ending {
    template <class T>
    void operator()(T* what) const noexcept
    {
        End(what);
    }
};
using number = std::unique_ptr<BIGNUM, ending<BN_free>>;
using builder = std::unique_ptr<OSSL_PARAM_BLD, ending<OSSL_PARAM_BLD_free>>;
using parameters = std::unique_ptr<OSSL_PARAM, ending<OSSL_PARAM_free>>;
using key_context = std::unique_ptr<EVP_PKEY_CTX, ending<EVP_PKEY_CTX_free>>;
using digest_context = std::unique_ptr<EVP_MD_CTX, ending<EVP_MD_CTX_free>>;

constexpr std::size_t coordinate_bytes = 32;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

number number_of(std::string_view bytes)
{
    return number{BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

/// A member in base 64; empty if it is not there or not well formed.
std::string bytes_in(const json::object& from, std::string_view name)
{
    return base64url_decoded(text_in(from, name)).value_or("");
}

shared_key made(const char* type, OSSL_PARAM* from)
{
    const key_context context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
    EVP_PKEY* out = nullptr;
    const bool fine = context && from != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                      EVP_PKEY_fromdata(context.get(), &out, EVP_PKEY_PUBLIC_KEY, from) == 1;
    return fine ? shared_key{out, EVP_PKEY_free} : nullptr;
}

shared_key rsa_key(const json::object& from)
{
    constexpr int bits_min = 2'048;
    constexpr int bits_max = 8'192;
    const auto modulus = number_of(bytes_in(from, "n"));
    const auto exponent = number_of(bytes_in(from, "e"));
    if (!modulus || BN_num_bits(modulus.get()) < bits_min ||
        BN_num_bits(modulus.get()) > bits_max || !exponent || BN_num_bits(exponent.get()) > 32 ||
        BN_is_odd(exponent.get()) == 0 || BN_is_one(exponent.get()) != 0) {
        return nullptr;
    }
    const builder build{OSSL_PARAM_BLD_new()};
    const bool fine =
        build && OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1 &&
        OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1;
    const parameters all{fine ? OSSL_PARAM_BLD_to_param(build.get()) : nullptr};
    return made("RSA", all.get());
}

shared_key p256_key(const json::object& from)
{
    const auto x = bytes_in(from, "x");
    const auto y = bytes_in(from, "y");
    if (x.size() != coordinate_bytes || y.size() != coordinate_bytes) {
        return nullptr;
    }
    std::string point = "\x04" + x + y;  // Uncompressed. OpenSSL looks whether it is on the curve.
    std::string group = "P-256";
    std::array<OSSL_PARAM, 3> all{
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        OSSL_PARAM_construct_end()};
    return made("EC", all.data());
}

shared_key ed25519_key(const json::object& from)
{
    const auto x = bytes_in(from, "x");
    if (x.size() != coordinate_bytes) {
        return nullptr;
    }
    return {
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(x), x.size()),
        EVP_PKEY_free};
}

struct typed_key {
    signature_kind kind{};
    shared_key key;
};

typed_key key_of(const json::object& from)
{
    const auto type = text_in(from, "kty");
    const auto curve = text_in(from, "crv");
    if (type == "RSA") {
        return {signature_kind::rs256, rsa_key(from)};
    }
    if (type == "EC" && curve == "P-256") {
        return {signature_kind::es256, p256_key(from)};
    }
    if (type == "OKP" && curve == "Ed25519") {
        return {signature_kind::eddsa, ed25519_key(from)};
    }
    return {};
}

/// OpenSSL has the two numbers of ECDSA in DER.
std::string to_der(std::string_view pair)
{
    const std::unique_ptr<ECDSA_SIG, ending<ECDSA_SIG_free>> both{ECDSA_SIG_new()};
    auto r = number_of(pair.substr(0, coordinate_bytes));
    auto s = number_of(pair.substr(coordinate_bytes));
    if (!both || !r || !s || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) {
        return {};
    }
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* bytes = nullptr;
    const int size = i2d_ECDSA_SIG(both.get(), &bytes);
    std::string out;
    if (size > 0) {
        out.assign(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    }
    OPENSSL_free(bytes);
    return out;
}

}  // namespace

std::string_view name_of(signature_kind value) noexcept
{
    switch (value) {
    case signature_kind::rs256: return "RS256";
    case signature_kind::es256: return "ES256";
    case signature_kind::eddsa: return "EdDSA";
    }
    return {};
}

std::optional<signing_key> signing_key::parse(const json::object& from)
{
    constexpr std::size_t id_bytes_max = 256;
    const auto id = text_in(from, "kid");
    const auto use = text_in(from, "use");
    const auto algorithm = text_in(from, "alg");
    if (id.empty() || id.size() > id_bytes_max || (!use.empty() && use != "sig")) {
        return std::nullopt;
    }
    auto [kind, key] = key_of(from);
    if (!key || (!algorithm.empty() && algorithm != name_of(kind))) {
        return std::nullopt;
    }
    return signing_key{std::string{id}, kind, std::move(key)};
}

bool signing_key::verify(std::string_view text, std::string_view signature) const
{
    std::string der;
    if (kind_ == signature_kind::es256) {
        if (signature.size() != 2 * coordinate_bytes) {
            return false;
        }
        der = to_der(signature);
        signature = der;
    }
    const auto* const digest = kind_ == signature_kind::eddsa ? nullptr : EVP_sha256();
    const digest_context context{EVP_MD_CTX_new()};
    return context &&
           EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1 &&
           EVP_DigestVerify(
               context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) ==
               1;
}

std::optional<key_set> key_set::parse(std::string_view text)
{
    const auto value = parse_object(text, text_bytes_max);
    const auto* const keys = value ? value->if_contains("keys") : nullptr;
    if (keys == nullptr || !keys->is_array() || keys->get_array().size() > keys_max) {
        return std::nullopt;
    }
    key_set out;
    for (const auto& one : keys->get_array()) {
        auto key = one.is_object() ? signing_key::parse(one.get_object()) : std::nullopt;
        if (key) {
            out.keys_.push_back(*std::move(key));
        }
    }
    return out;
}

const signing_key* key_set::find(std::string_view id, std::string_view algorithm) const
{
    for (const auto& one : keys_) {
        if (one.id() == id && name_of(one.kind()) == algorithm) {
            return &one;
        }
    }
    return nullptr;
}

}  // namespace host
