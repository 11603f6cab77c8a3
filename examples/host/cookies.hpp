#pragma once

#include "host/http.hpp"
#include "host/sealer.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// Cookies that nobody else can read or make, by their names: `session`.
///
/// Over TLS they are called `__Host-session`: a browser takes such a one from this very host only,
/// never over plain HTTP. No script sees them, and other sites' forms do not send them
/// (`SameSite=Lax`).
/// @par Thread safety  Const members from any thread.
class cookies {
public:
    /// What a browser takes, its name and what goes with it included.
    static constexpr std::size_t value_bytes_max = 4'000;

    /// @param tls  Whether browsers reach us over TLS.
    cookies(sealer how, bool tls) : how_(std::move(how)), tls_(tls) {}

    /// @return What `Set-Cookie` has to say.
    [[nodiscard]] std::string
    set(std::string_view name, std::string_view text, std::chrono::seconds lifetime) const;

    /// @return What `Set-Cookie` has to say so that the browser forgets it.
    [[nodiscard]] std::string end(std::string_view name) const;

    /// @return Nothing if there is none, or none that was set here, or it has ended.
    [[nodiscard]] std::optional<std::string> get(const request& from, std::string_view name) const;

    [[nodiscard]] acikkapi::instant now() const { return how_.now(); }
    [[nodiscard]] bool tls() const noexcept { return tls_; }

private:
    [[nodiscard]] std::string full_name(std::string_view name) const;
    [[nodiscard]] std::string attributes(std::chrono::seconds lifetime) const;

    sealer how_;
    bool tls_;
};

}  // namespace host
