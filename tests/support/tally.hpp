#pragma once

#include <acikkapi/engine.hpp>

#include "support/folder.hpp"

#include <boost/asio/thread_pool.hpp>

#include <string>
#include <vector>

namespace support {

using namespace acikkapi;

/// The smallest workflow that shows all the kernel does: it adds up, tells about it, and ends.
struct tally {
    struct state {
        std::int64_t sum = 0;
        std::int64_t told = 0;
        bool ended = false;
    };
    struct add {
        std::int64_t amount = 0;
        std::size_t times = 1;
    };
    using command = add;
    using event = std::int64_t;

    static constexpr std::string_view name = "tally";
    static constexpr std::uint32_t version = 1;
    static constexpr event told_mark = 1'000'000;

    static result<std::vector<event>> decide(const state& before, const add& wish, const context&)
    {
        if (before.ended && wish.amount < told_mark) {
            return errc::illegal_transition;
        }
        if (wish.amount < 0) {
            return errc::not_permitted;
        }
        return std::vector<event>(wish.times, wish.amount);
    }
    static result<state> evolve(const state& before, const event& fact)
    {
        auto after = before;
        (fact >= told_mark ? after.told : after.sum) += fact >= told_mark ? 1 : fact;
        after.ended = after.sum >= 100;
        return after;
    }
    static std::vector<letter> react(const state&, const event& fact, const state&, const context&)
    {
        if (fact >= told_mark) {
            return {};
        }
        return {letter{"sms", "added", "+905320000000", std::to_string(fact)}};
    }
    static std::vector<timer> timers(const state&) { return {}; }
    static void index(const state& now, index_rows& rows)
    {
        rows.list("sum", "", now.sum);
        rows.find_by("sum", std::to_string(now.sum));
        rows.count("state", now.ended ? "ended" : "open");
        if (now.ended) {
            rows.close();
        }
    }
    static encoded encode(const event& fact) { return {1, 1, std::to_string(fact), {}}; }
    static encoded encode(const state& now)
    {
        return {1, 1, std::to_string(now.sum) + " " + std::to_string(now.told), {}};
    }
    static std::string fingerprint(const add& wish)
    {
        return std::to_string(wish.amount) + "x" + std::to_string(wish.times);
    }
    static result<event> decode_event(const encoded_view& bytes)
    {
        return std::stoll(std::string{bytes.clear});
    }
    static result<state> decode_state(const encoded_view& bytes)
    {
        const std::string text{bytes.clear};
        state out;
        out.sum = std::stoll(text);
        out.told = std::stoll(text.substr(text.find(' ')));
        out.ended = out.sum >= 100;
        return out;
    }
    /// What an adapter rejects for good becomes a wish that is refused.
    static command settle(const letter_outcome& outcome)
    {
        return add{outcome.how == delivery::rejected ? -1 : told_mark, 1};
    }
    static command fire(const timer&) { return {}; }
};

/// A host: executors, a clock that stands still, and a store.
struct host {
    folder where;
    asio::thread_pool handlers{1};
    asio::thread_pool disk{2};
    manual_clock time{instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}}};

    [[nodiscard]] engine_options options()
    {
        engine_options out;
        out.directory = where.str();
        out.create = true;
        out.key.fill(std::byte{7});
        out.executor = handlers.get_executor();
        out.blocking = disk.get_executor();
        out.clock = &time;
        out.random = [] { return std::uint64_t{0}; };
        return out;
    }
};

inline origin officer()
{
    origin out;
    out.by = actor::parse("officer:1").value();
    out.on = authority::parse("law-3071").value();
    out.via = channels::desk();
    return out;
}

inline request<tally>
adding(std::int64_t amount, stream_id to = no_stream, std::optional<std::string> key = {})
{
    return {{amount, 1}, officer(), to, std::move(key), {}};
}

}  // namespace support
