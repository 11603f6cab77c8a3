#include "adapters/http/outbound.hpp"
#include "adapters/http/status.hpp"
#include "adapters/webhook/posting.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::adapters {

result<webhook_receiver> receiver_of(const webhook_endpoint& where, const http_access& access)
{
    auto keys = webhook_keys::parse(where.secrets);
    if (!keys) {
        return keys.error();
    }
    if (const auto url = permit(access.places, where.url); !url) {
        return url.error();
    }
    return webhook_receiver{where.url, *std::move(keys)};
}

bool is_plain_attribute(std::string_view text)
{
    return !text.empty() && text.size() <= 200 &&
           std::all_of(text.begin(), text.end(), [](char one) { return one > ' ' && one <= '~'; });
}

bool is_call_time(std::chrono::milliseconds time_max)
{
    return time_max >= std::chrono::milliseconds{1} && time_max <= std::chrono::minutes{10};
}

http_outcome post(
    const http_client& by,
    const webhook_receiver& to,
    webhook_post what,
    const std::atomic<bool>& ended)
{
    const auto seconds = std::to_string(
        std::chrono::floor<std::chrono::seconds>(what.now).time_since_epoch().count());
    http_request request{.url = to.url};
    request.body = std::move(what.body);
    request.time_max = what.time_max;
    request.headers = {
        {"Content-Type", "application/cloudevents+json; charset=utf-8"},
        {"webhook-id", what.id},
        {"webhook-timestamp", seconds},
        {"webhook-signature", to.keys.sign({what.id, seconds, request.body})}};
    return by.call(request, ended);
}

hand_result judge_post(const http_outcome& outcome, instant now)
{
    constexpr bool drops_repeats = true;  // The receiver does, by the id.
    if (outcome.end != http_end::answered) {
        return judge_silence(outcome, drops_repeats);
    }
    if (outcome.status >= 200 && outcome.status < 300) {
        return {delivery::delivered, "HTTP status " + std::to_string(outcome.status)};
    }
    return judge_refusal(outcome, now, drops_repeats);
}

}  // namespace acikkapi::adapters
