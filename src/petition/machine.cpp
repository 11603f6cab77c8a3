// The one table of the petition workflow. Boost.MSM stays in this file.
//
// MPL vectors end at 20 elements (50 with macros), so the vector is built by push_front over a
// variadic list. Each region has a pseudo-initial state, which guarded `resume` rows leave for the
// stored state: MSM 1.81 can neither be started at a state nor set to one.

#include "petition/machine.hpp"

#include <boost/mpl/push_front.hpp>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include <type_traits>
#include <variant>

namespace acikkapi::petition_detail {
namespace {

namespace mpl = boost::mpl;
namespace msm = boost::msm;
namespace e = acikkapi::events;

using enum status;
using enum clock_state;
using enum strand;
using petition_detail::part;

/// Enters every region at its stored state.
struct resume {
    place at;
};

/// Where a region is before `resume`.
template <int Region>
struct start : msm::front::state<> {};

// The states say where the machine is as they are entered: MSM's own state numbers follow the
// order of the rows and mean nothing outside.
template <status Value>
struct in : msm::front::state<> {
    template <class Event, class Machine>
    void on_entry(const Event&, Machine& machine)
    {
        machine.at.life = Value;
        machine.taken = true;
    }
};

template <clock_state Value>
struct clock : msm::front::state<> {
    template <class Event, class Machine>
    void on_entry(const Event&, Machine& machine)
    {
        machine.at.service = Value;
        machine.taken = machine.taken || std::is_same_v<Event, e::escalated> ||
                        std::is_same_v<Event, e::deadlines_recomputed>;
    }
};

template <notice Which, strand Value>
struct notice_is : msm::front::state<> {
    template <class Event, class Machine>
    void on_entry(const Event&, Machine& machine)
    {
        (Which == notice::acknowledgement ? machine.at.acknowledgement : machine.at.result) = Value;
        machine.taken = machine.taken || std::is_same_v<Event, e::notice_recorded> ||
                        std::is_same_v<Event, e::told_again>;
    }
};

template <part Value>
struct part_is : msm::front::state<> {
    template <class Event, class Machine>
    void on_entry(const Event&, Machine& machine)
    {
        machine.at.part = Value;
        machine.taken = machine.taken || std::is_same_v<Event, e::problem_joined> ||
                        std::is_same_v<Event, e::problem_left> ||
                        std::is_same_v<Event, e::problem_told>;
    }
};

// Guards.

template <status Value>
struct was {
    template <class Machine, class From, class To>
    bool operator()(const resume& event, Machine&, From&, To&) const
    {
        return event.at.life == Value;
    }
};

template <clock_state Value>
struct clock_was {
    template <class Machine, class From, class To>
    bool operator()(const resume& event, Machine&, From&, To&) const
    {
        return event.at.service == Value;
    }
};

template <notice Which, strand Value>
struct notice_was {
    template <class Machine, class From, class To>
    bool operator()(const resume& event, Machine&, From&, To&) const
    {
        return (Which == notice::acknowledgement ? event.at.acknowledgement : event.at.result) ==
               Value;
    }
};

template <part Value>
struct part_was {
    template <class Machine, class From, class To>
    bool operator()(const resume& event, Machine&, From&, To&) const
    {
        return event.at.part == Value;
    }
};

template <notice Which>
struct about {
    template <class Machine, class From, class To>
    bool operator()(const e::notice_recorded& event, Machine&, From&, To&) const
    {
        return event.notice.which == Which;
    }
};

template <notice Which>
struct again {
    template <class Machine, class From, class To>
    bool operator()(const e::told_again& event, Machine&, From&, To&) const
    {
        return event.which == Which;
    }
};

template <notice Which, bool Told>
struct heard {
    template <class Machine, class From, class To>
    bool operator()(const e::notice_recorded& event, Machine&, From&, To&) const
    {
        return event.notice.which == Which && (event.notice.how == delivery::delivered) == Told;
    }
};

template <bool Value>
struct untold {
    template <class Machine, class From, class To>
    bool operator()(const e::contact_recorded& event, Machine&, From&, To&) const
    {
        return event.untold == Value;
    }
};

struct about_others {
    template <class Machine, class From, class To>
    bool operator()(const e::notice_recorded& event, Machine&, From&, To&) const
    {
        return event.notice.which != notice::acknowledgement &&
               event.notice.which != notice::result;
    }
};

template <class... Row>
struct rows {};

template <class From, class What, class To, class If = msm::front::none>
using row = msm::front::Row<From, What, To, msm::front::none, If>;

template <strand Value>
using ack = notice_is<notice::acknowledgement, Value>;
using ack_about = about<notice::acknowledgement>;
using ack_told = heard<notice::acknowledgement, true>;
using ack_not_yet = heard<notice::acknowledgement, false>;
using ack_again = again<notice::acknowledgement>;

template <strand Value>
using res = notice_is<notice::result, Value>;
using res_about = about<notice::result>;
using res_told = heard<notice::result, true>;
using res_not_yet = heard<notice::result, false>;
using res_again = again<notice::result>;
using unit_again = again<notice::unit>;
using told_right = untold<false>;
using told_wrong = untold<true>;

// clang-format off
using life_rows = rows<
    //   from                    what happened             to
    row< in<none>,               e::submitted,             in<submitted>          >,
    row< in<none>,               e::problem_opened,        in<problem_open>       >,

    row< in<submitted>,          e::routed,                in<routed>             >,
    row< in<submitted>,          e::left_unrouted,         in<submitted>          >,
    row< in<submitted>,          e::contact_recorded,      in<submitted>,         told_right >,
    row< in<submitted>,          e::withdrawn,             in<withdrawn>          >,
    row< in<submitted>,          e::closed,                in<closed>             >,
    row< in<submitted>,          e::linked,                in<submitted>          >,
    row< in<submitted>,          e::unlinked,              in<submitted>          >,
    row< in<submitted>,          e::attached,              in<submitted>          >,
    row< in<submitted>,          e::assigned,              in<submitted>          >,
    row< in<submitted>,          e::contact_changed,       in<submitted>          >,

    row< in<routed>,             e::routed,                in<routed>             >,
    row< in<routed>,             e::returned,              in<returned>           >,
    row< in<routed>,             e::question_asked,        in<awaiting_applicant> >,
    row< in<routed>,             e::replied,               in<routed>             >,
    row< in<routed>,             e::contact_recorded,      in<routed>,            told_right >,
    row< in<routed>,             e::interim_answered,      in<routed>             >,
    row< in<routed>,             e::answered,              in<answered>           >,
    row< in<routed>,             e::withdrawn,             in<withdrawn>          >,
    row< in<routed>,             e::closed,                in<closed>             >,
    row< in<routed>,             e::linked,                in<routed>             >,
    row< in<routed>,             e::unlinked,              in<routed>             >,
    row< in<routed>,             e::attached,              in<routed>             >,
    row< in<routed>,             e::assigned,              in<routed>             >,
    row< in<routed>,             e::contact_changed,       in<routed>             >,

    row< in<returned>,           e::routed,                in<routed>             >,
    row< in<returned>,           e::replied,               in<returned>           >,
    row< in<returned>,           e::contact_recorded,      in<returned>,          told_right >,
    row< in<returned>,           e::withdrawn,             in<withdrawn>          >,
    row< in<returned>,           e::closed,                in<closed>             >,
    row< in<returned>,           e::linked,                in<returned>           >,
    row< in<returned>,           e::unlinked,              in<returned>           >,
    row< in<returned>,           e::attached,              in<returned>           >,
    row< in<returned>,           e::assigned,              in<returned>           >,
    row< in<returned>,           e::contact_changed,       in<returned>           >,

    row< in<awaiting_applicant>, e::replied,               in<awaiting_applicant> >,
    row< in<awaiting_applicant>, e::resumed,               in<routed>             >,
    row< in<awaiting_applicant>, e::reminded,              in<awaiting_applicant> >,
    row< in<awaiting_applicant>, e::contact_recorded,      in<awaiting_applicant>, told_right >,
    row< in<awaiting_applicant>, e::withdrawn,             in<withdrawn>          >,
    row< in<awaiting_applicant>, e::linked,                in<awaiting_applicant> >,
    row< in<awaiting_applicant>, e::unlinked,              in<awaiting_applicant> >,
    row< in<awaiting_applicant>, e::attached,              in<awaiting_applicant> >,
    row< in<awaiting_applicant>, e::assigned,              in<awaiting_applicant> >,
    row< in<awaiting_applicant>, e::contact_changed,       in<awaiting_applicant> >,

    row< in<answered>,           e::notified,              in<notified>           >,
    row< in<answered>,           e::reopened,              in<returned>           >,
    row< in<answered>,           e::unlinked,              in<answered>           >,
    row< in<answered>,           e::assigned,              in<answered>           >,
    row< in<answered>,           e::contact_recorded,      in<answered>           >,
    row< in<answered>,           e::contact_changed,       in<answered>           >,

    row< in<notified>,           e::objected,              in<objected>           >,
    row< in<notified>,           e::reopened,              in<returned>           >,
    row< in<notified>,           e::rating_asked,          in<notified>           >,
    row< in<notified>,           e::rated,                 in<notified>           >,
    row< in<notified>,           e::unlinked,              in<notified>           >,
    row< in<notified>,           e::contact_recorded,      in<notified>,          told_right >,
    row< in<notified>,           e::contact_recorded,      in<answered>,          told_wrong >,
    row< in<notified>,           e::contact_changed,       in<notified>           >,

    row< in<objected>,           e::routed,                in<routed>             >,
    row< in<objected>,           e::contact_recorded,      in<objected>,          told_right >,
    row< in<objected>,           e::closed,                in<closed>             >,
    row< in<objected>,           e::linked,                in<objected>           >,
    row< in<objected>,           e::unlinked,              in<objected>           >,
    row< in<objected>,           e::attached,              in<objected>           >,
    row< in<objected>,           e::assigned,              in<objected>           >,
    row< in<objected>,           e::contact_changed,       in<objected>           >,

    row< in<closed>,             e::reopened,              in<returned>           >,
    row< in<closed>,             e::linked,                in<closed>             >,
    row< in<closed>,             e::unlinked,              in<closed>             >,
    row< in<closed>,             e::contact_recorded,      in<closed>,            told_right >,
    row< in<closed>,             e::contact_changed,       in<closed>             >,

    row< in<withdrawn>,          e::reopened,              in<returned>           >,
    row< in<withdrawn>,          e::linked,                in<withdrawn>          >,
    row< in<withdrawn>,          e::unlinked,              in<withdrawn>          >,
    row< in<withdrawn>,          e::contact_recorded,      in<withdrawn>,         told_right >,
    row< in<withdrawn>,          e::contact_changed,       in<withdrawn>          >,

    row< in<problem_open>,       e::problem_planned,       in<problem_open>       >,
    row< in<problem_open>,       e::problem_closed,        in<problem_over>       >
>;

using clock_rows = rows<
    //   from                    what happened             to
    row< clock<stopped>,         e::submitted,             clock<running>         >,
    row< clock<stopped>,         e::objected,              clock<running>         >,
    row< clock<stopped>,         e::reopened,              clock<running>         >,
    row< clock<running>,         e::question_asked,        clock<paused>          >,
    row< clock<running>,         e::escalated,             clock<running>         >,
    row< clock<running>,         e::deadlines_recomputed,  clock<running>         >,
    row< clock<running>,         e::answered,              clock<stopped>         >,
    row< clock<running>,         e::withdrawn,             clock<stopped>         >,
    row< clock<running>,         e::closed,                clock<stopped>         >,
    row< clock<paused>,          e::resumed,               clock<running>         >,
    row< clock<paused>,          e::deadlines_recomputed,  clock<paused>          >,
    row< clock<paused>,          e::withdrawn,             clock<stopped>         >
>;

// Receipts of a gateway come twice, late and out of order: who was told stays told. A second
// answer, after an objection or a reopening, is to be told anew, and so is what a stranger was told.
using notice_rows = rows<
    //   from                    what happened             to                     if
    row< ack<idle>,              e::submitted,             ack<open>                          >,
    row< ack<open>,              e::notice_recorded,       ack<open>,             ack_not_yet >,
    row< ack<open>,              e::notice_recorded,       ack<told>,             ack_told    >,
    row< ack<open>,              e::told_again,            ack<open>,             ack_again   >,
    row< ack<told>,              e::notice_recorded,       ack<told>,             ack_about   >,
    row< ack<open>,              e::notice_recorded,       ack<open>,             about_others>,
    row< ack<told>,              e::notice_recorded,       ack<told>,             about_others>,
    row< ack<open>,              e::told_again,            ack<open>,             unit_again  >,
    row< ack<told>,              e::told_again,            ack<told>,             unit_again  >,

    row< res<idle>,              e::answered,              res<open>                          >,
    row< res<open>,              e::answered,              res<open>                          >,
    row< res<told>,              e::answered,              res<open>                          >,
    row< res<open>,              e::notice_recorded,       res<open>,             res_not_yet >,
    row< res<open>,              e::notice_recorded,       res<told>,             res_told    >,
    row< res<open>,              e::told_again,            res<open>,             res_again   >,
    row< res<told>,              e::notice_recorded,       res<told>,             res_about   >,
    row< res<told>,              e::contact_recorded,      res<open>,             told_wrong  >
>;

using part_rows = rows<
    //   from                    what happened             to
    row< part_is<part::none>,    e::submitted,             part_is<part::apart>   >,
    row< part_is<part::apart>,   e::problem_joined,        part_is<part::joined>  >,
    row< part_is<part::joined>,  e::problem_told,          part_is<part::joined>  >,
    row< part_is<part::joined>,  e::problem_left,          part_is<part::apart>   >
>;
// clang-format on

// One resume row per stored state.
template <status... Value>
using life_entries = rows<row<start<0>, resume, in<Value>, was<Value>>...>;
template <clock_state... Value>
using clock_entries = rows<row<start<1>, resume, clock<Value>, clock_was<Value>>...>;
template <int Region, notice Which, strand... Value>
using notice_entries =
    rows<row<start<Region>, resume, notice_is<Which, Value>, notice_was<Which, Value>>...>;
template <part... Value>
using part_entries = rows<row<start<4>, resume, part_is<Value>, part_was<Value>>...>;

using entry_of_life = life_entries<
    none,
    submitted,
    routed,
    returned,
    awaiting_applicant,
    answered,
    notified,
    objected,
    closed,
    withdrawn,
    problem_open,
    problem_over>;
using entry_of_clock = clock_entries<stopped, running, paused>;
template <int Region, notice Which>
using entry_of_notice = notice_entries<Region, Which, idle, open, told>;
using entry_of_part = part_entries<part::none, part::apart, part::joined>;

template <class... Lists>
struct join;
template <class... A>
struct join<rows<A...>> {
    using type = rows<A...>;
};
template <class... A, class... B, class... More>
struct join<rows<A...>, rows<B...>, More...> : join<rows<A..., B...>, More...> {};

template <class List>
struct as_vector;
template <>
struct as_vector<rows<>> {
    using type = mpl::vector0<>;
};
template <class First, class... Rest>
struct as_vector<rows<First, Rest...>> {
    using type = typename mpl::push_front<typename as_vector<rows<Rest...>>::type, First>::type;
};

struct table : msm::front::state_machine_def<table> {
    using initial_state = mpl::vector<start<0>, start<1>, start<2>, start<3>, start<4>>;
    // Nothing is posted from inside a row, and nothing may throw: neither needs its machinery.
    using no_message_queue = int;
    using no_exception_thrown = int;

    using transition_table = as_vector<join<
        entry_of_life,
        entry_of_clock,
        entry_of_notice<2, notice::acknowledgement>,
        entry_of_notice<3, notice::result>,
        entry_of_part,
        life_rows,
        clock_rows,
        notice_rows,
        part_rows>::type>::type;

    /// MSM asserts here by default. A wish that the rows do not know is a refusal: `taken` stays
    /// false.
    template <class Machine, class Event>
    void no_transition(const Event&, Machine&, int)
    {}

    place at;
    bool taken = false;
};

using machine = msm::back::state_machine<table>;

strand strand_of(notice_state value, bool begun) noexcept
{
    if (!begun) {
        return idle;
    }
    return value == notice_state::delivered ? told : open;
}

clock_state clock_of(const application& state) noexcept
{
    switch (state.life) {
    case none:
    case answered:
    case notified:
    case closed:
    case withdrawn:
    case problem_open:
    case problem_over: return stopped;
    default: return state.service.paused_since ? paused : running;
    }
}

}  // namespace

place place_of(const application& state) noexcept
{
    const bool begun = state.life != none && !is_problem(state.life);
    const bool joined = state.member && !state.member->left;
    return {
        state.life,
        clock_of(state),
        strand_of(state.acknowledgement, begun),
        strand_of(state.result, state.answers > 0),
        !begun ? part::none : (joined ? part::joined : part::apart)};
}

std::optional<place> next(const place& from, const event& fact)
{
    machine asked;
    asked.start();
    asked.process_event(resume{from});
    asked.taken = false;
    std::visit([&asked](const auto& happened) { asked.process_event(happened); }, fact);
    return asked.taken ? std::optional{asked.at} : std::nullopt;
}

}  // namespace acikkapi::petition_detail
