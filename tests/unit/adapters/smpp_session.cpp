#include "unit/adapters/smpp_script.hpp"

namespace adapters_smpp_session {
namespace {

using namespace support;
using namespace std::chrono_literals;

constexpr std::uint32_t wrong_password = 0x0E;
constexpr std::uint32_t already_bound = 0x05;
constexpr std::uint32_t throttled = 0x58;
constexpr std::uint8_t is_delivered = 2;
constexpr std::uint8_t is_expired = 3;

}  // namespace
}  // namespace adapters_smpp_session

BOOST_FIXTURE_TEST_SUITE(adapters_smpp_session, script)

BOOST_AUTO_TEST_CASE(it_connects_logs_in_and_then_writes)
{
    submit(1);
    look();
    BOOST_TEST(connects == 0);
    start();
    const auto login = taken();
    BOOST_TEST(connects == 1);
    BOOST_TEST_REQUIRE(login.size() == 1U);
    BOOST_TEST((login[0].id == command::bind_transceiver));
    BOOST_TEST((login[0].what == body{bind_body{"acikkapi", "secret", ""}}));
    answer(login[0], 0);
    const auto first = taken();
    BOOST_TEST_REQUIRE(first.size() == 1U);
    const auto& what = std::get<message_body>(first[0].what);
    BOOST_TEST((what.from == address{5, 0, "VALILIK"}));
    BOOST_TEST((what.to == address{1, 1, "905320000000"}));
    BOOST_TEST(what.validity_period == "000003000000000R");
    BOOST_TEST(what.registered_delivery == 1);
    BOOST_TEST(what.esm_class == 0);
    answer(first[0], 0, "17");
    BOOST_TEST_REQUIRE(settled.size() == 1U);
    BOOST_TEST(settled_as(0, delivery::sent));
    BOOST_TEST(settled[0].ticket == 1U);
    BOOST_TEST(settled[0].how.detail == "id=17 parts=1 alphabet=gsm7");
    BOOST_TEST(settled[0].how.means == "sms");
    BOOST_TEST((settled[0].how.cost == charge{1, 100}));
}

BOOST_AUTO_TEST_CASE(new_connections_are_tried_less_and_less_often)
{
    it().start(now);
    look();
    std::chrono::milliseconds most = 1s;
    for (int round = 0; round < 12; ++round) {
        BOOST_TEST(connects == round + 1);
        it().disconnected("refused", now);
        look();
        const auto pause = *it().next_time(now) - now;
        BOOST_TEST((pause <= most && pause >= most / 2), round);
        most = std::min<std::chrono::milliseconds>(2 * most, 300s);
        wait_as_asked();
    }
}

BOOST_AUTO_TEST_CASE(chance_takes_part_in_the_pauses)
{
    std::vector<instant> when;
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        session one{options, seed};
        one.start(now);
        one.disconnected("refused", now);
        when.push_back(*one.next_time(now));
    }
    BOOST_TEST((when[0] != when[1] || when[1] != when[2]));
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_not_tried_again_soon_and_a_centre_that_is_busy_is)
{
    start();
    answer(taken()[0], wrong_password);
    BOOST_TEST((it().next_time(now) == now + 300s));
    script other;
    other.start();
    other.answer(other.taken()[0], already_bound);
    BOOST_TEST((*other.it().next_time(other.now) <= other.now + 1s));
}

BOOST_AUTO_TEST_CASE(a_peer_that_is_silent_is_asked_and_then_left)
{
    options.times.enquire = 20s;
    bound();
    wait_as_asked();
    BOOST_TEST((now == morning + 20s));
    const auto asked = taken();
    BOOST_TEST_REQUIRE(asked.size() == 1U);
    BOOST_TEST((asked[0].id == command::enquire_link));
    answer(asked[0], 0);
    BOOST_TEST((it().next_time(now) == now + 20s));
    wait(20s);
    wait(29'999ms);
    BOOST_TEST(closes == 0);
    wait(1ms);
    BOOST_TEST(closes == 1);
    wait_as_asked();
    BOOST_TEST(connects == 2);
}

BOOST_AUTO_TEST_CASE(a_connection_or_a_login_that_takes_too_long_is_given_up)
{
    it().start(now);
    wait(10s);
    BOOST_TEST(closes == 1);
    script other;
    other.start();
    other.wait(30s);
    BOOST_TEST(other.closes == 1);
}

BOOST_AUTO_TEST_CASE(what_the_centre_asks_is_answered)
{
    bound();
    tell({command::enquire_link, 0, 5, {}});
    tell({static_cast<command>(0x103), 0, 6, {}});
    tell({command::alert_notification, 0, 7, {}});
    const auto answers = taken();
    BOOST_TEST_REQUIRE(answers.size() == 2U);
    BOOST_TEST((answers[0] == pdu{command::enquire_link_resp, 0, 5, {}}));
    BOOST_TEST((answers[1] == pdu{command::generic_nack, 3, 6, {}}));
    tell({command::unbind, 0, 8, {}});
    BOOST_TEST((taken().at(0) == pdu{command::unbind_resp, 0, 8, {}}));
    BOOST_TEST(closes == 1);
}

BOOST_AUTO_TEST_CASE(a_peer_that_speaks_something_else_is_left)
{
    bound();
    it().received("HTTP/1.1 400 Bad Request\r\n\r\n", now);
    look();
    BOOST_TEST(closes == 1);
    script other;
    other.start();
    look();
    other.it().received(encode({command::submit_sm_resp, 0, 1, id_body{"1"}}), other.now);
    other.look();
    BOOST_TEST(other.closes == 1);
}

BOOST_AUTO_TEST_CASE(a_receipt_for_each_part_makes_a_letter_delivered)
{
    bound();
    submit(1, 2);
    const auto parts = taken();
    answer(parts[0], 0, "a");
    answer(parts[1], 0, "b");
    deliver("a", is_delivered);
    BOOST_TEST(reported.empty());
    deliver("b", is_delivered);
    BOOST_TEST_REQUIRE(reported.size() == 1U);
    BOOST_TEST(reported[0].letter_id == "letter-1");
    BOOST_TEST((reported[0].how.settled == delivery::delivered));
    deliver("b", is_delivered);
    BOOST_TEST(reported.size() == 1U);
    const auto answers = taken();
    BOOST_TEST(answers.size() == 3U);
    BOOST_TEST((answers[0] == pdu{command::deliver_sm_resp, 0, 99, id_body{}}));
}

BOOST_AUTO_TEST_CASE(a_receipt_that_came_before_the_answer_is_reported_after_it)
{
    bound();
    submit(1);
    const auto part = taken();
    deliver("a", is_expired);
    BOOST_TEST(reported.empty());
    tell({command::submit_sm_resp, 0, part[0].sequence, id_body{"a"}});
    const auto todo = it().take_actions();
    BOOST_TEST_REQUIRE(todo.size() == 2U);
    BOOST_TEST(std::holds_alternative<act::settle>(todo[0]));
    BOOST_TEST((std::get<act::report>(todo[1]).how.settled == delivery::expired));
}

// The centre reports on the first part while it has no room for the second.
BOOST_AUTO_TEST_CASE(a_receipt_of_one_part_waits_for_the_other_parts)
{
    options.times.enquire = 10min;
    options.times.throttle = 59s;
    options.times.throttle_max = 59s;
    bound();
    submit(1, 2);
    const auto parts = taken();
    answer(parts[0], 0, "a");
    deliver("a", is_delivered);
    answer(parts[1], throttled);
    static_cast<void>(taken());
    wait(59s);
    const auto again = taken();
    BOOST_TEST_REQUIRE(again.size() == 1U);
    wait(2s);
    deliver("foreign", is_delivered);
    answer(again[0], 0, "b");
    BOOST_TEST(settled_as(0, delivery::sent));
    deliver("b", is_delivered);
    BOOST_TEST_REQUIRE(reported.size() == 1U);
    BOOST_TEST((reported[0].how.settled == delivery::delivered));
}

BOOST_AUTO_TEST_CASE(no_receipt_in_three_days_is_unknown)
{
    bound();
    submit(1);
    answer(taken()[0], 0, "a");
    now = morning + 72h - 1ms;
    it().tick(now);
    look();
    BOOST_TEST(reported.empty());
    now += 1ms;
    it().tick(now);
    look();
    BOOST_TEST_REQUIRE(reported.size() == 1U);
    BOOST_TEST((reported[0].how.settled == delivery::unknown));
}

BOOST_AUTO_TEST_CASE(no_receipt_is_waited_for_where_none_was_asked_for)
{
    options.registered_delivery = 0;
    bound();
    submit(1);
    answer(taken()[0], 0, "a");
    deliver("a", is_delivered);
    BOOST_TEST(reported.empty());
}

BOOST_AUTO_TEST_CASE(what_the_host_remembers_is_waited_for_after_a_restart)
{
    bound();
    it().expect("letter-9", {"a", "b"}, now);
    deliver("b", is_delivered);
    deliver("a", is_delivered);
    BOOST_TEST_REQUIRE(reported.size() == 1U);
    BOOST_TEST(reported[0].letter_id == "letter-9");
}

BOOST_AUTO_TEST_CASE(a_message_from_a_phone_is_handed_on_and_answered)
{
    bound();
    message_body what;
    what.from = {1, 1, "905320000000"};
    what.data_coding = 8;
    what.octets = {"\x01\x5f\x00\x41", 4};
    tell({command::deliver_sm, 0, 5, what});
    what.data_coding = 4;
    tell({command::deliver_sm, 0, 6, what});
    const auto answers = taken();
    BOOST_TEST_REQUIRE(messages.size() == 1U);
    BOOST_TEST(messages[0].from == "+905320000000");
    BOOST_TEST(messages[0].text == "şA");
    BOOST_TEST(answers.size() == 2U);
    // What is no message at all would come again for ever.
    tell({command::deliver_sm, 0, 7, {}});
    BOOST_TEST((taken().at(0) == pdu{command::deliver_sm_resp, 0x65, 7, id_body{}}));
}

BOOST_AUTO_TEST_CASE(stopping_waits_for_answers_and_logs_out)
{
    options.window = 1;
    bound();
    submit(1);
    submit(2);
    const auto first = taken();
    it().stop(now);
    look();
    BOOST_TEST_REQUIRE(settled.size() == 1U);
    BOOST_TEST(settled[0].ticket == 2U);
    BOOST_TEST(settled_as(0, std::nullopt));
    submit(3);
    look();
    BOOST_TEST(settled_as(1, std::nullopt));
    BOOST_TEST(taken().empty());
    answer(first[0], 0);
    BOOST_TEST(settled_as(2, delivery::sent));
    const auto unbind = taken();
    BOOST_TEST_REQUIRE(unbind.size() == 1U);
    BOOST_TEST((unbind[0].id == command::unbind));
    BOOST_TEST(ends == 0);
    tell({command::unbind_resp, 0, unbind[0].sequence, {}});
    look();
    BOOST_TEST(ends == 1);
    BOOST_TEST(closes == 1);
    BOOST_TEST(!it().next_time(now).has_value());
}

BOOST_AUTO_TEST_CASE(stopping_ends_also_where_nobody_answers)
{
    bound();
    it().stop(now);
    wait(30s);
    BOOST_TEST(ends == 1);
    script waiting;
    waiting.start();
    waiting.it().disconnected("refused", waiting.now);
    waiting.it().stop(waiting.now);
    waiting.look();
    BOOST_TEST(waiting.ends == 1);
    script cut;
    cut.bound();
    cut.submit(1);
    cut.it().stop(cut.now);
    cut.it().disconnected("end of file", cut.now);
    cut.look();
    BOOST_TEST(cut.ends == 1);
    BOOST_TEST(cut.settled_as(0, delivery::unknown));
}

BOOST_AUTO_TEST_CASE(a_transmitter_logs_in_as_one_and_waits_for_no_receipt)
{
    options.bind = smpp_bind::transmitter;
    bound();
    submit(1);
    answer(taken()[0], 0, "a");
    now += 73h;
    it().tick(now);
    look();
    BOOST_TEST(reported.empty());
}

BOOST_AUTO_TEST_SUITE_END()
