#pragma once

#include "host/cookies.hpp"
#include "host/log_in_pages.hpp"
#include "host/oidc.hpp"
#include "host/provider_memory.hpp"
#include "host/router.hpp"
#include "host/session.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// Logs staff in by OpenID Connect: authorization code with PKCE. Keeps nothing but what the
/// provider says of itself: a log-in that has begun lies in a sealed cookie of the browser that
/// began it.
///
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Outlives its routes' last request and what it has posted to `outside`.
class oidc_log_in {
public:
    /// @param outside  Where it waits for the provider: nobody else is to wait behind that.
    /// @param lines    Is told why a log-in failed, in words that name nobody; from any thread.
    oidc_log_in(
        oidc_settings how,
        cookies keep,
        const log_in_pages& pages,
        boost::asio::any_io_executor outside,
        std::function<void(const std::string&)> lines);

    /// Asks the provider what it says of itself, so that who comes first does not wait.
    void start();

    /// `GET /log-in?next=` and `GET /log-in/done`.
    void add_routes(router& to);

    /// Who may ask the API with an access token of the provider. It does not wait: with a key that
    /// we do not know yet it is nobody's, and the keys are asked for.
    [[nodiscard]] std::optional<acikkapi::actor> find(std::string_view access_token);

private:
    void begin(const call& got, const answer& done);
    [[nodiscard]] response begin_at(const request& asked, const provider_facts& provider) const;
    void end(const call& got, const answer& done);
    [[nodiscard]] response
    finish(const request& asked, const log_in_attempt& attempt, const std::string& code);
    [[nodiscard]] response
    welcome(const request& asked, const log_in_attempt& attempt, const std::string& token);
    [[nodiscard]] token_result<boost::json::object>
    check(std::string_view token, const token_rules& rules) const;
    [[nodiscard]] response
    failed(const request& asked, log_in_fault why, std::string_view detail) const;

    /// Asks the provider if it is time to, and waits; also for who is asking it already.
    void refresh(bool unknown_key);
    void ask_now();

    oidc_settings how_;
    cookies keep_;
    sessions sessions_;
    log_in_pages pages_;
    boost::asio::any_io_executor outside_;
    std::function<void(const std::string&)> lines_;
    std::mutex asking_;
    provider_memory memory_;
};

/// `POST /log-out`, with the form token of the action `log-out`: ends the session and makes the browser
/// forget it and the draft of an application. The provider may still know who sits there.
void add_log_out(router& to, const sessions& all, const cookies& jar, const log_in_pages& pages);

}  // namespace host
