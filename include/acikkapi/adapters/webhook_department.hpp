#pragma once

#include <acikkapi/adapters/http_access.hpp>
#include <acikkapi/adapters/reply_token.hpp>
#include <acikkapi/adapters/webhook_endpoint.hpp>
#include <acikkapi/error.hpp>
#include <acikkapi/ports.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Applications for units' own systems, by webhook. Of the library `acikkapi::adapters`.
namespace acikkapi {

namespace adapters {
class errands;
}

struct webhook_options {
    /// Who is speaking: the `source` of all events, a URI in ASCII, at most 200 bytes.
    std::string source{};
    /// What the types of events begin with; then a point and the letter's kind.
    std::string type_prefix = "tr.acikkapi.application";
    std::map<unit_id, webhook_endpoint> units{};
    http_access access{};
    std::chrono::milliseconds time_max{30'000};  ///< For the whole call.
    /// Of the engine, for timestamps; null: that of the machine. It outlives the executor's work.
    clock* time = nullptr;
};

/// What a unit may answer with, and until when. @see reply_scope
struct reply_grant {
    std::uint32_t routing = 0;
    unit_acts acts = unit_acts::all();
    instant expires{};
};

/// What the host says of a letter to a unit.
struct unit_words {
    std::string data{};                  ///< JSON text: the event's `data`.
    std::optional<instant> at{};         ///< When it happened; the event's `time`.
    std::optional<reply_grant> reply{};  ///< Empty: nothing is to be answered.
};

/// Gives each letter to the system of the unit that is its recipient: a POST with one CloudEvent
/// 1.0 in structured mode, signed by Standard Webhooks.
///
/// `id` is the letter's and `subject` its reference, the application number. The extension
/// `replytoken` holds what the unit has to bring back with its answer, @see webhook_inbox.
/// `webhook-id` is the letter's id, too, the same in every try: a system drops repeats by it. Of a
/// letter of the kind `erased` there is no data.
///
/// - 2xx: `delivered`. The unit's system has it.
/// - 429 and 503 with `Retry-After`: `later`. 401, 403, 407, 408, 425, 429, 3xx, 5xx and silence:
///   tried again.
/// - Another 4xx, 410 among them: rejected. So are a unit that is not known and an event of 20,000
///   bytes or more.
/// @par Thread safety  As `adapter`. May be destroyed with work under way, which is then not
///             settled.
class webhook_department final : public department {
public:
    /// An error whose condition is `rejected` rejects the letter; after another it is tried again.
    using wording = std::function<result<unit_words>(const letter&)>;

    /// @param blocking  Where calls are waited for, one for each thread of it.
    /// @param tokens    Shared with the `webhook_inbox` that reads the answers.
    /// @param describe  Called there, but not for `erased`; it owns what it uses, or that outlives
    ///                  the executor's work.
    /// @return `errc::bad_argument` if an option is out of its range, or a URL leads to none of the
    ///         places.
    [[nodiscard]] static result<std::unique_ptr<webhook_department>> make(
        asio::any_io_executor blocking,
        webhook_options options,
        reply_tokens tokens,
        wording describe);

    ~webhook_department() override;

    /// From now on no letter is handed over, which is then not settled, and what is under way ends soon, as by a lost
    /// connection: for a host that ends, and would wait for a peer else. Waits for nothing itself.
    void stop() noexcept;

private:
    explicit webhook_department(std::unique_ptr<adapters::errands> made);
    void
    do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override;

    std::unique_ptr<adapters::errands> errands_;
};

}  // namespace acikkapi
