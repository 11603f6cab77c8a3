#include "adapters/applicant/late_letters.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_late_letters)

// What a peer has taken, and may yet turn out not to have arrived.
namespace {

using namespace acikkapi;
using namespace std::chrono_literals;
using adapters::late_letters;

constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;
const hand_result refused{delivery::rejected, "closed"};
const hand_result failed{std::nullopt, "no connection"};

hand_over letter_of(std::size_t number)
{
    return {std::to_string(number) + "-0", stream_id{number}, {"sms", "result", "+1 a@b", "34-1"}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_did_not_arrive_is_due_by_the_next_way_at_once_and_only_once)
{
    late_letters book{2};
    book.taken(0, letter_of(7));
    BOOST_TEST(!book.next(noon).has_value());
    BOOST_TEST((book.heard("7-0", refused, noon) == std::size_t{0}));
    BOOST_TEST(!book.heard("7-0", refused, noon).has_value());  // A peer may repeat itself.
    BOOST_TEST((book.next(noon) == noon));
    const auto due = book.take_due(noon);
    BOOST_TEST_REQUIRE(due.has_value());
    BOOST_TEST((due->way == 1U && due->what.what.recipient == "+1 a@b" && due->what.attempt == 2U));
    BOOST_TEST(!book.take_due(noon).has_value());
    BOOST_TEST((book.ended(*due, refused, noon)->settled == delivery::rejected));
    BOOST_TEST(!book.next(noon).has_value());
}

BOOST_AUTO_TEST_CASE(each_way_that_refuses_makes_room_for_the_next)
{
    late_letters book{3};
    book.taken(0, letter_of(7));
    static_cast<void>(book.heard("7-0", refused, noon));
    BOOST_TEST(!book.ended(*book.take_due(noon), refused, noon).has_value());
    const auto due = book.take_due(noon);
    BOOST_TEST_REQUIRE(due.has_value());
    BOOST_TEST(due->way == 2U);
    BOOST_TEST((book.ended(*due, {delivery::sent, "250"}, noon)->settled == delivery::sent));
    BOOST_TEST((book.heard("7-0", refused, noon) == std::size_t{2}));
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_while_it_is_on_its_way_is_tried_no_more)
{
    late_letters book{3};
    for (const auto& how : {failed, refused, hand_result{delivery::sent, "250"}}) {
        book.taken(0, letter_of(7));
        static_cast<void>(book.heard("7-0", refused, noon));
        const auto due = book.take_due(noon);
        book.forget(stream_id{7});
        BOOST_TEST((book.ended(*due, how, noon).has_value() == how.settled.has_value()));
        BOOST_TEST(!book.next(noon + 1h).has_value());
        BOOST_TEST(!book.heard("7-0", refused, noon).has_value());
    }
}

BOOST_AUTO_TEST_CASE(who_puts_off_until_now_is_not_asked_without_end)
{
    late_letters book{2};
    book.taken(0, letter_of(7));
    static_cast<void>(book.heard("7-0", refused, noon));
    const auto due = book.take_due(noon);
    static_cast<void>(book.ended(*due, hand_result::later(noon, "now"), noon));
    BOOST_TEST((book.next(noon) == noon + 1s));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_makes_nothing_wait_longer)
{
    late_letters book{2};
    book.taken(0, letter_of(7));
    static_cast<void>(book.heard("7-0", refused, noon));
    const auto due = book.take_due(noon);
    static_cast<void>(book.ended(*due, failed, noon));
    const instant before = noon - 72h;
    BOOST_TEST((book.next(before) == before));
    BOOST_TEST(book.take_due(before).has_value());
}

BOOST_AUTO_TEST_CASE(of_a_hundred_thousand_the_oldest_are_forgotten)
{
    constexpr std::size_t many = 100'000;
    late_letters book{2};
    for (std::size_t i = 0; i <= many; ++i) {
        book.taken(0, letter_of(i));
    }
    BOOST_TEST(!book.heard("0-0", refused, noon).has_value());
    BOOST_TEST(book.heard("1-0", refused, noon).has_value());
    BOOST_TEST(book.heard(std::to_string(many) + "-0", refused, noon).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
