#pragma once

#include "outbox/letters.hpp"

#include <boost/test/unit_test.hpp>

// What is offered and answered, at what time, and what is to be done next.
namespace letter_script {

using namespace acikkapi;
using namespace acikkapi::outbox;
using namespace std::chrono_literals;

inline constexpr instant start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};
inline const hand_result failed{};
inline const hand_result arrived{delivery::delivered, "ok"};

struct script {
    std::uint64_t chance = 0;
    retry_rule rule{1s, 16s, 1h, 4};
    letters box{rule, [this] { return chance; }};
    instant now = start;

    explicit script(retry_rule how = {1s, 16s, 1h, 4}) : rule(how)
    {
        box.know("sms");
        box.know("unit");
    }

    script& offer(std::uint64_t cause, std::uint64_t stream, const char* adapter = "sms")
    {
        return offer_old(cause, stream, now, adapter);
    }
    /// A letter of an event that was recorded before.
    script& offer_old(
        std::uint64_t cause, std::uint64_t stream, instant recorded, const char* adapter = "sms")
    {
        box.offer(on_record(cause, stream, recorded, adapter), now);
        box.scanned(position{cause});
        return *this;
    }
    static letter_on_record on_record(
        std::uint64_t cause, std::uint64_t stream, instant recorded, const char* adapter = "sms")
    {
        return {{position{cause}, 0}, stream_id{stream}, {adapter, "kind", "to", "ref"}, recorded};
    }
    script& at(instant when)
    {
        now = when;
        return *this;
    }
    /// The next thing to do is to send this letter.
    outbox::send sends(std::uint64_t cause)
    {
        const auto next = box.next(now);
        const auto* what = std::get_if<outbox::send>(&next);
        BOOST_REQUIRE_MESSAGE(what != nullptr, "a letter is sent");
        BOOST_TEST(number_of(what->id.cause) == cause);
        return *what;
    }
    settle settles(std::uint64_t cause)
    {
        const auto next = box.next(now);
        const auto* what = std::get_if<settle>(&next);
        BOOST_REQUIRE_MESSAGE(what != nullptr, "an outcome is recorded");
        BOOST_TEST(number_of(what->id.cause) == cause);
        return *what;
    }
    void waits_until(instant when)
    {
        const auto next = box.next(now);
        const auto* what = std::get_if<wait_until>(&next);
        BOOST_REQUIRE_MESSAGE(what != nullptr, "there is a time to wait for");
        BOOST_TEST((what->when - when).count() == 0);
    }
    void is_idle() { BOOST_TEST(std::holds_alternative<idle>(box.next(now))); }
    void answer(const outbox::send& what, const hand_result& how)
    {
        box.tried(what.id, what.what.attempt, how, now);
    }
    /// Sends a letter that arrives, and records it.
    void delivers(std::uint64_t cause)
    {
        answer(sends(cause), arrived);
        box.recorded(settles(cause).id);
    }
    [[nodiscard]] std::uint64_t done() const { return number_of(box.done()); }
};

}  // namespace letter_script
