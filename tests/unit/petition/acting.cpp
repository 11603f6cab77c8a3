#include "samples.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

// What a governorate may switch on: deadlines that tell the staff, applications that no unit has, and asking the
// applicant how he found it.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_acting)
namespace {

const petition acting{petition_rules::acting()};

story told(const steps& happened)
{
    return given(acting, happened);
}

const timer* find(const std::vector<timer>& timers, std::string_view step)
{
    const auto found = std::find_if(
        timers.begin(), timers.end(), [step](const timer& one) { return one.step == step; });
    return found == timers.end() ? nullptr : &*found;
}

/// To whom a step of escalation goes.
std::string told_at(const steps& happened, std::uint8_t step)
{
    const story so_far = told(happened);
    const auto came = so_far.when(commands::escalate{step, so_far.state().service.version});
    const auto letters = came.letters();
    BOOST_TEST_REQUIRE(letters.size() == 1U);
    BOOST_TEST(letters.front().adapter == "staff");
    BOOST_TEST(letters.front().kind == "escalation-" + std::to_string(step));
    BOOST_TEST(letters.front().to_unit);
    return letters.front().recipient;
}

bool is_task(const application& state, std::string_view what)
{
    index_rows rows;
    petition::index(state, rows);
    return std::any_of(rows.lists.begin(), rows.lists.end(), [what](const auto& row) {
        return row.list == "task" && row.key == what;
    });
}

bool is_closed(const application& state)
{
    index_rows rows;
    petition::index(state, rows);
    return rows.closed;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_step_of_escalation_goes_one_higher)
{
    const auto way = way_to(status::routed);
    BOOST_TEST(told_at(way, 1) == "unit:10000001");
    BOOST_TEST(told_at(way, 2) == "head:10000001");
    BOOST_TEST(told_at(way, 3) == "deputy:34");
    BOOST_TEST(told_at(way, 4) == "governor:34");
    BOOST_TEST(told_at(way, 5) == "governor:34");
}

BOOST_AUTO_TEST_CASE(where_no_unit_has_it_the_officers_are_told)
{
    for (const auto where : {status::submitted, status::returned}) {
        BOOST_TEST(told_at(way_to(where), 1) == "officer:34");
        BOOST_TEST(told_at(way_to(where), 2) == "officer:34");
        BOOST_TEST(told_at(way_to(where), 3) == "deputy:34");
    }
}

BOOST_AUTO_TEST_CASE(an_import_and_rules_that_do_not_say_so_tell_nobody)
{
    const auto way = way_to(status::routed);
    BOOST_TEST(told(way).historical().when(commands::escalate{1, 1}).letters().empty());
    BOOST_TEST(given(way).when(commands::escalate{1, 1}).letters().empty());
    BOOST_TEST(given(way_to(status::submitted)).when(commands::mark_unrouted{}).letters().empty());
}

BOOST_AUTO_TEST_CASE(what_no_unit_has_after_four_office_hours_is_marked_once_and_told)
{
    // Registered on Monday at nine.
    const story so_far = told({a_request()});
    const auto timers = acting.timers(so_far.state());
    const auto* const due = find(timers, "unrouted");
    BOOST_TEST_REQUIRE(due != nullptr);
    BOOST_TEST((due->due == monday + 4h));
    const auto came = story{so_far}.at(due->due).when(petition::fire(*due));
    came.then({events::left_unrouted{true}});
    BOOST_TEST_REQUIRE(came.letters().size() == 1U);
    BOOST_TEST(came.letters().front().kind == "unrouted");
    BOOST_TEST(came.letters().front().recipient == "officer:34");
    BOOST_TEST(is_task(came.after(), "unrouted"));
    BOOST_TEST(find(acting.timers(came.after()), "unrouted") == nullptr);
    told({a_request(), commands::mark_unrouted{}})
        .when(commands::mark_unrouted{})
        .refused(errc::limit_reached);
}

BOOST_AUTO_TEST_CASE(once_a_unit_has_it_or_it_is_over_it_is_nobodys_task)
{
    for (const step& next :
         {step{to_roads()}, step{commands::withdraw{}}, step{commands::close{}}}) {
        const auto state = told({a_request(), commands::mark_unrouted{}, next}).state();
        BOOST_TEST(!state.unrouted);
        BOOST_TEST(!is_task(state, "unrouted"));
    }
    BOOST_TEST(find(acting.timers(told(way_to(status::routed)).state()), "unrouted") == nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_somebodys_task_stands_in_the_list_of_tasks)
{
    BOOST_TEST(!is_task(told(way_to(status::routed)).state(), "at_risk"));
    BOOST_TEST(is_task(told({a_request(), commands::escalate{2, 1}}).state(), "at_risk"));
    steps twice = way_to(status::returned);
    twice.insert(twice.end(), {to_water(), commands::send_back{}});
    BOOST_TEST(is_task(told(twice).state(), "bounced"));
    for (const auto how :
         {delivery::dead, delivery::unknown, delivery::rejected, delivery::expired}) {
        const auto lost = heard(notice::acknowledgement, how);
        BOOST_TEST(is_task(told({a_request(), lost}).state(), "undelivered"));
    }
    BOOST_TEST(!is_task(
        told({a_request(), heard(notice::acknowledgement, delivery::delivered)}).state(),
        "undelivered"));
}

BOOST_AUTO_TEST_CASE(a_units_letter_that_is_lost_is_a_task_until_the_unit_knows)
{
    for (const auto how :
         {delivery::dead, delivery::rejected, delivery::expired, delivery::unknown}) {
        steps way = way_to(status::routed);
        way.emplace_back(heard(notice::unit, how, "unit"));
        BOOST_TEST(is_task(told(way).state(), "unit_not_told"));
        for (const step& next :
             {step{to_water()},
              step{to_roads()},
              step{commands::tell_again{notice::unit}},
              step{heard(notice::unit, delivery::delivered, "unit")},
              step{heard(notice::unit, delivery::sent, "unit")},
              step{commands::send_back{}},
              step{an_answer()},
              step{commands::close{}}}) {
            steps on = way;
            on.push_back(next);
            BOOST_TEST(!told(on).state().unit_not_told);
            BOOST_TEST(!is_task(told(on).state(), "unit_not_told"));
        }
    }
    steps asking = way_to(status::awaiting_applicant);
    asking.emplace_back(heard(notice::unit, delivery::dead, "unit"));
    BOOST_TEST(is_task(told(asking).state(), "unit_not_told"));
}

BOOST_AUTO_TEST_CASE(a_lost_letter_to_a_unit_goes_out_again_to_the_unit_that_has_it)
{
    steps way = way_to(status::routed);
    given(way).when(commands::tell_again{notice::unit}).refused(errc::illegal_transition);
    way.emplace_back(heard(notice::unit, delivery::dead, "unit"));
    const auto came = given(way).when(commands::tell_again{notice::unit});
    came.then({events::told_again{notice::unit}});
    const letter expected{"unit", "routed", "10000001", came.after().number.str(), true};
    BOOST_TEST((came.letters() == std::vector{expected}));
    given(way).historical().when(commands::tell_again{notice::unit}).refused(errc::not_reachable);
    way.emplace_back(commands::tell_again{notice::unit});
    given(way).when(commands::tell_again{notice::unit}).refused(errc::illegal_transition);
}

// A letter is given up after three days: by then another unit may have it.
BOOST_AUTO_TEST_CASE(what_became_of_a_letter_to_another_unit_concerns_nobody_any_more)
{
    steps way = way_to(status::routed);
    way.emplace_back(to_water());
    letter_outcome late;
    late.sent = {"unit", "routed", "10000001", "", true};
    late.how = delivery::dead;
    const auto came = given(way).when(petition::settle(late));
    BOOST_TEST((came.only<events::notice_recorded>().notice.which == notice::other));
    BOOST_TEST(!came.after().unit_not_told);

    late.sent.recipient = "10000002";
    const auto lost = given(way).when(petition::settle(late));
    BOOST_TEST((lost.only<events::notice_recorded>().notice.which == notice::unit));
    BOOST_TEST(lost.only<events::notice_recorded>().notice.unit.empty());
    BOOST_TEST(lost.after().unit_not_told);
    way.emplace_back(lost.accepted().front());
    late.sent.recipient = "10000001";
    late.how = delivery::delivered;
    BOOST_TEST(given(way).when(petition::settle(late)).after().unit_not_told);
}

BOOST_AUTO_TEST_CASE(a_day_after_he_was_told_the_applicant_is_asked_how_he_found_it)
{
    const story so_far = told(way_to(status::notified));
    BOOST_TEST((so_far.state().rating_due == monday + 24h));
    BOOST_TEST(!is_closed(so_far.state()));
    const auto timers = acting.timers(so_far.state());
    const auto* const due = find(timers, "ask_rating");
    BOOST_TEST_REQUIRE(due != nullptr);
    const auto came = story{so_far}.at(due->due).when(petition::fire(*due));
    came.then({events::rating_asked{true}});
    BOOST_TEST(came.letters().front().kind == "rating");
    BOOST_TEST(acting.timers(came.after()).empty());
    BOOST_TEST(is_closed(came.after()));
}

BOOST_AUTO_TEST_CASE(who_has_rated_or_objects_or_cannot_be_reached_is_not_asked)
{
    for (const step& next : {step{commands::rate{}}, step{an_objection()}}) {
        steps way = way_to(status::notified);
        way.push_back(next);
        BOOST_TEST(!told(way).state().rating_due.has_value());
        told(way).when(commands::ask_rating{}).refused(errc::illegal_transition);
    }
    auto silent = a_request();
    silent.applicant.mobile.reset();
    const auto state =
        told({silent, to_roads(), an_answer(), heard(notice::result, delivery::delivered, "desk")})
            .state();
    BOOST_TEST(!state.rating_due.has_value());
    BOOST_TEST(is_closed(state));
}

// Told by the timer of a host that was down for a month: what he answers would be too late.
BOOST_AUTO_TEST_CASE(who_could_not_rate_any_more_is_not_asked_and_it_has_ended)
{
    const story so_far = told(way_to(status::notified));
    const instant last_day = monday + 14 * 24h;
    BOOST_TEST((so_far.state().notified_at == monday));
    story{so_far}.at(last_day).when(commands::ask_rating{}).then({events::rating_asked{true}});
    const auto late = story{so_far}.at(last_day + 24h).when(commands::ask_rating{});
    late.then({events::rating_asked{false}});
    BOOST_TEST(late.letters().empty());
    BOOST_TEST(is_closed(late.after()));
    story{so_far}.at(last_day + 24h).when(commands::rate{}).refused(errc::too_late);
}

BOOST_AUTO_TEST_CASE(reopening_takes_the_question_back)
{
    steps way = way_to(status::notified);
    way.insert(way.end(), {who("governorate:34"), commands::reopen{"Eksik"}});
    BOOST_TEST(!told(way).state().rating_due.has_value());
}

BOOST_AUTO_TEST_CASE(rules_that_make_no_sense_are_refused)
{
    auto rules = petition_rules::acting();
    BOOST_TEST(petition::with(rules).has_value());
    rules.ask_rating_after = std::chrono::days{-1};
    BOOST_TEST((petition::with(rules).error() == errc::bad_argument));
    rules = petition_rules::acting();
    rules.unrouted_after = std::chrono::minutes{-1};
    BOOST_TEST((petition::with(rules).error() == errc::bad_argument));
    rules = petition_rules::acting();
    rules.hours.to = std::chrono::hours{25};
    BOOST_TEST((petition::with(rules).error() == errc::bad_argument));
    rules = petition_rules::acting();
    rules.ask_rating_after = rules.rating_period;
    BOOST_TEST(petition::with(rules).has_value());
    rules.ask_rating_after += std::chrono::days{1};
    BOOST_TEST((petition::with(rules).error() == errc::bad_argument));
}

// Else what nobody can have in hand would be decided, and could not be folded.
BOOST_AUTO_TEST_CASE(who_is_on_duty_must_be_an_account_that_may_have_it_in_hand)
{
    const auto with_duty = [](std::uint8_t plate, const actor& account) {
        auto rules = petition_rules::acting();
        rules.on_duty[6] = who("officer:6/1");
        rules.on_duty[plate] = account;
        return petition::with(rules);
    };
    for (const auto* const name : {"officer:34/4711", "desk:34/a", "governorate:34/1"}) {
        BOOST_TEST(with_duty(34, who(name)).has_value(), name);
    }
    BOOST_TEST((with_duty(34, {}).error() == errc::bad_argument));
    for (const auto* const name :
         {"officer:34",
          "officer:34/",
          "officer:6/1",
          "citizen:34/1",
          "unit:10000001/1",
          "engine"}) {
        BOOST_TEST((with_duty(34, who(name)).error() == errc::bad_argument), name);
    }
    for (const auto plate : std::initializer_list<std::uint8_t>{0, 82}) {
        const auto account = who("officer:" + std::to_string(plate) + "/1");
        BOOST_TEST((with_duty(plate, account).error() == errc::bad_argument));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
