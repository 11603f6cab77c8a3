#include "days.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <set>
#include <string>

// Many clocks with many pauses, always the same ones: a failure names its seed.
namespace acikkapi::stories {

BOOST_AUTO_TEST_SUITE(deadline_random)
namespace {

constexpr int seeds = 400;

int below(std::mt19937& random, int end)
{
    return static_cast<int>(random() % static_cast<std::uint32_t>(end));
}

deadline_rule any_rule(std::mt19937& random)
{
    return {
        below(random, 2) == 0 ? counting::calendar_days : counting::business_days,
        static_cast<std::uint16_t>(below(random, 31)),
        below(random, 2) == 0,
        below(random, 2) == 0};
}

struct story {
    deadline_clock clock;
    std::vector<paused_span> asked;
    std::vector<deadline_clock> steps;  ///< After each pause.
};

/// A clock from some day in 2024 to 2027 with up to six pauses, some of them after its end.
story any_story(std::mt19937& random)
{
    const day begin = on("2024-01-01") + std::chrono::days{below(random, 1400)};
    const auto noon = [](day when) { return turkey().begin_of(when) + std::chrono::hours{12}; };
    story told{start_clock(noon(begin), any_rule(random), turkey()).value(), {}, {}};
    day now = begin;
    for (int pauses = below(random, 7); pauses > 0; --pauses) {
        const day from = now + std::chrono::days{below(random, 8)};
        now = from + std::chrono::days{below(random, 12)};
        told.clock = pause_clock(told.clock, noon(from), turkey()).value();
        told.clock = resume_clock(told.clock, noon(now), turkey()).value();
        told.asked.push_back({from, now});
        told.steps.push_back(told.clock);
    }
    return told;
}

bool counts(const deadline_rule& rule, day when)
{
    return rule.count == counting::calendar_days ||
           turkey().is_working_day(when, rule.half_day_is_off);
}

/// The same by other means: day by day, asking for each day whether the clock stood still.
day by_hand(const deadline_rule& rule, day begin, const std::vector<paused_span>& pauses)
{
    std::set<day> still;
    int left = rule.days;
    const bool rolls = rule.roll || rule.count == counting::business_days;
    const auto open = [&](day when) {
        return !rolls || turkey().is_working_day(when, rule.half_day_is_off);
    };
    std::size_t next = 0;
    for (day now = begin;; now += std::chrono::days{1}) {
        left -= now != begin && still.count(now) == 0 && left > 0 && counts(rule, now) ? 1 : 0;
        bool resumed_today = still.count(now) != 0 && still.count(now + std::chrono::days{1}) == 0;
        for (; next < pauses.size() && pauses[next].from == now; ++next) {
            for (day off = now + std::chrono::days{1}; off <= pauses[next].to;
                 off += std::chrono::days{1}) {
                still.insert(off);
            }
            resumed_today = resumed_today && pauses[next].to == now;
        }
        const bool stands = still.count(now + std::chrono::days{1}) != 0;
        const bool stood = still.count(now) != 0 && !resumed_today;
        if (left == 0 && open(now) && !stands && !stood) {
            return now;
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_a_pause_the_clock_ends_on_the_due_day)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const day begin = on("2024-01-01") + std::chrono::days{below(random, 1400)};
        const auto rule = any_rule(random);
        const auto clock = start_clock(turkey().begin_of(begin), rule, turkey()).value();
        BOOST_TEST((clock.due == due_day(begin, rule, turkey()).value()), "seed " << seed);
        BOOST_TEST((clock.due == by_hand(rule, begin, {})), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(with_pauses_the_clock_ends_where_counting_by_hand_ends)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto told = any_story(random);
        const day expected = by_hand(told.clock.rule, told.clock.started, told.asked);
        BOOST_TEST(text_of(told.clock.due) == text_of(expected), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(a_pause_never_brings_the_due_day_forward)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto told = any_story(random);
        day before = due_day(told.clock.started, told.clock.rule, turkey()).value();
        for (const auto& step : told.steps) {
            BOOST_TEST((step.due >= before), "seed " << seed);
            before = step.due;
        }
    }
}

BOOST_AUTO_TEST_CASE(who_stops_in_time_goes_on_in_time_and_late_stays_late)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto told = any_story(random);
        day before = due_day(told.clock.started, told.clock.rule, turkey()).value();
        for (std::size_t i = 0; i < told.steps.size(); ++i) {
            const bool in_time = told.asked[i].from <= before;
            const day after = told.steps[i].due;
            BOOST_TEST((in_time ? after >= told.asked[i].to : after == before), "seed " << seed);
            before = after;
        }
    }
}

BOOST_AUTO_TEST_CASE(the_version_counts_the_moves)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto told = any_story(random);
        day before = due_day(told.clock.started, told.clock.rule, turkey()).value();
        std::uint32_t version = 1;
        for (const auto& step : told.steps) {
            version += step.due == before ? 0U : 1U;
            BOOST_TEST(step.version == version, "seed " << seed);
            before = step.due;
        }
    }
}

BOOST_AUTO_TEST_CASE(calendar_days_that_do_not_roll_move_by_the_days_of_the_pauses_in_time)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto told = any_story(random);
        const auto& rule = told.clock.rule;
        if (rule.count != counting::calendar_days || rule.roll) {
            continue;
        }
        day due = told.clock.started + std::chrono::days{rule.days};
        for (const auto& pause : told.asked) {
            due += pause.from <= due ? pause.to - pause.from : std::chrono::days{0};
        }
        BOOST_TEST(text_of(told.clock.due) == text_of(due), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(recomputing_by_the_same_calendar_changes_nothing)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto told = any_story(random);
        BOOST_TEST((recompute_clock(told.clock, turkey()).value() == told.clock), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(a_day_off_never_brings_the_due_day_forward)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto told = any_story(random);
        const day off = told.clock.started + std::chrono::days{below(random, 60)};
        const calendar days = turkey().with_day_off(off, "idari izin");
        const auto after = recompute_clock(told.clock, days).value();
        BOOST_TEST((after.due >= told.clock.due), "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(shares_lie_between_receipt_and_the_end)
{
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::mt19937 random{seed};
        const auto clock = any_story(random).clock;
        const instant half = share_of(clock, 50, turkey());
        BOOST_TEST((half >= turkey().begin_of(clock.started)), "seed " << seed);
        BOOST_TEST((half <= late_from(clock, turkey())), "seed " << seed);
        BOOST_TEST((share_of(clock, 100, turkey()) == late_from(clock, turkey())), "seed " << seed);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace acikkapi::stories
