#pragma once

#include "host/http.hpp"
#include "host/sealer.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// What was sealed and is to be taken no more though its time is not over. Known to one run of the
/// host: a new start has forgotten it.
/// @par Thread safety  All members from any thread.
class taken_back {
public:
    /// Beyond it the one that would have ended first is forgotten.
    static constexpr std::size_t most = 100'000;

    /// @param secret  What tells it from others; only its digest is kept.
    /// @param until   Then it has ended by itself.
    void add(std::string_view secret, acikkapi::instant until, acikkapi::instant now);
    [[nodiscard]] bool has(std::string_view secret) const;

private:
    mutable std::mutex mutex_;
    std::map<std::string, acikkapi::instant, std::less<>> until_;
};

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

    /// What was taken back; of all copies of these cookies together.
    [[nodiscard]] taken_back& ended() const noexcept { return *ended_; }

    [[nodiscard]] acikkapi::instant now() const { return how_.now(); }
    [[nodiscard]] bool tls() const noexcept { return tls_; }

private:
    [[nodiscard]] std::string full_name(std::string_view name) const;
    [[nodiscard]] std::string attributes(std::chrono::seconds lifetime) const;

    sealer how_;
    bool tls_;
    std::shared_ptr<taken_back> ended_ = std::make_shared<taken_back>();
};

}  // namespace host
