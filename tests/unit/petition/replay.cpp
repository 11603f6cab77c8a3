#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Folding what comes from a disk: every event in every status, and events whose values lie.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_replay)
namespace {

deadline_clock next_clock(const application& before)
{
    deadline_clock clock = before.service;
    clock.paused_since.reset();
    ++clock.version;
    return clock;
}

deadline_clock standing(const application& before)
{
    deadline_clock clock = before.service;
    clock.paused_since = clock.started;
    return clock;
}

events::submitted a_registration()
{
    return given(steps{}).when(a_request()).only<events::submitted>();
}

/// An event whose values fit the state as far as any can.
using sample = event (*)(const application& before);
/// What must be so besides, that the event can follow.
using prepared = void (*)(application& before);

struct table_row {
    sample fact;
    /// One character a status, in the order of `every_status_of_all`: `.` corrupt, a letter: goes there.
    std::string_view expected;
    prepared where = nullptr;
};

constexpr std::string_view letters = "-SRTWANOCXPE";

events::deadlines_recomputed same_clocks(const application& before)
{
    return {before.service, before.legal, before.late_since.value_or(instant{})};
}

// clang-format off
const std::array<table_row, 38> table{{
    // S submitted, R routed, T returned, W awaiting the applicant, A answered, N notified,
    // O objected, C closed, X withdrawn; P problem open, E problem over                      -SRTWANOCXPE
    {[](auto&) -> event   { return a_registration(); },                                      "S..........."},
    {[](auto&) -> event   { return events::routed{water(), "", "", false}; },                ".RRR...R...."},
    {[](auto&) -> event   { return events::returned{}; },                                    "..T........."},
    {[](auto& s) -> event { return events::question_asked{"", monday, standing(s), false}; },
                                                                                             "..W........."},
    {[](auto&) -> event   { return events::replied{}; },                                     "..RTW.......", asked_before},
    {[](auto& s) -> event { return events::resumed{false, next_clock(s), monday}; },         "....R......."},
    {[](auto&) -> event   { return events::reminded{}; },                                    "....W......."},
    {[](auto&) -> event   { return events::contact_recorded{}; },                            ".SRTWANOCX.."},
    {[](auto&) -> event   { return events::contact_recorded{{}, true}; },                    ".....AA....."},
    {[](auto&) -> event   { return events::interim_answered{}; },                            "..R........."},
    {[](auto&) -> event   { return events::answered{}; },                                    "..A........."},
    {[](auto&) -> event   { return events::notice_recorded{heard(notice::acknowledgement, delivery::sent)}; },
                                                                                             ".SRTWANOCX.."},
    {[](auto&) -> event   { return events::notice_recorded{heard(notice::result, delivery::sent)}; },
                                                                                             ".....ANO...."},
    {[](auto&) -> event   { return events::notified{}; },                                    ".....N......"},
    {[](auto& s) -> event { return events::objected{"", next_clock(s), monday}; },           "......O....."},
    {[](auto& s) -> event { return events::reopened{"", next_clock(s), monday}; },           ".....TT.TT.."},
    {[](auto&) -> event   { return events::withdrawn{}; },                                   ".XXXX......."},
    {[](auto&) -> event   { return events::closed{}; },                                      ".CCC...C...."},
    {[](auto&) -> event   { return events::closed{closing::other_authority, "", monday, false, 0, true, "Karayolları"}; },
                                                                                             ".CCC...C...."},
    {[](auto&) -> event   { return events::rated{}; },                                       "......N....."},
    {[](auto&) -> event   { return events::linked{stream_id{9}, false}; },                   ".SRTW..OCX.."},
    {[](auto&) -> event   { return events::unlinked{other_stream, ""}; },                    ".SRTWANOCX.."},
    {[](auto&) -> event   { return events::escalated{5}; },                                  ".SRT...O...."},
    {[](auto& s) -> event { return same_clocks(s); },                                        ".SRTW..O...."},
    {[](auto&) -> event   { return events::told_again{notice::acknowledgement}; },           ".SRTWANOCX.."},
    {[](auto&) -> event   { return events::told_again{notice::result}; },                    ".....A......"},
    {[](auto&) -> event   { return events::left_unrouted{}; },                               ".S.........."},
    {[](auto&) -> event   { return events::rating_asked{}; },                                "......N.....", due_rating},
    {[](auto&) -> event   { return events::told_again{notice::unit}; },                      "..R.W.......", lost_unit},
    {[](auto&) -> event   { return events::problem_opened{a_problem(), monday}; },           "P..........."},
    {[](auto&) -> event   { return events::problem_planned{}; },                             "..........P."},
    {[](auto&) -> event   { return events::problem_closed{}; },                              "..........E."},
    {[](auto&) -> event   { return events::problem_joined{problem_stream, {}, false}; },     ".SRTWANOCX.."},
    {[](auto&) -> event   { return events::problem_left{problem_stream, ""}; },              ".SRTWANOCX..", part_of_problem},
    {[](auto&) -> event   { return events::problem_told{problem_stream, {}, true, false}; }, ".SRTWANOCX..", part_of_problem},
    {[](auto&) -> event   { return events::attached{media::png, 1, "", ""}; },               ".SRTW..O...."},
    {[](auto&) -> event   { return events::assigned{who("officer:34/1"), false}; },          ".SRTWA.O...."},
    {[](auto&) -> event   { return events::contact_changed{}; },                             ".SRTWANOCX.."},
}};
// clang-format on

application linked_state(status where)
{
    steps way = way_to(where);
    if (!way.empty() && where < status::problem_open) {
        way.insert(way.begin() + 1, a_link());
    }
    return given(way).state();
}

void is_corrupt(const application& before, const event& fact)
{
    const auto after = petition::evolve(before, fact);
    BOOST_TEST((after.has_error() && after.error() == errc::corrupt_journal), names_of({fact}));
}

application state_of(status where)
{
    return given(way_to(where)).state();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_event_in_every_status_goes_where_the_table_says_or_is_corruption)
{
    for (const table_row& row : table) {
        for (std::size_t i = 0; i < every_status_of_all.size(); ++i) {
            application before = linked_state(every_status_of_all[i]);
            if (row.where != nullptr) {
                row.where(before);
            }
            const event fact = row.fact(before);
            const auto after = petition::evolve(before, fact);
            const bool corrupt = after.has_error() && after.error() == errc::corrupt_journal;
            const char seen =
                after ? letters.at(static_cast<std::size_t>(after->life)) : (corrupt ? '.' : '?');
            BOOST_TEST(
                seen == row.expected.at(i),
                names_of({fact}) << " in " << name_of(every_status_of_all[i]) << " gives " << seen);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_event_is_in_the_table)
{
    std::array<bool, std::variant_size_v<event>> seen{};
    for (const table_row& row : table) {
        seen.at(row.fact(application{}).index()) = true;
    }
    BOOST_TEST((std::find(seen.begin(), seen.end(), false) == seen.end()));
}

BOOST_AUTO_TEST_CASE(a_registration_without_a_number_is_corruption)
{
    events::submitted fact = a_registration();
    fact.number = {};
    is_corrupt({}, fact);
}

BOOST_AUTO_TEST_CASE(a_registration_without_a_clock_is_corruption)
{
    events::submitted fact = a_registration();
    fact.service = {};
    is_corrupt({}, fact);
}

BOOST_AUTO_TEST_CASE(a_registration_whose_clock_stands_still_is_corruption)
{
    events::submitted fact = a_registration();
    fact.service.paused_since = fact.service.started;
    is_corrupt({}, fact);
}

BOOST_AUTO_TEST_CASE(a_routing_to_no_unit_is_corruption)
{
    is_corrupt(state_of(status::submitted), events::routed{});
}

BOOST_AUTO_TEST_CASE(a_question_whose_clock_runs_is_corruption)
{
    const application before = state_of(status::routed);
    is_corrupt(before, events::question_asked{"", monday, before.service, false});
}

BOOST_AUTO_TEST_CASE(going_on_with_a_clock_that_stands_still_is_corruption)
{
    const application before = state_of(status::awaiting_applicant);
    is_corrupt(before, events::resumed{true, before.service, monday});
}

BOOST_AUTO_TEST_CASE(an_older_clock_than_the_present_one_is_corruption)
{
    application before = state_of(status::routed);
    events::deadlines_recomputed fact = same_clocks(before);
    before.service.version = 2;
    is_corrupt(before, fact);
}

BOOST_AUTO_TEST_CASE(an_objection_that_begins_no_new_clock_is_corruption)
{
    const application before = state_of(status::notified);
    is_corrupt(before, events::objected{"", before.service, monday});
}

BOOST_AUTO_TEST_CASE(a_recomputation_cannot_make_or_lose_the_legal_clock)
{
    const application before = state_of(status::routed);
    events::deadlines_recomputed fact = same_clocks(before);
    fact.legal.reset();
    is_corrupt(before, fact);
}

BOOST_AUTO_TEST_CASE(a_reply_to_no_question_is_corruption)
{
    is_corrupt(state_of(status::routed), events::replied{});
}

BOOST_AUTO_TEST_CASE(a_second_reminder_of_one_question_is_corruption)
{
    const auto told = given({a_request(), to_roads(), a_question(), commands::remind{}});
    is_corrupt(told.state(), events::reminded{});
}

BOOST_AUTO_TEST_CASE(a_step_of_escalation_that_does_not_rise_is_corruption)
{
    const auto told = given({a_request(), commands::escalate{3, 1}});
    is_corrupt(told.state(), events::escalated{3});
    is_corrupt(told.state(), events::escalated{2});
    is_corrupt(told.state(), events::escalated{6});
}

BOOST_AUTO_TEST_CASE(a_rating_out_of_range_or_given_twice_is_corruption)
{
    is_corrupt(state_of(status::notified), events::rated{0, "", false});
    is_corrupt(state_of(status::notified), events::rated{6, "", false});
    steps rated = way_to(status::notified);
    rated.emplace_back(commands::rate{});
    is_corrupt(given(rated).state(), events::rated{});
}

BOOST_AUTO_TEST_CASE(a_link_to_nobody_or_twice_to_the_same_is_corruption)
{
    const auto told = given({a_request(), a_link()});
    is_corrupt(told.state(), events::linked{no_stream, false});
    is_corrupt(told.state(), events::linked{other_stream, false});
}

BOOST_AUTO_TEST_CASE(taking_back_a_link_that_is_not_there_is_corruption)
{
    is_corrupt(state_of(status::submitted), events::unlinked{other_stream, ""});
}

BOOST_AUTO_TEST_CASE(a_number_that_is_no_alternative_is_corruption)
{
    const application routed = state_of(status::routed);
    is_corrupt(routed, events::answered{static_cast<outcome>(9), "", "", monday, 0, false});
    is_corrupt(routed, events::closed{static_cast<closing>(0), "", monday, false});
    is_corrupt(routed, events::closed{static_cast<closing>(7), "", monday, false});
    is_corrupt(routed, events::closed{closing::other_authority, "", monday, false});
    is_corrupt(
        routed, events::closed{closing::abusive, "", monday, false, 0, false, "Karayolları"});
    commands::record_contact contact;
    contact.means = static_cast<commands::contact_means>(9);
    is_corrupt(routed, events::contact_recorded{contact});
    is_corrupt(routed, events::notice_recorded{heard(static_cast<notice>(5), delivery::sent)});
    is_corrupt(
        routed, events::notice_recorded{heard(notice::acknowledgement, static_cast<delivery>(7))});
}

BOOST_AUTO_TEST_CASE(a_counter_at_its_bound_does_not_go_round)
{
    application before = state_of(status::routed);
    before.routings = 9'999;
    is_corrupt(before, events::routed{water(), "", "", false});
    before.contacts = 65'535;
    is_corrupt(before, events::contact_recorded{});
}

BOOST_AUTO_TEST_CASE(a_state_that_was_never_one_of_ours_takes_no_event)
{
    application before = state_of(status::routed);
    before.life = static_cast<status>(10);
    is_corrupt(before, events::routed{water(), "", "", false});
}

// Law 6698: erasing a person empties the personal members of old events. They must still fold.
BOOST_AUTO_TEST_CASE(an_event_whose_personal_part_was_erased_still_folds)
{
    events::submitted fact = a_registration();
    fact.wish.applicant = {};
    fact.wish.subject.clear();
    fact.wish.text.clear();
    fact.subject_key.clear();
    const auto after = petition::evolve({}, fact);
    BOOST_TEST_REQUIRE(after.has_value());
    BOOST_TEST((after->life == status::submitted));
    BOOST_TEST(after->contact.empty());
    BOOST_TEST(after->subject_key.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
