#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

// By what an application is found, listed and counted.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_index)
namespace {

index_rows rows_of(const application& state)
{
    index_rows rows;
    petition::index(state, rows);
    return rows;
}

index_rows rows_of(status where)
{
    return rows_of(given(way_to(where)).state());
}

bool counts(const index_rows& rows, std::string_view name, const std::string& key)
{
    const index_rows::key_row wanted{name, key};
    return std::count(rows.counters.begin(), rows.counters.end(), wanted) == 1;
}

bool counts_any(const index_rows& rows, std::string_view name)
{
    return std::any_of(rows.counters.begin(), rows.counters.end(), [name](const auto& row) {
        return row.name == name;
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(before_registration_there_is_nothing_to_find)
{
    const index_rows rows = rows_of(application{});
    BOOST_TEST(rows.lists.empty());
    BOOST_TEST(rows.lookups.empty());
    BOOST_TEST(rows.counters.empty());
    BOOST_TEST(!rows.closed);
}

BOOST_AUTO_TEST_CASE(an_open_application_stands_in_the_lists_of_its_status_its_unit_and_the_due)
{
    const auto state = given(way_to(status::routed)).state();
    const std::int64_t late = state.late_since->time_since_epoch().count();
    const std::vector<index_rows::list_row> expected{
        {"state", "routed", late}, {"unit", "10000001", late}, {"due", "", late}};
    BOOST_TEST((rows_of(state).lists == expected));
}

BOOST_AUTO_TEST_CASE(an_application_without_a_unit_is_in_no_units_list)
{
    const auto state = given(way_to(status::submitted)).state();
    const std::int64_t late = state.late_since->time_since_epoch().count();
    const std::vector<index_rows::list_row> expected{
        {"state", "submitted", late}, {"due", "", late}};
    BOOST_TEST((rows_of(state).lists == expected));
}

BOOST_AUTO_TEST_CASE(what_is_over_is_due_no_more_and_leaves_the_worklists)
{
    for (const status where : every_status) {
        const index_rows rows = rows_of(where);
        const bool over =
            where == status::notified || where == status::closed || where == status::withdrawn;
        const bool due = std::any_of(rows.lists.begin(), rows.lists.end(), [](const auto& row) {
            return row.list == "due";
        });
        BOOST_TEST(rows.closed == over, name_of(where));
        const bool answered = where == status::answered;  // The letter is under way.
        BOOST_TEST(due == (!over && !answered && where != status::none), name_of(where));
    }
}

// Some can never be told, and a letter that nobody confirms is nobody's work: an open list is for what is to be done.
BOOST_AUTO_TEST_CASE(what_was_answered_is_due_only_while_somebody_is_to_tell_it)
{
    const auto is_due = [](const application& state) {
        const index_rows rows = rows_of(state);
        return std::any_of(rows.lists.begin(), rows.lists.end(), [](const auto& row) {
            return row.list == "due";
        });
    };
    for (const auto how : {delivery::sent, delivery::unknown, delivery::dead}) {
        steps way = way_to(status::answered);
        way.emplace_back(heard(notice::result, how));
        BOOST_TEST(is_due(given(way).state()) == (how != delivery::sent));
    }
    commands::submit nameless = a_request();
    nameless.anonymous = true;
    BOOST_TEST(!is_due(given({nameless, to_roads(), an_answer()}).state()));
    BOOST_TEST(is_due(given({nameless, to_roads()}).state()));
    commands::submit by_post = a_request();
    by_post.applicant.mobile.reset();
    BOOST_TEST(is_due(given({by_post, to_roads(), an_answer()}).state()));
}

BOOST_AUTO_TEST_CASE(what_was_answered_and_never_told_ends_a_year_after_the_answer)
{
    const auto state = given(way_to(status::answered)).state();
    const instant ends = monday + 24h * 365;
    BOOST_TEST((petition::ended_at(state) == ends));
    const auto rows = rows_of(state);
    const index_rows::list_row expected{"ended", "", ends.time_since_epoch().count()};
    BOOST_TEST(std::count(rows.lists.begin(), rows.lists.end(), expected) == 1);
    BOOST_TEST(!rows.closed);
}

BOOST_AUTO_TEST_CASE(what_is_over_stays_in_the_lists_of_its_status_and_unit)
{
    const index_rows rows = rows_of(status::notified);
    BOOST_TEST_REQUIRE(rows.lists.size() == 3U);
    BOOST_TEST(rows.lists[2].list == "ended");
    BOOST_TEST(rows.lists[2].sort > 0);
    BOOST_TEST(rows.lists[0].list == "state");
    BOOST_TEST(rows.lists[0].key == "notified");
    BOOST_TEST(rows.lists[1].list == "unit");
    BOOST_TEST(rows.lists[1].key == "10000001");
}

BOOST_AUTO_TEST_CASE(a_question_keeps_the_application_where_it_was_in_the_due_list)
{
    BOOST_TEST(
        rows_of(status::awaiting_applicant).lists.back().sort ==
        rows_of(status::routed).lists.back().sort);
}

BOOST_AUTO_TEST_CASE(a_persons_applications_are_found_by_what_only_a_hash_is_kept_of)
{
    const std::vector<index_rows::key_row> expected{{"subject", "10000000146"}};
    BOOST_TEST((rows_of(status::routed).lookups == expected));
}

BOOST_AUTO_TEST_CASE(for_whom_somebody_applied_is_found_apart_from_who_did)
{
    commands::submit wish = a_request();
    wish.beneficiary = person{};
    wish.beneficiary->full_name = "Kardeş Kişi";
    BOOST_TEST(rows_of(given(steps{wish}).state()).lookups.size() == 1U);
    wish.beneficiary->identity = identity_number::parse("12345678950").value();
    const auto state = given(steps{wish}).state();
    const std::vector<index_rows::key_row> expected{
        {"subject", "10000000146"}, {"beneficiary", "12345678950"}};
    BOOST_TEST((rows_of(state).lookups == expected));
    // It gives no right to connect it with what is his own.
    given(state)
        .when(commands::link_to{other_stream, false, "12345678950"})
        .refused(errc::other_subject);
}

BOOST_AUTO_TEST_CASE(who_stays_anonymous_is_found_by_nobody)
{
    commands::submit wish = a_request();
    wish.anonymous = true;
    BOOST_TEST(rows_of(given(steps{wish}).state()).lookups.empty());
}

BOOST_AUTO_TEST_CASE(every_application_counts_one_by_status_channel_unit_and_in_all)
{
    const index_rows rows = rows_of(status::routed);
    BOOST_TEST(counts(rows, "state", "routed"));
    BOOST_TEST(counts(rows, "channel", "desk"));
    BOOST_TEST(counts(rows, "unit", "10000001"));
    BOOST_TEST(counts(rows, "total", ""));
    BOOST_TEST(!counts_any(rows, "answered"));
    BOOST_TEST(!counts_any(rows_of(status::submitted), "unit"));
}

BOOST_AUTO_TEST_CASE(an_answer_counts_as_in_time_or_late)
{
    BOOST_TEST(counts(rows_of(status::answered), "answered", "in_time"));
    steps way = way_to(status::routed);
    way.insert(way.end(), {monday + 24h * 30, an_answer()});
    BOOST_TEST(counts(rows_of(given(way).state()), "answered", "late"));
}

// Nor is it a way out to close it.
BOOST_AUTO_TEST_CASE(what_was_closed_late_counts_as_late)
{
    const auto closed =
        given({a_request(), to_roads(), monday + 24h * 27}).when(commands::close{}).after();
    BOOST_TEST(counts(rows_of(closed), "answered", "late"));
    BOOST_TEST(!counts_any(rows_of(status::closed), "answered"));
    const auto again = given(closed).by("governorate:34").when(commands::reopen{"Yeniden"}).after();
    BOOST_TEST(!counts_any(rows_of(again), "answered"));
}

// The on-time rate is not to be improved by letting late answers be objected to.
BOOST_AUTO_TEST_CASE(an_answer_that_was_late_still_counts_so_while_an_objection_runs)
{
    steps way = way_to(status::routed);
    way.insert(way.end(), {monday + 24h * 30, an_answer(), told_the_result(), an_objection()});
    BOOST_TEST(counts(rows_of(given(way).state()), "answered", "late"));
}

BOOST_AUTO_TEST_CASE(no_key_of_a_list_or_a_figure_is_personal_or_too_long)
{
    const index_rows rows = rows_of(status::objected);
    for (const auto& row : rows.lists) {
        BOOST_TEST(row.key.size() <= 64U);
        BOOST_TEST(row.key != "10000000146");
    }
    for (const auto& row : rows.counters) {
        BOOST_TEST(row.key.size() <= 64U);
        BOOST_TEST(row.key != "10000000146");
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
