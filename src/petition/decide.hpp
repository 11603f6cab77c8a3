#pragma once

#include <acikkapi/petition.hpp>

#include "petition/machine.hpp"
#include "petition/reachable.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace acikkapi::petition_detail {

using decision = result<std::vector<event>>;

/// What a decision looks at.
struct desk {
    const application& before;
    const context& about;
    const petition_rules& rules;
};

// One function per command, in the file of who gives it. Each looks first at the form of the wish,
// then at the machine, then at the rules: a malformed wish is malformed in every state.

// decide_intake.cpp
[[nodiscard]] decision decide_on(const commands::submit& wish, const desk& at);

// decide_office.cpp: officers of the governorate.
[[nodiscard]] decision decide_on(const commands::route& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::reopen& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::close& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::link_to& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::unlink_from& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::tell_again& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::assign& wish, const desk& at);

// decide_problem.cpp: chronic problems, and what is part of them.
[[nodiscard]] decision decide_on(const commands::open_problem& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::plan_problem& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::close_problem& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::join_problem& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::leave_problem& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::tell_problem& wish, const desk& at);

// decide_unit.cpp: who handles it.
[[nodiscard]] decision decide_on(const commands::send_back& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::ask& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::record_contact& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::answer_interim& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::answer& wish, const desk& at);

// decide_applicant.cpp
[[nodiscard]] decision decide_on(const commands::reply& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::object& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::withdraw& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::rate& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::attach& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::change_contact& wish, const desk& at);

// decide_engine.cpp: what timers and letters bring back, and what the calendar changes.
[[nodiscard]] decision decide_on(const commands::resume& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::remind& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::record_notice& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::escalate& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::recompute_deadlines& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::mark_unrouted& wish, const desk& at);
[[nodiscard]] decision decide_on(const commands::ask_rating& wish, const desk& at);

/// Whether an application is not too full yet for what an accepted wish adds to it: see room.cpp.
[[nodiscard]] bool has_room(const command& wish, const desk& at);

/// Whether the machine has a row for such an event where the application stands.
template <class Fact>
[[nodiscard]] bool allows(const application& state)
{
    return next(place_of(state), Fact{}).has_value();
}

[[nodiscard]] inline decision one(event fact)
{
    std::vector<event> facts;
    facts.push_back(std::move(fact));
    return facts;
}

/// Whether a message may go out: there is an address, nobody else holds it, and it happens now.
[[nodiscard]] inline bool may_tell(const desk& at)
{
    return !at.about.historical && !reachable_at(at.before).empty();
}

/// Whether the staff gets letters by its adapter.
[[nodiscard]] inline bool may_tell_staff(const desk& at)
{
    return at.rules.staff_letters && !at.about.historical;
}

/// The governorate's own officers, by the name the host gives them: `governorate:17`.
[[nodiscard]] inline bool is_governorate(const actor& who)
{
    return role_of(who) == "governorate";
}

/// Whether the last day of a period after `from` is over, by the office's days: see clocks.cpp.
[[nodiscard]] bool is_over(instant from, std::chrono::days period, const desk& at);

/// By the service norm, if it ends now.
[[nodiscard]] std::uint16_t days_late_now(const desk& at);

/// A period that starts now, whatever the calendar covers: see clocks.cpp.
[[nodiscard]] result<deadline_clock>
start_anyway(instant received, const deadline_rule& rule, const calendar& days);

/// The service norm starts, and ends within the legal limit, or today where that is past: see clocks.cpp.
[[nodiscard]] result<deadline_clock> start_within(const deadline_clock& legal, const desk& at);

/// The service norm goes on, whatever the calendar covers, and ends within the legal limit: see clocks.cpp.
[[nodiscard]] result<deadline_clock> resume_anyway(const desk& at);

/// The service norm of before, computed anew, ends no later than `last`.
[[nodiscard]] deadline_clock
kept_within(deadline_clock service, day last, const deadline_clock& before);

/// The service norm begins anew, under the next version, so that timers of the last one are dead. Where there was no
/// answer yet, it ends within the legal limit.
[[nodiscard]] result<deadline_clock> start_again(const desk& at);

}  // namespace acikkapi::petition_detail
