#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// Whose task it is: a named person's.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_hand)
namespace {

const actor on_duty = who("officer:34/4711");

petition with_duty()
{
    petition_rules rules = petition_rules::acting();
    rules.on_duty[34] = on_duty;
    return petition{rules};
}

story told(const steps& happened)
{
    return given(with_duty(), happened);
}

steps routed_and(const step& last)
{
    steps way = way_to(status::routed);
    way.push_back(last);
    return way;
}

/// Who has it in hand by the list, or nobody.
std::string hand_of(const application& state)
{
    index_rows rows;
    petition::index(state, rows);
    std::string out;
    for (const auto& row : rows.lists) {
        out += row.list == "hand" ? row.key : std::string{};
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(
    an_account_of_whose_it_is_takes_it_in_hand_and_is_told_unless_he_took_it_himself)
{
    const actor official = who("unit:10000001/12");
    story so_far = told(way_to(status::routed));
    so_far.by("head:10000001/3");
    const auto came = so_far.when(commands::assign{official});
    came.then({events::assigned{official, true}});
    const letter expected{"staff", "assigned", "unit:10000001/12", came.after().number.str(), true};
    BOOST_TEST((came.letters() == std::vector{expected}));
    BOOST_TEST((came.after().in_hand_of == official));
    BOOST_TEST(hand_of(came.after()) == "unit:10000001/12");

    so_far.by("unit:10000001/12");
    so_far.when(commands::assign{official}).then({events::assigned{official, false}});
    given(way_to(status::routed))
        .when(commands::assign{official})
        .then({events::assigned{official, false}});
}

BOOST_AUTO_TEST_CASE(who_has_it_already_and_nobody_of_nobodys_change_nothing)
{
    const actor official = who("unit:10000001/12");
    told(routed_and(commands::assign{official})).when(commands::assign{official}).then_nothing();
    told(way_to(status::routed)).when(commands::assign{}).then_nothing();
    told(routed_and(commands::assign{official}))
        .when(commands::assign{})
        .then({events::assigned{{}, false}});
}

BOOST_AUTO_TEST_CASE(only_an_account_and_only_one_of_whose_it_is_now)
{
    for (const auto* const name :
         {"unit:10000001",
          "unit:10000001/",
          "unit:10000002/12",
          "officer:6/4711",
          "citizen:34/1",
          "auditor:34/1",
          "engine"}) {
        told(way_to(status::routed)).when(commands::assign{who(name)}).refused(errc::bad_actor);
    }
    // Nobody of the unit when it does not lie with one.
    told(way_to(status::submitted))
        .when(commands::assign{who("unit:10000001/12")})
        .refused(errc::bad_actor);
}

BOOST_AUTO_TEST_CASE(it_is_nobodys_again_when_it_goes_to_another_office)
{
    for (const step& next : {step{to_water()}, step{to_roads()}, step{commands::send_back{}}}) {
        steps way = routed_and(commands::assign{who("unit:10000001/12")});
        way.push_back(next);
        BOOST_TEST(told(way).state().in_hand_of.empty());
    }
    steps answered = way_to(status::answered);
    answered.emplace_back(commands::assign{on_duty});
    for (const steps& next :
         {steps{told_the_result(), an_objection()},
          steps{who("governorate:34"), commands::reopen{"Eksik"}}}) {
        steps way = answered;
        way.insert(way.end(), next.begin(), next.end());
        BOOST_TEST(told(way).state().in_hand_of.empty());
    }
}

BOOST_AUTO_TEST_CASE(what_is_over_is_in_nobodys_list)
{
    steps way = routed_and(commands::assign{who("unit:10000001/12")});
    way.emplace_back(commands::withdraw{});
    BOOST_TEST(hand_of(told(way).state()).empty());
}

BOOST_AUTO_TEST_CASE(what_is_left_unrouted_becomes_the_task_of_who_is_on_duty_and_he_alone_is_told)
{
    const auto came = told({a_request()}).when(commands::mark_unrouted{});
    came.then({events::left_unrouted{false}, events::assigned{on_duty, true}});
    const auto letters = came.letters();
    BOOST_TEST_REQUIRE(letters.size() == 1U);
    BOOST_TEST(letters.front().recipient == "officer:34/4711");
    BOOST_TEST(letters.front().kind == "assigned");
    BOOST_TEST(hand_of(came.after()) == "officer:34/4711");
}

BOOST_AUTO_TEST_CASE(a_lost_letter_becomes_his_task_and_one_that_may_have_arrived_does_not)
{
    for (const auto which : {notice::acknowledgement, notice::unit}) {
        for (const auto how :
             {delivery::dead, delivery::rejected, delivery::expired, delivery::unknown}) {
            const auto facts = told(way_to(status::routed)).when(heard(which, how)).accepted();
            BOOST_TEST_REQUIRE(facts.size() == 2U);
            BOOST_TEST((facts[1] == event{events::assigned{on_duty, true}}));
        }
        for (const auto how : {delivery::sent, delivery::delivered}) {
            BOOST_TEST(
                told(way_to(status::routed)).when(heard(which, how)).accepted().size() == 1U);
        }
    }
    const auto lost = heard(notice::other, delivery::dead);
    BOOST_TEST(told(way_to(status::routed)).when(lost).accepted().size() == 1U);
    const auto result = heard(notice::result, delivery::dead);
    BOOST_TEST(
        told(way_to(status::answered)).when(result).after().in_hand_of.str() == on_duty.str());
    // What is over is nobody's task.
    const auto late = heard(notice::acknowledgement, delivery::dead);
    BOOST_TEST(told(way_to(status::closed)).when(late).accepted().size() == 1U);
}

// Who was told stays told, and of what a unit has done already nobody need tell it.
BOOST_AUTO_TEST_CASE(a_receipt_after_which_nothing_is_lost_makes_nobody_a_task)
{
    const auto ack = [](delivery how) { return heard(notice::acknowledgement, how); };
    const auto of_unit = heard(notice::unit, delivery::dead, "unit");
    steps told_at_the_desk = way_to(status::routed);
    told_at_the_desk.emplace_back(heard(notice::acknowledgement, delivery::delivered, "desk"));
    told(told_at_the_desk)
        .when(ack(delivery::dead))
        .then({events::notice_recorded{ack(delivery::dead)}});

    const steps with_peer = routed_and(ack(delivery::sent));
    BOOST_TEST(told(with_peer).when(ack(delivery::unknown)).accepted().size() == 1U);
    BOOST_TEST(told(with_peer).when(ack(delivery::dead)).accepted().size() == 2U);

    for (const auto where : {status::returned, status::answered}) {
        BOOST_TEST(told(way_to(where)).when(of_unit).accepted().size() == 1U, name_of(where));
    }
    BOOST_TEST(told(way_to(status::awaiting_applicant)).when(of_unit).accepted().size() == 2U);
}

BOOST_AUTO_TEST_CASE(who_has_it_in_hand_keeps_it_and_another_province_has_nobody_on_duty)
{
    const steps way = routed_and(commands::assign{who("unit:10000001/12")});
    const auto lost = heard(notice::acknowledgement, delivery::dead);
    told(way).when(lost).then({events::notice_recorded{lost}});

    petition_rules rules = petition_rules::acting();
    rules.on_duty[6] = who("officer:6/1");
    given(petition{rules}, {a_request()})
        .when(commands::mark_unrouted{})
        .then({events::left_unrouted{true}});
}

BOOST_AUTO_TEST_CASE(an_import_makes_it_his_task_and_writes_to_nobody)
{
    const auto came = told({a_request()}).historical().when(commands::mark_unrouted{});
    came.then({events::left_unrouted{false}, events::assigned{on_duty, false}});
    BOOST_TEST(came.letters().empty());
}

BOOST_AUTO_TEST_CASE(half_of_the_time_is_told_to_who_has_it_in_hand)
{
    const auto recipient_at = [](std::uint8_t step) {
        const story so_far = told(routed_and(commands::assign{who("unit:10000001/12")}));
        const commands::escalate wish{step, so_far.state().service.version};
        return so_far.when(wish).letters().at(0).recipient;
    };
    BOOST_TEST(recipient_at(1) == "unit:10000001/12");
    BOOST_TEST(recipient_at(2) == "head:10000001");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
