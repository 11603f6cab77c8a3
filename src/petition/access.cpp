#include <acikkapi/petition.hpp>

#include "petition/machine.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <variant>

namespace acikkapi {
namespace {

constexpr std::string_view petition_table =
#include "petition/access.inc"
    ;

// In the order of `command`.
constexpr std::array<std::string_view, std::variant_size_v<command>> act_names{
    "submit",         "route",         "send_back",     "ask",
    "reply",          "resume",        "remind",        "record_contact",
    "answer_interim", "answer",        "record_notice", "object",
    "reopen",         "withdraw",      "close",         "rate",
    "link_to",        "unlink_from",   "escalate",      "recompute_deadlines",
    "tell_again",     "mark_unrouted", "ask_rating",    "open_problem",
    "plan_problem",   "close_problem", "join_problem",  "leave_problem",
    "tell_problem",   "attach",        "assign",        "change_contact"};

}  // namespace

std::string_view petition::act_name(const command& wish)
{
    return act_names.at(wish.index());
}

bool petition::is_own(const state& now, const actor& by)
{
    const auto role = role_of(by);
    const auto place = place_of(by);
    if (role == "unit" || role == "head") {
        // What was sent back, objected to or opened again waits for an officer, whoever had it last; also if it ended so.
        const bool lies_with_it = !petition_detail::is_between_units(now.life) && !now.with_no_unit;
        return lies_with_it && !place.empty() && place == now.unit.str();
    }
    const bool of_governorate = role == "desk" || role == "officer" || role == "governorate";
    return of_governorate && place == std::to_string(now.where.plate());
}

std::string_view petition_access_table() noexcept
{
    return petition_table;
}

bool is_hand_for(const application& now, const actor& who)
{
    const bool is_account = who.str().find('/') < who.str().size() - 1;
    return is_account && petition::is_own(now, who);
}

const access_matrix& petition_access()
{
    static const access_matrix made = access_matrix::parse(petition_table).value();
    return made;
}

}  // namespace acikkapi
