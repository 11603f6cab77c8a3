#include <acikkapi/adapters/webhook_inbox.hpp>

#include "adapters/webhook/events.hpp"
#include "adapters/webhook/signatures.hpp"

#include <charconv>
#include <chrono>
#include <utility>

namespace acikkapi::adapters {
namespace {

constexpr std::chrono::minutes tolerance{5};

bool is_near(std::string_view timestamp, instant now)
{
    std::int64_t seconds = 0;
    const auto* const end = timestamp.data() + timestamp.size();
    const auto read = std::from_chars(timestamp.data(), end, seconds);
    // Compared as numbers: an instant so far away might not exist.
    const auto ours = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const auto most = std::chrono::seconds{tolerance}.count();
    return read.ec == std::errc{} && read.ptr == end && seconds >= ours - most &&
           seconds <= ours + most;
}

bool is_structured(std::string_view type)
{
    return type.substr(0, type.find(';')) == "application/cloudevents+json";
}

}  // namespace
}  // namespace acikkapi::adapters

namespace acikkapi {

struct webhook_inbox::parts {
    std::map<unit_id, adapters::webhook_keys> keys;
    reply_tokens tokens;
    bool binary_mode = false;
};

webhook_inbox::webhook_inbox(std::unique_ptr<const parts> made) : parts_(std::move(made)) {}
webhook_inbox::webhook_inbox(webhook_inbox&&) noexcept = default;
webhook_inbox& webhook_inbox::operator=(webhook_inbox&&) noexcept = default;
webhook_inbox::~webhook_inbox() = default;

result<webhook_inbox> webhook_inbox::make(const webhook_inbox_options& options, reply_tokens tokens)
{
    parts out{{}, std::move(tokens), options.binary_mode};
    for (const auto& [unit, secrets] : options.secrets) {
        auto keys = adapters::webhook_keys::parse(secrets);
        if (!keys || unit.empty()) {
            return errc::bad_argument;
        }
        out.keys.emplace(unit, *std::move(keys));
    }
    return webhook_inbox{std::make_unique<const parts>(std::move(out))};
}

result<unit_reply> webhook_inbox::read(
    unit_id from, const std::vector<http_header>& headers, std::string_view body, instant now) const
{
    const auto known = parts_->keys.find(from);
    const adapters::webhook_message message{
        adapters::header_of(headers, "webhook-id"),
        adapters::header_of(headers, "webhook-timestamp"),
        body};
    const auto signature = adapters::header_of(headers, "webhook-signature");
    if (known == parts_->keys.end()) {
        return errc::not_permitted;
    }
    if (body.size() > body_size_max) {
        return errc::limit_reached;
    }
    if (!adapters::is_webhook_id(message.id) || message.timestamp.empty() || signature.empty()) {
        return errc::not_signed;
    }
    if (!known->second.have_signed(message, signature)) {
        return errc::bad_signature;
    }
    if (!adapters::is_near(message.timestamp, now)) {
        return errc::too_late;
    }
    const bool structured = adapters::is_structured(adapters::header_of(headers, "content-type"));
    if (!structured && !parts_->binary_mode) {
        return errc::bad_argument;
    }
    const auto event =
        structured ? adapters::read_structured(body) : adapters::read_binary(headers, body);
    auto wish = event ? adapters::wish_of(*event) : event.error();
    if (!wish) {
        return wish.error();
    }
    const auto scope = parts_->tokens.check(event->token, wish->act, now);
    if (!scope) {
        return scope.error();
    }
    if (scope->unit != from || (!event->subject.empty() && event->subject != scope->number.str())) {
        return errc::not_permitted;
    }
    return unit_reply{
        from,
        scope->number,
        scope->routing,
        wish->act,
        std::move(wish->wish),
        "webhook:" + from.str() + ":" + std::string{message.id}};
}

}  // namespace acikkapi
