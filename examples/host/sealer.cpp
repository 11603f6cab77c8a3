#include "host/sealer.hpp"
#include "host/secrets.hpp"

#include <memory>
#include <openssl/evp.h>
#include <stdexcept>

namespace host {
namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t time_bytes = 8;
constexpr std::size_t tag_bytes = 16;

unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

struct context_end {
    void operator()(EVP_CIPHER_CTX* what) const noexcept { EVP_CIPHER_CTX_free(what); }
};
using context = std::unique_ptr<EVP_CIPHER_CTX, context_end>;

/// AES-256-GCM in one direction, with the purpose taken in. @return Null if there is no memory.
context begin(const sealer::key& key, std::string_view nonce, std::string_view purpose, bool seals)
{
    context out{EVP_CIPHER_CTX_new()};
    int ignored = 0;
    const auto* const secret = reinterpret_cast<const unsigned char*>(key.data());
    const bool fine =
        out &&
        EVP_CipherInit_ex2(
            out.get(), EVP_aes_256_gcm(), secret, bytes_of(nonce), seals ? 1 : 0, nullptr) == 1 &&
        EVP_CipherUpdate(
            out.get(), nullptr, &ignored, bytes_of(purpose), static_cast<int>(purpose.size())) == 1;
    return fine ? std::move(out) : nullptr;
}

/// The time before the text, most significant byte first.
std::string time_of(acikkapi::instant until)
{
    const auto count = static_cast<std::uint64_t>(until.time_since_epoch().count());
    std::string out;
    for (unsigned shift = 64; shift > 0;) {
        shift -= 8;
        out += static_cast<char>((count >> shift) & 255U);
    }
    return out;
}

acikkapi::instant read_time(std::string_view from)
{
    std::uint64_t count = 0;
    for (const char one : from.substr(0, time_bytes)) {
        count = (count << 8U) | static_cast<unsigned char>(one);
    }
    return acikkapi::instant{acikkapi::instant::duration{static_cast<std::int64_t>(count)}};
}

std::optional<std::string>
opened(const sealer::key& key, std::string_view purpose, std::string_view sealed)
{
    const auto middle = sealed.substr(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes);
    std::string tag{sealed.substr(sealed.size() - tag_bytes)};
    const auto with = begin(key, sealed.substr(0, nonce_bytes), purpose, false);
    std::string out(middle.size(), '\0');
    int size = 0;
    const bool ours =
        with &&
        EVP_CipherUpdate(
            with.get(), bytes_of(out), &size, bytes_of(middle), static_cast<int>(middle.size())) ==
            1 &&
        EVP_CIPHER_CTX_ctrl(
            with.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1 &&
        EVP_CipherFinal_ex(with.get(), bytes_of(out) + size, &size) == 1;
    return ours ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace

std::string
sealer::seal(std::string_view purpose, std::string_view text, acikkapi::instant until) const
{
    if (text.size() > text_bytes_max) {
        throw std::length_error{"too long to be sealed"};
    }
    const auto plain = time_of(until).append(text);
    auto out = random_bytes(nonce_bytes);
    const auto with = begin(own_, out, purpose, true);
    out.resize(nonce_bytes + plain.size() + tag_bytes);
    int size = 0;
    auto* const to = bytes_of(out) + nonce_bytes;
    auto* const tag = to + plain.size();
    const bool fine =
        with &&
        EVP_CipherUpdate(with.get(), to, &size, bytes_of(plain), static_cast<int>(plain.size())) ==
            1 &&
        EVP_CipherFinal_ex(with.get(), tag, &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(with.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag_bytes), tag) ==
            1;
    if (!fine) {
        throw std::runtime_error{"AES-GCM cannot be computed"};
    }
    return base64url(out);
}

std::optional<std::string> sealer::open(std::string_view purpose, std::string_view sealed) const
{
    constexpr std::size_t around = nonce_bytes + time_bytes + tag_bytes;
    if (sealed.size() > (text_bytes_max + around) * 4 / 3 + 4) {
        return std::nullopt;
    }
    const auto bytes = base64url_decoded(sealed);
    if (!bytes || bytes->size() < around) {
        return std::nullopt;
    }
    auto out = opened(own_, purpose, *bytes);
    if (!out && before_) {
        out = opened(*before_, purpose, *bytes);
    }
    if (!out || now_() >= read_time(*out)) {
        return std::nullopt;
    }
    out->erase(0, time_bytes);
    return out;
}

}  // namespace host
