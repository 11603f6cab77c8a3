#include "vault/required.hpp"
#include "vault/signing.hpp"

#include <memory>
#include <openssl/evp.h>

namespace acikkapi::vault {
namespace {

constexpr std::size_t signature_size = 64;

struct free_key {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct free_context {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using key_ptr = std::unique_ptr<EVP_PKEY, free_key>;
using context_ptr = std::unique_ptr<EVP_MD_CTX, free_context>;

const unsigned char* raw(std::string_view bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
const unsigned char* raw(const std::array<std::byte, 32>& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

key_ptr private_key(const std::array<std::byte, 32>& seed)
{
    return key_ptr{
        required(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed), seed.size()))};
}

}  // namespace

std::array<std::byte, 32> public_key_of(const std::array<std::byte, 32>& seed)
{
    std::array<std::byte, 32> out{};
    std::size_t size = out.size();
    const int done = EVP_PKEY_get_raw_public_key(
        private_key(seed).get(), reinterpret_cast<unsigned char*>(out.data()), &size);
    require(done == 1 && size == out.size());
    return out;
}

std::string sign(const std::array<std::byte, 32>& seed, std::string_view text)
{
    const auto key = private_key(seed);
    const context_ptr context{required(EVP_MD_CTX_new())};
    std::string out(signature_size, '\0');
    std::size_t size = out.size();
    require(
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
        EVP_DigestSign(context.get(), raw(out), &size, raw(text), text.size()) == 1 &&
        size == out.size());
    return out;
}

bool is_signed(
    std::string_view text, std::string_view signature, const std::array<std::byte, 32>& by)
{
    if (signature.size() != signature_size) {
        return false;
    }
    const key_ptr key{
        required(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(by), by.size()))};
    const context_ptr context{required(EVP_MD_CTX_new())};
    require(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    // OpenSSL does not tell a wrong signature from want of memory here: where that is short, no is said to a right one.
    return EVP_DigestVerify(
               context.get(), raw(signature), signature.size(), raw(text), text.size()) == 1;
}

std::string to_base64(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a zero byte.
    const int size = EVP_EncodeBlock(raw(out), raw(bytes), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::optional<std::string> from_base64(std::string_view text)
{
    std::string out(text.size() / 4 * 3, '\0');
    if (text.size() % 4 != 0 ||
        EVP_DecodeBlock(raw(out), raw(text), static_cast<int>(text.size())) < 0) {
        return std::nullopt;
    }
    // OpenSSL counts what stands for the padding, and reads blanks over.
    const auto padding = text.size() - (text.find_last_not_of('=') + 1);
    if (padding > 2 || padding > out.size()) {
        return std::nullopt;
    }
    out.resize(out.size() - padding);
    return to_base64(out) == text ? std::optional{out} : std::nullopt;
}

}  // namespace acikkapi::vault
