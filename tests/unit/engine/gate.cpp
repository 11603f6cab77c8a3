#include "engine/gate.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

BOOST_AUTO_TEST_SUITE(engine_gate)

using acikkapi::engine_room::gate;

BOOST_AUTO_TEST_CASE(nobody_enters_a_closed_gate)
{
    gate open;
    BOOST_TEST(static_cast<bool>(open.enter()));
    open.close();
    BOOST_TEST(!open.enter());
    open.close();
}

BOOST_AUTO_TEST_CASE(closing_waits_for_all_who_are_inside)
{
    gate open;
    std::optional<gate::pass> first{open.enter()};
    std::optional<gate::pass> moved{std::move(*first)};
    first.reset();
    std::optional<gate::pass> second{open.enter()};
    std::atomic<bool> closed{false};
    std::thread closer{[&] {
        open.close();
        closed = true;
    }};
    while (open.enter()) {
        std::this_thread::yield();
    }
    second.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
    BOOST_TEST(!closed);
    moved.reset();
    closer.join();
    BOOST_TEST(closed);
}

BOOST_AUTO_TEST_SUITE_END()
