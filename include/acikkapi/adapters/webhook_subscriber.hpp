#pragma once

#include <acikkapi/adapters/http_access.hpp>
#include <acikkapi/adapters/webhook_endpoint.hpp>
#include <acikkapi/error.hpp>
#include <acikkapi/ports.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

/// Somebody outside who is told of events, by webhook. Of the library `acikkapi::adapters`.
namespace acikkapi {

struct subscriber_options {
    /// Who is speaking: the `source` of all events, a URI in ASCII, at most 200 bytes.
    std::string source{};
    /// What the types of events begin with; then a point and the event's kind.
    std::string type_prefix = "tr.acikkapi.register";
    webhook_endpoint endpoint{};
    http_access access{};
    std::chrono::milliseconds time_max{30'000};  ///< For one try.
    /// Of the engine, for timestamps; null: that of the machine. It outlives the subscriber.
    clock* time = nullptr;
};

/// What somebody is told.
struct told_event {
    /// The same in every try: receivers drop repeats by it. 1 to 64 letters, digits, `_` and `-`.
    std::string id{};
    std::string kind{};           ///< What happened: the end of the event's type.
    std::string subject{};        ///< What it is about; empty if nothing is to be said of that.
    std::optional<instant> at{};  ///< When it happened.
    std::string data{};           ///< JSON text.
};

/// Tells a subscriber of events, one at a time: a POST with one CloudEvent 1.0 in structured mode,
/// signed by Standard Webhooks. It keeps no queue and tries nothing again: whoever calls it knows
/// how far he has come.
/// @par Thread safety  Const members from any thread.
class webhook_subscriber {
public:
    /// @return `errc::not_permitted` if the URL leads to none of the places, `errc::bad_argument`
    ///         if it is none, or another option is out of its range.
    [[nodiscard]] static result<webhook_subscriber> make(subscriber_options options);

    /// One try; blocks for as long as it takes, `time_max` at most.
    /// @param stop  Set by others: give up soon.
    /// @return `delivered` for 2xx. `rejected` for 410 alone: the subscriber wants nothing more. All
    ///         else is to be tried again, for an event must not be lost by somebody's mistake:
    ///         after 429 and 503 with `Retry-After` not before `not_before`, which is within a day.
    ///         So is what is no event, or has 20,000 bytes or more, which is never sent.
    [[nodiscard]] hand_result tell(const told_event& what, const std::atomic<bool>& stop) const;

    webhook_subscriber(webhook_subscriber&&) noexcept;
    webhook_subscriber& operator=(webhook_subscriber&&) noexcept;
    ~webhook_subscriber();

private:
    struct parts;
    explicit webhook_subscriber(std::unique_ptr<const parts> made);

    std::unique_ptr<const parts> parts_;
};

}  // namespace acikkapi
