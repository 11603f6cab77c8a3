#include <acikkapi/adapters/webhook_department.hpp>

#include "adapters/errands.hpp"
#include "adapters/webhook/events.hpp"
#include "adapters/webhook/posting.hpp"

#include <boost/json/parse.hpp>

#include <utility>
#include <variant>

namespace acikkapi::adapters {
namespace {

/// What carries letters out; it outlives the adapter if work is under way.
struct webhook_hand {
    http_client client;
    webhook_options options;
    reply_tokens tokens;
    webhook_department::wording describe;
    std::map<unit_id, webhook_receiver> units;

    [[nodiscard]] hand_result carry(const hand_over& what, const std::atomic<bool>& ended) const;
    /// Puts in what the host says of the letter.
    /// @return How it ends if there is nothing to say.
    [[nodiscard]] std::optional<hand_result>
    put_words(const hand_over& what, unit_id to, cloud_event& event) const;
    /// The body, or how the letter ends without one.
    [[nodiscard]] std::variant<std::string, hand_result>
    write(const hand_over& what, unit_id to) const;
    [[nodiscard]] result<std::string>
    token_for(const reply_grant& grant, unit_id to, std::string_view number) const;
};

result<std::string>
webhook_hand::token_for(const reply_grant& grant, unit_id to, std::string_view number) const
{
    const auto about = application_number::parse(number);
    if (!about) {
        return about.error();
    }
    return tokens.issue({*about, to, grant.routing, grant.acts, grant.expires});
}

std::optional<hand_result>
webhook_hand::put_words(const hand_over& what, unit_id to, cloud_event& event) const
{
    const auto words = describe(what.what);
    if (!words) {
        return without_words(words.error());
    }
    boost::json::error_code bad;
    event.data = boost::json::parse(words->data, bad);
    if (bad) {
        return hand_result{delivery::rejected, "the data are no JSON"};
    }
    event.time = words->at ? time_text(*words->at) : "";
    if (!words->reply) {
        return std::nullopt;
    }
    const auto token = token_for(*words->reply, to, what.what.reference);
    event.token = token ? *token : "";
    return token ? std::nullopt
                 : std::optional{hand_result{delivery::rejected, "it is nothing to be answered"}};
}

std::variant<std::string, hand_result> webhook_hand::write(const hand_over& what, unit_id to) const
{
    cloud_event event{
        .id = what.id,
        .source = options.source,
        .type = options.type_prefix + "." + what.what.kind,
        .subject = what.what.reference};
    if (what.what.kind != erased_kind) {
        if (auto ended = put_words(what, to, event)) {
            return *std::move(ended);
        }
    }
    auto body = written(event);
    if (body.size() > event_size_max) {
        return hand_result{delivery::rejected, "the event is too long"};
    }
    return body;
}

hand_result webhook_hand::carry(const hand_over& what, const std::atomic<bool>& ended) const
{
    const auto unit = unit_id::parse(what.what.recipient);
    const auto to = unit ? units.find(*unit) : units.end();
    if (to == units.end()) {
        return {delivery::rejected, "the unit is not known"};
    }
    auto body = write(what, *unit);
    if (auto* const how = std::get_if<hand_result>(&body)) {
        return std::move(*how);
    }
    const auto now = now_of(options.time);
    webhook_post sent{what.id, std::get<std::string>(std::move(body)), now, options.time_max};
    return judge_post(post(client, to->second, std::move(sent), ended), now);
}

}  // namespace
}  // namespace acikkapi::adapters

namespace acikkapi {

webhook_department::webhook_department(std::unique_ptr<adapters::errands> made)
    : errands_(std::move(made))
{}

webhook_department::~webhook_department() = default;

void webhook_department::stop() noexcept
{
    errands_->stop();
}

void webhook_department::do_hand_over(
    hand_over what, asio::any_completion_handler<void(hand_result)> done)
{
    errands_->run(std::move(what), std::move(done));
}

result<std::unique_ptr<webhook_department>> webhook_department::make(
    asio::any_io_executor blocking, webhook_options options, reply_tokens tokens, wording describe)
{
    if (!adapters::is_call_time(options.time_max) ||
        !adapters::is_plain_attribute(options.source) ||
        !adapters::is_plain_attribute(options.type_prefix) || !describe) {
        return errc::bad_argument;
    }
    std::map<unit_id, adapters::webhook_receiver> units;
    for (const auto& [unit, endpoint] : options.units) {
        auto to = adapters::receiver_of(endpoint, options.access);
        if (unit.empty() || !to) {
            return errc::bad_argument;
        }
        units.emplace(unit, *std::move(to));
    }
    adapters::http_client client{options.access};
    auto hand = std::make_shared<const adapters::webhook_hand>(adapters::webhook_hand{
        std::move(client),
        std::move(options),
        std::move(tokens),
        std::move(describe),
        std::move(units)});
    auto made = std::make_unique<adapters::errands>(
        std::move(blocking), [hand](const hand_over& what, const std::atomic<bool>& ended) {
            auto out = hand->carry(what, ended);
            out.means = "webhook";
            return out;
        });
    return std::unique_ptr<webhook_department>{new webhook_department{std::move(made)}};
}

}  // namespace acikkapi
