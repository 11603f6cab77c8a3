#pragma once

#include <acikkapi/adapters/http_access.hpp>
#include <acikkapi/adapters/reply_token.hpp>
#include <acikkapi/command.hpp>
#include <acikkapi/error.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What units' own systems answer, by webhook. Of the library `acikkapi::adapters`.
namespace acikkapi {

/// What a unit's system has said, with the right to say it.
struct unit_reply {
    unit_id unit{};
    application_number number{};
    std::uint32_t routing = 0;  ///< To be compared with `application::routings`: @see reply_scope
    unit_act act = unit_act::accept;
    std::optional<command> wish{};  ///< What to ask the engine for; empty for `accept`.
    /// Idempotency key of that wish: the same for a repeat of the webhook, which so gets the same
    /// answer.
    std::string key{};
};

struct webhook_inbox_options {
    /// As `webhook_endpoint::secrets`; each of them is believed.
    std::map<unit_id, std::vector<std::string>> secrets{};
    /// Also take events in binary mode, whose attributes stand in headers. Standard Webhooks signs
    /// the body alone: so who could change headers on their way could change an event's type,
    /// within what its token allows.
    bool binary_mode = false;
};

/// Reads what came by a POST of a unit's system. It listens nowhere: a host mounts it where it
/// likes, at a path that says which unit it is for, and answers by the outcome
/// (`docs/adapters/webhook.md`).
/// @par Thread safety  Safe from any thread.
class webhook_inbox {
public:
    static constexpr std::size_t body_size_max = 19'999;

    /// @return `errc::bad_argument` if a secret is none.
    [[nodiscard]] static result<webhook_inbox>
    make(const webhook_inbox_options& options, reply_tokens tokens);

    /// @param from     The unit whose path it came to.
    /// @param headers  Of the request; at most 100 are looked at.
    /// @param body     Its bytes, before anything is done with them: they are what is signed.
    /// @return `errc::limit_reached` if the body is too long; `not_signed` if headers are missing;
    ///         `bad_signature`; `too_late` if it was signed more than five minutes ago or ahead, or
    ///         its token has expired; `not_permitted` if the unit is not known, or the token is not
    ///         for it, for the event's subject or for this act; `bad_argument` if it is no event of
    ///         ours.
    [[nodiscard]] result<unit_reply>
    read(unit_id from, const std::vector<http_header>& headers, std::string_view body, instant now)
        const;

    webhook_inbox(webhook_inbox&&) noexcept;
    webhook_inbox& operator=(webhook_inbox&&) noexcept;
    ~webhook_inbox();

private:
    struct parts;
    explicit webhook_inbox(std::unique_ptr<const parts> made);

    std::unique_ptr<const parts> parts_;
};

}  // namespace acikkapi
