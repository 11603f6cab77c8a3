#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Every command in every status. The one table that an officer could be asked to check.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_transitions)
namespace {

/// A well-formed command that only the status can refuse.
using sample = command (*)(const application& before);
/// What must be so besides, that nothing else refuses it.
using prepared = void (*)(application& before);

struct table_row {
    std::string_view name;
    sample wish;
    /// One character a status, in the order of `every_status_of_all`:
    /// `.` refused, `L` refused because it is in no problem, `0` accepted and nothing follows, `=` stays, a letter: goes there.
    std::string_view expected;
    prepared where = nullptr;
};

command escalation_due(const application& before)
{
    return commands::escalate{1, before.service.version};
}

constexpr std::string_view letters = "-SRTWANOCXPE";

// clang-format off
const std::array<table_row, 36> table{{
    // S submitted, R routed, T returned, W awaiting the applicant, A answered, N notified,
    // O objected, C closed, X withdrawn; P problem open, E problem over         -SRTWANOCXPE
    {"submit",              [](auto&) -> command { return a_request(); },      "S..........."},
    {"route",               [](auto&) -> command { return to_water(); },       ".R=R...R...."},
    {"send_back",           [](auto&) -> command { return commands::send_back{}; },
                                                                               "..T........."},
    {"ask",                 [](auto&) -> command { return a_question(); },     "..W........."},
    {"reply",               [](auto&) -> command { return a_reply(); },        "..==R.......", asked_before},
    {"resume",              [](auto&) -> command { return commands::resume{}; },
                                                                               "....R......."},
    {"remind",              [](auto&) -> command { return commands::remind{}; },
                                                                               "....=......."},
    {"record_contact",      [](auto&) -> command { return commands::record_contact{}; },
                                                                               ".=========.."},
    {"answer_interim",      [](auto&) -> command { return commands::answer_interim{"Bakılıyor"}; },
                                                                               "..=........."},
    {"answer",              [](auto&) -> command { return an_answer(); },      "..A........."},
    {"acknowledgement",     [](auto&) -> command { return heard(notice::acknowledgement, delivery::sent); },
                                                                               ".=========.."},
    {"other notice",        [](auto&) -> command { return heard(notice::other, delivery::sent); },
                                                                               ".=========.."},
    {"result told",         [](auto&) -> command { return told_the_result(); },
                                                                               ".....N==...."},
    {"object",              [](auto&) -> command { return an_objection(); },   "......O....."},
    {"reopen",              [](auto&) -> command { return commands::reopen{"Eksik"}; },
                                                                               ".....TT.TT.."},
    {"withdraw",            [](auto&) -> command { return commands::withdraw{}; },
                                                                               ".XXXX......."},
    {"close",               [](auto&) -> command { return commands::close{}; },
                                                                               ".CCC...C...."},
    {"rate",                [](auto&) -> command { return commands::rate{}; }, "......=....."},
    {"link_to",             [](auto&) -> command { return a_link(stream_id{9}); },
                                                                               ".====..===.."},
    {"unlink_from",         [](auto&) -> command { return commands::unlink_from{other_stream, "Ayrı"}; },
                                                                               ".=========.."},
    {"escalate",            escalation_due,                                    ".===...=...."},
    {"recompute_deadlines", [](auto&) -> command { return commands::recompute_deadlines{}; },
                                                                               ".00000000000"},
    {"tell_again",          [](auto&) -> command { return commands::tell_again{}; },
                                                                               ".....=......", lost_result},
    {"mark_unrouted",       [](auto&) -> command { return commands::mark_unrouted{}; },
                                                                               ".=.........."},
    {"ask_rating",          [](auto&) -> command { return commands::ask_rating{}; },
                                                                               "......=.....", due_rating},
    {"tell_again a unit",   [](auto&) -> command { return commands::tell_again{notice::unit}; },
                                                                               "..=.=.......", lost_unit},
    {"unit's letter",       [](auto&) -> command { return heard(notice::unit, delivery::dead); },
                                                                               ".=========.."},
    {"open_problem",        [](auto&) -> command { return a_problem(); },      "P..........."},
    {"plan_problem",        [](auto&) -> command { return commands::plan_problem{who("head:1"), "", {}}; },
                                                                               "..........=."},
    {"close_problem",       [](auto&) -> command { return commands::close_problem{"Bitti"}; },
                                                                               "..........E."},
    {"join_problem",        [](auto&) -> command { return joins(); },          ".========..."},
    {"leave_problem",       [](auto&) -> command { return commands::leave_problem{problem_stream, "Ayrı"}; },
                                                                               "L=========LL", part_of_problem},
    {"tell_problem",        [](auto&) -> command { return commands::tell_problem{problem_stream, {}, true}; },
                                                                               "L========.LL", part_of_problem},
    {"attach",              [](auto&) -> command { return a_photo(); },        ".====..=...."},
    {"assign",              [](auto& s) -> command { return assigns(s); },     ".=====.=...."},
    {"change_contact",      [](auto&) -> command { return commands::change_contact{{}, "yeni@example.org"}; },
                                                                               ".=========.."},
}};
// clang-format on

/// The story of a status, with one link in it for `unlink_from`.
story linked_story(status where, prepared besides)
{
    steps way = way_to(where);
    if (!way.empty() && where < status::problem_open) {
        way.insert(way.begin() + 1, a_link());
    }
    application state = given(way).state();
    if (besides != nullptr) {
        besides(state);
    }
    story told = given(std::move(state));
    told.by("governorate:1");
    return told;
}

char happened(const outcome_of_wish& came, const application& before)
{
    if (came.error() == errc::illegal_transition) {
        return '.';
    }
    if (came.error() == errc::not_linked) {
        return 'L';
    }
    const auto facts = came.accepted();
    if (facts.empty()) {
        return '0';
    }
    const application after = came.after();
    return after.life == before.life ? '=' : letters.at(static_cast<std::size_t>(after.life));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_command_in_every_status_does_what_the_table_says)
{
    for (const table_row& row : table) {
        for (std::size_t i = 0; i < every_status_of_all.size(); ++i) {
            const story told = linked_story(every_status_of_all[i], row.where);
            const char seen = happened(told.when(row.wish(told.state())), told.state());
            BOOST_TEST(
                seen == row.expected.at(i),
                row.name << " in " << name_of(every_status_of_all[i]) << " gives " << seen);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_way_leads_to_its_status)
{
    for (const status where : every_status_of_all) {
        BOOST_TEST((given(way_to(where)).state().life == where), name_of(where));
    }
}

BOOST_AUTO_TEST_CASE(every_command_is_in_the_table)
{
    std::array<bool, std::variant_size_v<command>> seen{};
    for (const table_row& row : table) {
        seen.at(row.wish(application{}).index()) = true;
    }
    BOOST_TEST((std::find(seen.begin(), seen.end(), false) == seen.end()));
}

BOOST_AUTO_TEST_CASE(a_refusal_is_rejected_and_never_to_be_retried)
{
    const auto came = given(steps{}).when(to_roads());
    BOOST_TEST((came.error() == condition::rejected));
}

// What a town hall's log of 1,434 cases and a service desk's of 1,487 hold us to.
BOOST_AUTO_TEST_CASE(an_application_is_not_answered_twice)
{
    given(way_to(status::answered)).when(an_answer()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(an_application_is_not_routed_after_its_answer)
{
    given(way_to(status::answered)).when(to_water()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(a_withdrawn_application_is_neither_routed_nor_answered)
{
    given(way_to(status::withdrawn)).when(to_water()).refused(errc::illegal_transition);
    given(way_to(status::withdrawn)).when(an_answer()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
