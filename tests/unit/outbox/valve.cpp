#include "outbox/valve.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(outbox_valve)

// When an adapter may be given a letter.
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using outbox::valve;
using how = valve::outcome;

constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

adapter_rule rule()
{
    return {.in_flight_max = 3, .per_second = 0, .failures_max = 2, .rest = 30s};
}

bool is_open(const valve& gate, instant now)
{
    const auto from = gate.open_from();
    return from && *from <= now;
}

}  // namespace

BOOST_AUTO_TEST_CASE(so_many_are_under_way_at_once_and_no_more)
{
    valve gate{rule()};
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(is_open(gate, start));
        gate.sent(start);
    }
    BOOST_TEST(!gate.open_from().has_value());
    BOOST_TEST(gate.under_way() == 3U);
    gate.ended(how::worked, start);
    BOOST_TEST(is_open(gate, start));
}

BOOST_AUTO_TEST_CASE(what_fails_too_often_one_after_another_is_left_alone_for_a_while)
{
    valve gate{rule()};
    for (int i = 0; i < 2; ++i) {
        BOOST_TEST(!gate.is_down());
        gate.sent(start);
        gate.ended(how::failed, start);
    }
    BOOST_TEST(gate.is_down());
    BOOST_TEST((gate.open_from() == start + 30s));
}

BOOST_AUTO_TEST_CASE(after_its_rest_one_letter_alone_tries_it)
{
    valve gate{rule()};
    for (int i = 0; i < 2; ++i) {
        gate.sent(start);
        gate.ended(how::failed, start);
    }
    gate.sent(start + 30s);
    BOOST_TEST(!gate.open_from().has_value());
    gate.ended(how::failed, start + 31s);
    BOOST_TEST((gate.open_from() == start + 61s));
    gate.sent(start + 61s);
    gate.ended(how::worked, start + 62s);
    BOOST_TEST(!gate.is_down());
    BOOST_TEST(is_open(gate, start + 62s));
}

BOOST_AUTO_TEST_CASE(one_that_works_between_two_that_fail_counts_from_the_beginning)
{
    valve gate{rule()};
    for (const auto came : {how::failed, how::worked, how::failed}) {
        gate.sent(start);
        gate.ended(came, start);
    }
    BOOST_TEST(!gate.is_down());
}

BOOST_AUTO_TEST_CASE(one_that_was_put_off_says_nothing)
{
    valve gate{rule()};
    for (const auto came : {how::failed, how::put_off, how::put_off}) {
        gate.sent(start);
        gate.ended(came, start);
    }
    BOOST_TEST(!gate.is_down());
    gate.sent(start);
    gate.ended(how::failed, start);
    BOOST_TEST(gate.is_down());
}

BOOST_AUTO_TEST_CASE(in_any_second_there_are_so_many_and_no_more)
{
    auto slow = rule();
    slow.in_flight_max = 100;
    slow.per_second = 2;
    valve gate{slow};
    gate.sent(start);
    gate.sent(start + 400ms);
    BOOST_TEST((gate.open_from() == start + 1s));
    gate.sent(start + 1s);
    BOOST_TEST((gate.open_from() == start + 1400ms));
}

BOOST_AUTO_TEST_CASE(who_holds_it_has_the_last_word)
{
    auto held = rule();
    held.held = true;
    valve gate{held};
    BOOST_TEST(gate.is_held());
    BOOST_TEST(!gate.open_from().has_value());
    gate.release();
    BOOST_TEST(is_open(gate, start));
    gate.hold();
    BOOST_TEST(!gate.open_from().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
