#include "simulation/peers.hpp"

#include <algorithm>
#include <stdexcept>

namespace simulation {
namespace {

enum class conduct { at_once, soon, in_days, never, drops, throws, answers_and_throws };

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

}  // namespace

peers::peers(std::uint64_t seed, findings& found, watch who)
    : dice_(seed), found_(found), who_(std::move(who))
{}

hand_result peers::result_of(std::string_view adapter)
{
    const auto truth = who_.truth();
    auto& broken_until = broken_until_[std::string{adapter}];
    if (!healthy_ && truth >= broken_until && dice_.percent(4)) {
        broken_until = truth + hours{dice_.between(1, 120)};
    }
    if (!healthy_ && (truth < broken_until || dice_.percent(12))) {
        return {std::nullopt, "busy"};
    }
    const auto how = dice_.pick<delivery>(
        {{30, delivery::sent},
         {55, delivery::delivered},
         {5, delivery::expired},
         {5, delivery::rejected},
         {4, delivery::unknown},
         {1, delivery::dead}});
    return {how, "peer"};
}

void peers::take(std::string_view adapter, hand_over what, handler done)
{
    found_.note(
        "  letter " + what.id + " try " + std::to_string(what.attempt) + " to " +
        std::string{adapter});
    who_.handed_over(what, adapter);
    const auto doing = healthy_ ? conduct::at_once
                                : dice_.pick<conduct>(
                                      {{60, conduct::at_once},
                                       {24, conduct::soon},
                                       {5, conduct::in_days},
                                       {2, conduct::never},
                                       {3, conduct::drops},
                                       {3, conduct::throws},
                                       {3, conduct::answers_and_throws}});
    auto how = result_of(adapter);
    const auto keep = [&](instant when) {
        held_.push_back({when, what.id, std::move(how), std::move(done), life_});
    };
    switch (doing) {
    case conduct::at_once: return answer(what.id, std::move(how), std::move(done), life_);
    case conduct::soon: return keep(who_.truth() + seconds{dice_.between(1, 20'000)});
    case conduct::in_days: return keep(who_.truth() + hours{dice_.between(24, 240)});
    case conduct::never: return keep(instant::max());
    case conduct::drops: return who_.answered(what.id, {});
    case conduct::answers_and_throws:
        answer(what.id, std::move(how), std::move(done), life_);
        throw std::runtime_error{"peer"};
    case conduct::throws: break;
    }
    who_.answered(what.id, {});
    throw std::runtime_error{"peer"};
}

void peers::answer(const std::string& id, hand_result how, handler done, std::uint64_t life)
{
    found_.note(
        "  answer " + id + ' ' + (how.settled ? std::to_string(int(*how.settled)) : "again") +
        (life == life_ ? "" : " to an engine that is gone"));
    if (life == life_) {
        who_.answered(id, how);
    }
    think_of_reports(id, how);
    std::move(done)(std::move(how));
}

/// Of some letters more is heard: that they arrived, or did not; now and then twice.
void peers::think_of_reports(const std::string& id, const hand_result& how)
{
    if (how.settled != delivery::sent || !dice_.percent(40)) {
        return;
    }
    const auto what = dice_.pick<delivery>(
        {{70, delivery::delivered}, {15, delivery::expired}, {15, delivery::rejected}});
    const auto soon = seconds{dice_.between(0, 30)};
    const auto when = who_.truth() + (dice_.percent(40) ? soon : hours{dice_.between(1, 70)});
    later_.push_back({when, id, {what, word_of_receipt}});
    if (dice_.percent(15)) {
        later_.push_back({when + seconds{dice_.between(0, 90'000)}, id, {what, word_of_receipt}});
    }
}

void peers::report_due()
{
    const auto truth = who_.truth();
    std::list<late_word> due;
    for (auto at = later_.begin(); at != later_.end();) {
        const auto one = at++;
        if (one->when <= truth) {
            due.splice(due.end(), later_, one);
        }
    }
    for (const auto& one : due) {
        found_.note("  report " + one.id + ' ' + std::to_string(int(*one.how.settled)));
        who_.reports(one.id, one.how);
    }
}

std::optional<instant> peers::next() const
{
    std::optional<instant> out;
    for (const auto& one : held_) {
        if (one.when != instant::max()) {
            out = std::min(out.value_or(instant::max()), one.when);
        }
    }
    for (const auto& one : later_) {
        out = std::min(out.value_or(instant::max()), one.when);
    }
    return out;
}

void peers::answer_due()
{
    const auto truth = who_.truth();
    std::list<held> due;
    for (auto at = held_.begin(); at != held_.end();) {
        const auto one = at++;
        if (one->when <= truth) {
            due.splice(due.end(), held_, one);
        }
    }
    for (auto& one : due) {
        answer(one.id, std::move(one.how), std::move(one.done), one.life);
    }
    report_due();
}

void peers::heal()
{
    healthy_ = true;
    for (auto& one : held_) {
        one.when = who_.truth();
    }
    for (auto& one : later_) {
        one.when = who_.truth();
    }
    answer_due();
}

}  // namespace simulation
