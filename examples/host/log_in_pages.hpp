#pragma once

#include <acikkapi/ids.hpp>

#include "host/http.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace host {

/// Why somebody could not log in, as far as he is told.
enum class log_in_fault {
    other_attempt,  ///< The browser knows of no such log-in: too late, twice, or somebody else's.
    refused,        ///< By the provider, or by himself.
    not_believed,   ///< What the provider said does not hold.
    no_role,        ///< We know who he is, and he has nothing to do here.
    unavailable,    ///< The provider cannot be reached.
    not_from_here,  ///< The form is none of ours.
};

/// A page that says why, and what to do now.
[[nodiscard]] response log_in_failed(log_in_fault why);

/// Goes on to another page, by GET.
[[nodiscard]] response redirect_to(std::string url);

/// The page of the demo: one button for each of the invented accounts.
/// @param token  For the forms (`csrf_token`).
[[nodiscard]] response demo_page(
    const std::vector<acikkapi::actor>& accounts, std::string_view token, std::string_view next);

/// The page of the log-in by code: one form for who wants one, one for who has got one.
/// @param token  For the forms (`csrf_token`).
/// @param fault  `code` of the problem with what was sent before; empty: none.
[[nodiscard]] response code_page(std::string_view token, std::string_view fault);

/// Text as it stands in HTML, also between quotes.
[[nodiscard]] std::string in_html(std::string_view text);

}  // namespace host
