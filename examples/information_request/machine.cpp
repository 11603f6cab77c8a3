// The one table of requests for information. Boost.MSM stays in this file.
//
// MPL vectors end at 20 elements, so the vector is built by push_front over a variadic list. MSM
// 1.81 can neither be started at a state nor set to one: the guarded `resume` rows leave the
// pseudo-initial state for the stored one.

#include "information_request/machine.hpp"

#include <boost/mpl/push_front.hpp>
#include <boost/mpl/vector.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include <variant>

namespace information {
namespace {

namespace mpl = boost::mpl;
namespace msm = boost::msm;
namespace e = information::events;

using enum stage;

/// Enters the machine where the request stands.
struct resume {
    stage at;
};

struct start : msm::front::state<> {};

// Each state says that it was entered: MSM's own numbers follow the rows and mean nothing outside.
template <stage Value>
struct in : msm::front::state<> {
    template <class Event, class Machine>
    void on_entry(const Event&, Machine& machine)
    {
        machine.at = Value;
        machine.taken = true;
    }
};

template <stage Value>
struct was {
    template <class Machine, class From, class To>
    bool operator()(const resume& event, Machine&, From&, To&) const
    {
        return event.at == Value;
    }
};

template <access Value>
struct says {
    template <class Machine, class From, class To>
    bool operator()(const e::answered& event, Machine&, From&, To&) const
    {
        return event.decision == Value;
    }
};

template <bool Value>
struct finds {
    template <class Machine, class From, class To>
    bool operator()(const e::ruled& event, Machine&, From&, To&) const
    {
        return event.access_due == Value;
    }
};

template <bool Value>
struct unpaid {
    template <class Machine, class From, class To>
    bool operator()(const e::withdrawn& event, Machine&, From&, To&) const
    {
        return event.unpaid == Value;
    }
};

using yes = says<access::granted>;
using partly = says<access::partly>;
using no = says<access::refused>;

template <class From, class What, class To, class If = msm::front::none>
using row = msm::front::Row<From, What, To, msm::front::none, If>;

template <class... Row>
struct rows;
template <>
struct rows<> {
    using vector = mpl::vector0<>;
};
template <class First, class... Rest>
struct rows<First, Rest...> {
    using vector = typename mpl::push_front<typename rows<Rest...>::vector, First>::type;
};

template <stage Value>
using entry = row<start, resume, in<Value>, was<Value>>;
template <stage Value>
using told = row<in<Value>, e::notice_recorded, in<Value>>;

// clang-format off
using table_rows = rows<
    entry<none>, entry<received>, entry<awaiting_fee>, entry<granted>, entry<partly_granted>,
    entry<refused>, entry<refused_by_silence>, entry<objected>, entry<ordered>, entry<closed>,
    entry<withdrawn>,

    //   from                    what happened     to                       if
    row< in<none>,               e::requested,     in<received>                          >,

    row< in<received>,           e::extended,      in<received>                          >,
    row< in<received>,           e::fee_asked,     in<awaiting_fee>                      >,
    row< in<received>,           e::answered,      in<granted>,             yes          >,
    row< in<received>,           e::answered,      in<partly_granted>,      partly       >,
    row< in<received>,           e::answered,      in<refused>,             no           >,
    row< in<received>,           e::fell_silent,   in<refused_by_silence>                >,
    row< in<received>,           e::withdrawn,     in<withdrawn>,           unpaid<false>>,

    row< in<awaiting_fee>,       e::paid,          in<received>                          >,
    row< in<awaiting_fee>,       e::withdrawn,     in<withdrawn>                         >,

    row< in<partly_granted>,     e::objected,      in<objected>                          >,
    row< in<partly_granted>,     e::became_final,  in<closed>                            >,

    row< in<refused>,            e::objected,      in<objected>                          >,
    row< in<refused>,            e::became_final,  in<closed>                            >,

    row< in<refused_by_silence>, e::answered,      in<granted>,             yes          >,
    row< in<refused_by_silence>, e::answered,      in<partly_granted>,      partly       >,
    row< in<refused_by_silence>, e::answered,      in<refused>,             no           >,
    row< in<refused_by_silence>, e::objected,      in<objected>                          >,
    row< in<refused_by_silence>, e::became_final,  in<closed>                            >,

    row< in<objected>,           e::ruled,         in<ordered>,             finds<true>  >,
    row< in<objected>,           e::ruled,         in<closed>,              finds<false> >,
    row< in<objected>,           e::withdrawn,     in<withdrawn>,           unpaid<false>>,

    row< in<ordered>,            e::answered,      in<granted>,             yes          >,

    // Receipts of messages come late and twice: they move nothing.
    told<received>, told<awaiting_fee>, told<granted>, told<partly_granted>, told<refused>,
    told<refused_by_silence>, told<objected>, told<ordered>, told<closed>, told<withdrawn>
>;
// clang-format on

struct table : msm::front::state_machine_def<table> {
    using initial_state = start;
    using no_message_queue = int;
    using no_exception_thrown = int;
    using transition_table = table_rows::vector;

    /// MSM asserts here by default. What the rows do not know is a refusal: `taken` stays false.
    template <class Machine, class Event>
    void no_transition(const Event&, Machine&, int)
    {}

    stage at = none;
    bool taken = false;
};

}  // namespace

std::optional<stage> next(stage from, const event& fact)
{
    msm::back::state_machine<table> asked;
    asked.start();
    asked.process_event(resume{from});
    asked.taken = false;
    std::visit([&asked](const auto& happened) { asked.process_event(happened); }, fact);
    return asked.taken ? std::optional{asked.at} : std::nullopt;
}

}  // namespace information
