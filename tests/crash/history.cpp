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
    caller(engine<evened>& office, std::uint64_t seed) : office_(office), chance_(seed), seed_(seed)
    {}

    void give()
    {
        call one;
        one.stream = stream_id{1 + chance_() % stream_count};
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
    const auto disk = with_new_store();
    outside world{how.seed};
    boot office{world, *disk, false};
    auto calls = first_calls(office.office());
    std::vector<caller> callers;
    for (std::size_t i = 0; i < threads; ++i) {
        callers.emplace_back(office.office(), how.seed * threads + i);
    }
    std::vector<std::thread> running;
    std::atomic<std::uint64_t> left{how.trials};
    for (auto& one : callers) {
        running.emplace_back([&one, &left] {
            while (left.fetch_sub(1) - 1 < std::uint64_t{1} << 63U && one.wrong.empty()) {
                one.give();
            }
        });
    }
    for (auto& one : running) {
        one.join();
    }
    const auto where = "--seed " + std::to_string(how.seed);
    std::uint64_t events = stream_count;
    for (auto& one : callers) {
        if (!one.wrong.empty()) {
            out.fail(where, one.wrong);
        }
        for (const auto& each : one.calls) {
            events += each.conflict ? 0 : each.events;
            out.count(each.conflict ? "conflicts" : "accepted");
            static_cast<void>(out.next());
        }
        calls.insert(calls.end(), one.calls.begin(), one.calls.end());
    }
    if (auto wrong = check_history(std::move(calls)); !wrong.empty()) {
        out.fail(where, wrong);
    }
    const auto journal = read_all(office.office()).value();
    const auto facts = std::count_if(journal.begin(), journal.end(), [](const record& one) {
        return one.kind == record_kind::fact;
    });
    std::uint64_t next = 1;
    const bool dense = std::all_of(journal.begin(), journal.end(), [&](const record& one) {
        return number_of(one.at) == next++;
    });
    if (!dense || static_cast<std::uint64_t>(facts) != events) {
        out.fail(where, "the global order has a gap, or events that nobody was told of");
    }
    return out;
}

}  // namespace crash
