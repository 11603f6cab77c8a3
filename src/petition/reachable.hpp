#pragma once

#include <acikkapi/application.hpp>

#include <string_view>

namespace acikkapi::petition_detail {

/// Where the applicant may be told: his addresses, but for a phone that a stranger answered.
/// @par Lifetime  That of the state.
[[nodiscard]] inline std::string_view reachable_at(const application& state)
{
    std::string_view out = state.contact;
    if (state.phone_suspect && out.starts_with('+')) {
        const auto blank = out.find(' ');
        out = blank == std::string_view::npos ? std::string_view{} : out.substr(blank + 1);
    }
    return out;
}

}  // namespace acikkapi::petition_detail
