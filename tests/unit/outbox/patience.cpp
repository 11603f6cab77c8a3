// How long a letter that nobody takes is tried.
#include "unit/outbox/script.hpp"

BOOST_AUTO_TEST_SUITE(outbox_patience)

using namespace letter_script;

BOOST_AUTO_TEST_CASE(a_letter_is_dead_when_the_next_try_would_come_too_late)
{
    script s{{1s, 16s, 7s, 4}};  // Tries after 0, 1, 3 and 7 seconds; the next would be after 15.
    s.offer(1, 7).offer(2, 7);
    for (const auto pause : {1s, 2s, 4s}) {
        s.answer(s.sends(1), failed);
        s.at(s.now + pause);
    }
    s.answer(s.sends(1), {std::nullopt, "no answer"});
    const auto outcome = s.settles(1).outcome;
    BOOST_TEST((outcome.how == delivery::dead));
    BOOST_TEST((outcome.attempts == 4U && outcome.detail == "no answer"));
    s.box.recorded({position{1}, 0});
    s.delivers(2);
}

BOOST_AUTO_TEST_CASE(the_time_to_give_up_runs_while_a_letter_waits_for_its_turn_or_its_answer)
{
    script s{{1s, 16s, 7s, 4}};
    s.offer(1, 7).offer(2, 7);
    const auto slow = s.sends(1);
    s.at(start + 20s).answer(slow, failed);
    BOOST_TEST((s.settles(1).outcome.how == delivery::dead));
}

// A host that is restarted daily would never give up, if each start began to count anew.
BOOST_AUTO_TEST_CASE(the_time_to_give_up_runs_from_when_the_event_was_recorded)
{
    script s{{1s, 16s, 7s, 4}};  // The next tries would be after 1 and 3 seconds.
    s.offer_old(1, 7, start - 5s);
    s.answer(s.sends(1), failed);
    s.at(start + 1s).answer(s.sends(1), failed);
    BOOST_TEST((s.settles(1).outcome.how == delivery::dead));
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_older_than_all_patience_is_tried_once_all_the_same)
{
    script s;
    s.offer_old(1, 7, start - 1'000h).offer_old(2, 8, start - 1'000h);
    s.delivers(1);
    s.answer(s.sends(2), failed);
    const auto outcome = s.settles(2).outcome;
    BOOST_TEST((outcome.how == delivery::dead && outcome.attempts == 1U));
}

// As after four days in which the host was off, or letters were held, that end by night.
BOOST_AUTO_TEST_CASE(not_now_is_not_the_one_try_of_a_letter_that_is_older_than_all_patience)
{
    script s;
    s.offer_old(1, 7, start - 1'000h);
    s.answer(s.sends(1), hand_result::later(start + 30min, "quiet hours"));
    s.waits_until(start + 30min);
    s.at(start + 30min).answer(s.sends(1), failed);
    const auto outcome = s.settles(1).outcome;
    BOOST_TEST((outcome.how == delivery::dead && outcome.attempts == 1U));
}

BOOST_AUTO_TEST_CASE(not_now_after_a_long_hold_is_no_end_either)
{
    script s;
    s.box.hold("sms");
    s.offer(1, 7);
    s.at(start + 96h).box.release("sms");
    s.answer(s.sends(1), hand_result::later(s.now + 30min, "quiet hours"));
    s.waits_until(s.now + 30min);
    // The clock is set back: the pause is as long as it was, and so is patience with it.
    s.box.set_back(96h);
    s.at(start + 30min).answer(s.sends(1), hand_result::later(start + 50min, "quiet hours"));
    s.waits_until(start + 50min);
    s.at(start + 50min).answer(s.sends(1), hand_result::later(start + 61min, "quiet hours"));
    BOOST_TEST((s.settles(1).outcome.how == delivery::dead));
}

BOOST_AUTO_TEST_CASE(an_older_event_does_not_push_its_letter_to_the_front)
{
    script s;
    s.offer(1, 1);
    s.at(start + 1s).offer_old(2, 2, start - 1'000h);
    s.delivers(1);
    s.delivers(2);
}

BOOST_AUTO_TEST_SUITE_END()
