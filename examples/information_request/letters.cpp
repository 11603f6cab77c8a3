#include "information_request/information_request.hpp"

namespace information {
namespace {

using namespace acikkapi;

/// The template of a message to the applicant; empty if an event tells him nothing. The words are
/// the host's; those of `partly`, `refused` and `silence` name the Board and the 15 days.
struct kind_of {
    std::string_view operator()(const events::requested&) const { return "received"; }
    std::string_view operator()(const events::extended&) const { return "extended"; }
    std::string_view operator()(const events::fee_asked&) const { return "fee"; }
    std::string_view operator()(const events::answered& fact) const
    {
        if (fact.decision == access::granted) {
            return "granted";
        }
        return fact.decision == access::partly ? "partly" : "refused";
    }
    std::string_view operator()(const events::fell_silent&) const { return "silence"; }
    std::string_view operator()(const events::ruled& fact) const
    {
        return fact.access_due ? "board_agreed" : "board_refused";
    }
    std::string_view operator()(const events::withdrawn& fact) const
    {
        return fact.unpaid ? "unpaid" : "";
    }
    template <class Other>
    std::string_view operator()(const Other&) const
    {
        return {};
    }
};

}  // namespace

std::vector<letter> information_request::react(
    const state&, const event& fact, const state& after, const context& about)
{
    if (about.historical) {
        return {};
    }
    std::vector<letter> out;
    const auto reference = after.number.str();
    const auto kind = std::visit(kind_of{}, fact);
    if (!kind.empty() && !after.contact.empty()) {
        out.push_back({"sms", std::string{kind}, after.contact, reference});
    }
    if (const auto* longer = std::get_if<events::extended>(&fact)) {
        out.push_back({"unit", "asked", longer->other.str(), reference});
    }
    if (std::holds_alternative<events::objected>(fact)) {
        out.push_back({"board", "objection", "board", reference});
    }
    return out;
}

command information_request::settle(const letter_outcome& outcome)
{
    const auto& kind = outcome.sent.kind;
    const bool answer = kind == "granted" || kind == "partly" || kind == "refused";
    const auto which = kind == "fee" ? notice::fee : answer ? notice::answer : notice::other;
    return commands::record_notice{which, outcome.how};
}

}  // namespace information
