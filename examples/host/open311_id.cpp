#include "host/open311_id.hpp"
#include "host/secrets.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace host {
namespace {

constexpr std::size_t half = 8;
using block = std::array<unsigned char, 2 * half>;

/// One block of AES-256, which is a permutation nobody can follow without the key; one block has no mode.
block crypt(const std::array<unsigned char, 32>& key, const block& from, bool back)
{
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> with{
        EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
    block out{};
    int size = 0;
    const bool done =
        with &&
        EVP_CipherInit_ex(
            with.get(), EVP_aes_256_ecb(), nullptr, key.data(), nullptr, back ? 0 : 1) == 1 &&
        EVP_CIPHER_CTX_set_padding(with.get(), 0) == 1 &&
        EVP_CipherUpdate(
            with.get(), out.data(), &size, from.data(), static_cast<int>(from.size())) == 1 &&
        size == static_cast<int>(out.size());
    if (!done) {
        throw std::runtime_error{"AES is not to be had"};
    }
    return out;
}

}  // namespace

public_ids::public_ids(std::string_view secret)
{
    const auto own = keyed_digest(secret, "open311 service_request_id");
    std::copy_n(own.begin(), std::min(own.size(), key_.size()), key_.begin());
}

std::string public_ids::id_of(acikkapi::stream_id stream) const
{
    constexpr std::string_view digits = "0123456789abcdef";
    block clear{};  // The second half stays zero: by it an id is known for one of ours.
    auto rest = number_of(stream);
    for (std::size_t i = half; i-- > 0; rest >>= 8U) {
        clear.at(i) = static_cast<unsigned char>(rest & 0xFFU);
    }
    std::string out;
    for (const auto byte : crypt(key_, clear, false)) {
        out += digits[byte >> 4U];
        out += digits[byte & 0xFU];
    }
    return out;
}

std::optional<acikkapi::stream_id> public_ids::stream_of(std::string_view id) const
{
    block sealed{};
    if (id.size() != 2 * sealed.size() ||
        id.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::from_chars(id.data() + 2 * i, id.data() + 2 * i + 2, sealed.at(i), 16);
    }
    const auto clear = crypt(key_, sealed, true);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < half; ++i) {
        number = (number << 8U) | clear.at(i);
    }
    const bool ours = std::all_of(clear.begin() + half, clear.end(), [](auto c) { return c == 0; });
    if (!ours || number == 0) {
        return std::nullopt;
    }
    return acikkapi::stream_id{number};
}

}  // namespace host
