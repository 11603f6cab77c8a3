#pragma once

#include <acikkapi/adapters/applicant_notifier.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace support {

using namespace acikkapi;
using namespace std::chrono_literals;
using handler = asio::any_completion_handler<void(hand_result)>;

inline constexpr instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 9h;

/// Answers as it is told to, and remembers what it was given.
class channel final : public notifier {
public:
    hand_result next{delivery::sent, "id=1"};
    std::vector<hand_over> given;
    bool hangs = false;
    std::vector<handler> waiting;

    void answer(const hand_result& how)
    {
        for (auto& one : std::exchange(waiting, {})) {
            std::move(one)(hand_result{how});
        }
    }

private:
    void do_hand_over(hand_over what, handler done) override
    {
        given.push_back(std::move(what));
        if (hangs) {
            waiting.push_back(std::move(done));
            return;
        }
        auto how = next;
        std::move(done)(std::move(how));
    }
};

struct told {
    std::string letter;
    hand_result how;
};

struct site {
    asio::io_context io;
    manual_clock time{noon};
    channel sms;
    channel mail;
    std::vector<told> reports;
    std::optional<applicant_notifier> both;

    site() { open(time); }

    void open(acikkapi::clock& by)
    {
        applicant_follow_up after{
            io.get_executor(), [this](std::string_view letter, hand_result how) {
                reports.push_back({std::string{letter}, std::move(how)});
            }};
        both.emplace(
            std::vector<applicant_channel>{{"sms", &sms}, {"e-mail", &mail}},
            courtesy_rule{},
            by,
            calendar::turkey(),
            std::move(after));
    }
    void hand_over_to(std::optional<hand_result>& out, std::string kind, std::string id)
    {
        hand_over what{std::move(id), stream_id{7}, {"sms", std::move(kind), "+1 a@b", "34-1"}};
        both->async_hand_over(std::move(what), [&](hand_result how) { out = std::move(how); });
    }
    hand_result give(std::string kind = "result", std::string id = "1-0")
    {
        std::optional<hand_result> out;
        hand_over_to(out, std::move(kind), std::move(id));
        BOOST_TEST_REQUIRE(out.has_value());
        return *out;
    }
    void at(instant when)
    {
        time.set(when);
        io.restart();
        io.run();
    }
    /// What is said of a letter that a peer has taken.
    void heard(delivery how, const std::string& letter = "1-0")
    {
        both->heard(letter, {how, "said later"});
        at(time.now());
    }
};

}  // namespace support
