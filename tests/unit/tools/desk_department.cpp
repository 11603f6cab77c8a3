#include "support/desk_department.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

BOOST_AUTO_TEST_SUITE(tools_desk_department)

using namespace acikkapi;
using tools::desk_department;

namespace {

hand_over letter_to(const std::string& unit)
{
    return {"17-0", stream_id{7}, {"unit", "routed", unit, "34-2026-1"}, 2};
}

hand_result hand(const desk_department::desk& desk)
{
    asio::thread_pool pool{1};
    desk_department unit{pool.get_executor(), desk};
    return unit.async_hand_over(letter_to("24301265"), asio::use_future).get();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_desk_sees_the_letter_and_its_word_is_reported)
{
    const auto how = hand([](const hand_over& given) {
        const bool same = given.id == "17-0" && given.attempt == 2 &&
                          given.what.recipient == "24301265" && number_of(given.stream) == 7;
        return hand_result{same ? delivery::delivered : delivery::rejected, "on the desk"};
    });
    BOOST_TEST((how.settled == delivery::delivered));
    BOOST_TEST(how.detail == "on the desk");
}

BOOST_AUTO_TEST_CASE(a_desk_that_cannot_take_it_now_is_asked_again)
{
    BOOST_TEST(!hand([](const hand_over&) { return hand_result{}; }).settled.has_value());
}

BOOST_AUTO_TEST_CASE(a_desk_that_throws_has_failed_and_its_words_stay_with_it)
{
    const auto how = hand([](const hand_over& given) -> hand_result {
        throw std::runtime_error{"cannot reach " + given.what.recipient};
    });
    BOOST_TEST(!how.settled.has_value());
    BOOST_TEST(how.detail == "the desk threw an exception");
}

BOOST_AUTO_TEST_CASE(a_long_word_is_cut_between_characters)
{
    const auto how = hand([](const hand_over&) {
        std::string text(199, 'a');
        return hand_result{delivery::delivered, text + "\xC3\xA7\xC3\xA7"};
    });
    BOOST_TEST(how.detail == std::string(199, 'a'));
    const auto bad = hand([](const hand_over&) {
        return hand_result{delivery::delivered, "\xFF"};
    });
    BOOST_TEST(bad.detail == "not UTF-8");
}

BOOST_AUTO_TEST_CASE(the_desk_is_called_for_one_letter_at_a_time)
{
    asio::thread_pool pool{2};
    std::atomic<int> inside{0};
    std::atomic<bool> together{false};
    int calls = 0;  // Not atomic: that is the promise.
    desk_department unit{pool.get_executor(), [&](const hand_over&) {
                             together = together || ++inside > 1;
                             ++calls;
                             std::this_thread::sleep_for(std::chrono::microseconds{200});
                             --inside;
                             return hand_result{delivery::delivered, {}};
                         }};
    std::vector<std::future<hand_result>> waiting;
    for (int i = 0; i < 50; ++i) {
        waiting.push_back(unit.async_hand_over(letter_to("24301265"), asio::use_future));
    }
    for (auto& one : waiting) {
        BOOST_TEST((one.get().settled == delivery::delivered));
    }
    BOOST_TEST(!together);
    BOOST_TEST(calls == 50);
}

BOOST_AUTO_TEST_SUITE_END()
