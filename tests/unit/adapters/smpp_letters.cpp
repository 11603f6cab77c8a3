#include "unit/adapters/smpp_script.hpp"

namespace adapters_smpp_letters {
namespace {

using namespace support;
using namespace std::chrono_literals;

constexpr std::uint32_t bad_number = 0x0B;
constexpr std::uint32_t system_error = 0x08;
constexpr std::uint32_t throttled = 0x58;
constexpr std::uint32_t queue_full = 0x14;
constexpr std::uint32_t wrong_password = 0x0E;

}  // namespace
}  // namespace adapters_smpp_letters

BOOST_FIXTURE_TEST_SUITE(adapters_smpp_letters, script)

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

BOOST_AUTO_TEST_CASE(trouble_with_a_part_is_not_tried_again_by_itself_once_another_is_taken)
{
    bound();
    submit(1, 2);
    const auto parts = taken();
    answer(parts[0], system_error);
    BOOST_TEST(settled.empty());
    answer(parts[1], 0);
    BOOST_TEST_REQUIRE(settled_as(0, delivery::unknown));
    BOOST_TEST(settled[0].how.detail == "only some parts: ESME_RSYSERR");
}

// Of nothing that may have been taken does trouble with another part make a new try.
BOOST_AUTO_TEST_CASE(trouble_with_a_part_undoes_no_doubt_about_another)
{
    bound();
    submit(1, 2);
    const auto parts = taken();
    tell({command::submit_sm_resp, 0, parts[0].sequence, {}});
    answer(parts[1], system_error);
    BOOST_TEST_REQUIRE(settled_as(0, delivery::unknown));
    BOOST_TEST(settled[0].how.detail == "an answer that cannot be read");
}

BOOST_AUTO_TEST_CASE(a_part_that_is_refused_for_good_decides_whatever_becomes_of_the_others)
{
    for (const auto other : {std::uint32_t{0}, system_error, throttled}) {
        for (const std::size_t refused : {0U, 1U}) {
            script one;
            one.bound();
            one.submit(1, 2);
            const auto parts = one.taken();
            one.answer(parts[0], refused == 0 ? bad_number : other);
            one.answer(parts[1], refused == 1 ? bad_number : other);
            BOOST_TEST(one.settled_as(0, delivery::rejected), other << ' ' << refused);
        }
    }
}

BOOST_AUTO_TEST_CASE(of_a_letter_that_is_stopped_the_parts_that_were_written_decide)
{
    for (const auto status : {std::uint32_t{0}, system_error}) {
        script one;
        one.options.window = 1;
        one.bound();
        one.submit(1, 2);
        const auto first = one.taken();
        one.it().stop(one.now);
        one.answer(first[0], status);
        BOOST_TEST(
            one.settled_as(0, status == 0 ? std::optional{delivery::unknown} : std::nullopt));
    }
}

BOOST_AUTO_TEST_CASE(a_part_that_was_throttled_does_not_go_after_a_stop)
{
    bound();
    submit(1, 2);
    const auto parts = taken();
    it().stop(now);
    answer(parts[0], 0);
    answer(parts[1], throttled);
    BOOST_TEST_REQUIRE(settled_as(0, delivery::unknown));
    BOOST_TEST(settled[0].how.detail == "only some parts: stopped");
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

// Each part has its own turn: else a slow centre would make half a letter of it.
BOOST_AUTO_TEST_CASE(each_part_that_is_taken_gives_the_next_one_its_time)
{
    options.window = 1;
    bound();
    submit(1, 4);
    for (const auto* const id : {"a", "b", "c", "d"}) {
        const auto part = taken();
        BOOST_TEST_REQUIRE(part.size() == 1U);
        wait(29s);
        answer(part[0], 0, id);
    }
    BOOST_TEST(settled_as(0, delivery::sent));
}

BOOST_AUTO_TEST_CASE(a_letter_of_which_a_part_was_taken_waits_for_the_end_of_a_pause)
{
    options.times.queue = 5s;
    options.times.throttle = 20s;
    bound();
    submit(1, 2);
    const auto parts = taken();
    answer(parts[0], 0, "a");
    answer(parts[1], throttled);
    wait(10s);
    BOOST_TEST(settled.empty());
    wait_as_asked();
    const auto again = taken();
    BOOST_TEST_REQUIRE(again.size() == 1U);
    answer(again[0], 0, "b");
    BOOST_TEST(settled_as(0, delivery::sent));
}

BOOST_AUTO_TEST_CASE(it_does_not_wait_for_ever_for_a_centre_that_takes_no_more)
{
    options.times.enquire = 2h;
    bound();
    submit(1, 2);
    const auto parts = taken();
    answer(parts[0], 0, "a");
    answer(parts[1], throttled);
    const auto begin = now;
    while (settled.empty() && now < begin + 1h) {
        wait_as_asked();
        for (const auto& again : taken()) {
            answer(again, throttled);
        }
    }
    BOOST_TEST_REQUIRE(settled_as(0, delivery::unknown));
    BOOST_TEST(settled[0].how.detail == "only some parts: the centre has no room for it now");
    BOOST_TEST((now == begin + 90s));  // A turn, and the longest pause.
}

// The first has had a part taken since, and more time for that.
BOOST_AUTO_TEST_CASE(the_letter_that_came_first_is_not_always_overdue_first)
{
    options.window = 2;
    options.times.enquire = 1h;
    options.times.throttle = options.times.throttle_max = 2min;
    bound();
    submit(1, 2);
    submit(2);
    const auto parts = taken();
    wait(20s);
    answer(parts[1], throttled);
    answer(parts[0], 0, "a");
    BOOST_TEST(settled.empty());
    wait_as_asked();
    BOOST_TEST((now == morning + 60s));
    BOOST_TEST_REQUIRE(settled.size() == 1U);
    BOOST_TEST(settled[0].ticket == 2U);
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

BOOST_AUTO_TEST_SUITE_END()
