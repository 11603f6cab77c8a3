#include "adapters/codes.hpp"

#include <array>
#include <cstdint>
#include <new>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace acikkapi::adapters {
namespace {

constexpr std::size_t digest_size = 32;
constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view letters_of_url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string encoded(std::string_view bytes, std::string_view alphabet)
{
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const char one : bytes) {
        held = held << 8U | static_cast<unsigned char>(one);
        for (bits += 8; bits >= 6; bits -= 6) {
            out += alphabet[held >> (bits - 6) & 63U];
        }
    }
    if (bits > 0) {
        out += alphabet[held << (6 - bits) & 63U];
    }
    return out;
}

/// Without padding. There is one spelling only: what it gives is encoded again and compared.
std::optional<std::string> decoded(std::string_view text, std::string_view alphabet)
{
    std::string out;
    out.reserve(text.size() / 4 * 3 + 2);
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const char one : text) {
        const auto value = alphabet.find(one);
        if (value == alphabet.npos) {
            return std::nullopt;
        }
        held = held << 6U | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(held >> bits & 255U);
        }
    }
    return encoded(out, alphabet) == text ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace

// OpenSSL's one-call functions fail only for want of memory.
std::string sha256(std::string_view text)
{
    std::string out(digest_size, '\0');
    if (EVP_Digest(text.data(), text.size(), bytes_of(out), nullptr, EVP_sha256(), nullptr) != 1) {
        throw std::bad_alloc{};
    }
    return out;
}

std::string hmac_sha256(std::string_view key, std::string_view text)
{
    std::string out(digest_size, '\0');
    unsigned size = 0;
    if (!HMAC(
            EVP_sha256(),
            key.data(),
            static_cast<int>(key.size()),
            bytes_of(text),
            text.size(),
            bytes_of(out),
            &size)) {
        throw std::bad_alloc{};
    }
    return out;
}

bool same_secret(std::string_view one, std::string_view other)
{
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char one : bytes) {
        const auto byte = static_cast<unsigned char>(one);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::string base64(std::string_view bytes)
{
    auto out = encoded(bytes, letters);
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

std::string base64url(std::string_view bytes)
{
    return encoded(bytes, letters_of_url);
}

std::optional<std::string> from_base64(std::string_view text)
{
    const auto size = text.find_last_not_of('=') + 1;
    const bool padded = text.size() % 4 == 0 && text.size() - size <= 2;
    return padded ? decoded(text.substr(0, size), letters) : std::nullopt;
}

std::optional<std::string> from_base64url(std::string_view text)
{
    return decoded(text, letters_of_url);
}

}  // namespace acikkapi::adapters
