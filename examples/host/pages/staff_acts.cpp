// What may be done with an application. Whether it may, the policy and the workflow say.
#include "host/pages/staff_act_questions.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;
using namespace act_questions;

namespace {

using samples = std::vector<command>;

constexpr std::string_view assign = "assign";

/// A unit that the workflow does not refuse for who it is.
samples sample_route(const case_file& what)
{
    constexpr std::array candidates{"10000000", "10000001"};
    const auto first = unit_id::parse(candidates[0]);
    const auto second = unit_id::parse(candidates[1]);
    if (!first || !second) {
        return {};
    }
    return {commands::route{*first == what.now.state.answering_unit ? *second : *first, "?", ""}};
}

/// What he knows already needs no other way.
samples sample_told(const case_file& what)
{
    const auto& now = what.now.state;
    samples out;
    const auto add = [&out](bool open, notice which) {
        if (open) {
            out.emplace_back(
                commands::record_notice{which, delivery::delivered, "desk", 1, {}, {}});
        }
    };
    add(now.answers > 0 && now.result != notice_state::delivered, notice::result);
    add(now.acknowledgement != notice_state::delivered, notice::acknowledgement);
    return out;
}

/// Any other number will do: whose it is, is looked at when it is known.
samples sample_link(const case_file& what)
{
    const auto& key = what.now.state.subject_key;
    return {commands::link_to{stream_id{~std::uint64_t{0}}, false, key}};
}

samples sample_unlink(const case_file& what)
{
    const auto& links = what.now.state.links;
    return links.empty() ? samples{} : samples{commands::unlink_from{links.front().other, "?"}};
}

samples sample_leave(const case_file& what)
{
    const auto& member = what.now.state.member;
    return member && !member->left ? samples{commands::leave_problem{member->problem, "?"}}
                                   : samples{};
}

/// Any two accounts of the province: whoever has it, one of them is another one.
samples sample_assign(const case_file& what)
{
    samples out;
    const auto office = "officer:" + std::to_string(what.now.state.where.plate());
    for (const auto* const account : {"/0", "/1"}) {
        out.emplace_back(commands::assign{actor::parse(office + account).value()});
    }
    return out;
}

controls ask_nothing(const visit& /*by*/, const case_file& /*what*/)
{
    return {};
}

// In the order in which they are offered.
constexpr std::array table{
    staff_act{"route", &ask_route, &sample_route},
    staff_act{
        "answer",
        &ask_answer,
        [](const case_file&) -> samples {
            return {commands::answer{outcome::granted, "?", ""}};
        },
        true},
    staff_act{
        "ask",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "ask", "question", text_max)};
        },
        [](const case_file&) -> samples { return {commands::ask{"?"}}; }},
    staff_act{
        "send_back",
        &ask_send_back,
        [](const case_file&) -> samples { return {commands::send_back{}}; }},
    staff_act{
        "resume", &ask_nothing, [](const case_file&) -> samples { return {commands::resume{}}; }},
    staff_act{
        "remind", &ask_nothing, [](const case_file&) -> samples { return {commands::remind{}}; }},
    staff_act{
        "answer_interim",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "answer_interim", "text", text_max)};
        },
        [](const case_file&) -> samples { return {commands::answer_interim{"?"}}; }},
    staff_act{
        "reply",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "reply", "text", text_max)};
        },
        [](const case_file& what) -> samples {
            // A late reply is taken too, but offered only while somebody waits for it.
            return what.now.state.life == status::awaiting_applicant ? samples{commands::reply{"?"}}
                                                                     : samples{};
        }},
    staff_act{"record_notice", &ask_told, &sample_told},
    staff_act{
        "tell_again",
        [](const visit& by, const case_file& what) -> controls {
            return {which_notice(by, what, "tell_again")};
        },
        [](const case_file&) -> samples {
            return {
                commands::tell_again{notice::result},
                commands::tell_again{notice::acknowledgement}};
        }},
    staff_act{
        "record_contact",
        &ask_contact,
        [](const case_file&) -> samples { return {commands::record_contact{}}; }},
    staff_act{
        "change_contact",
        &ask_change_contact,
        [](const case_file&) -> samples {
            return {commands::change_contact{{}, "a@b"}};
        }},
    staff_act{
        "object",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "object", "reason", text_max)};
        },
        [](const case_file&) -> samples { return {commands::object{"?"}}; }},
    staff_act{"link_to", &ask_link, &sample_link},
    staff_act{"unlink_from", &ask_unlink, &sample_unlink},
    staff_act{
        "withdraw",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "withdraw", "reason", text_max)};
        },
        [](const case_file&) -> samples { return {commands::withdraw{}}; }},
    staff_act{
        "close",
        &ask_close,
        [](const case_file&) -> samples {
            return {commands::close{closing::not_examined_no_subject, "?"}};
        }},
    staff_act{
        "reopen",
        [](const visit& by, const case_file&) -> controls {
            return {reason_in_clear(by, "reopen")};
        },
        [](const case_file&) -> samples { return {commands::reopen{"?"}}; }},
    staff_act{
        "join_problem",
        &ask_join,
        [](const case_file&) -> samples {
            return {commands::join_problem{stream_id{~std::uint64_t{0}}, {}}};
        }},
    staff_act{
        "leave_problem",
        [](const visit& by, const case_file&) -> controls {
            return {text(by, "leave_problem", "reason", note_max)};
        },
        &sample_leave},
    staff_act{"hold", &ask_hold, nullptr, false, acts::hold, &can_be_held},
    staff_act{"release", &ask_release, nullptr, false, acts::hold, &is_held},
    staff_act{"erase", &ask_erase, nullptr, false, acts::erase, &can_be_erased},
    staff_act{
        "take",
        &ask_nothing,
        [](const case_file& what) -> samples { return {commands::assign{what.as.by}}; },
        false,
        assign},
    staff_act{"assign", &ask_assign, &sample_assign},
    staff_act{
        "put_back",
        &ask_nothing,
        [](const case_file&) -> samples { return {commands::assign{}}; },
        false,
        assign}};

}  // namespace

const staff_act* find_staff_act(std::string_view name)
{
    const auto* const at = std::find_if(
        table.begin(), table.end(), [name](const staff_act& one) { return one.name == name; });
    return at == table.end() ? nullptr : at;
}

bool is_offered(const visit& by, const case_file& what, const staff_act& act)
{
    if (verdict_of(by, act.asks_for(), what.own) == verdict::refused) {
        return false;
    }
    if (act.keeps != nullptr) {
        return act.keeps(what);
    }
    const auto all = act.samples(what);
    const bool takes = std::any_of(
        all.begin(), all.end(), [&](const command& one) { return possible(what, one); });
    const bool chooses = act.name == "link_to" || act.name == "join_problem";
    return takes && (!chooses || !act.ask(by, what).front().options.empty());
}

bool is_of_hand(const staff_act& act)
{
    return act.asks_for() == assign;
}

std::vector<const staff_act*> offered_acts(const visit& by, const case_file& what)
{
    std::vector<const staff_act*> out;
    for (const auto& one : table) {
        if (is_offered(by, what, one)) {
            out.push_back(&one);
        }
    }
    return out;
}

}  // namespace host
