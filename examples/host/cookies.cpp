#include "host/cookies.hpp"
#include "host/secrets.hpp"

#include <algorithm>

namespace host {
namespace {

std::string purpose_of(std::string_view name)
{
    return "cookie " + std::string{name};
}

/// The value of the first cookie of a name. One that was not sealed here opens nothing, so it does
/// not matter who else may have set one.
std::optional<std::string_view> value_in(std::string_view all, std::string_view name)
{
    while (!all.empty()) {
        auto one = all.substr(0, all.find(';'));
        all.remove_prefix(std::min(all.size(), one.size() + 1));
        one.remove_prefix(std::min(one.size(), one.find_first_not_of(' ')));
        if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=') {
            return one.substr(name.size() + 1);
        }
    }
    return std::nullopt;
}

}  // namespace

void taken_back::add(std::string_view secret, acikkapi::instant until, acikkapi::instant now)
{
    const std::lock_guard lock{mutex_};
    if (until_.size() >= most) {
        std::erase_if(until_, [now](const auto& one) { return one.second <= now; });
    }
    if (until_.size() >= most) {
        until_.erase(
            std::min_element(until_.begin(), until_.end(), [](const auto& a, const auto& b) {
                return a.second < b.second;
            }));
    }
    until_.insert_or_assign(digest_of(secret), until);
}

bool taken_back::has(std::string_view secret) const
{
    const std::lock_guard lock{mutex_};
    return until_.find(digest_of(secret)) != until_.end();
}

std::string cookies::full_name(std::string_view name) const
{
    return (tls_ ? "__Host-" : "") + std::string{name};
}

std::string cookies::attributes(std::chrono::seconds lifetime) const
{
    return "; Path=/; Max-Age=" + std::to_string(lifetime.count()) + "; HttpOnly; SameSite=Lax" +
           (tls_ ? "; Secure" : "");
}

std::string
cookies::set(std::string_view name, std::string_view text, std::chrono::seconds lifetime) const
{
    return full_name(name) + "=" + how_.seal(purpose_of(name), text, now() + lifetime) +
           attributes(lifetime);
}

std::string cookies::end(std::string_view name) const
{
    return full_name(name) + "=" + attributes(std::chrono::seconds{0});
}

std::optional<std::string> cookies::get(const request& from, std::string_view name) const
{
    const auto value = value_in(from.header("Cookie"), full_name(name));
    return value && value->size() <= value_bytes_max ? how_.open(purpose_of(name), *value)
                                                     : std::nullopt;
}

}  // namespace host
