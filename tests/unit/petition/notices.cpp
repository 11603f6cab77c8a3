#include "samples.hpp"

#include <boost/test/unit_test.hpp>

// What the applicant was told: two strands beside the case.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(petition_notices)
namespace {

constexpr auto first = notice::acknowledgement;

/// The acknowledgement after these receipts, in this order.
notice_state after(std::initializer_list<delivery> receipts)
{
    steps way = way_to(status::submitted);
    for (const delivery how : receipts) {
        way.emplace_back(heard(first, how));
    }
    return given(way).state().acknowledgement;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_outcome_of_a_letter_has_a_state)
{
    BOOST_TEST((after({}) == notice_state::queued));
    BOOST_TEST((after({delivery::sent}) == notice_state::sent));
    BOOST_TEST((after({delivery::delivered}) == notice_state::delivered));
    BOOST_TEST((after({delivery::expired}) == notice_state::failed));
    BOOST_TEST((after({delivery::rejected}) == notice_state::failed));
    BOOST_TEST((after({delivery::dead}) == notice_state::failed));
    BOOST_TEST((after({delivery::unknown}) == notice_state::unknown));
}

BOOST_AUTO_TEST_CASE(who_was_told_stays_told_whatever_receipt_comes_late)
{
    for (const delivery late :
         {delivery::sent,
          delivery::delivered,
          delivery::expired,
          delivery::rejected,
          delivery::unknown,
          delivery::dead}) {
        BOOST_TEST((after({delivery::delivered, late}) == notice_state::delivered));
    }
}

BOOST_AUTO_TEST_CASE(a_letter_that_was_taken_does_not_become_unknown)
{
    BOOST_TEST((after({delivery::sent, delivery::unknown}) == notice_state::sent));
}

BOOST_AUTO_TEST_CASE(a_letter_that_was_taken_may_still_fail)
{
    BOOST_TEST((after({delivery::sent, delivery::expired}) == notice_state::failed));
}

BOOST_AUTO_TEST_CASE(a_failed_letter_may_arrive_by_a_second_channel)
{
    BOOST_TEST((after({delivery::dead, delivery::sent}) == notice_state::sent));
    BOOST_TEST((after({delivery::unknown, delivery::delivered}) == notice_state::delivered));
}

// In 407 of 1,434 cases of a real town hall the acknowledgement came after the decision.
BOOST_AUTO_TEST_CASE(the_acknowledgement_may_come_after_the_decision)
{
    const auto state =
        given(way_to(status::notified)).when(heard(first, delivery::delivered)).after();
    BOOST_TEST((state.acknowledgement == notice_state::delivered));
    BOOST_TEST((state.life == status::notified));
}

BOOST_AUTO_TEST_CASE(the_two_notices_do_not_touch_each_other)
{
    const auto state = given(way_to(status::answered)).when(heard(first, delivery::dead)).after();
    BOOST_TEST((state.acknowledgement == notice_state::failed));
    BOOST_TEST((state.result == notice_state::queued));
}

BOOST_AUTO_TEST_CASE(a_delivered_result_is_the_applicants_being_told)
{
    const auto wish = told_the_result();
    const auto came =
        given(way_to(status::answered))
            .at(monday + 5h)
            .when(wish)
            .then({events::notice_recorded{wish}, events::notified{monday + 5h, "sms", {}, true}});
    BOOST_TEST((came.after().notified_at == monday + 5h));
    BOOST_TEST((came.after().result == notice_state::delivered));
}

BOOST_AUTO_TEST_CASE(a_result_that_was_only_sent_has_told_nobody_yet)
{
    for (const delivery how :
         {delivery::sent,
          delivery::expired,
          delivery::rejected,
          delivery::unknown,
          delivery::dead}) {
        const auto wish = heard(notice::result, how);
        const auto came =
            given(way_to(status::answered)).when(wish).then({events::notice_recorded{wish}});
        BOOST_TEST((came.after().life == status::answered));
    }
}

BOOST_AUTO_TEST_CASE(a_result_told_at_the_desk_is_told)
{
    steps way = way_to(status::answered);
    way.emplace_back(heard(notice::result, delivery::dead));
    const auto wish = heard(notice::result, delivery::delivered, "desk");
    const auto came = given(way).when(wish).then(
        {events::notice_recorded{wish}, events::notified{monday, "desk"}});
    BOOST_TEST((came.after().life == status::notified));
}

BOOST_AUTO_TEST_CASE(a_second_receipt_does_not_tell_twice)
{
    const auto wish = told_the_result();
    given(way_to(status::notified)).when(wish).then({events::notice_recorded{wish}});
}

BOOST_AUTO_TEST_CASE(there_is_no_result_to_tell_before_an_answer)
{
    given(way_to(status::routed)).when(told_the_result()).refused(errc::illegal_transition);
}

BOOST_AUTO_TEST_CASE(a_receipt_for_the_old_result_is_kept_while_an_objection_runs)
{
    const auto wish = told_the_result();
    given(way_to(status::objected)).when(wish).then({events::notice_recorded{wish}});
}

BOOST_AUTO_TEST_CASE(a_second_answer_is_told_anew)
{
    steps way = way_to(status::objected);
    way.insert(way.end(), {to_water(), an_answer()});
    const story told = given(way);
    BOOST_TEST((told.state().result == notice_state::queued));
    BOOST_TEST(!told.state().notified_at.has_value());
    BOOST_TEST((told.when(told_the_result()).after().life == status::notified));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
