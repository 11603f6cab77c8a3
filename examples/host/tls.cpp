#include "host/tls.hpp"

#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

namespace host {
namespace {

template <auto End>
struct ending {
    template <class T>
    void operator()(T* what) const noexcept
    {
        End(what);
    }
};
using private_key = std::unique_ptr<EVP_PKEY, ending<EVP_PKEY_free>>;
using certificate = std::unique_ptr<X509, ending<X509_free>>;
using file = std::unique_ptr<std::FILE, ending<std::fclose>>;

/// A file for its owner only; one that is there is emptied.
file make_file(const std::string& path)
{
    const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (made < 0) {
        return nullptr;
    }
    file out{::fdopen(made, "w")};
    if (!out) {
        ::close(made);
    }
    return out;
}

bool set_serial(X509* out)
{
    constexpr int bits = 120;
    const std::unique_ptr<BIGNUM, ending<BN_free>> number{BN_new()};
    return number && BN_rand(number.get(), bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(out)) != nullptr;
}

bool set_name(X509* out)
{
    auto* const name = X509_get_subject_name(out);
    const auto* const text = reinterpret_cast<const unsigned char*>("acikkapi demo");
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1 &&
           X509_set_issuer_name(out, name) == 1;
}

bool add_extension(X509* to, int kind, const char* value)
{
    const std::unique_ptr<X509_EXTENSION, ending<X509_EXTENSION_free>> made{
        X509V3_EXT_conf_nid(nullptr, nullptr, kind, value)};
    return made && X509_add_ext(to, made.get(), -1) == 1;
}

certificate make_certificate(EVP_PKEY* key)
{
    constexpr long year_seconds = 365L * 24 * 3'600;
    certificate out{X509_new()};
    const bool fine =
        out && X509_set_version(out.get(), X509_VERSION_3) == 1 && set_serial(out.get()) &&
        set_name(out.get()) && X509_gmtime_adj(X509_getm_notBefore(out.get()), 0) != nullptr &&
        X509_gmtime_adj(X509_getm_notAfter(out.get()), year_seconds) != nullptr &&
        X509_set_pubkey(out.get(), key) == 1 &&
        add_extension(out.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1") &&
        add_extension(out.get(), NID_ext_key_usage, "serverAuth") &&
        X509_sign(out.get(), key, EVP_sha256()) != 0;
    return fine ? std::move(out) : nullptr;
}

}  // namespace

acikkapi::result<void> make_demo_certificate(const tls_files& where)
{
    std::error_code ignored;
    if (std::filesystem::exists(where.certificate, ignored) &&
        std::filesystem::exists(where.key, ignored)) {
        return {};
    }
    const private_key key{EVP_EC_gen("P-256")};
    const auto ours = key ? make_certificate(key.get()) : nullptr;
    const auto key_file = make_file(where.key);
    const auto certificate_file = make_file(where.certificate);
    const bool written =
        ours && key_file && certificate_file &&
        PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
            1 &&
        std::fflush(key_file.get()) == 0 &&
        PEM_write_X509(certificate_file.get(), ours.get()) == 1 &&
        std::fflush(certificate_file.get()) == 0;
    if (!written) {
        return acikkapi::errc::io_error;
    }
    return {};
}

}  // namespace host
