#pragma once

#include <acikkapi/engine.hpp>

#include "support/tally.hpp"

#include <atomic>
#include <charconv>
#include <functional>
#include <memory>

namespace support {

/// A workflow of timers only: it is planned, it fires, it ends.
struct reminder {
    enum class act : std::uint8_t { plan = 1, fire = 2, end = 3 };
    struct wish {
        act what = act::plan;
        std::int64_t at = 0;  ///< Seconds since 1970; of a plan when, of a firing when it was due.
    };
    struct state {
        std::int64_t due = 0;  ///< 0 for none.
        std::int64_t fired = 0;
        std::int64_t fired_for = 0;
        bool ended = false;
    };
    using command = wish;
    using event = wish;

    static constexpr std::string_view name = "reminder";
    static constexpr std::uint32_t version = 1;

    /// Not pure, as rules must be, but only so can a test say no for a while, or come in between.
    std::shared_ptr<std::atomic<int>> refusals = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<int>> nothings = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<int>> firings = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<int>> looks = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::function<void()>> before_firing =
        std::make_shared<std::function<void()>>([] {});

    [[nodiscard]] result<std::vector<event>>
    decide(const state& before, const wish& what, const context&) const
    {
        *firings += what.what == act::fire ? 1 : 0;
        if (before.ended) {
            return errc::illegal_transition;
        }
        if (what.what == act::fire && refusals->load() > 0) {
            --*refusals;
            return errc::not_permitted;
        }
        if (what.what == act::fire && nothings->load() > 0) {
            --*nothings;
            return std::vector<event>{};
        }
        return std::vector{what};
    }
    static result<state> evolve(const state& before, const event& fact)
    {
        auto after = before;
        switch (fact.what) {
        case act::plan: after.due = fact.at; break;
        case act::fire:
            after.due = 0;
            ++after.fired;
            after.fired_for = fact.at;
            break;
        case act::end: after.ended = true; break;  // The plan stays: nobody may ask for it.
        }
        return after;
    }
    static std::vector<letter> react(const state&, const event& fact, const state&, const context&)
    {
        return fact.what == act::plan ? std::vector{letter{"sms", "planned", "to", "1"}}
                                      : std::vector<letter>{};
    }
    [[nodiscard]] std::vector<timer> timers(const state& now) const
    {
        ++*looks;
        if (now.due == 0) {
            return {};
        }
        return {
            timer{"later", instant{std::chrono::seconds{now.due + 1'000'000}}, 0},
            timer{"due", instant{std::chrono::seconds{now.due}}, 0}};
    }
    static void index(const state& now, index_rows& rows)
    {
        if (now.ended) {
            rows.close();
        }
    }
    static std::string text(std::initializer_list<std::int64_t> numbers)
    {
        std::string out;
        for (const auto one : numbers) {
            out += std::to_string(one) + " ";
        }
        return out;
    }
    /// @return As many numbers as asked for; zeros if the text holds others.
    static std::vector<std::int64_t> numbers(std::string_view from, std::size_t count)
    {
        std::vector<std::int64_t> out(count, 0);
        for (auto& one : out) {
            const auto end = std::min(from.find(' '), from.size());
            std::from_chars(from.data(), from.data() + end, one);
            from.remove_prefix(std::min(end + 1, from.size()));
        }
        return out;
    }
    static encoded encode(const event& fact)
    {
        return {1, 1, text({static_cast<std::int64_t>(fact.what), fact.at}), {}};
    }
    static encoded encode(const state& now)
    {
        return {1, 1, text({now.due, now.fired, now.fired_for, now.ended ? 1 : 0}), {}};
    }
    static std::string fingerprint(const wish& what)
    {
        return text({static_cast<std::int64_t>(what.what), what.at});
    }
    static result<event> decode_event(const encoded_view& bytes)
    {
        const auto all = numbers(bytes.clear, 2);
        return wish{static_cast<act>(all[0]), all[1]};
    }
    static result<state> decode_state(const encoded_view& bytes)
    {
        const auto all = numbers(bytes.clear, 4);
        return state{all[0], all[1], all[2], all[3] != 0};
    }
    static command settle(const letter_outcome&) { return {}; }
    [[nodiscard]] command fire(const timer& due) const
    {
        (*before_firing)();
        return {
            act::fire,
            std::chrono::duration_cast<std::chrono::seconds>(due.due.time_since_epoch()).count()};
    }
};

}  // namespace support
