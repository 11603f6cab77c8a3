#include "adapters/codes.hpp"
#include "adapters/webhook/signatures.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::adapters {
namespace {

constexpr std::string_view prefix = "whsec_";
constexpr std::string_view version = "v1,";
constexpr std::size_t keys_max = 8;
constexpr int signatures_max = 16;

std::string signature(const std::string& key, const webhook_message& message)
{
    std::string signed_text{message.id};
    ((signed_text += '.') += message.timestamp) += '.';
    signed_text += message.body;
    return std::string{version} + base64(hmac_sha256(key, signed_text));
}

}  // namespace

result<webhook_keys> webhook_keys::parse(const std::vector<std::string>& secrets)
{
    webhook_keys out;
    for (const std::string_view secret : secrets) {
        const auto key =
            secret.starts_with(prefix) ? from_base64(secret.substr(prefix.size())) : std::nullopt;
        if (!key || key->size() < 24 || key->size() > 64) {
            return errc::bad_argument;
        }
        out.keys_.push_back(*key);
    }
    const bool bounded = !out.keys_.empty() && out.keys_.size() <= keys_max;
    return bounded ? result<webhook_keys>{std::move(out)} : errc::bad_argument;
}

std::string webhook_keys::sign(const webhook_message& message) const
{
    std::string out;
    for (const auto& key : keys_) {
        out += (out.empty() ? "" : " ") + signature(key, message);
    }
    return out;
}

bool webhook_keys::have_signed(const webhook_message& message, std::string_view header) const
{
    std::vector<std::string> ours;
    for (const auto& key : keys_) {
        ours.push_back(signature(key, message));
    }
    bool out = false;
    for (int i = 0; i < signatures_max && !header.empty(); ++i) {
        const auto end = std::min(header.find(' '), header.size());
        for (const auto& one : ours) {
            out |= same_secret(one, header.substr(0, end));
        }
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return out;
}

bool is_webhook_id(std::string_view text)
{
    return !text.empty() && text.size() <= 64 &&
           std::all_of(text.begin(), text.end(), [](char one) {
               return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                      (one >= '0' && one <= '9') || one == '_' || one == '-';
           });
}

}  // namespace acikkapi::adapters
