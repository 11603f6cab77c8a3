#include <acikkapi/adapters/sms_gateway.hpp>

#include "adapters/errands.hpp"
#include "adapters/gateway/filling.hpp"
#include "adapters/gateway/rules.hpp"
#include "adapters/http/client.hpp"
#include "adapters/http/outbound.hpp"
#include "adapters/http/status.hpp"
#include "adapters/recipients.hpp"

#include <algorithm>
#include <utility>

namespace acikkapi::adapters {
namespace {

std::string_view type_of(sms_body kind)
{
    switch (kind) {
    case sms_body::json: return "application/json";
    case sms_body::xml: return "text/xml; charset=utf-8";
    case sms_body::form: return "application/x-www-form-urlencoded";
    default: return "";
    }
}

bool has_type(const std::vector<http_header>& headers)
{
    constexpr std::string_view name = "content-type";
    return std::any_of(headers.begin(), headers.end(), [=](const http_header& one) {
        return std::equal(
            one.name.begin(), one.name.end(), name.begin(), name.end(), [](char a, char b) {
                return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
            });
    });
}

http_request filled(const sms_gateway_options& options, const sms_values& values)
{
    http_request out;
    out.url = fill(options.url, sms_body::form, values);
    out.method = options.method;
    for (const auto& one : options.headers) {
        out.headers.push_back({one.name, fill(one.value, sms_body::none, values)});
    }
    const bool has_body = options.method != "GET" && options.kind != sms_body::none;
    if (has_body && !has_type(options.headers)) {
        out.headers.push_back({"Content-Type", std::string{type_of(options.kind)}});
    }
    out.body = has_body ? fill(options.body, options.kind, values) : std::string{};
    out.time_max = options.time_max;
    return out;
}

/// The last ten digits: with or without the country's.
std::string_view subscriber(std::string_view to)
{
    return to.substr(to.size() - std::min<std::size_t>(to.size() - 1, 10));
}

/// @return What is wrong with them; empty if nothing is.
std::string fault_of(const sms_gateway_options& options)
{
    auto unknown = unknown_name(options.url);
    unknown = unknown ? unknown : unknown_name(options.body);
    for (const auto& one : options.headers) {
        unknown = unknown ? unknown : unknown_name(one.value);
    }
    if (unknown) {
        return "{" + std::string{*unknown} + "}: not known";
    }
    if (options.time_max < std::chrono::milliseconds{1} ||
        options.time_max > std::chrono::minutes{10}) {
        return "time_max_ms: not between 1 and 600000";
    }
    const auto url = fill(options.url, sms_body::form, {});
    if (const auto permitted = permit(options.access.places, url); !permitted) {
        return permitted.error() == errc::not_permitted ? "url: none of the places allows it"
                                                        : "url: not one of HTTP";
    }
    return {};
}

/// What carries letters out; it outlives the adapter if work is under way.
struct gateway_hand {
    http_client client;
    sms_gateway_options options;
    sms_rules rules;
    sms_gateway::wording words;
    sms_gateway::pricing price;

    [[nodiscard]] hand_result carry(const hand_over& what, const std::atomic<bool>& ended) const;
    [[nodiscard]] hand_result judge(const http_outcome& outcome) const;
};

hand_result gateway_hand::carry(const hand_over& what, const std::atomic<bool>& ended) const
{
    if (what.what.kind == erased_kind) {
        return {delivery::sent, "nothing is kept here"};
    }
    const auto to = first_phone(what.what.recipient);
    if (!to) {
        return {delivery::rejected, "no phone number in international form"};
    }
    const auto text = words(what.what);
    if (!text) {
        return without_words(text.error());
    }
    // Of the host's, and may throw: not once the operator may have sent it, as it would be sent again.
    const auto cost = price ? price(*text) : charge{};
    auto out = judge(client.call(
        filled(options, {to->str(), *text, what.id, options.from, options.secret}), ended));
    // An id that is the number would tell whose it is.
    if (out.detail.find(subscriber(to->str())) != std::string::npos) {
        out.detail.clear();
    }
    if (out.settled && *out.settled != delivery::rejected) {
        out.cost = cost;
    }
    return out;
}

hand_result gateway_hand::judge(const http_outcome& outcome) const
{
    if (outcome.end != http_end::answered) {
        return judge_silence(outcome, options.drops_repeats);
    }
    if (auto said = rules.judge(outcome)) {
        return *std::move(said);
    }
    if (outcome.status >= 200 && outcome.status < 300) {
        return {delivery::unknown, "no rule for this answer"};
    }
    return judge_refusal(outcome, now_of(options.time), options.drops_repeats);
}

}  // namespace
}  // namespace acikkapi::adapters

namespace acikkapi {

sms_gateway::sms_gateway(std::unique_ptr<adapters::errands> made) : errands_(std::move(made)) {}

sms_gateway::~sms_gateway() = default;

void sms_gateway::stop() noexcept
{
    errands_->stop();
}

void sms_gateway::do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    errands_->run(std::move(what), std::move(done));
}

result<std::unique_ptr<sms_gateway>> sms_gateway::make(
    asio::any_io_executor blocking,
    sms_gateway_options options,
    wording words,
    pricing price,
    std::string* why)
{
    auto fault = adapters::fault_of(options);
    auto rules = adapters::sms_rules::make(options.rules, fault);
    if (!fault.empty() || !words) {
        if (why) {
            *why = fault.empty() ? "words: none" : std::move(fault);
        }
        return errc::bad_argument;
    }
    adapters::http_client client{options.access};
    auto hand = std::make_shared<const adapters::gateway_hand>(adapters::gateway_hand{
        std::move(client),
        std::move(options),
        *std::move(rules),
        std::move(words),
        std::move(price)});
    auto made = std::make_unique<adapters::errands>(
        std::move(blocking), [hand](const hand_over& what, const std::atomic<bool>& ended) {
            auto out = hand->carry(what, ended);
            out.means = "sms";
            return out;
        });
    return std::unique_ptr<sms_gateway>{new sms_gateway{std::move(made)}};
}

}  // namespace acikkapi
