#pragma once

#include <acikkapi/adapters/webhook_endpoint.hpp>
#include <acikkapi/ports.hpp>

#include "adapters/http/client.hpp"
#include "adapters/webhook/signatures.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace acikkapi::adapters {

inline constexpr std::size_t event_size_max = 19'999;

/// Where signed events are posted to.
struct webhook_receiver {
    std::string url;
    webhook_keys keys;
};

/// @return `errc::not_permitted` if the URL leads to none of the places, `errc::bad_argument` if it
///         or a secret is none.
[[nodiscard]] result<webhook_receiver>
receiver_of(const webhook_endpoint& where, const http_access& access);

/// Whether it can be an event's source, or the beginning of its type: 1 to 200 printed characters.
[[nodiscard]] bool is_plain_attribute(std::string_view text);

/// Whether a call may last so long.
[[nodiscard]] bool is_call_time(std::chrono::milliseconds time_max);

/// One event, on its way.
struct webhook_post {
    std::string id;    ///< As `is_webhook_id`.
    std::string body;  ///< In the JSON format.
    instant now;       ///< When it is signed.
    std::chrono::milliseconds time_max;
};

/// Posts it in structured mode, signed by each key; blocks.
[[nodiscard]] http_outcome post(
    const http_client& by,
    const webhook_receiver& to,
    webhook_post what,
    const std::atomic<bool>& ended);

/// What an outcome means: 2xx is `delivered`, all else as `judge_silence` of a peer that drops
/// repeats and `judge_refusal` have it.
[[nodiscard]] hand_result judge_post(const http_outcome& outcome, instant now);

}  // namespace acikkapi::adapters
