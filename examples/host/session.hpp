#pragma once

#include <acikkapi/identity.hpp>
#include <acikkapi/ids.hpp>

#include "host/cookies.hpp"
#include "host/http.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// An application whose holder somebody has shown to be. Its lookup code is the engine's to tell
/// (`engine::lookup_code`), and goes into `viewer::code` and `origin::code`.
struct holding {
    acikkapi::application_number number;
    /// Of the phone by a code to which he has come to it, by `mark_of`: another one may stand there by now, or a
    /// stranger's. Empty: he has the lookup code, or has just registered it.
    std::string phone_mark{};

    friend bool operator==(const holding&, const holding&) = default;
};

/// Who sits before a browser, as far as he has shown it. What he may is the library's access
/// policy.
struct session {
    acikkapi::actor staff{};       ///< Who works here; empty for everybody else.
    std::vector<holding> holds{};  ///< The newest first; each application once.
    acikkapi::instant ends{};      ///< Then he logs in again, whatever he does until then.
    acikkapi::instant issued{};    ///< When his browser was given it last.
    std::string secret{};          ///< Makes the tokens of his forms; of chance.

    [[nodiscard]] bool is_staff() const noexcept { return !staff.empty(); }
    /// Whether he has shown nothing yet.
    [[nodiscard]] bool is_visitor() const noexcept { return staff.empty() && holds.empty(); }
};

/// Sessions, which browsers keep for us, sealed: a host that starts again, or a second one with the
/// same key, knows them. One that was ended is none for this run of this host; of what was ended a
/// new start and a second host know nothing.
///
/// Who has shown who he is, be it a citizen or one who works here, is logged out after 30 minutes without
/// a request, for the machine may be anybody's, and after 8 hours in any case.
/// @par Thread safety  Const members from any thread.
class sessions {
public:
    static constexpr std::chrono::hours longest{8};
    static constexpr std::chrono::minutes idle_longest{30};
    static constexpr std::size_t holds_max = 60;  ///< What a cookie has room for.

    explicit sessions(cookies keep) : keep_(std::move(keep)) {}

    /// Somebody who has shown nothing; his forms have tokens all the same.
    [[nodiscard]] session of_visitor() const;
    [[nodiscard]] session of_staff(acikkapi::actor who) const;
    /// @param holds  Beyond `holds_max` they are left out.
    [[nodiscard]] session of_citizen(std::vector<holding> holds) const;

    /// @return What `Set-Cookie` has to say.
    [[nodiscard]] std::string set_cookie(const session& what) const;
    /// What `Set-Cookie` has to say so that the browser forgets it.
    [[nodiscard]] std::string end_cookie() const;
    /// From now on it is none, whoever sends it: for who logs out, and for who has another one now.
    /// One in which nobody has shown anything stays.
    void end(const session& what) const;

    /// Whose request it is; nothing if it carries no session that is still good.
    [[nodiscard]] std::optional<session> read(const request& asked) const;

    /// For each answer to who has a session: what `Set-Cookie` has to say so that it goes on;
    /// nothing while the one he has is less than a minute old, and for a visitor.
    [[nodiscard]] std::optional<std::string> renewed(const session& what) const;

private:
    [[nodiscard]] session begun(std::chrono::seconds lifetime) const;

    cookies keep_;
};

/// A phone of an application as sessions remember it, sealed: the same in each of them, so that what somebody shows
/// besides leaves it as it is.
[[nodiscard]] std::string
mark_of(const acikkapi::application_number& of, const acikkapi::phone& which);

/// As whose holder he has shown himself; null if he has not.
/// @par Lifetime  That of the session.
[[nodiscard]] const holding*
find_holding(const session& who, const acikkapi::application_number& of);

/// Whether he has come to this application by a code to this phone.
[[nodiscard]] bool
came_by(const session& who, const acikkapi::application_number& to, const acikkapi::phone& which);

/// What he holds, and this one before all: by the way in which he has shown it last.
[[nodiscard]] std::vector<holding> holds_with(const std::optional<session>& before, holding one);

/// A token for one form of one session, to be its hidden field: nobody else can know it.
/// @param action  What the form does: `route 34-2026-000000001-7`.
[[nodiscard]] std::string csrf_token(const session& of, std::string_view action);

[[nodiscard]] bool csrf_ok(const session& of, std::string_view action, std::string_view token);

/// Whether a request that changes something comes from a page of ours, as far as the browser says.
/// A program that is no browser says nothing, and nobody can make it send what it does not want to.
///
/// A browser says `Origin: null` of a page with `Referrer-Policy: no-referrer`; `same-origin` does
/// as well.
/// @param tls  Whether browsers reach us over TLS.
[[nodiscard]] bool is_same_origin(const request& asked, bool tls);

}  // namespace host
