#include "adapters/smpp/session.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <initializer_list>
#include <type_traits>

namespace {

using namespace acikkapi;
using namespace acikkapi::adapters::smpp;
using namespace std::chrono_literals;

constexpr instant morning = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 6h;

constexpr std::uint32_t bad_number = 0x0B;
constexpr std::uint32_t system_error = 0x08;
constexpr std::uint32_t throttled = 0x58;
constexpr std::uint32_t queue_full = 0x14;
constexpr std::uint32_t wrong_password = 0x0E;
constexpr std::uint32_t already_bound = 0x05;

/// A session at a time of its own, and what it wants done: connections, units, results, each kept apart.
struct script {
    smpp_options options = defaults();
    std::optional<session> tried;
    instant now = morning;

    std::vector<pdu> written;
    std::vector<act::settle> settled;
    std::vector<act::report> reported;
    std::vector<act::message> messages;
    int connects = 0;
    int closes = 0;
    int ends = 0;

    static smpp_options defaults()
    {
        smpp_options out;
        out.host = "centre";
        out.system_id = "acikkapi";
        out.password = "secret";
        out.source = "VALILIK";
        out.price_per_part = 100;
        return out;
    }

    session& it()
    {
        if (!tried) {
            tried.emplace(options, 1U);
        }
        return *tried;
    }

    void look()
    {
        for (auto& one : it().take_actions()) {
            std::visit([this](auto& what) { note(what); }, one);
        }
    }
    void note(act::connect&) { ++connects; }
    void note(act::close&) { ++closes; }
    void note(act::finish&) { ++ends; }
    void note(act::log&) {}
    void note(act::write& what) { written.push_back(decode(what.octets).value()); }
    void note(act::settle& what) { settled.push_back(what); }
    void note(act::report& what) { reported.push_back(what); }
    void note(act::message& what) { messages.push_back(what); }

    /// All that was written since the last time.
    std::vector<pdu> taken()
    {
        look();
        return std::exchange(written, {});
    }

    void start()
    {
        it().start(now);
        look();
        it().connected(now);
    }

    /// Logged in, and nothing written that was not looked at.
    void bound()
    {
        start();
        const auto login = taken();
        BOOST_TEST_REQUIRE(login.size() == 1U);
        tell({response_to(login[0].id), 0, login[0].sequence, id_body{"centre"}});
        look();
    }

    void tell(const pdu& what) { it().received(encode(what), now); }

    void answer(const pdu& to, std::uint32_t status, const std::string& id = "7")
    {
        tell({response_to(to.id), status, to.sequence, id_body{status == 0 ? id : ""}});
        look();
    }

    void submit(std::uint64_t ticket, std::size_t parts = 1)
    {
        outgoing what;
        what.ticket = ticket;
        what.letter_id = "letter-" + std::to_string(ticket);
        what.digits = "905320000000";
        what.text.parts.resize(parts);
        for (std::size_t i = 0; i < parts; ++i) {
            what.text.parts[i] = {std::to_string(i), parts > 1, 0};
        }
        it().submit(std::move(what), now);
    }

    void deliver(const std::string& id, std::uint8_t state)
    {
        message_body what;
        what.esm_class = 4;
        what.receipted_message_id = id;
        what.message_state = state;
        tell({command::deliver_sm, 0, 99, what});
        look();
    }

    void wait(std::chrono::milliseconds span)
    {
        now += span;
        it().tick(now);
        look();
    }

    /// To the time that the session asked for.
    void wait_as_asked()
    {
        const auto next = it().next_time(now);
        BOOST_TEST_REQUIRE(next.has_value());
        now = std::max(now, *next);
        it().tick(now);
        look();
    }

    [[nodiscard]] bool settled_as(std::size_t which, std::optional<delivery> how) const
    {
        return which < settled.size() && settled[which].how.settled == how;
    }
};

constexpr std::uint8_t is_delivered = 2;
constexpr std::uint8_t is_expired = 3;

}  // namespace

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

BOOST_AUTO_TEST_CASE(no_more_than_a_window_is_on_its_way)
{
    options.window = 3;
    bound();
    for (std::uint64_t i = 0; i < 5; ++i) {
        submit(i);
    }
    const auto first = taken();
    BOOST_TEST_REQUIRE(first.size() == 3U);
    answer(first[1], 0);
    answer(first[2], 0);
    BOOST_TEST(taken().size() == 2U);
    BOOST_TEST(settled.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_letter_of_several_parts_is_settled_when_each_has_its_answer)
{
    bound();
    submit(1, 3);
    const auto parts = taken();
    BOOST_TEST_REQUIRE(parts.size() == 3U);
    BOOST_TEST(std::get<message_body>(parts[0].what).esm_class == 0x40);
    answer(parts[2], 0, "c");
    answer(parts[0], 0, "a");
    BOOST_TEST(settled.empty());
    answer(parts[1], 0, "b");
    BOOST_TEST(settled_as(0, delivery::sent));
    BOOST_TEST(settled[0].how.detail == "id=a parts=3 alphabet=gsm7");
    BOOST_TEST((settled[0].how.cost == charge{3, 300}));
}

BOOST_AUTO_TEST_CASE(a_refusal_for_good_and_one_for_now_are_told_apart)
{
    bound();
    submit(1);
    submit(2);
    const auto both = taken();
    answer(both[0], bad_number);
    answer(both[1], system_error);
    BOOST_TEST(settled_as(0, delivery::rejected));
    BOOST_TEST(settled[0].how.detail == "ESME_RINVDSTADR");
    BOOST_TEST(settled_as(1, std::nullopt));
    BOOST_TEST(!settled[1].how.not_before.has_value());
    BOOST_TEST(settled[1].how.detail == "ESME_RSYSERR");
}

BOOST_AUTO_TEST_CASE(of_a_letter_that_was_refused_no_further_part_is_written)
{
    options.window = 1;
    bound();
    submit(1, 3);
    const auto first = taken();
    answer(first[0], bad_number);
    BOOST_TEST(taken().empty());
    BOOST_TEST(settled_as(0, delivery::rejected));
}

BOOST_AUTO_TEST_CASE(once_a_part_is_taken_trouble_with_another_is_not_tried_again_by_itself)
{
    bound();
    submit(1, 2);
    const auto parts = taken();
    answer(parts[0], 0);
    answer(parts[1], system_error);
    BOOST_TEST(settled_as(0, delivery::unknown));
    BOOST_TEST(settled[0].how.detail == "only some parts: ESME_RSYSERR");
}

BOOST_AUTO_TEST_CASE(throttling_is_a_pause_and_no_failed_try)
{
    for (const auto status : {throttled, queue_full}) {
        script one;
        one.bound();
        one.submit(1);
        one.answer(one.taken()[0], status);
        BOOST_TEST(one.settled_as(0, std::nullopt));
        BOOST_TEST((one.settled[0].how.not_before == one.now + 1s));
        one.submit(2);
        BOOST_TEST(one.taken().empty());
        one.wait(999ms);
        BOOST_TEST(one.taken().empty());
        BOOST_TEST((one.it().next_time(one.now) == one.now + 1ms));
        one.wait_as_asked();
        const auto next = one.taken();
        BOOST_TEST_REQUIRE(next.size() == 1U);
        // Twice as long if it goes on.
        one.answer(next[0], status);
        BOOST_TEST((one.settled[1].how.not_before == one.now + 2s));
    }
}

BOOST_AUTO_TEST_CASE(pauses_begin_anew_when_something_was_taken)
{
    bound();
    submit(1);
    answer(taken()[0], throttled);
    submit(2);
    wait_as_asked();
    answer(taken()[0], 0);
    submit(3);
    answer(taken()[0], throttled);
    BOOST_TEST_REQUIRE(settled.size() == 3U);
    BOOST_TEST((settled[2].how.not_before == now + 1s));
}

BOOST_AUTO_TEST_CASE(a_window_of_throttled_parts_is_one_pause)
{
    bound();
    for (std::uint64_t i = 0; i < 10; ++i) {
        submit(i);
    }
    for (const auto& one : taken()) {
        answer(one, throttled);
    }
    BOOST_TEST_REQUIRE(settled.size() == 10U);
    BOOST_TEST((settled[9].how.not_before == now + 1s));
}

BOOST_AUTO_TEST_CASE(a_part_that_was_throttled_goes_after_the_pause_if_another_was_taken)
{
    bound();
    submit(1, 2);
    const auto parts = taken();
    answer(parts[0], 0, "a");
    answer(parts[1], throttled);
    BOOST_TEST(settled.empty());
    wait_as_asked();
    const auto again = taken();
    BOOST_TEST_REQUIRE(again.size() == 1U);
    BOOST_TEST(std::get<message_body>(again[0].what).octets == "1");
    answer(again[0], 0, "b");
    BOOST_TEST(settled_as(0, delivery::sent));
}

BOOST_AUTO_TEST_CASE(what_has_no_answer_in_time_is_unknown)
{
    bound();
    submit(1);
    const auto first = taken();
    BOOST_TEST((it().next_time(now) == now + 30s));
    wait(29'999ms);
    BOOST_TEST(settled.empty());
    wait(1ms);
    BOOST_TEST(settled_as(0, delivery::unknown));
    // A late answer is nobody's.
    answer(first[0], 0);
    BOOST_TEST(settled.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_written_when_the_connection_broke_is_unknown_and_the_rest_goes_on)
{
    options.window = 1;
    bound();
    submit(1);
    submit(2);
    look();
    it().disconnected("end of file", now);
    look();
    BOOST_TEST_REQUIRE(settled.size() == 1U);
    BOOST_TEST(settled_as(0, delivery::unknown));
    BOOST_TEST(settled[0].ticket == 1U);
    wait_as_asked();
    BOOST_TEST(connects == 2);
    it().connected(now);
    written.erase(written.begin());
    const auto login = taken();
    answer(login.back(), 0);
    BOOST_TEST(taken().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_unknown_is_tried_again_where_the_host_says_so)
{
    options.resend_unknown = true;
    bound();
    submit(1);
    look();
    it().disconnected("end of file", now);
    look();
    BOOST_TEST(settled_as(0, std::nullopt));
    BOOST_TEST(!settled[0].how.not_before.has_value());
}

BOOST_AUTO_TEST_CASE(a_letter_waits_for_a_connection_no_longer_than_it_may)
{
    start();
    const auto login = taken();
    answer(login[0], wrong_password);
    BOOST_TEST(closes == 1);
    submit(1);
    wait(59'999ms);
    BOOST_TEST(settled.empty());
    wait(1ms);
    BOOST_TEST(settled_as(0, std::nullopt));
    BOOST_TEST(settled[0].how.detail == "login refused: ESME_RINVPASWD");
}

BOOST_AUTO_TEST_CASE(more_letters_than_the_queue_holds_are_put_off)
{
    options.queue_max = 2;
    start();
    submit(1);
    submit(2);
    submit(3);
    look();
    BOOST_TEST_REQUIRE(settled.size() == 1U);
    BOOST_TEST(settled[0].ticket == 3U);
    BOOST_TEST((settled[0].how.not_before == now + 1s));
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

BOOST_AUTO_TEST_CASE(a_generic_nack_is_an_answer_too)
{
    bound();
    submit(1);
    tell({command::generic_nack, 0x02, taken()[0].sequence, {}});
    look();
    BOOST_TEST(settled_as(0, delivery::rejected));
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_read_leaves_it_unknown)
{
    bound();
    submit(1);
    tell({command::submit_sm_resp, 0, taken()[0].sequence, {}});
    look();
    BOOST_TEST(settled_as(0, delivery::unknown));
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
