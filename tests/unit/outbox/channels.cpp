// What adapters have of their own: turns, a circuit, a hold; and tries that were none.
#include "unit/outbox/script.hpp"

BOOST_AUTO_TEST_SUITE(outbox_channels)

using namespace letter_script;

namespace {

adapter_state state_of(const script& s, const std::string& adapter)
{
    for (const auto& one : s.box.channels()) {
        if (one.adapter == adapter) {
            return one;
        }
    }
    BOOST_FAIL("there is such an adapter");
    return {};
}

hand_result later(instant when)
{
    return hand_result::later(when, "quiet hours");
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_adapter_that_is_down_takes_no_turns_of_another)
{
    script s{{1s, 16s, 1h, 2}};
    s.box.know("sms", {.in_flight_max = 64, .per_second = 0, .failures_max = 1, .rest = 60s});
    s.offer(1, 1).offer(2, 2).offer(3, 3, "unit");
    s.answer(s.sends(1), failed);
    static_cast<void>(s.sends(3));
    s.waits_until(start + 60s);
    // One alone, and its answer closes the circuit.
    s.at(start + 60s);
    const auto probe = s.sends(2);
    s.is_idle();
    s.answer(probe, arrived);
    s.box.recorded(s.settles(2).id);
    static_cast<void>(s.sends(1));
}

BOOST_AUTO_TEST_CASE(an_adapters_own_bounds_hold_beside_those_of_all)
{
    script s{{1s, 16s, 1h, 10}};
    s.box.know("sms", {.in_flight_max = 1});
    s.box.know("unit", {.per_second = 1});
    s.offer(1, 1).offer(2, 2).offer(3, 3, "unit").offer(4, 4, "unit");
    static_cast<void>(s.sends(1));
    static_cast<void>(s.sends(3));
    s.waits_until(start + 1s);
    s.at(start + 1s);
    static_cast<void>(s.sends(4));
    s.is_idle();
}

// As by a battery that had run out, and a time server: what is a pause is as long as it was.
BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_makes_no_pause_longer)
{
    const auto back = 240h;
    script s{{1s, 16s, 1h, 10}};
    s.box.know("sms", {.per_second = 1});
    s.box.know("unit", {.failures_max = 1, .rest = 60s});
    s.offer(1, 1).offer(2, 2).offer(3, 3, "unit");
    s.answer(s.sends(1), arrived);
    const auto before = s.settles(1);
    s.box.not_recorded(before.id, s.now);
    s.answer(s.sends(3), failed);
    s.at(start - back).box.set_back(back);
    s.waits_until(start - back + 1s);
    s.at(start - back + 1s);
    s.box.recorded(s.settles(1).id);
    static_cast<void>(s.sends(2));
    s.waits_until(start - back + 60s);
    s.at(start - back + 60s);
    static_cast<void>(s.sends(3));
}

BOOST_AUTO_TEST_CASE(an_adapter_that_takes_nothing_fills_its_own_room_and_no_other)
{
    script s;
    s.box.know("sms", {.waiting_max = 2, .held = true});
    s.offer(1, 1).offer(2, 1).offer(3, 1).offer(4, 2).offer(5, 2, "unit");
    static_cast<void>(s.sends(5));
    BOOST_TEST((s.box.is_behind("sms") && !s.box.is_behind("unit")));
    BOOST_TEST((s.box.read() == position{2} && s.box.done() == position{0}));
    // While it is full nothing of it need be read again.
    BOOST_TEST(!s.box.take_backlog().has_value());
}

BOOST_AUTO_TEST_CASE(what_was_passed_over_comes_in_its_order_when_there_is_room)
{
    script s;
    s.box.know("sms", {.waiting_max = 2});
    s.offer(1, 1).offer(2, 1).offer(3, 1);
    for (const std::uint64_t cause : {1U, 2U}) {
        s.answer(s.sends(cause), arrived);
        s.box.recorded(s.settles(cause).id);
    }
    // One that comes now would overtake them.
    s.offer(4, 1);
    s.is_idle();
    const auto what = s.box.take_backlog();
    BOOST_TEST_REQUIRE(what.has_value());
    BOOST_TEST(what->adapter == "sms");
    BOOST_TEST((what->from == letter_id{position{3}, 0}));
    s.offer(3, 1).offer(4, 1);
    s.box.backlog_read("sms");
    BOOST_TEST(!s.box.is_behind());
    for (const std::uint64_t cause : {3U, 4U}) {
        s.answer(s.sends(cause), arrived);
        s.box.recorded(s.settles(cause).id);
    }
    BOOST_TEST((s.box.done() == position{4} && s.box.read() == position{4}));
    s.is_idle();
}

BOOST_AUTO_TEST_CASE(what_earlier_runs_settled_needs_no_room)
{
    script s;
    s.box.know("sms", {.waiting_max = 2});
    s.box.left_open({{position{2}, 0}, {position{4}, 0}, {position{6}, 0}}, position{6});
    s.offer(1, 1).offer(2, 1).offer(3, 1).offer(4, 2).offer(5, 2);
    BOOST_TEST(!s.box.is_behind());
    BOOST_TEST((s.box.waiting() == 2U && s.done() == 1U));
    s.offer(6, 1);
    s.delivers(2);
    s.delivers(4);
    const auto what = s.box.take_backlog();
    BOOST_TEST_REQUIRE(what.has_value());
    BOOST_TEST((what->from == letter_id{position{6}, 0}));
    s.offer(6, 1).offer(7, 1);
    s.box.backlog_read("sms");
    s.delivers(6);
    s.delivers(7);
    // What this run has settled is no more to be sent than what others have.
    s.offer(6, 1);
    s.is_idle();
}

// An earlier run has handed it over: its receipt comes before its turn, and nobody is told twice.
BOOST_AUTO_TEST_CASE(what_was_left_open_and_has_its_receipt_is_settled_and_not_sent)
{
    script s;
    s.box.know("sms", {.waiting_max = 1});
    s.box.left_open({{position{1}, 0}, {position{2}, 0}, {position{3}, 0}}, position{3});
    BOOST_TEST(s.box.has({position{1}, 0}));
    s.offer(1, 1).offer(2, 2).offer(3, 3);
    BOOST_TEST((s.box.waiting() == 1U && s.box.has({position{2}, 0})));
    s.box.taken({position{2}, 0});
    s.delivers(1);
    BOOST_TEST_REQUIRE(s.box.take_backlog().has_value());
    s.offer(2, 2);
    const auto outcome = s.settles(2).outcome;
    BOOST_TEST((outcome.how == delivery::sent && outcome.detail == "reported"));
    s.box.recorded({position{2}, 0});
    BOOST_TEST(!s.box.has({position{2}, 0}));
    s.offer(3, 3);
    s.box.backlog_read("sms");
    s.delivers(3);
    s.is_idle();
}

// That it was taken is more than that it must not be sent any more.
BOOST_AUTO_TEST_CASE(what_has_its_receipt_and_whose_person_was_erased_is_settled_as_sent)
{
    script s;
    s.box.left_open({{position{1}, 0}}, position{1});
    s.box.taken({position{1}, 0});
    s.box.offer_settled(script::on_record(1, 1, s.now), delivery::rejected, "erased", s.now);
    BOOST_TEST((s.settles(1).outcome.how == delivery::sent));
}

// A disk that fails just then must not let the next start begin behind them.
BOOST_AUTO_TEST_CASE(what_was_passed_over_is_not_done_before_it_was_read_again)
{
    script s;
    s.box.know("sms", {.waiting_max = 2});
    s.offer(1, 1).offer(2, 2).offer(3, 3).offer(4, 4);
    s.delivers(1);
    BOOST_TEST_REQUIRE(s.box.take_backlog().has_value());
    // The outcome of one that was sent before comes in between.
    s.delivers(2);
    BOOST_TEST((s.box.done() == position{2} && s.box.read() == position{2}));
    s.offer(3, 3);
    BOOST_TEST(s.done() == 2U);
    s.offer(4, 4);
    s.box.backlog_read("sms");
    BOOST_TEST((s.box.done() == position{2} && s.box.read() == position{4}));
    s.delivers(3);
    s.delivers(4);
    BOOST_TEST(s.done() == 4U);
}

BOOST_AUTO_TEST_CASE(what_is_held_waits_and_goes_on_where_it_stood)
{
    script s;
    s.offer(1, 1).offer(2, 2);
    const auto under_way = s.sends(1);
    s.box.hold("sms");
    s.is_idle();
    BOOST_TEST(state_of(s, "sms").held);
    s.answer(under_way, arrived);
    s.box.recorded(s.settles(1).id);
    s.is_idle();
    s.box.release("sms");
    s.delivers(2);
    s.box.hold("nobody");
    BOOST_TEST(s.box.channels().size() == 2U);
}

BOOST_AUTO_TEST_CASE(not_now_is_no_failed_try)
{
    script s;
    s.offer(1, 7);
    s.answer(s.sends(1), later(start + 30min));
    s.waits_until(start + 30min);
    BOOST_TEST(state_of(s, "sms").failed_tries == 0U);
}

BOOST_AUTO_TEST_CASE(what_was_put_off_does_not_count_among_the_tries)
{
    script s;
    s.offer(1, 7);
    s.answer(s.sends(1), later(start + 1min));
    s.at(start + 1min);
    const auto second = s.sends(1);
    BOOST_TEST(second.what.attempt == 2U);
    s.answer(second, failed);
    // The first failure waits as the first does.
    s.waits_until(start + 1min + 1s);
    s.at(start + 1min + 1s);
    s.answer(s.sends(1), arrived);
    BOOST_TEST(s.settles(1).outcome.attempts == 2U);
}

BOOST_AUTO_TEST_CASE(not_now_but_now_does_not_spin)
{
    script s;
    s.offer(1, 7);
    s.answer(s.sends(1), later(start - 1h));
    s.waits_until(start + 10ms);
}

BOOST_AUTO_TEST_CASE(what_is_put_off_beyond_all_patience_is_given_up)
{
    script s;
    s.offer(1, 7);
    s.answer(s.sends(1), later(start + 2h));
    BOOST_TEST((s.settles(1).outcome.how == delivery::dead));
}

BOOST_AUTO_TEST_CASE(an_outcome_tells_by_what_it_went_and_what_it_cost)
{
    script s;
    s.offer(1, 7);
    auto how = arrived;
    how.means = "e-mail";
    how.cost = {2, 900};
    s.answer(s.sends(1), how);
    const auto outcome = s.settles(1).outcome;
    BOOST_TEST(outcome.means == "e-mail");
    BOOST_TEST((outcome.cost == charge{2, 900}));
}

BOOST_AUTO_TEST_CASE(how_letters_stand_is_counted_by_adapter)
{
    script s{{1s, 16s, 3s, 10}};
    s.offer_old(1, 1, start - 1h).offer(2, 2).offer(3, 3, "unit");
    auto sms = state_of(s, "sms");
    BOOST_TEST(sms.waiting == 2U);
    BOOST_TEST((sms.oldest == start - 1h));
    // Given up at once: it has waited longer than there is patience.
    s.answer(s.sends(1), failed);
    s.box.recorded(s.settles(1).id);
    const auto second = s.sends(2);
    sms = state_of(s, "sms");
    BOOST_TEST(sms.waiting == 1U);
    BOOST_TEST(sms.under_way == 1U);
    BOOST_TEST((sms.oldest == start));
    BOOST_TEST((sms.settled == 1U && sms.dead == 1U && sms.failed_tries == 1U));
    s.answer(second, arrived);
    s.box.recorded(s.settles(2).id);
    sms = state_of(s, "sms");
    BOOST_TEST((sms.settled == 2U && sms.dead == 1U && !sms.oldest));
    BOOST_TEST(state_of(s, "unit").waiting == 1U);
}

BOOST_AUTO_TEST_CASE(the_trace_of_a_command_goes_with_its_letter)
{
    script s;
    auto one = script::on_record(1, 7, s.now);
    one.correlation = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    s.box.offer(one, s.now);
    BOOST_TEST(s.sends(1).what.correlation == one.correlation);
}

BOOST_AUTO_TEST_CASE(an_id_is_read_as_it_was_written_and_in_its_own_life_only)
{
    const letter_id id{position{17}, 3};
    const restore_epoch life{99};
    BOOST_TEST((parse_id(str(id)) == id));
    BOOST_TEST((parse_id(str(id, life), life) == id));
    BOOST_TEST(!parse_id(str(id), life).has_value());
    BOOST_TEST(!parse_id(str(id, life)).has_value());
    for (const auto* const text :
         {"",
          "-",
          "17",
          "17-",
          "-3",
          "17-x",
          "017-3",
          "17-3 ",
          " 17-3",
          "+17-3",
          "17-4294967296",
          "18446744073709551616-0"}) {
        BOOST_TEST(!parse_id(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
