#include "petition/machine.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// The table itself: five regions that are entered where an application stands.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_machine)
namespace {

using namespace petition_detail;

constexpr place routed_place{
    status::routed, clock_state::running, strand::open, strand::idle, part::apart};

events::notice_recorded heard_of(notice which, delivery how)
{
    return {heard(which, how)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_status_has_its_place)
{
    const std::vector<place> expected{
        {},
        {status::submitted, clock_state::running, strand::open, strand::idle, part::apart},
        {status::routed, clock_state::running, strand::open, strand::idle, part::apart},
        {status::returned, clock_state::running, strand::open, strand::idle, part::apart},
        {status::awaiting_applicant, clock_state::paused, strand::open, strand::idle, part::apart},
        {status::answered, clock_state::stopped, strand::open, strand::open, part::apart},
        {status::notified, clock_state::stopped, strand::open, strand::told, part::apart},
        {status::objected, clock_state::running, strand::open, strand::told, part::apart},
        {status::closed, clock_state::stopped, strand::open, strand::idle, part::apart},
        {status::withdrawn, clock_state::stopped, strand::open, strand::idle, part::apart}};
    for (std::size_t i = 0; i < every_status.size(); ++i) {
        const place seen = place_of(given(way_to(every_status[i])).state());
        BOOST_TEST((seen == expected.at(i)), name_of(every_status[i]));
    }
}

BOOST_AUTO_TEST_CASE(a_machine_enters_all_its_regions_where_they_stand)
{
    place from = routed_place;
    from.acknowledgement = strand::told;
    from.result = strand::told;
    from.part = part::joined;
    const auto to = next(from, events::interim_answered{});
    BOOST_TEST((to == from));
}

BOOST_AUTO_TEST_CASE(an_answer_moves_three_regions_at_once)
{
    const auto to = next(routed_place, events::answered{});
    const place expected{
        status::answered, clock_state::stopped, strand::open, strand::open, part::apart};
    BOOST_TEST((to == expected));
}

BOOST_AUTO_TEST_CASE(a_region_that_only_follows_makes_nothing_legal)
{
    // The clock has a row for `answered`, and so has the result; the life has none here.
    place from = routed_place;
    from.life = status::submitted;
    BOOST_TEST(!next(from, events::answered{}).has_value());
}

BOOST_AUTO_TEST_CASE(the_clock_answers_for_what_is_its_own)
{
    place from = routed_place;
    BOOST_TEST((next(from, events::escalated{}) == from));
    from.service = clock_state::paused;
    BOOST_TEST(!next(from, events::escalated{}).has_value());
    BOOST_TEST((next(from, events::deadlines_recomputed{}) == from));
    from.service = clock_state::stopped;
    BOOST_TEST(!next(from, events::deadlines_recomputed{}).has_value());
}

BOOST_AUTO_TEST_CASE(a_notice_moves_its_own_strand_only)
{
    place from = routed_place;
    from.result = strand::open;
    const auto first = next(from, heard_of(notice::acknowledgement, delivery::delivered));
    BOOST_TEST((first->acknowledgement == strand::told));
    BOOST_TEST((first->result == strand::open));
    const auto second = next(from, heard_of(notice::result, delivery::delivered));
    BOOST_TEST((second->acknowledgement == strand::open));
    BOOST_TEST((second->result == strand::told));
}

BOOST_AUTO_TEST_CASE(being_part_of_a_problem_is_a_region_of_its_own)
{
    const auto joined = next(routed_place, events::problem_joined{});
    BOOST_TEST((joined->part == part::joined));
    BOOST_TEST((joined->life == status::routed));
    BOOST_TEST((next(*joined, events::problem_told{}) == joined));
    BOOST_TEST((next(*joined, events::answered{})->part == part::joined));
    BOOST_TEST((next(*joined, events::problem_left{}) == routed_place));
    BOOST_TEST(!next(*joined, events::problem_joined{}).has_value());
    BOOST_TEST(!next(routed_place, events::problem_told{}).has_value());
    BOOST_TEST(!next({}, events::problem_joined{}).has_value());
}

BOOST_AUTO_TEST_CASE(a_problem_has_neither_clock_nor_notices_and_is_part_of_nothing)
{
    for (const auto where : {status::problem_open, status::problem_over}) {
        place expected;
        expected.life = where;
        BOOST_TEST((place_of(given(way_to(where)).state()) == expected));
        BOOST_TEST(!next(expected, events::problem_joined{}).has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_notice_that_is_not_under_way_has_no_row)
{
    BOOST_TEST(!next(routed_place, heard_of(notice::result, delivery::delivered)).has_value());
    BOOST_TEST(!next({}, heard_of(notice::acknowledgement, delivery::sent)).has_value());
}

BOOST_AUTO_TEST_CASE(the_machine_is_never_kept_and_the_same_question_has_the_same_answer)
{
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST((next(routed_place, events::returned{})->life == status::returned));
        BOOST_TEST(!next(routed_place, events::notified{}).has_value());
    }
}

BOOST_AUTO_TEST_CASE(a_place_that_is_none_of_the_tables_has_no_rows)
{
    place from = routed_place;
    from.life = static_cast<status>(77);
    BOOST_TEST(!next(from, events::returned{}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
