#include "outbox/letters.hpp"

#include <algorithm>
#include <cassert>

namespace acikkapi::outbox {
namespace {

constexpr std::size_t detail_size_max = 200;
constexpr std::chrono::seconds record_again_after{1};

// Between two characters: half of one would make the workflow refuse the outcome.
std::string shortened(std::string text)
{
    if (text.size() > detail_size_max) {
        std::size_t size = detail_size_max;
        while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) {
            --size;
        }
        text.resize(size);
    }
    return text;
}

}  // namespace

std::string str(const letter_id& id, restore_epoch life)
{
    const auto place = std::to_string(number_of(id.cause)) + "-" + std::to_string(id.index);
    return life == restore_epoch{} ? place : place + "-" + std::to_string(number_of(life));
}

void letters::offer(letter_on_record one, instant now)
{
    if (settled_.erase(one.id) != 0 || pending_.contains(one.id)) {
        return;
    }
    if (!known_.contains(one.what.adapter)) {
        first_unknown_ = std::min(first_unknown_.value_or(one.id.cause), one.id.cause);
        return;
    }
    const auto id = one.id;
    queue(std::move(one), now);
    begin_lane(id);
}

void letters::offer_settled(letter_on_record one, delivery how, std::string_view why, instant now)
{
    if (settled_.erase(one.id) != 0 || pending_.contains(one.id)) {
        return;
    }
    const auto id = one.id;
    decide(queue(std::move(one), now), how, why);
    begin_lane(id);
}

void letters::forget(stream_id stream)
{
    for (auto& [id, one] : pending_) {
        if (one.stream != stream || one.decided || one.what.to_unit) {
            continue;
        }
        one.what.recipient.clear();
        if (one.at == stage::settling || one.at == stage::recording) {
            continue;  // It was sent, or given up.
        }
        decide(one, delivery::rejected, "erased");
        const auto planned =
            std::find_if(to_send_.begin(), to_send_.end(), [which = id](const auto& entry) {
                return entry.second == which;
            });
        if (planned != to_send_.end()) {
            to_send_.erase(planned);
            take_turn(id);
        }
    }
}

letters::pending& letters::queue(letter_on_record one, instant now)
{
    const auto id = one.id;
    lanes_[{one.what.adapter, one.stream}].push_back(id);
    return pending_[id] = {one.stream, std::move(one.what), one.recorded_at, now};
}

void letters::decide(pending& one, delivery how, std::string_view why)
{
    one.decided = true;
    one.how = how;
    one.detail = why;
}

void letters::begin_lane(letter_id id)
{
    const pending& one = pending_.at(id);
    if (lanes_.at({one.what.adapter, one.stream}).size() == 1) {
        take_turn(id);
    }
}

/// The letter is the first of its lane now.
void letters::take_turn(letter_id id)
{
    pending& one = pending_.at(id);
    if (one.decided) {
        one.at = stage::settling;
    }
    // At once, also one that waited: that is not a failed try of its own.
    (one.decided ? to_settle_ : to_send_).emplace(one.offered_at, id);
}

action letters::start_sending(letter_id id)
{
    pending& one = pending_.at(id);
    one.at = stage::sending;
    ++one.attempts;
    ++under_way_;
    return send{id, {str(id, life_), one.stream, one.what, one.attempts}};
}

action letters::start_settling(letter_id id)
{
    pending& one = pending_.at(id);
    one.at = stage::recording;
    return settle{
        id, one.stream, {id.cause, id.index, one.what, one.how, one.attempts, one.detail}};
}

action letters::next(instant now)
{
    std::optional<instant> wake;
    const auto take = [&](plan& from) -> std::optional<letter_id> {
        if (from.empty()) {
            return std::nullopt;
        }
        const auto [when, id] = *from.begin();
        if (when > now) {
            wake = std::min(wake.value_or(when), when);
            return std::nullopt;
        }
        from.erase(from.begin());
        return id;
    };
    if (const auto id = take(to_settle_)) {
        return start_settling(*id);
    }
    if (under_way_ < rule_.in_flight_max) {
        if (const auto id = take(to_send_)) {
            return start_sending(*id);
        }
    }
    if (wake) {
        return wait_until{*wake};
    }
    return idle{};
}

instant letters::next_try(std::uint32_t attempts, instant now)
{
    // Doubles up to `longest`; a quarter of it is chance, so that many letters that failed
    // together do not come back together.
    const auto doublings = std::min<std::uint32_t>(attempts - 1, 30);
    const auto full = std::min(rule_.longest, rule_.first * (std::int64_t{1} << doublings));
    const auto part = static_cast<std::uint64_t>(std::max<std::int64_t>(full.count() / 4, 1));
    const auto chance = std::chrono::milliseconds{static_cast<std::int64_t>(random_() % part)};
    return now + full - chance;
}

void letters::tried(letter_id id, std::uint32_t attempt, const hand_result& how, instant now)
{
    const auto found = pending_.find(id);
    if (found == pending_.end() || found->second.at != stage::sending ||
        found->second.attempts != attempt) {
        return;
    }
    pending& one = found->second;
    --under_way_;
    if (!one.decided || how.settled) {
        one.detail = shortened(how.detail);
        one.how = how.settled.value_or(one.how);
    }
    if (one.decided || how.settled) {
        one.at = stage::settling;
        to_settle_.emplace(now, id);
        return;
    }
    const instant again = next_try(one.attempts, now);
    if (again - one.recorded_at > rule_.give_up_after) {
        one.how = delivery::dead;
        one.at = stage::settling;
        to_settle_.emplace(now, id);
        return;
    }
    one.at = stage::queued;
    to_send_.emplace(again, id);
}

void letters::recorded(letter_id id)
{
    const auto found = pending_.find(id);
    assert(found != pending_.end() && found->second.at == stage::recording);
    const auto lane_at = lanes_.find({found->second.what.adapter, found->second.stream});
    auto& others = lane_at->second;
    others.pop_front();
    if (others.empty()) {
        lanes_.erase(lane_at);
    } else {
        take_turn(others.front());
    }
    pending_.erase(found);
}

void letters::not_recorded(letter_id id, instant now)
{
    pending_.at(id).at = stage::settling;
    to_settle_.emplace(now + record_again_after, id);
}

position letters::done() const
{
    position first_open{number_of(scanned_) + 1};
    if (!pending_.empty()) {
        first_open = std::min(first_open, pending_.begin()->first.cause);
    }
    if (first_unknown_) {
        first_open = std::min(first_open, *first_unknown_);
    }
    return position{number_of(first_open) - 1};
}

}  // namespace acikkapi::outbox
