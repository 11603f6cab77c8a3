#pragma once

#include <acikkapi/ids.hpp>

#include "host/http.hpp"
#include "host/pages/site.hpp"

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
    no_sms,         ///< No code can be sent: this host has no short messages.
};

/// Where somebody wants to go to when he has logged in: of the address, or of the form that was sent; empty for none.
/// It is whatever somebody has written there.
[[nodiscard]] std::string next_of(const request& asked);

/// Where who has shown that something is his goes on to: the page that he wanted if it is below this address, which
/// is all that he has shown, else the address.
[[nodiscard]] std::string next_below(const request& asked, const std::string& address);

/// The language of that page, else his browser's.
[[nodiscard]] language language_for(const request& asked);

/// The pages of logging in. They stand outside the languages' addresses, for providers know them: their language
/// is that of the page somebody wants to go to, else his browser's.
/// @par Lifetime  The site outlives it.
class log_in_pages {
public:
    explicit log_in_pages(const site& look) : look_(&look) {}

    /// A page that says why, and what to do now.
    /// @param again  Where he begins again.
    [[nodiscard]] response
    failed(const request& asked, log_in_fault why, const std::string& again = "/log-in") const;

    /// The page of the demo: one button for each of the invented accounts.
    /// @param token  For the form (`csrf_token`).
    [[nodiscard]] response demo(
        const request& asked,
        const std::vector<acikkapi::actor>& accounts,
        std::string_view token,
        std::string_view next) const;

    /// The page of the log-in by code: one form for who wants one, one for who has got one. Number and phone that
    /// were sent stand in it again.
    /// @param token  For the forms (`csrf_token`).
    /// @param fault  `code` of the problem with what was sent before; empty: none.
    [[nodiscard]] response
    code(const request& asked, std::string_view token, std::string_view fault) const;

private:
    [[nodiscard]] frame framed(const request& asked, std::string_view title) const;

    const site* look_;
};

}  // namespace host
