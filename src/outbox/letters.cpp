#include "outbox/letters.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace acikkapi::outbox {
namespace {

constexpr std::size_t detail_size_max = 200;
constexpr std::chrono::seconds record_again_after{1};
// An adapter that says «not now, but now» must not be asked without end.
constexpr std::chrono::milliseconds put_off_min{10};
constexpr std::string_view why_taken = "reported";

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

std::optional<letter_id> parse_id(std::string_view text, restore_epoch life)
{
    letter_id out;
    std::uint64_t cause = 0;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, cause);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '-' ||
        std::from_chars(first.ptr + 1, end, out.index).ec != std::errc{}) {
        return std::nullopt;
    }
    out.cause = position{cause};
    // What has another spelling, or another life, is none of ours.
    return str(out, life) == text ? std::optional{out} : std::nullopt;
}

void letters::know(const std::string& adapter, const adapter_rule& rule)
{
    auto& one = channels_[adapter];
    one.gate.emplace(rule);
    one.waiting_max = std::max<std::size_t>(rule.waiting_max, 1);
}

void letters::hold(std::string_view adapter)
{
    if (const auto found = channels_.find(adapter);
        found != channels_.end() && found->second.gate) {
        found->second.gate->hold();
    }
}

void letters::release(std::string_view adapter)
{
    if (const auto found = channels_.find(adapter);
        found != channels_.end() && found->second.gate) {
        found->second.gate->release();
    }
}

void letters::set_back(instant::duration by)
{
    const auto earlier = [by](const plan& what) {
        plan out;
        for (const auto& [when, id] : what) {
            out.emplace_hint(out.end(), when - by, id);
        }
        return out;
    };
    to_settle_ = earlier(to_settle_);
    for (auto& [name, one] : channels_) {
        one.to_send = earlier(one.to_send);
        if (one.gate) {
            one.gate->set_back(by);
        }
    }
    for (auto& [id, one] : pending_) {
        one.offered_at -= by;
        if (one.asked_at) {
            *one.asked_at -= by;
        }
    }
}

std::vector<adapter_state> letters::channels() const
{
    std::vector<adapter_state> out;
    for (const auto& [name, one] : channels_) {
        if (!one.gate) {
            continue;
        }
        adapter_state state{name, one.waiting.size(), one.gate->under_way()};
        if (!one.waiting.empty()) {
            state.oldest = pending_.at(*one.waiting.begin()).recorded_at;
        }
        state.held = one.gate->is_held();
        state.down = one.gate->is_down();
        state.settled = one.settled;
        state.dead = one.dead;
        state.failed_tries = one.failed_tries;
        out.push_back(std::move(state));
    }
    return out;
}

void letters::left_open(std::set<letter_id> which, position upto)
{
    left_open_ = std::move(which);
    left_upto_ = upto;
}

bool letters::is_settled(const letter_id& id) const
{
    return id.cause <= left_upto_ && !left_open_.contains(id);
}

/// Whether the letter is to be kept: it is not yet, nor settled, and there is room for it.
bool letters::admit(const letter_on_record& one)
{
    if (pending_.contains(one.id) || is_settled(one.id)) {
        return false;
    }
    auto& to = channels_[one.what.adapter];
    // Once one was passed over all are that come later: they would overtake it.
    if (to.passed_over || to.waiting.size() >= to.waiting_max) {
        to.passed_over = to.passed_over.value_or(one.id);
        return false;
    }
    left_open_.erase(one.id);
    return true;
}

std::optional<backlog> letters::take_backlog()
{
    for (auto& [name, one] : channels_) {
        if (one.passed_over && one.waiting.size() <= one.waiting_max / 2) {
            one.being_read = std::exchange(one.passed_over, std::nullopt);
            return backlog{name, *one.being_read};
        }
    }
    return std::nullopt;
}

bool letters::is_behind(const std::string& adapter) const
{
    const auto found = channels_.find(adapter);
    return found != channels_.end() && found->second.passed_over;
}

bool letters::is_behind() const
{
    return std::any_of(channels_.begin(), channels_.end(), [](const auto& entry) {
        return entry.second.passed_over.has_value();
    });
}

void letters::offer(letter_on_record one, instant now)
{
    const auto found = channels_.find(one.what.adapter);
    const bool is_known = found != channels_.end() && found->second.gate;
    if (!is_known) {
        if (!is_settled(one.id) && !pending_.contains(one.id)) {
            left_open_.erase(one.id);
            reported_.erase(one.id);
            first_unknown_ = std::min(first_unknown_.value_or(one.id.cause), one.id.cause);
        }
        return;
    }
    if (!admit(one)) {
        return;
    }
    const auto id = one.id;
    queue(std::move(one), now);
    begin_lane(id);
}

void letters::offer_settled(letter_on_record one, delivery how, std::string_view why, instant now)
{
    if (!admit(one)) {
        return;
    }
    const auto id = one.id;
    pending& kept = queue(std::move(one), now);
    if (!kept.decided) {
        decide(kept, how, why);
    }
    begin_lane(id);
}

void letters::forget(stream_id stream)
{
    for (auto& [id, one] : pending_) {
        if (one.stream != stream || one.decided || one.what.to_unit) {
            continue;
        }
        one.what.recipient.clear();
        not_to_be_sent(id, delivery::rejected, "erased");
    }
}

void letters::taken(letter_id id)
{
    const auto found = pending_.find(id);
    if (found != pending_.end() && !found->second.decided) {
        not_to_be_sent(id, delivery::sent, why_taken);
    } else if (left_open_.contains(id)) {
        reported_.insert(id);
    }
}

/// Unless it was sent, or given up.
void letters::not_to_be_sent(letter_id id, delivery how, std::string_view why)
{
    pending& one = pending_.at(id);
    if (one.at == stage::settling || one.at == stage::recording) {
        return;
    }
    decide(one, how, why);
    auto& turns = channel_of(one).to_send;
    const auto planned = std::find_if(
        turns.begin(), turns.end(), [id](const auto& entry) { return entry.second == id; });
    if (planned != turns.end()) {
        turns.erase(planned);
        take_turn(id);
    }
}

letters::pending& letters::queue(letter_on_record one, instant now)
{
    const auto id = one.id;
    lanes_[{one.what.adapter, one.stream}].push_back(id);
    channels_[one.what.adapter].waiting.insert(id);
    pending& kept = pending_[id] = {
        one.stream, std::move(one.what), one.recorded_at, now, std::move(one.correlation)};
    if (reported_.erase(id) != 0) {
        decide(kept, delivery::sent, why_taken);
    }
    return kept;
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
    (one.decided ? to_settle_ : channel_of(one).to_send).emplace(one.offered_at, id);
}

action letters::start_sending(letter_id id, instant now)
{
    pending& one = pending_.at(id);
    one.at = stage::sending;
    ++one.tries;
    one.asked_at = one.asked_at.value_or(now);
    ++under_way_;
    channel_of(one).gate->sent(now);
    return send{
        id, {str(id, life_), one.stream, one.what, one.tries, one.correlation, one.recorded_at}};
}

action letters::start_settling(letter_id id)
{
    pending& one = pending_.at(id);
    one.at = stage::recording;
    letter_outcome out{id.cause, id.index, one.what, one.how, one.tries - one.put_off, one.detail};
    out.means = one.means;
    out.cost = one.cost;
    return settle{id, one.stream, std::move(out)};
}

/// The letter whose turn came first, of those whose adapter may be given one.
std::optional<letter_id> letters::take_to_send(instant now, std::optional<instant>& wake)
{
    channel* from = nullptr;
    for (auto& [name, one] : channels_) {
        const auto open = one.gate && !one.to_send.empty() ? one.gate->open_from() : std::nullopt;
        if (!open) {
            continue;
        }
        const instant when = std::max(*open, one.to_send.begin()->first);
        if (when > now) {
            wake = std::min(wake.value_or(when), when);
        } else if (from == nullptr || *one.to_send.begin() < *from->to_send.begin()) {
            from = &one;
        }
    }
    if (from == nullptr) {
        return std::nullopt;
    }
    const auto id = from->to_send.begin()->second;
    from->to_send.erase(from->to_send.begin());
    return id;
}

action letters::next(instant now)
{
    std::optional<instant> wake;
    if (!to_settle_.empty()) {
        const auto [when, id] = *to_settle_.begin();
        if (when <= now) {
            to_settle_.erase(to_settle_.begin());
            return start_settling(id);
        }
        wake = when;
    }
    if (under_way_ < rule_.in_flight_max) {
        if (const auto id = take_to_send(now, wake)) {
            return start_sending(*id, now);
        }
    }
    if (wake) {
        return wait_until{*wake};
    }
    return idle{};
}

/// The host's source may fail; a letter is not left in between for that.
std::uint64_t letters::drawn() const noexcept
try {
    return random_();
} catch (...) {
    return 0;
}

instant letters::next_try(std::uint32_t failures, instant now)
{
    // Doubles up to `longest`; a quarter of it is chance, so that many letters that failed
    // together do not come back together.
    const auto doublings = std::min<std::uint32_t>(failures - 1, 30);
    const auto full = std::min(rule_.longest, rule_.first * (std::int64_t{1} << doublings));
    const auto part = static_cast<std::uint64_t>(std::max<std::int64_t>(full.count() / 4, 1));
    const auto chance = std::chrono::milliseconds{static_cast<std::int64_t>(drawn() % part)};
    return now + full - chance;
}

void letters::tried(letter_id id, std::uint32_t attempt, const hand_result& how, instant now)
{
    const auto found = pending_.find(id);
    if (found == pending_.end() || found->second.at != stage::sending ||
        found->second.tries != attempt) {
        return;
    }
    pending& one = found->second;
    auto& through = channel_of(one);
    --under_way_;
    using outcome = valve::outcome;
    const bool failed = !how.settled && !how.not_before;
    through.gate->ended(
        failed ? outcome::failed : (how.settled ? outcome::worked : outcome::put_off), now);
    through.failed_tries += failed ? 1U : 0U;
    if (!one.decided || how.settled) {
        one.detail = shortened(how.detail);
        one.means = how.means;
        one.cost = how.cost;
        one.how = how.settled.value_or(one.how);
    }
    if (one.decided || how.settled) {
        one.at = stage::settling;
        to_settle_.emplace(now, id);
        return;
    }
    put_by(id, one, how, now);
}

/// From when its event was recorded. But one try is made in any case: what has waited for so long that its
/// patience is over, and is told «not now» then, has it anew.
instant letters::patient_since(const pending& one)
{
    const bool was_tried = one.tries > one.put_off;
    return was_tried ? one.recorded_at : std::max(one.recorded_at, *one.asked_at);
}

/// Until the next try, or for good.
void letters::put_by(letter_id id, pending& one, const hand_result& how, instant now)
{
    one.put_off += how.not_before ? 1U : 0U;
    const instant again = how.not_before ? std::max(*how.not_before, now + put_off_min)
                                         : next_try(one.tries - one.put_off, now);
    if (again - patient_since(one) > rule_.give_up_after) {
        one.how = delivery::dead;
        one.at = stage::settling;
        to_settle_.emplace(now, id);
        return;
    }
    one.at = stage::queued;
    channel_of(one).to_send.emplace(again, id);
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
    auto& through = channel_of(found->second);
    through.waiting.erase(id);
    ++through.settled;
    through.dead += found->second.how == delivery::dead ? 1U : 0U;
    pending_.erase(found);
}

void letters::not_recorded(letter_id id, instant now)
{
    pending_.at(id).at = stage::settling;
    to_settle_.emplace(now + record_again_after, id);
}

position letters::read() const
{
    position first_unread{number_of(scanned_) + 1};
    for (const auto& [name, one] : channels_) {
        for (const auto& first : {one.passed_over, one.being_read}) {
            first_unread = first ? std::min(first_unread, first->cause) : first_unread;
        }
    }
    return position{number_of(first_unread) - 1};
}

position letters::done() const
{
    position first_open{number_of(read()) + 1};
    if (!pending_.empty()) {
        first_open = std::min(first_open, pending_.begin()->first.cause);
    }
    if (first_unknown_) {
        first_open = std::min(first_open, *first_unknown_);
    }
    return position{number_of(first_open) - 1};
}

}  // namespace acikkapi::outbox
