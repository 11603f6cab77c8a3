#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "host/config.hpp"
#include "host/directory.hpp"
#include "host/happenings.hpp"
#include "host/limits.hpp"
#include "host/members.hpp"
#include "host/registration_limits.hpp"
#include "host/router.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

inline constexpr std::string_view api_prefix = "/api/v1";

/// `/api/v1`, as `openapi.json` describes it. Keeps nothing: what there is, the engine knows, and what
/// somebody may, its access policy decides. This only says who asks.
///
/// @par Thread safety  Its routes from any thread in which waiting for the disk is allowed.
/// @par Lifetime  Outlives the router's last request; the engine and the accounts outlive it.
class api {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    /// @param desk      May be null where nothing but the routes is looked at.
    /// @param blocking  Where answers to commands are put together.
    /// @param now       For the lock of lookup codes.
    api(store* desk,
        const accounts& staff,
        acikkapi::asio::any_io_executor blocking,
        std::function<moment()> now)
        : desk_(desk), staff_(&staff), blocking_(std::move(blocking)), now_(std::move(now))
    {}

    void add_routes(router& to);

    /// From now on an application is for the province of this directory, about a kind of matter and
    /// from a district that stand there, and goes to a unit and is given to an account that do: what pages offer
    /// as choices.
    /// @par Lifetime  Outlives the router's last request.
    void compare_with(const directory& where) noexcept { where_ = &where; }

    /// From now on who is no staff registers within these.
    /// @par Lifetime  Outlives the router's last request.
    void limit_with(registration_limits& how) noexcept { registering_ = &how; }

    /// Who guesses lookup codes here and on pages is counted together.
    [[nodiscard]] code_guard& guard() noexcept { return guard_; }

    /// Why somebody may not do an act that is about no application; nothing if he may.
    /// @return 401 without a token, 403 for a role to which it is not given.
    [[nodiscard]] std::optional<problem> refusal(const request& asked, std::string_view act) const;

private:
    /// Who asks, and about what.
    struct caller {
        acikkapi::viewer who;
        bool staff = false;
    };
    struct about {
        caller by;
        acikkapi::stream_id stream = acikkapi::no_stream;
        acikkapi::application_number number;
    };

    [[nodiscard]] reply<std::optional<acikkapi::actor>> staff_of(const request& asked) const;
    [[nodiscard]] reply<caller> staff_only(const request& asked) const;
    [[nodiscard]] reply<about> about_whom(const call& got);
    [[nodiscard]] reply<about> holder_of(about what, const request& asked);
    [[nodiscard]] acikkapi::result<acikkapi::found<acikkapi::application>>
    find(const about& what) const;
    /// All that has happened with it, as far as he may read it.
    [[nodiscard]] acikkapi::result<std::vector<happening>> history(const about& what) const;

    void submit(const call& got, const answer& done);
    [[nodiscard]] response receipt_for(const acikkapi::receipt& what) const;
    void act(const call& got, const answer& done);
    void compare(const acikkapi::commands::submit& wish, members& in) const;
    void compare(const acikkapi::request<acikkapi::petition>& asked, members& in) const;
    [[nodiscard]] reply<acikkapi::request<acikkapi::petition>>
    wish_of(const call& got, const about& what) const;
    [[nodiscard]] response show(const about& what) const;
    void timeline(const call& got, const answer& done);
    [[nodiscard]] response entries(const about& what) const;
    [[nodiscard]] response propose(const call& got);
    [[nodiscard]] response keep(const call& got);
    [[nodiscard]] response certificate(const call& got);
    void add_file_routes(router& to);
    void attach(const call& got, const answer& done);
    [[nodiscard]] response attachments(const about& what, int status) const;
    [[nodiscard]] response attachment(const call& got);
    [[nodiscard]] response list(const call& got) const;
    [[nodiscard]] response statistics(const call& got) const;

    store* desk_;
    const accounts* staff_;
    acikkapi::asio::any_io_executor blocking_;
    std::function<moment()> now_;
    code_guard guard_;
    std::mutex keeping_;  ///< Of legal holds and erasures.
    const directory* where_ = nullptr;
    registration_limits* registering_ = nullptr;
};

/// The key that makes a command safe to give again. It is nobody else's: two who chose the same one
/// would be given each other's receipts.
[[nodiscard]] reply<std::optional<std::string>>
key_of(const request& asked, const std::string& whose, bool required);

/// `openapi.json`, as it was when this was built.
[[nodiscard]] std::string_view openapi() noexcept;

}  // namespace host
