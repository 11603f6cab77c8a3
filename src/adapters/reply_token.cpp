#include <acikkapi/adapters/reply_token.hpp>

#include "adapters/codes.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>

namespace acikkapi::adapters {
namespace {

constexpr std::uint64_t layout = 1;
constexpr std::size_t scope_size = 29;
constexpr std::size_t mac_size = 32;
constexpr std::size_t token_size = 82;

void put(std::string& to, std::uint64_t value, unsigned bytes)
{
    for (; bytes > 0; --bytes) {
        to += static_cast<char>(value >> (8 * (bytes - 1)) & 255U);
    }
}

std::uint64_t take(std::string_view& from, std::size_t bytes)
{
    std::uint64_t out = 0;
    for (const char one : from.substr(0, bytes)) {
        out = out << 8U | static_cast<unsigned char>(one);
    }
    from.remove_prefix(bytes);
    return out;
}

std::int64_t seconds_of(instant when)
{
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

std::string bytes_of(const reply_scope& scope)
{
    std::string out;
    put(out, layout, 1);
    put(out, scope.number.plate(), 1);
    put(out, static_cast<std::uint64_t>(scope.number.year()), 2);
    put(out, scope.number.serial(), 8);
    put(out, scope.unit.number(), 4);
    put(out, scope.routing, 4);
    put(out, scope.acts.bits(), 1);
    put(out, static_cast<std::uint64_t>(seconds_of(scope.expires)), 8);
    return out;
}

/// Only of bytes that `bytes_of` wrote: they were signed.
std::optional<reply_scope> scope_of(std::string_view bytes)
{
    if (bytes.size() != scope_size || take(bytes, 1) != layout) {
        return std::nullopt;
    }
    const auto plate = province::from_plate(static_cast<int>(take(bytes, 1)));
    const auto year = static_cast<int>(take(bytes, 2));
    const auto serial = take(bytes, 8);
    const auto digits = std::to_string(take(bytes, 4));
    const auto unit =
        unit_id::parse(std::string(8 - std::min<std::size_t>(digits.size(), 8), '0') + digits);
    const auto number =
        plate ? application_number::make(*plate, year, serial) : errc::bad_application_number;
    if (!number || !unit) {
        return std::nullopt;
    }
    reply_scope out{*number, *unit};
    out.routing = static_cast<std::uint32_t>(take(bytes, 4));
    out.acts = unit_acts::from_bits(static_cast<std::uint8_t>(take(bytes, 1)));
    out.expires = instant{std::chrono::seconds{static_cast<std::int64_t>(take(bytes, 8))}};
    return out;
}

/// The name keeps it apart from whatever else might be signed with the same key.
std::string mac_of(std::string_view key, std::string_view scope)
{
    return hmac_sha256(key, "acikkapi reply token\n" + std::string{scope});
}

}  // namespace
}  // namespace acikkapi::adapters

namespace acikkapi {

result<reply_tokens> reply_tokens::make(std::vector<std::string> keys)
{
    const bool good =
        !keys.empty() && keys.size() <= 8 &&
        std::all_of(keys.begin(), keys.end(), [](const auto& one) { return one.size() >= 32; });
    return good ? result<reply_tokens>{reply_tokens{std::move(keys)}} : errc::bad_argument;
}

result<std::string> reply_tokens::issue(const reply_scope& scope) const
{
    if (scope.number.empty() || scope.unit.empty() || scope.acts == unit_acts{}) {
        return errc::bad_argument;
    }
    const auto bytes = adapters::bytes_of(scope);
    return adapters::base64url(bytes + adapters::mac_of(keys_.front(), bytes));
}

result<reply_scope> reply_tokens::check(std::string_view token, unit_act act, instant now) const
{
    const auto read =
        token.size() == adapters::token_size ? adapters::from_base64url(token) : std::nullopt;
    if (!read || read->size() != adapters::scope_size + adapters::mac_size) {
        return errc::not_permitted;
    }
    const auto scope = std::string_view{*read}.substr(0, adapters::scope_size);
    const auto mac = std::string_view{*read}.substr(adapters::scope_size);
    bool signed_by_us = false;
    for (const auto& key : keys_) {
        signed_by_us |= adapters::same_secret(adapters::mac_of(key, scope), mac);
    }
    const auto out = signed_by_us ? adapters::scope_of(scope) : std::nullopt;
    if (!out || !out->acts.has(act)) {
        return errc::not_permitted;
    }
    return now < out->expires ? result<reply_scope>{*out} : errc::too_late;
}

}  // namespace acikkapi
