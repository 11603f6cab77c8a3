#include "host/json_text.hpp"
#include "host/one_time_code.hpp"
#include "host/secrets.hpp"

#include <algorithm>
#include <cstdint>

namespace host {
namespace {

namespace json = boost::json;

constexpr std::string_view cookie_name = "code";
constexpr std::size_t digits = 6;
constexpr std::size_t id_bytes = 16;

/// Each of the million codes with the same chance.
std::string new_code()
{
    constexpr std::uint32_t codes = 1'000'000;
    constexpr std::uint32_t fair = 4'294'000'000;  // The last whole million of 32 bits.
    std::uint32_t value = fair;
    while (value >= fair) {
        value = 0;
        for (const char one : random_bytes(sizeof value)) {
            value = (value << 8U) | static_cast<unsigned char>(one);
        }
    }
    const auto text = std::to_string(value % codes);
    return std::string(digits - text.size(), '0') + text;
}

std::string without_blanks(std::string_view text)
{
    std::string out{text.substr(0, 4 * digits)};
    std::erase(out, ' ');
    return out;
}

}  // namespace

one_time_codes::one_time_codes(cookies keep)
    : keep_(std::move(keep)), run_(base64url(random_bytes(id_bytes)))
{}

one_time_codes::issued
one_time_codes::issue(std::string_view purpose, std::string_view subject) const
{
    issued out;
    out.code = new_code();
    const json::object ticket{
        {"run", run_},
        {"id", base64url(random_bytes(id_bytes))},
        {"purpose", purpose},
        {"subject", subject},
        {"code", out.code}};
    out.set_cookie = keep_.set(cookie_name, json::serialize(ticket), good_for);
    return out;
}

/// @return Null if no more can be remembered.
one_time_codes::tried* one_time_codes::tries_of(const std::string& id, acikkapi::instant now)
{
    if (const auto known = tried_.find(id); known != tried_.end()) {
        return &known->second;
    }
    if (tried_.size() >= tried_max) {
        std::erase_if(tried_, [now](const auto& one) { return one.second.until <= now; });
    }
    if (tried_.size() >= tried_max) {
        return nullptr;
    }
    return &tried_.emplace(id, tried{now + good_for}).first->second;
}

one_time_codes::checked
one_time_codes::check(const request& asked, std::string_view purpose, std::string_view code)
{
    const auto text = keep_.get(asked, cookie_name);
    const auto ticket = text ? parse_object(*text, text->size()) : std::nullopt;
    if (!ticket || text_in(*ticket, "run") != run_ || text_in(*ticket, "purpose") != purpose) {
        return {};
    }
    const std::lock_guard lock{mutex_};
    auto* const tries = tries_of(std::string{text_in(*ticket, "id")}, keep_.now());
    if (tries == nullptr || tries->used || tries->tries >= tries_max) {
        return {};
    }
    ++tries->tries;
    if (!same_secret(without_blanks(code), text_in(*ticket, "code"))) {
        return {outcome::wrong};
    }
    tries->used = true;
    return {outcome::right, std::string{text_in(*ticket, "subject")}};
}

std::string one_time_codes::end_cookie() const
{
    return keep_.end(cookie_name);
}

}  // namespace host
