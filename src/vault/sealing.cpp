#include "vault/required.hpp"
#include "vault/sealing.hpp"
#include "vault/secrets.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace acikkapi::vault {
namespace {

constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

// Of one length, so that no purpose continues another.
constexpr std::string_view for_cipher = "seal:c";
constexpr std::string_view for_nonce = "seal:n";

struct free_cipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes, std::size_t at = 0)
{
    return reinterpret_cast<unsigned char*>(bytes.data()) + at;
}

int length(std::string_view bytes)
{
    return static_cast<int>(bytes.size());
}

/// Making a context costs more than sealing a name: it is kept, without the key.
class context {
public:
    context() : used_(of_thread()) {}
    context(const context&) = delete;
    context& operator=(const context&) = delete;
    ~context() { EVP_CIPHER_CTX_reset(used_); }

    [[nodiscard]] EVP_CIPHER_CTX* get() const { return used_; }

private:
    static EVP_CIPHER_CTX* of_thread()
    {
        thread_local const std::unique_ptr<EVP_CIPHER_CTX, free_cipher> kept{
            required(EVP_CIPHER_CTX_new())};
        return kept.get();
    }

    EVP_CIPHER_CTX* used_;
};

const EVP_CIPHER* algorithm()
{
    static const EVP_CIPHER* const fetched =
        required(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr));
    return fetched;
}

/// The length of the one goes in before the other: no two pairs are the same bytes.
std::string nonce_of(const secret_key& key, std::string_view clear, std::string_view bound)
{
    std::array<char, sizeof(std::uint64_t)> lead{};
    for (std::uint64_t size = bound.size(), i = 0; i < lead.size(); ++i, size >>= 8U) {
        lead[i] = static_cast<char>(size & 0xffU);
    }
    const auto mac = hmac(key.view(), {{lead.data(), lead.size()}, bound, clear});
    return {reinterpret_cast<const char*>(mac.data()), nonce_size};
}

}  // namespace

sealing_key::sealing_key(const secret_key& of)
    : cipher(of.derive(for_cipher)), nonce(of.derive(for_nonce))
{}

std::string seal(const sealing_key& by, std::string_view clear, std::string_view bound)
{
    std::string out = nonce_of(by.nonce, clear, bound);
    out.resize(nonce_size + clear.size() + tag_size);
    const context used;
    auto* const at = used.get();
    int size = 0;
    require(
        EVP_EncryptInit_ex2(at, algorithm(), raw(by.cipher.view()), raw(out), nullptr) == 1 &&
        EVP_EncryptUpdate(at, nullptr, &size, raw(bound), length(bound)) == 1 &&
        EVP_EncryptUpdate(at, raw(out, nonce_size), &size, raw(clear), length(clear)) == 1);
    auto* const tag = raw(out, nonce_size + clear.size());
    require(
        EVP_EncryptFinal_ex(at, tag, &size) == 1 && size == 0 &&
        EVP_CIPHER_CTX_ctrl(at, EVP_CTRL_AEAD_GET_TAG, tag_size, tag) == 1);
    return out;
}

std::optional<std::string>
unseal(const sealing_key& by, std::string_view sealed, std::string_view bound)
{
    if (sealed.size() < seal_size) {
        return std::nullopt;
    }
    const auto text = sealed.substr(nonce_size, sealed.size() - seal_size);
    std::string tag{sealed.substr(sealed.size() - tag_size)};
    std::string out(text.size(), '\0');
    const context used;
    auto* const at = used.get();
    int size = 0;
    require(
        EVP_DecryptInit_ex2(at, algorithm(), raw(by.cipher.view()), raw(sealed), nullptr) == 1 &&
        EVP_DecryptUpdate(at, nullptr, &size, raw(bound), length(bound)) == 1 &&
        EVP_DecryptUpdate(at, raw(out), &size, raw(text), length(text)) == 1 &&
        EVP_CIPHER_CTX_ctrl(at, EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()) == 1);
    // Only the tag says whether it is what was sealed.
    if (EVP_DecryptFinal_ex(at, raw(out), &size) != 1) {
        OPENSSL_cleanse(out.data(), out.size());
        return std::nullopt;
    }
    return out;
}

}  // namespace acikkapi::vault
