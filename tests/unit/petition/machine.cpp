#include "petition/machine.hpp"
#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// The table itself: four regions that are entered where an application stands.
namespace acikkapi::support {
namespace {

using namespace petition_detail;

constexpr place routed_place{status::routed, clock_state::running, strand::open, strand::idle};

events::notice_recorded heard_of(notice which, delivery how)
{
    return {heard(which, how)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(petition_machine)

BOOST_AUTO_TEST_CASE(every_status_has_its_place)
{
    const std::vector<place> expected{
        {status::none, clock_state::stopped, strand::idle, strand::idle},
        {status::submitted, clock_state::running, strand::open, strand::idle},
        {status::routed, clock_state::running, strand::open, strand::idle},
        {status::returned, clock_state::running, strand::open, strand::idle},
        {status::awaiting_applicant, clock_state::paused, strand::open, strand::idle},
        {status::answered, clock_state::stopped, strand::open, strand::open},
        {status::notified, clock_state::stopped, strand::open, strand::told},
        {status::objected, clock_state::running, strand::open, strand::told},
        {status::closed, clock_state::stopped, strand::open, strand::idle},
        {status::withdrawn, clock_state::stopped, strand::open, strand::idle}};
    for (std::size_t i = 0; i < every_status.size(); ++i) {
        const place seen = place_of(given(way_to(every_status[i])).state());
        BOOST_TEST((seen == expected.at(i)), name_of(every_status[i]));
    }
}

BOOST_AUTO_TEST_CASE(a_machine_enters_all_four_regions_where_they_stand)
{
    place from = routed_place;
    from.acknowledgement = strand::told;
    from.result = strand::told;
    const auto to = next(from, events::interim_answered{});
    BOOST_TEST((to == from));
}

BOOST_AUTO_TEST_CASE(an_answer_moves_three_regions_at_once)
{
    const auto to = next(routed_place, events::answered{});
    const place expected{status::answered, clock_state::stopped, strand::open, strand::open};
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

}  // namespace acikkapi::support
