#include "host/secrets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdexcept>

namespace host {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const std::array<unsigned char, SHA256_DIGEST_LENGTH>& from)
{
    return {from.begin(), from.end()};
}

}  // namespace

std::string random_bytes(std::size_t count)
{
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1) {
        throw std::runtime_error{"the machine gives no chance"};
    }
    return out;
}

std::string digest_of(std::string_view text)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> out{};
    SHA256(bytes_of(text), text.size(), out.data());
    return text_of(out);
}

std::string keyed_digest(std::string_view key, std::string_view text)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> out{};
    unsigned size = 0;
    if (HMAC(
            EVP_sha256(),
            key.data(),
            static_cast<int>(key.size()),
            bytes_of(text),
            text.size(),
            out.data(),
            &size) == nullptr) {
        throw std::runtime_error{"HMAC cannot be computed"};
    }
    return text_of(out);
}

bool same_secret(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string base64url(std::string_view bytes)
{
    std::string out;
    out.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char one : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(one);
        for (held += 8; held >= 6; held -= 6) {
            out += letters[(bits >> (held - 6)) & 63U];
        }
    }
    if (held > 0) {
        out += letters[(bits << (6 - held)) & 63U];
    }
    return out;
}

std::string base64(std::string_view bytes)
{
    auto out = base64url(bytes);
    std::replace(out.begin(), out.end(), '-', '+');
    std::replace(out.begin(), out.end(), '_', '/');
    out.append((4 - out.size() % 4) % 4, '=');
    return out;
}

std::optional<std::string> base64url_decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char one : text) {
        const auto value = letters.find(one);
        if (value == letters.npos) {
            return std::nullopt;
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out += static_cast<char>((bits >> held) & 255U);
        }
    }
    const bool whole = held < 6 && (bits & ((1U << held) - 1)) == 0;
    return whole ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace host
