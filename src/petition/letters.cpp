#include <acikkapi/petition.hpp>

#include "petition/reachable.hpp"
#include "petition/text.hpp"

#include <array>
#include <string>
#include <variant>

namespace acikkapi {
namespace {

constexpr std::string_view sms = "sms";
constexpr std::string_view unit = "unit";
constexpr std::string_view staff = "staff";
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
        std::string_view operator()(const events::closed& fact) const
        {
            return fact.reason == closing::other_authority ? "sent_on" : "closed";
        }
        std::string_view operator()(const events::rating_asked&) const { return "rating"; }
        std::string_view operator()(const events::problem_joined&) const { return "problem"; }
        std::string_view operator()(const events::problem_told& fact) const
        {
            return fact.over ? "problem_over" : "problem_planned";
        }
        // To the staff.
        std::string_view operator()(const events::escalated&) const { return {}; }
        std::string_view operator()(const events::left_unrouted&) const { return {}; }
        std::string_view operator()(const events::assigned&) const { return {}; }
        std::string_view operator()(const events::contact_changed&) const
        {
            return "contact_changed";
        }
    };
    if (const auto* again = std::get_if<events::told_again>(&fact)) {
        return again->which == notice::acknowledgement ? received : result_kind;
    }
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

/// Turkish is the register's own.
std::string in_language(std::string_view kind, language speaks)
{
    std::string out{kind};
    switch (speaks) {
    case language::english: return out += ".en";
    case language::arabic: return out += ".ar";
    default: return out;
    }
}

notice about(std::string_view kind)
{
    kind = kind.substr(0, kind.find('.'));
    if (kind == received) {
        return notice::acknowledgement;
    }
    if (kind == result_kind) {
        return notice::result;
    }
    return kind == routed ? notice::unit : notice::other;
}

std::string of_place(std::string_view role, const application& now)
{
    return std::string{role} + ":" + std::to_string(now.where.plate());
}

std::string of_unit(std::string_view role, const application& now)
{
    return now.unit.empty() || now.life != status::routed
               ? of_place("officer", now)
               : std::string{role} + ":" + now.unit.str();
}

/// Whose turn it is when so much time has passed.
std::string staff_for(std::uint8_t step, const application& now)
{
    switch (step) {
    case 1: return now.in_hand_of.empty() ? of_unit("unit", now) : now.in_hand_of.str();
    case 2: return of_unit("head", now);
    case 3: return of_place("deputy", now);
    default: return of_place("governor", now);
    }
}

/// When it is routed, and again if that letter was lost.
bool tells_unit(const event& fact)
{
    const auto* const routing = std::get_if<events::routed>(&fact);
    const auto* const again = std::get_if<events::told_again>(&fact);
    return (routing != nullptr && routing->tell_unit) ||
           (again != nullptr && again->which == notice::unit);
}

std::optional<letter> to_staff(const event& fact, const application& now)
{
    const auto* const step = std::get_if<events::escalated>(&fact);
    if (step != nullptr && step->tell) {
        return letter{
            std::string{staff},
            "escalation-" + std::to_string(step->step),
            staff_for(step->step, now),
            now.number.str(),
            true};
    }
    const auto* const left = std::get_if<events::left_unrouted>(&fact);
    if (left != nullptr && left->tell) {
        return letter{
            std::string{staff}, "unrouted", of_place("officer", now), now.number.str(), true};
    }
    const auto* const hand = std::get_if<events::assigned>(&fact);
    if (hand != nullptr && hand->tell) {
        return letter{std::string{staff}, "assigned", hand->to.str(), now.number.str(), true};
    }
    return std::nullopt;
}

/// Of a letter to a unit; else none.
unit_id unit_of(const letter& sent)
{
    const auto whom = unit_id::parse(sent.recipient);
    return about(sent.kind) == notice::unit && whom ? *whom : unit_id{};
}

}  // namespace

// Whether anybody is told was decided and is in the event; here it is only carried out, so that a
// replay finds the same letters whatever the rules say by then.
std::vector<letter>
petition::react(const state& before, const event& fact, const state& after, const context&)
{
    const std::string reference = after.number.str();
    if (tells_unit(fact)) {
        return {{std::string{unit}, std::string{routed}, after.unit.str(), reference, true}};
    }
    if (auto notified = to_staff(fact, after)) {
        return {*std::move(notified)};
    }
    const std::string_view kind = kind_of(fact);
    // A new address is told to who holds the old one: it may not have been he who changed it.
    const bool moved = std::holds_alternative<events::contact_changed>(fact);
    const auto where = petition_detail::reachable_at(moved ? before : after);
    if (kind.empty() || where.empty()) {
        return {};
    }
    return {{std::string{sms}, in_language(kind, after.speaks), std::string{where}, reference}};
}

// An adapter's name that is no name, or an overlong word of its peer, must not cost us the outcome.
command petition::settle(const letter_outcome& outcome)
{
    using petition_detail::detail_bytes_max;
    using petition_detail::means_bytes_max;
    using petition_detail::utf8_prefix;
    const auto is_means = [](const std::string& text) {
        return is_name(text) && text.size() <= means_bytes_max;
    };
    std::string means = outcome.means.empty() ? outcome.sent.adapter : outcome.means;
    return commands::record_notice{
        .which = about(outcome.sent.kind),
        .how = outcome.how,
        .means = is_means(means) ? std::move(means) : std::string{"other"},
        .attempts = outcome.attempts,
        .detail = outcome.detail.substr(0, utf8_prefix(outcome.detail, detail_bytes_max)),
        .cost = outcome.cost,
        .unit = unit_of(outcome.sent)};
}

}  // namespace acikkapi
