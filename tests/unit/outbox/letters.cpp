// Scripts: what was offered and answered, at what time, and what is to be done next.
#include "unit/outbox/script.hpp"

BOOST_AUTO_TEST_SUITE(outbox_letters)

using namespace letter_script;

BOOST_AUTO_TEST_CASE(a_letter_goes_out_once_and_its_outcome_is_recorded_once)
{
    script s;
    s.offer(1, 7);
    const auto out = s.sends(1);
    BOOST_TEST(out.what.id == "1-0");
    BOOST_TEST(out.what.attempt == 1U);
    BOOST_TEST((out.what.stream == stream_id{7} && out.what.what.adapter == "sms"));
    s.is_idle();
    s.answer(out, arrived);
    const auto outcome = s.settles(1);
    BOOST_TEST((outcome.stream == stream_id{7} && outcome.outcome.how == delivery::delivered));
    BOOST_TEST((outcome.outcome.attempts == 1U && outcome.outcome.detail == "ok"));
    s.is_idle();
    s.box.recorded(outcome.id);
    s.is_idle();
    BOOST_TEST(s.box.waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(offering_a_letter_again_does_nothing)
{
    script s;
    s.offer(1, 7).offer(1, 7);
    const auto out = s.sends(1);
    s.offer(1, 7);
    s.is_idle();
    s.answer(out, arrived);
    s.offer(1, 7);
    s.box.recorded(s.settles(1).id);
    s.is_idle();
}

BOOST_AUTO_TEST_CASE(the_next_letter_of_an_application_waits_until_the_one_before_is_settled)
{
    script s;
    s.offer(1, 7).offer(2, 7);
    const auto first = s.sends(1);
    s.is_idle();
    s.answer(first, arrived);
    const auto outcome = s.settles(1);
    s.is_idle();
    s.box.recorded(outcome.id);
    s.delivers(2);
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_tried_again_keeps_its_place_before_the_next)
{
    script s;
    s.offer(1, 7).offer(2, 7);
    s.answer(s.sends(1), failed);
    s.waits_until(start + 1s);
    s.at(start + 1s).delivers(1);
    s.delivers(2);
}

BOOST_AUTO_TEST_CASE(applications_and_adapters_do_not_wait_for_each_other)
{
    script s;
    s.offer(1, 7).offer(2, 8).offer(3, 7, "unit");
    static_cast<void>(s.sends(1));
    static_cast<void>(s.sends(2));
    static_cast<void>(s.sends(3));
    s.is_idle();
}

BOOST_AUTO_TEST_CASE(letters_of_one_event_go_in_the_order_in_which_it_gave_them)
{
    script s;
    for (std::uint32_t i = 0; i < 2; ++i) {
        auto one = script::on_record(1, 7, s.now);
        one.id.index = i;
        s.box.offer(one, s.now);
    }
    const auto first = s.sends(1);
    BOOST_TEST(first.what.id == "1-0");
    s.is_idle();
    s.answer(first, arrived);
    s.box.recorded(s.settles(1).id);
    BOOST_TEST(s.sends(1).what.id == "1-1");
}

BOOST_AUTO_TEST_CASE(no_more_letters_are_under_way_than_the_bound_says)
{
    script s{{1s, 16s, 1h, 2}};
    s.offer(1, 1).offer(2, 2).offer(3, 3);
    const auto first = s.sends(1);
    static_cast<void>(s.sends(2));
    BOOST_TEST(s.box.under_way() == 2U);
    s.is_idle();
    s.answer(first, arrived);
    // An outcome to record is not held up by letters under way, and frees the place already.
    static_cast<void>(s.settles(1));
    static_cast<void>(s.sends(3));
    BOOST_TEST(s.box.under_way() == 2U);
}

BOOST_AUTO_TEST_CASE(tries_come_after_twice_the_time_up_to_the_longest)
{
    script s;
    s.offer(1, 7);
    std::uint32_t attempt = 0;
    for (const auto pause : {1s, 2s, 4s, 8s, 16s, 16s, 16s}) {
        const auto out = s.sends(1);
        BOOST_TEST(out.what.attempt == ++attempt);
        BOOST_TEST(out.what.id == "1-0");
        s.answer(out, failed);
        s.waits_until(s.now + pause);
        s.at(s.now + pause);
    }
}

BOOST_AUTO_TEST_CASE(chance_takes_off_less_than_a_quarter)
{
    for (const std::uint64_t chance : {0U, 1U, 249U, 250U, 251U, 4'294'967'295U}) {
        script s;
        s.chance = chance;
        s.offer(1, 7);
        s.answer(s.sends(1), failed);
        s.waits_until(start + 1s - std::chrono::milliseconds{chance % 250});
    }
}

BOOST_AUTO_TEST_CASE(a_pause_too_short_to_divide_is_still_a_pause)
{
    script s{{1ms, 1ms, 1h, 4}};
    s.chance = 3;
    s.offer(1, 7);
    s.answer(s.sends(1), failed);
    s.waits_until(start + 1ms);
}

BOOST_AUTO_TEST_CASE(many_failures_do_not_overflow_the_pause)
{
    script s{{1h, std::chrono::hours{24}, std::chrono::hours{24 * 365 * 100}, 4}};
    s.offer(1, 7);
    for (int i = 0; i < 100; ++i) {
        s.answer(s.sends(1), failed);
        const auto next = s.box.next(s.now);
        const auto when = std::get<wait_until>(next).when;
        BOOST_REQUIRE((when > s.now && when <= s.now + std::chrono::hours{24}));
        s.at(when);
    }
}

BOOST_AUTO_TEST_CASE(only_the_first_answer_to_a_try_counts)
{
    script s;
    s.offer(1, 7);
    const auto first = s.sends(1);
    s.answer(first, failed);
    s.answer(first, arrived);
    BOOST_TEST(s.box.under_way() == 0U);
    s.waits_until(start + 1s);
    const auto second = s.at(start + 1s).sends(1);
    s.answer(first, arrived);
    s.is_idle();
    s.answer(second, arrived);
    s.box.recorded(s.settles(1).id);
    s.answer(second, failed);
    s.is_idle();
    BOOST_TEST(s.box.under_way() == 0U);
}

BOOST_AUTO_TEST_CASE(an_outcome_that_could_not_be_recorded_comes_again_after_a_second)
{
    script s;
    s.offer(1, 7);
    s.answer(s.sends(1), {delivery::rejected, "wrong number"});
    s.box.not_recorded(s.settles(1).id, s.now);
    BOOST_TEST(s.done() == 0U);
    s.waits_until(start + 1s);
    const auto again = s.at(start + 1s).settles(1);
    BOOST_TEST((again.outcome.how == delivery::rejected));
    BOOST_TEST(again.outcome.detail == "wrong number");
    s.box.recorded(again.id);
    BOOST_TEST(s.done() == 1U);
}

BOOST_AUTO_TEST_CASE(a_letter_that_was_settled_before_is_not_sent)
{
    script s;
    s.box.left_open({{position{2}, 0}}, position{2});
    s.offer(1, 7).offer(2, 7);
    BOOST_TEST(s.done() == 1U);
    s.delivers(2);
    BOOST_TEST(s.done() == 2U);
}

BOOST_AUTO_TEST_CASE(a_letter_for_an_adapter_that_is_not_there_is_not_kept_and_not_done)
{
    script s;
    s.offer(1, 7).offer(2, 7, "pigeon").offer(3, 7);
    s.delivers(1);
    s.delivers(3);
    s.is_idle();
    BOOST_TEST(s.done() == 1U);
    BOOST_TEST(s.box.waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_done_ends_before_the_first_letter_that_is_not)
{
    script s;
    BOOST_TEST(s.done() == 0U);
    s.offer(3, 7).offer(5, 8);
    BOOST_TEST(s.done() == 2U);
    s.box.scanned(position{9});
    const auto first = s.sends(3);
    s.delivers(5);
    BOOST_TEST(s.done() == 2U);
    s.answer(first, arrived);
    BOOST_TEST(s.done() == 2U);
    s.box.recorded(s.settles(3).id);
    BOOST_TEST(s.done() == 9U);
}

BOOST_AUTO_TEST_CASE(the_time_to_wait_for_is_the_first_of_all)
{
    script s;
    s.offer(1, 1).offer(2, 2);
    s.answer(s.sends(1), failed);
    s.at(start + 500ms).answer(s.sends(2), arrived);
    s.box.not_recorded(s.settles(2).id, s.now);
    s.waits_until(start + 1s);
    static_cast<void>(s.at(start + 1s).sends(1));
    s.waits_until(start + 1500ms);
}

BOOST_AUTO_TEST_CASE(what_an_adapter_says_is_cut_between_two_characters)
{
    const std::string lead(199, 'x');
    const auto said = [](const std::string& detail) {
        script s;
        s.offer(1, 7);
        s.answer(s.sends(1), {delivery::sent, detail});
        return s.settles(1).outcome.detail;
    };
    BOOST_TEST(said(lead + "yz") == lead + "y");
    BOOST_TEST(said(lead + "ş") == lead);
    BOOST_TEST(said(lead.substr(1) + "ş") == lead.substr(1) + "ş");
    BOOST_TEST(said(std::string(300, '\x80')).empty());
}

// What a restored store does not know: whether its earlier life sent them.
BOOST_AUTO_TEST_CASE(doubtful_letters_are_settled_in_their_order_and_never_sent)
{
    script s;
    for (const std::uint64_t cause : {1U, 2U}) {
        s.box.offer_settled(
            script::on_record(cause, 7, s.now, "pigeon"), delivery::unknown, "restored", s.now);
    }
    s.box.scanned(position{2});
    for (const std::uint64_t cause : {1U, 2U}) {
        const auto what = s.settles(cause);
        s.is_idle();
        BOOST_TEST((what.outcome.how == delivery::unknown));
        BOOST_TEST(what.outcome.detail == "restored");
        BOOST_TEST(what.outcome.attempts == 0U);
        s.box.recorded(what.id);
    }
    s.is_idle();
    BOOST_TEST(s.done() == 2U);
}

BOOST_AUTO_TEST_CASE(a_doubtful_letter_that_was_settled_is_left_alone)
{
    script s;
    s.box.left_open({}, position{1});
    s.box.offer_settled(script::on_record(1, 7, s.now), delivery::unknown, "restored", s.now);
    s.is_idle();
}

BOOST_AUTO_TEST_CASE(a_new_letter_is_sent_when_the_doubtful_one_before_it_is_settled)
{
    script s;
    s.box.offer_settled(script::on_record(1, 7, s.now), delivery::unknown, "restored", s.now);
    s.offer(2, 7);
    const auto doubtful = s.settles(1);
    s.is_idle();
    s.box.recorded(doubtful.id);
    s.delivers(2);
}

BOOST_AUTO_TEST_CASE(letters_to_somebody_who_was_erased_are_not_sent_and_units_get_theirs)
{
    script s;
    auto to_unit = script::on_record(3, 7, s.now);
    to_unit.what.adapter = "unit";
    to_unit.what.to_unit = true;
    s.box.know("unit");
    s.offer(1, 7).offer(2, 7).offer(4, 8);
    s.box.offer(to_unit, s.now);
    const auto out = s.sends(1);
    s.box.forget(stream_id{7});
    static_cast<void>(s.sends(3));
    static_cast<void>(s.sends(4));
    s.is_idle();
    // What was under way ended somehow; it is not tried again.
    s.answer(out, failed);
    const auto first = s.settles(1);
    BOOST_TEST((first.outcome.how == delivery::rejected && first.outcome.detail == "erased"));
    BOOST_TEST(first.outcome.sent.recipient.empty());
    s.box.recorded(first.id);
    const auto second = s.settles(2);
    BOOST_TEST((second.outcome.how == delivery::rejected && second.outcome.attempts == 0U));
    BOOST_TEST(second.outcome.sent.recipient.empty());
}

BOOST_AUTO_TEST_CASE(a_letter_that_waits_to_be_tried_again_is_settled_when_its_person_is_erased)
{
    script s;
    s.offer(1, 7);
    s.answer(s.sends(1), failed);
    s.box.forget(stream_id{7});
    const auto outcome = s.settles(1).outcome;
    BOOST_TEST((outcome.how == delivery::rejected && outcome.attempts == 1U));
    s.is_idle();
}

BOOST_AUTO_TEST_CASE(what_arrived_before_the_erasure_was_known_has_arrived)
{
    script s;
    s.offer(1, 7);
    const auto out = s.sends(1);
    s.box.forget(stream_id{7});
    s.answer(out, arrived);
    BOOST_TEST((s.settles(1).outcome.how == delivery::delivered));
}

// Its first answer was lost: the receipt is the second one.
BOOST_AUTO_TEST_CASE(a_letter_that_its_peer_says_it_has_is_not_sent_again)
{
    script s;
    s.offer(1, 7).offer(2, 7);
    s.answer(s.sends(1), failed);
    s.box.taken({position{1}, 0});
    const auto first = s.settles(1);
    BOOST_TEST((first.outcome.how == delivery::sent && first.outcome.detail == "reported"));
    BOOST_TEST(first.outcome.attempts == 1U);
    s.box.taken(first.id);
    s.box.recorded(first.id);
    s.delivers(2);
    s.box.taken(first.id);  // Long done.
    s.is_idle();
}

BOOST_AUTO_TEST_CASE(one_that_is_under_way_then_ends_as_its_answer_says_and_else_as_sent)
{
    for (const bool answered : {false, true}) {
        script s;
        s.offer(1, 7);
        const auto out = s.sends(1);
        s.box.taken({position{1}, 0});
        s.is_idle();
        s.answer(out, answered ? arrived : failed);
        BOOST_TEST((s.settles(1).outcome.how == (answered ? delivery::delivered : delivery::sent)));
    }
}

BOOST_AUTO_TEST_CASE(one_whose_turn_has_not_come_keeps_its_place)
{
    script s;
    s.offer(1, 7).offer(2, 7);
    const auto out = s.sends(1);
    s.box.taken({position{2}, 0});
    s.is_idle();
    s.answer(out, arrived);
    s.box.recorded(s.settles(1).id);
    BOOST_TEST((s.settles(2).outcome.how == delivery::sent));
}

// The place of an event may have been another's in the life before: its receiver drops repeats.
BOOST_AUTO_TEST_CASE(a_letter_of_a_restored_store_bears_the_epoch_in_its_id)
{
    const letter_id id{position{17}, 0};
    BOOST_TEST(str(id) == "17-0");
    BOOST_TEST(str(id, restore_epoch{5}) == "17-0-5");
}

BOOST_AUTO_TEST_SUITE_END()
