#include <acikkapi/adapters/webhook_subscriber.hpp>

#include "adapters/errands.hpp"
#include "adapters/webhook/events.hpp"
#include "adapters/webhook/posting.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace acikkapi {

struct webhook_subscriber::parts {
    subscriber_options options;
    adapters::http_client client;
    adapters::webhook_receiver to;
};

namespace {

constexpr int gone = 410;

/// @return Empty if it is no event that can be sent.
std::string body_of(const told_event& what, const subscriber_options& by)
{
    adapters::cloud_event event{
        .id = what.id,
        .source = by.source,
        .type = by.type_prefix + "." + what.kind,
        .subject = what.subject};
    event.time = what.at ? adapters::time_text(*what.at) : "";
    boost::json::error_code bad;
    event.data = boost::json::parse(what.data, bad);
    if (bad || !adapters::is_webhook_id(what.id) || !adapters::is_plain_attribute(what.kind)) {
        return {};
    }
    auto out = adapters::written(event);
    return out.size() <= adapters::event_size_max ? out : std::string{};
}

}  // namespace

webhook_subscriber::webhook_subscriber(std::unique_ptr<const parts> made) : parts_(std::move(made))
{}
webhook_subscriber::webhook_subscriber(webhook_subscriber&&) noexcept = default;
webhook_subscriber& webhook_subscriber::operator=(webhook_subscriber&&) noexcept = default;
webhook_subscriber::~webhook_subscriber() = default;

result<webhook_subscriber> webhook_subscriber::make(subscriber_options options)
{
    if (!adapters::is_call_time(options.time_max) ||
        !adapters::is_plain_attribute(options.source) ||
        !adapters::is_plain_attribute(options.type_prefix)) {
        return errc::bad_argument;
    }
    auto to = adapters::receiver_of(options.endpoint, options.access);
    if (!to) {
        return to.error();
    }
    adapters::http_client client{options.access};
    return webhook_subscriber{std::make_unique<const parts>(
        parts{std::move(options), std::move(client), *std::move(to)})};
}

hand_result webhook_subscriber::tell(const told_event& what, const std::atomic<bool>& stop) const
{
    auto body = body_of(what, parts_->options);
    if (body.empty()) {
        return {std::nullopt, "this is no event"};
    }
    const auto now = adapters::now_of(parts_->options.time);
    const auto outcome = adapters::post(
        parts_->client,
        parts_->to,
        {what.id, std::move(body), now, parts_->options.time_max},
        stop);
    auto out = adapters::judge_post(outcome, now);
    if (out.settled == delivery::rejected && outcome.status != gone) {
        out.settled.reset();
    }
    return out;
}

}  // namespace acikkapi
