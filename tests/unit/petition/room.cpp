#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// A program gone wrong must not fill an application so far that its answer finds no room.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_room)
namespace {

constexpr std::size_t of_applicants = 5'000;
constexpr std::size_t of_staff = 7'000;
constexpr version of_all = 100'000;

struct wish_in {
    status where;
    command wish;
};

/// With a link, and a question before.
story full(status where, std::size_t keys, version events = 9'999)
{
    application state = given(way_to(where)).state();
    state.questions = std::max<std::uint16_t>(state.questions, 1);
    state.links = {{other_stream, false}};
    story told = given(std::move(state));
    told.by("governorate:34").with_keys(keys).after(events);
    return told;
}

void is_bounded(const wish_in& one, std::size_t bound)
{
    const auto& [where, wish] = one;
    BOOST_TEST_CONTEXT(petition::act_name(wish) << " in " << name_of(where))
    {
        BOOST_TEST(full(where, bound - 1).when(wish).accepted().size() > 0U);
        full(where, bound).when(wish).refused(errc::limit_reached);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_an_applicant_may_do_again_and_again_leaves_room_for_the_office)
{
    is_bounded({status::routed, a_reply()}, of_applicants);
    is_bounded({status::returned, a_reply()}, of_applicants);
    is_bounded({status::routed, a_photo()}, of_applicants);
    is_bounded({status::routed, commands::change_contact{{}, "yeni@example.org"}}, of_applicants);
}

BOOST_AUTO_TEST_CASE(what_the_office_may_do_again_and_again_leaves_room_for_the_answer)
{
    const auto lost = heard(notice::acknowledgement, delivery::dead);
    for (const wish_in& one : std::initializer_list<wish_in>{
             {status::routed, to_water()},
             {status::routed, commands::send_back{}},
             {status::routed, a_question()},
             {status::routed, commands::record_contact{}},
             {status::routed, commands::answer_interim{"Bakılıyor"}},
             {status::routed, lost},
             {status::routed, assigns(given(way_to(status::routed)).state())},
             {status::routed, a_link(stream_id{9})},
             {status::routed, commands::unlink_from{other_stream, "Ayrı"}},
             {status::routed, joins()},
             {status::answered, heard(notice::result, delivery::sent)},
             {status::closed, commands::reopen{"Eksik"}},
             {status::notified, an_objection()},
             {status::problem_open, commands::plan_problem{who("head:1"), "", {}}}}) {
        is_bounded(one, of_staff);
    }
}

BOOST_AUTO_TEST_CASE(what_brings_it_nearer_to_its_end_is_done_however_much_has_happened)
{
    for (const wish_in& one : std::initializer_list<wish_in>{
             {status::submitted, to_roads()},
             {status::returned, to_roads()},
             {status::objected, to_water()},
             {status::routed, an_answer()},
             {status::routed, commands::close{}},
             {status::routed, commands::withdraw{}},
             {status::awaiting_applicant, a_reply()},
             {status::awaiting_applicant, commands::resume{}},
             {status::answered, told_the_result()},
             {status::notified, commands::rate{}},
             {status::problem_open, commands::close_problem{"Bitti"}}}) {
        BOOST_TEST_CONTEXT(petition::act_name(one.wish) << " in " << name_of(one.where))
        {
            BOOST_TEST(full(one.where, 9'999, of_all).when(one.wish).accepted().size() > 0U);
        }
    }
}

// Its timers and what became of its letters come of themselves, and only so often.
BOOST_AUTO_TEST_CASE(what_the_engine_brings_is_taken_however_much_has_happened)
{
    for (const wish_in& one : std::initializer_list<wish_in>{
             {status::routed, heard(notice::acknowledgement, delivery::dead)},
             {status::routed, heard(notice::unit, delivery::dead)},
             {status::awaiting_applicant, commands::remind{}},
             {status::awaiting_applicant, commands::resume{}},
             {status::routed, commands::escalate{1, 1}},
             {status::submitted, commands::mark_unrouted{}}}) {
        story told = full(one.where, 9'999, of_all);
        told.by("engine").via(channels::engine());
        BOOST_TEST(told.when(one.wish).accepted().size() > 0U, petition::act_name(one.wish));
    }
}

// Who looks at what is personal is on record, under no key.
BOOST_AUTO_TEST_CASE(what_takes_no_key_keeps_nobody_out_however_often_it_is_put_on_record)
{
    BOOST_TEST(full(status::routed, 12, of_all - 1).when(a_question()).accepted().size() > 0U);
    BOOST_TEST(full(status::routed, 12, of_all - 1).when(a_reply()).accepted().size() > 0U);
}

BOOST_AUTO_TEST_CASE(what_is_done_again_and_again_without_a_key_has_an_end_too)
{
    full(status::routed, 0, of_all).when(a_question()).refused(errc::limit_reached);
    full(status::routed, 0, of_all).when(a_reply()).refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(what_is_refused_anyway_says_why_and_what_changes_nothing_changes_nothing)
{
    story told = full(status::routed, 9'999);
    told.when(commands::reply{}).refused(errc::bad_text);
    told.when(commands::reopen{"Eksik"}).refused(errc::illegal_transition);
    told.when(commands::assign{}).then_nothing();
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
