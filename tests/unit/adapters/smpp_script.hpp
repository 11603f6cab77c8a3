#pragma once

#include "adapters/smpp/session.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace support {

using namespace acikkapi;
using namespace acikkapi::adapters::smpp;

constexpr instant morning =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{6};

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

}  // namespace support
