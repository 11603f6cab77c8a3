#include "crash/check.hpp"
#include "crash/history.hpp"
#include "crash/trials.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iterator>
#include <thread>

namespace crash {
namespace {

constexpr std::size_t threads = 4;
constexpr std::uint64_t stream_count = 6;
// Then other streams: an application keeps the keys of 10,000 commands at most.
constexpr std::uint64_t round_size = 10'000;

std::int64_t now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

std::string says(const call& one, const char* why)
{
    return "stream " + std::to_string(number_of(one.stream)) + " version " +
           std::to_string(one.last) + ": " + why;
}

/// The conflict has a reason unless its version surely stood during the whole call.
bool had_reason(const call& conflict, const std::vector<call>& done)
{
    const auto maker = std::lower_bound(
        done.begin(), done.end(), *conflict.expected, [](const call& one, version wanted) {
            return one.last < wanted;
        });
    if (maker == done.end() || maker->last != *conflict.expected) {
        return true;  // Never a version between two commands, or not yet.
    }
    const auto next = std::next(maker);
    const bool ended = next != done.end() && next->began <= conflict.ended;
    return maker->ended >= conflict.began || ended;
}

std::string check_stream(const std::vector<call>& done, const std::vector<call>& conflicts)
{
    version last = 0;
    position at{};
    std::int64_t latest_begin = 0;
    for (const auto& one : done) {
        if (one.last != last + one.events) {
            return says(one, "versions have a gap or a repeat");
        }
        if (one.expected && *one.expected != last) {
            return says(one, "accepted at another version than expected");
        }
        if (one.at <= at) {
            return says(one, "the positions have another order than the versions");
        }
        if (one.ended < latest_begin) {
            return says(one, "had ended before one began that stands before it");
        }
        last = one.last;
        at = one.at;
        latest_begin = std::max(latest_begin, one.began);
    }
    for (const auto& one : conflicts) {
        if (!had_reason(one, done)) {
            return says(one, "a conflict without a reason");
        }
    }
    return {};
}

/// One caller: half of the commands name the version that the caller saw last.
class caller {
public:
    /// @param streams  What the streams were registered with.
    caller(engine<evened>& office, const std::vector<call>& streams, std::uint64_t seed)
        : office_(office), streams_(streams), chance_(seed), seed_(seed)
    {}

    void give()
    {
        call one;
        one.stream = streams_[chance_() % streams_.size()].stream;
        one.events = 1 + chance_() % 2;
        if (chance_() % 2 == 0) {
            one.expected = seen_[one.stream];
        }
        request<evened> wish{{0, one.events}, support::officer(), one.stream, {}, one.expected};
        wish.key = std::to_string(seed_) + "/" + std::to_string(calls.size());
        one.began = now();
        const auto got = office_.submit(wish);
        one.ended = now();
        note(one, got);
        if (chance_() % 64 == 0) {
            give_again(wish, got);
        }
    }

    std::vector<call> calls;
    std::string wrong;

private:
    void note(call& one, const result<receipt>& got)
    {
        if (got) {
            one.last = got->version;
            one.at = got->last;
            seen_[one.stream] = got->version;
        } else if (got.error() == errc::version_conflict) {
            one.conflict = true;
            const auto found = office_.views().find(one.stream);
            seen_[one.stream] = found ? found->version : 0;
        } else {
            wrong = "an error that nothing explains: " + got.error().message();
            return;
        }
        calls.push_back(one);
    }

    void give_again(const request<evened>& wish, const result<receipt>& got)
    {
        const auto again = office_.submit(wish);
        const bool same = got ? again && again->repeated && again->last == got->last
                              : !again && again.error() == got.error();
        if (!same) {
            wrong = "the same key got another answer";
        }
    }

    engine<evened>& office_;
    const std::vector<call>& streams_;
    std::mt19937_64 chance_;
    std::uint64_t seed_;
    std::map<stream_id, version> seen_;
};

std::vector<call> first_calls(engine<evened>& office)
{
    std::vector<call> out;
    for (std::uint64_t i = 0; i < stream_count; ++i) {
        call one;
        one.began = now();
        const auto got = office.submit({{0, 1}, support::officer()}).value();
        one.ended = now();
        one.stream = got.stream;
        one.last = got.version;
        one.events = 1;
        one.at = got.last;
        out.push_back(one);
    }
    return out;
}

/// All callers at once. @return What they saw.
std::vector<call>
play_round(findings& out, engine<evened>& office, std::uint64_t seed, std::uint64_t size)
{
    const auto first = first_calls(office);
    std::vector<caller> callers;
    for (std::size_t i = 0; i < threads; ++i) {
        callers.emplace_back(office, first, seed + i);
    }
    std::vector<std::thread> running;
    std::atomic<std::int64_t> left{static_cast<std::int64_t>(size)};
    for (auto& one : callers) {
        running.emplace_back([&one, &left] {
            while (left-- > 0 && one.wrong.empty()) {
                one.give();
            }
        });
    }
    auto calls = first;
    for (std::size_t i = 0; i < threads; ++i) {
        running[i].join();
        for (const auto& each : callers[i].calls) {
            out.count(each.conflict ? "conflicts" : "accepted");
            static_cast<void>(out.next());
        }
        calls.insert(calls.end(), callers[i].calls.begin(), callers[i].calls.end());
        if (!callers[i].wrong.empty()) {
            out.fail("--seed " + std::to_string(seed), callers[i].wrong);
        }
    }
    return calls;
}

std::string check_global(const engine<evened>& office, std::uint64_t events)
{
    const auto journal = read_all(office);
    if (!journal) {
        return "the journal cannot be read: " + journal.error().message();
    }
    std::uint64_t next = 1;
    std::uint64_t facts = 0;
    for (const auto& one : *journal) {
        if (number_of(one.at) != next++) {
            return "the global order has a gap";
        }
        facts += one.kind == record_kind::fact ? 1 : 0;
    }
    return facts == events ? std::string{} : "events that nobody was told of, or too few";
}

}  // namespace

std::string check_history(std::vector<call> calls)
{
    std::map<stream_id, std::pair<std::vector<call>, std::vector<call>>> streams;
    for (auto& one : calls) {
        auto& [done, conflicts] = streams[one.stream];
        (one.conflict ? conflicts : done).push_back(one);
    }
    for (auto& [stream, both] : streams) {
        std::sort(both.first.begin(), both.first.end(), [](const call& a, const call& b) {
            return a.last < b.last;
        });
        if (auto wrong = check_stream(both.first, both.second); !wrong.empty()) {
            return wrong;
        }
    }
    return {};
}

findings try_history(const settings& how)
{
    findings out{"history", how};
    const auto where = "--seed " + std::to_string(how.seed);
    const auto disk = with_new_store();
    outside world{how.seed};
    boot office{world, *disk, false};
    std::uint64_t events = 0;
    for (;;) {
        const auto given = how.common->taken++ * round_size;
        if (given >= how.trials) {
            break;
        }
        const auto size = std::min(round_size, how.trials - given);
        auto calls = play_round(out, office.office(), how.seed * how.trials + given, size);
        for (const auto& one : calls) {
            events += one.conflict ? 0 : one.events;
        }
        if (auto wrong = check_history(std::move(calls)); !wrong.empty()) {
            out.fail(where, wrong);
        }
    }
    if (auto wrong = check_global(office.office(), events); !wrong.empty()) {
        out.fail(where, wrong);
    }
    return out;
}

}  // namespace crash
