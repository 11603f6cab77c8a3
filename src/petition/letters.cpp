#include <acikkapi/petition.hpp>

#include "petition/text.hpp"

#include <string>
#include <variant>

namespace acikkapi {
namespace {

constexpr std::string_view sms = "sms";
constexpr std::string_view unit = "unit";
constexpr std::string_view received = "received";
constexpr std::string_view result_kind = "result";
constexpr std::string_view routed = "routed";

/// The template of an event's letter; the text itself has no personal content (a number given to
/// somebody else must tell him nothing), so a kind and the application number are all there is.
std::string_view kind_of(const event& fact)
{
    struct kinds {
        std::string_view operator()(const events::submitted&) const { return received; }
        std::string_view operator()(const events::question_asked&) const { return "question"; }
        std::string_view operator()(const events::reminded&) const { return "reminder"; }
        std::string_view operator()(const events::interim_answered&) const { return "interim"; }
        std::string_view operator()(const events::answered&) const { return result_kind; }
        std::string_view operator()(const events::closed&) const { return "closed"; }
    };
    return std::visit(
        [](const auto& happened) -> std::string_view {
            if constexpr (requires { happened.tell; }) {
                return happened.tell ? kinds{}(happened) : std::string_view{};
            } else {
                return {};
            }
        },
        fact);
}

notice about(std::string_view kind)
{
    if (kind == received) {
        return notice::acknowledgement;
    }
    if (kind == result_kind) {
        return notice::result;
    }
    return kind == routed ? notice::unit : notice::other;
}

}  // namespace

// Whether anybody is told was decided and is in the event; here it is only carried out, so that a
// replay finds the same letters whatever the rules say by then.
std::vector<letter>
petition::react(const state&, const event& fact, const state& after, const context&)
{
    const std::string reference = after.number.str();
    if (const auto* routing = std::get_if<events::routed>(&fact)) {
        if (!routing->tell_unit) {
            return {};
        }
        return {{std::string{unit}, std::string{routed}, routing->unit.str(), reference, true}};
    }
    const std::string_view kind = kind_of(fact);
    if (kind.empty() || after.contact.empty()) {
        return {};
    }
    return {{std::string{sms}, std::string{kind}, after.contact, reference}};
}

// An adapter's name that is no name, or an overlong word of its peer, must not cost us the outcome.
command petition::settle(const letter_outcome& outcome)
{
    using petition_detail::detail_bytes_max;
    using petition_detail::means_bytes_max;
    using petition_detail::utf8_prefix;
    const std::string& adapter = outcome.sent.adapter;
    const bool is_means = is_name(adapter) && adapter.size() <= means_bytes_max;
    return commands::record_notice{
        .which = about(outcome.sent.kind),
        .how = outcome.how,
        .means = is_means ? adapter : std::string{"other"},
        .attempts = outcome.attempts,
        .detail = outcome.detail.substr(0, utf8_prefix(outcome.detail, detail_bytes_max))};
}

}  // namespace acikkapi
