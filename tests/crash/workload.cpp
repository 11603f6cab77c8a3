#include "crash/workload.hpp"

#include <algorithm>
#include <utility>

namespace crash {
namespace {

answer kind_of(error_code error)
{
    if (error == condition::rejected) {
        return answer::refused;
    }
    const bool open = error == errc::outcome_unknown || error == errc::io_error;
    return error == condition::unavailable && !open ? answer::not_done : answer::unknown;
}

bool same(const receipt& a, const receipt& b)
{
    return a.stream == b.stream && a.version == b.version && a.first == b.first && a.last == b.last;
}

void take_answer(outside& world, told& one, const result<std::vector<receipt>>& what, answer now)
{
    one.how = now;
    one.error = what ? error_code{} : what.error();
    if (what) {
        one.receipts = *what;
        for (const auto& each : one.receipts) {
            if (std::count(world.streams.begin(), world.streams.end(), each.stream) == 0) {
                world.streams.push_back(each.stream);
            }
        }
    }
}

}  // namespace

origin officer(std::string correlation)
{
    auto out = support::officer();
    out.correlation = std::move(correlation);
    return out;
}

outside::outside(const outside& other)
    : commands(other.commands), streams(other.streams), boots(other.boots), wrong(other.wrong),
      chance(other.chance), seed_(other.seed_), letters_(other.letters())
{
    time.set(const_cast<manual_clock&>(other.time).now());  // Asking a clock is not const.
}

std::uint64_t outside::below(std::uint64_t end)
{
    return std::uniform_int_distribution<std::uint64_t>{0, end - 1}(chance);
}

request<evened> outside::invent_one(bool is_new)
{
    request<evened> out;
    out.wish.amount = below(12) == 0 ? -1 : static_cast<std::int64_t>(1 + below(30));
    out.wish.times = 1 + below(3);
    if (!is_new && !streams.empty()) {
        out.stream = streams[below(streams.size())];
        if (below(12) == 0) {
            out.expected = below(3);
        }
    }
    return out;
}

told& outside::invent()
{
    auto& out = commands.emplace_back();
    out.id = "c" + std::to_string(commands.size());
    const bool is_new = streams.size() < 2 || below(3) == 0;
    for (auto left = below(3) == 0 ? 1 + below(3) : 1; left > 0; --left) {
        out.what.requests.push_back(invent_one(is_new));
        out.what.requests.back().from = officer(out.id);
    }
    if (below(10) > 0) {
        out.what.key = out.id;
    }
    if (witness_ != nullptr) {
        witness_->gives(out, time.now());
    }
    return out;
}

hand_result outside::note_letter(const hand_over& what)
{
    const auto lot = std::hash<std::string>{}(what.id + "/" + std::to_string(what.attempt)) ^ seed_;
    std::optional<delivery> how;
    if (lot % 8 != 0) {
        how = lot % 8 == 1 ? delivery::rejected : delivery::sent;
    }
    if (dark) {
        return {std::nullopt, ""};
    }
    const handed one{what.id, what.stream, what.what, boots, how};
    // Told in the order in which they are kept.
    const std::lock_guard lock{mutex_};
    if (witness_ != nullptr) {
        witness_->takes(one);
    }
    letters_.push_back(one);
    return {how, ""};
}

void outside::add_letter(handed one)
{
    const std::lock_guard lock{mutex_};
    letters_.push_back(std::move(one));
}

bool outside::was_answered() const
{
    return std::any_of(
        commands.begin(), commands.end(), [](const told& one) { return one.how == answer::done; });
}

std::vector<handed> outside::letters() const
{
    const std::lock_guard lock{mutex_};
    return letters_;
}

void note_answer(outside& world, told& one, const result<std::vector<receipt>>& what)
{
    if (world.dark) {
        return;
    }
    if (world.watched_by() != nullptr) {
        world.watched_by()->hears(one, what);
    }
    const auto now = what ? answer::done : kind_of(what.error());
    const auto complain = [&](const std::string& why) {
        if (world.wrong.empty()) {
            world.wrong = one.id + ": " + why;
        }
    };
    if (one.how == answer::done) {
        const bool told_again = now == answer::done && one.what.key;
        if (told_again &&
            !std::equal(
                what->begin(), what->end(), one.receipts.begin(), one.receipts.end(), same)) {
            complain("the same key got another receipt");
        }
        if (now == answer::refused) {
            complain("refused after it was done");
        }
        return;
    }
    if (one.how == answer::refused) {
        if (now == answer::done || (now == answer::refused && what.error() != one.error)) {
            complain(
                "refused (" + one.error.message() +
                "), and under the same key now: " + (what ? "done" : what.error().message()));
        }
        return;
    }
    take_answer(world, one, what, now);
}

}  // namespace crash
