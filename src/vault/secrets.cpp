#include "vault/required.hpp"
#include "vault/secrets.hpp"

#include <algorithm>
#include <cassert>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace acikkapi::vault {
namespace {

// Serials below 10^9 are seen as a pair of digits groups below 31,623; 31,623² is the smallest
// square that holds them all, so a step out of range is walked on at most now and then.
constexpr std::uint32_t half_size = 31'623;
constexpr int round_count = 8;

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

template <std::size_t Size>
std::string_view characters(const std::array<std::byte, Size>& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint64_t big_endian(const digest& bytes, std::size_t count)
{
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < count; ++i) {
        out = (out << 8U) | std::to_integer<std::uint64_t>(bytes[i]);
    }
    return out;
}

std::string big_endian(std::uint64_t value)
{
    std::string out(8, '\0');
    for (std::size_t i = 8; i-- > 0; value >>= 8U) {
        out[i] = static_cast<char>(value & 0xffU);
    }
    return out;
}

struct free_context {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

digest sha256_of(std::string_view first, std::initializer_list<std::string_view> parts)
{
    // Fetching the algorithm and making a context cost more than hashing a small record.
    thread_local const std::unique_ptr<EVP_MD_CTX, free_context> kept{required(EVP_MD_CTX_new())};
    EVP_MD_CTX* const context = kept.get();
    static const EVP_MD* const algorithm = required(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    digest out{};
    require(
        EVP_DigestInit_ex2(context, algorithm, nullptr) == 1 &&
        EVP_DigestUpdate(context, first.data(), first.size()) == 1);
    for (const auto part : parts) {
        require(EVP_DigestUpdate(context, part.data(), part.size()) == 1);
    }
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    require(EVP_DigestFinal_ex(context, to, nullptr) == 1);
    return out;
}

// Small letters, and letters that people take for digits, are read as Crockford's base 32 says.
char canonical(char c)
{
    if (c >= 'a' && c <= 'z') {
        c = static_cast<char>(c - 'a' + 'A');
    }
    switch (c) {
    case 'O': return '0';
    case 'I':
    case 'L': return '1';
    default: return c;
    }
}

}  // namespace

digest sha256(std::initializer_list<std::string_view> parts)
{
    return sha256_of({}, parts);
}

digest hmac(std::string_view key, std::initializer_list<std::string_view> parts)
{
    // Over the hash above: OpenSSL's own fetches its algorithm and allocates at every call, which
    // makes it five times slower.
    constexpr std::size_t block_size = 64;
    assert(key.size() <= block_size);
    std::array<std::byte, block_size> inner{};
    std::transform(key.begin(), key.end(), inner.begin(), [](char one) {
        return static_cast<std::byte>(one);
    });
    auto outer = inner;
    const auto mask = [](std::byte with) { return [with](std::byte one) { return one ^ with; }; };
    std::transform(inner.begin(), inner.end(), inner.begin(), mask(std::byte{0x36}));
    std::transform(outer.begin(), outer.end(), outer.begin(), mask(std::byte{0x5c}));
    const digest of_parts = sha256_of(characters(inner), parts);
    const digest out = sha256({characters(outer), characters(of_parts)});
    OPENSSL_cleanse(inner.data(), block_size);
    OPENSSL_cleanse(outer.data(), block_size);
    return out;
}

key_hash hash_key(std::string_view key)
{
    const digest full = sha256({key});
    key_hash out{};
    std::copy_n(full.begin(), out.size(), out.begin());
    return out;
}

digest secrets::mac(std::string_view purpose, std::string_view bytes) const
{
    // The purpose ends with a zero byte, so that no two purposes and values run together.
    constexpr std::string_view end_of_purpose{"\0", 1};
    return hmac(characters(key_), {purpose, end_of_purpose, bytes});
}

std::string secrets::check_value() const
{
    return std::string{characters(mac("check", {})).substr(0, 16)};
}

std::array<std::byte, 32> secrets::signing_seed(std::string_view name) const
{
    return mac("sign", name);
}

std::uint32_t secrets::round(int index, std::uint32_t half, std::uint32_t modulus) const
{
    const auto bytes =
        mac("serial", big_endian((std::uint64_t{half} << 8U) | static_cast<unsigned>(index)));
    return static_cast<std::uint32_t>(big_endian(bytes, 8) % modulus);
}

std::uint64_t secrets::serial_of(stream_id stream) const
{
    std::uint64_t value = number_of(stream);
    do {
        auto left = static_cast<std::uint32_t>(value / half_size);
        auto right = static_cast<std::uint32_t>(value % half_size);
        for (int i = 0; i < round_count; ++i) {
            const std::uint32_t next = (left + round(i, right, half_size)) % half_size;
            left = right;
            right = next;
        }
        value = std::uint64_t{left} * half_size + right;
    } while (value >= serials);
    return value;
}

stream_id secrets::stream_of(std::uint64_t serial) const
{
    std::uint64_t value = serial;
    do {
        auto left = static_cast<std::uint32_t>(value / half_size);
        auto right = static_cast<std::uint32_t>(value % half_size);
        for (int i = round_count; i-- > 0;) {
            const std::uint32_t before =
                (right + half_size - round(i, left, half_size)) % half_size;
            right = left;
            left = before;
        }
        value = std::uint64_t{left} * half_size + right;
    } while (value >= serials);
    return stream_id{value};
}

std::string secrets::lookup_code(stream_id stream) const
{
    const digest bytes = mac("code", big_endian(number_of(stream)));
    std::string out;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (std::size_t i = 0; out.size() < code_size; ++i) {
        bits = (bits << 8U) | std::to_integer<std::uint32_t>(bytes[i]);
        for (count += 8; count >= 5 && out.size() < code_size; count -= 5) {
            out.push_back(alphabet[(bits >> (count - 5)) & 31U]);
        }
    }
    return out;
}

bool secrets::is_lookup_code(stream_id stream, std::string_view text) const
{
    const std::string wanted = lookup_code(stream);
    std::string given(wanted.size(), '\0');
    for (std::size_t i = 0; i < std::min(text.size(), wanted.size()); ++i) {
        given[i] = canonical(text[i]);
    }
    const bool same = CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
    return same && text.size() == wanted.size();
}

std::string secrets::lookup_hash(std::string_view name, std::string_view value) const
{
    // A workflow chooses the names: none of them may run together with a purpose of ours.
    const std::string purpose = "lookup/" + std::string{name};
    return std::string{characters(mac(purpose, value)).substr(0, 16)};
}

std::uint64_t secrets::command_hash(std::string_view command) const
{
    return std::max<std::uint64_t>(1, big_endian(mac("command", command), 8));
}

}  // namespace acikkapi::vault
