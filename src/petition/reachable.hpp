#pragma once

#include <acikkapi/application.hpp>

#include <algorithm>
#include <string_view>

namespace acikkapi::petition_detail {

/// Whether a message did not arrive, as far as anybody can say: it is somebody's task.
[[nodiscard]] constexpr bool is_lost(notice_state value) noexcept
{
    return value == notice_state::failed || value == notice_state::unknown;
}

/// The phone among the applicant's addresses, which stands first; may be empty.
/// @par Lifetime  That of the state.
[[nodiscard]] inline std::string_view phone_of(const application& state)
{
    const std::string_view all = state.contact;
    return all.starts_with('+') ? all.substr(0, all.find(' ')) : std::string_view{};
}

/// Where the applicant may be told: his addresses, but for a phone that a stranger answered.
/// @par Lifetime  That of the state.
[[nodiscard]] inline std::string_view reachable_at(const application& state)
{
    std::string_view out = state.contact;
    if (const auto phone = phone_of(state); state.phone_suspect && !phone.empty()) {
        out.remove_prefix(std::min(out.size(), phone.size() + 1));
    }
    return out;
}

/// Whether a message by such means, or what it led to, is known to have reached nobody but who holds the phone: who reads
/// his page may have come in by a code that was sent there.
[[nodiscard]] constexpr bool is_by_phone(std::string_view means) noexcept
{
    return means == "sms" || means == "web";
}

}  // namespace acikkapi::petition_detail
