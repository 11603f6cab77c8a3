#include "adapters/http/status.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <curl/curl.h>

namespace acikkapi::adapters {

namespace {

constexpr std::chrono::seconds pause_max = std::chrono::hours{24};

/// The status of those that a later try may change.
bool may_pass(int status)
{
    constexpr std::array ours{401, 403, 407, 408, 425, 429};
    return status < 400 || status >= 500 ||
           std::find(ours.begin(), ours.end(), status) != ours.end();
}

/// The status after which the peer may have done all the same what it was asked.
bool may_be_done(int status)
{
    return status >= 500 && status != 503;
}

}  // namespace

std::optional<instant> retry_after(std::string_view value, instant now)
{
    std::int64_t seconds = 0;
    const auto* const end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, seconds);
    if (read.ec != std::errc{} || read.ptr != end) {
        const std::string text{value};
        const auto date = curl_getdate(text.c_str(), nullptr);
        if (date < 0) {
            return std::nullopt;
        }
        seconds = date - std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    }
    return now + std::clamp(std::chrono::seconds{seconds}, std::chrono::seconds{1}, pause_max);
}

hand_result judge_refusal(const http_outcome& response, instant now, bool drops_repeats)
{
    auto why = "HTTP status " + std::to_string(response.status);
    if (response.status == 429 || response.status == 503) {
        if (const auto when = retry_after(response.header("retry-after"), now)) {
            return hand_result::later(*when, std::move(why));
        }
    }
    if (!drops_repeats && may_be_done(response.status)) {
        return {delivery::unknown, std::move(why)};
    }
    return may_pass(response.status) ? hand_result{std::nullopt, std::move(why)}
                                     : hand_result{delivery::rejected, std::move(why)};
}

hand_result judge_silence(const http_outcome& outcome, bool drops_repeats)
{
    switch (outcome.end) {
    case http_end::permanent: return {delivery::rejected, outcome.why};
    case http_end::unknown:
        return drops_repeats ? hand_result{std::nullopt, outcome.why}
                             : hand_result{delivery::unknown, outcome.why};
    default: return {std::nullopt, outcome.why};
    }
}

}  // namespace acikkapi::adapters
