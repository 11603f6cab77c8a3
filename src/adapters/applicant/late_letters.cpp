#include "adapters/applicant/late_letters.hpp"

#include <algorithm>
#include <chrono>

namespace acikkapi::adapters {
namespace {

constexpr std::size_t remembered_max = 100'000;
constexpr std::size_t under_way_max = 8;  // After a night many are due at once.
constexpr std::chrono::seconds put_off_min{
    1};  // Who says «not now, but now» is not asked without end.
constexpr std::chrono::minutes first_pause{1};
constexpr std::chrono::minutes pause_max{60};
constexpr std::chrono::hours given_up_after{72};
// A day until somebody may get another one, and a night on top. What lies further ahead began before the clock was set back.
constexpr std::chrono::hours wait_max{48};

instant::duration pause_after(unsigned failures)
{
    const auto doublings = std::min(failures - 1, 6U);
    return std::min(first_pause * (1 << doublings), pause_max);
}

}  // namespace

bool is_refused(const hand_result& how)
{
    return how.settled == delivery::rejected || how.settled == delivery::expired ||
           how.settled == delivery::dead;
}

void late_letters::taken(std::size_t way, const hand_over& what)
{
    const auto [at, is_new] = letters_.try_emplace(what.id);
    auto& one = at->second;
    if (is_new) {
        order_.push_back(what.id);
    }
    one = late{{way, what}};
    if (!has_next(way)) {
        one.next.what.what = {};  // An address that nobody will need.
    }
    make_room();
}

std::optional<std::size_t>
late_letters::heard(const std::string& id, const hand_result& how, instant now)
{
    const auto found = letters_.find(id);
    if (found == letters_.end() || found->second.at != stage::with_peer) {
        return std::nullopt;
    }
    auto& one = found->second;
    const auto way = one.next.way;
    if (is_refused(how) && has_next(way)) {
        ++one.next.way;
        one.since = now;
        wait(one, now, now);
    } else {
        drop(found);
    }
    return way;
}

std::optional<instant> late_letters::next(instant now) const
{
    if (turns_.empty() || under_way_ >= under_way_max) {
        return std::nullopt;
    }
    const auto when = turns_.begin()->first;
    return when > now + wait_max ? now : when;
}

std::optional<late_letters::attempt> late_letters::take_due(instant now)
{
    const auto when = next(now);
    if (!when || *when > now) {
        return std::nullopt;
    }
    auto& one = letters_.at(turns_.begin()->second);
    turns_.erase(turns_.begin());
    ++under_way_;
    ++one.next.what.attempt;
    one.at = stage::on_its_way;
    return one.next;
}

void late_letters::put_off(const std::string& id, instant when, instant now)
{
    --under_way_;
    wait(letters_.at(id), when, now);
}

std::optional<hand_result>
late_letters::ended(const attempt& what, const hand_result& how, instant now)
{
    --under_way_;
    const auto found = letters_.find(what.what.id);
    if (found == letters_.end()) {
        return how.settled ? std::optional{how} : std::nullopt;  // Forgotten meanwhile.
    }
    auto& one = found->second;
    if (is_refused(how) && has_next(one.next.way)) {
        ++one.next.way;
        wait(one, now, now);
        return std::nullopt;
    }
    if (how.settled == delivery::sent) {
        taken(one.next.way, what.what);
        return how;
    }
    if (!how.settled && now - one.since < given_up_after) {
        one.failures += how.not_before ? 0U : 1U;
        const auto again = how.not_before ? std::max(*how.not_before, now + put_off_min)
                                          : now + pause_after(one.failures);
        wait(one, again, now);
        return std::nullopt;
    }
    auto last = how;
    last.settled = how.settled.value_or(delivery::dead);
    drop(found);
    return last;
}

// Through all of them: people are erased seldom, and few at a time.
void late_letters::forget(stream_id whose)
{
    for (auto at = letters_.begin(); at != letters_.end();) {
        const auto one = at++;
        if (one->second.next.what.stream == whose) {
            drop(one);
        }
    }
}

void late_letters::wait(late& one, instant when, instant now)
{
    one.at = stage::waits;
    one.when = std::min(when, now + wait_max);
    turns_.emplace(one.when, one.next.what.id);
}

// Its place in the order goes when its turn comes.
void late_letters::drop(entry at)
{
    if (at->second.at == stage::waits) {
        turns_.erase({at->second.when, at->first});
    }
    letters_.erase(at);
}

void late_letters::make_room()
{
    while (order_.size() > remembered_max) {
        if (const auto oldest = letters_.find(order_.front()); oldest != letters_.end()) {
            drop(oldest);
        }
        order_.pop_front();
    }
}

}  // namespace acikkapi::adapters
