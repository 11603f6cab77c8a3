#include "counted_files.hpp"
#include "lifecycle.hpp"
#include "pool.hpp"
#include "support/progress.hpp"
#include "workload.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace bench {
namespace {

using namespace acikkapi;
using steady = std::chrono::steady_clock;

/// Threads that may wait for the disk: one commits while the other looks after letters and timers.
constexpr std::size_t disk_threads = 2;
constexpr std::size_t filling_in_flight = 4'096;

engine_options options_of(
    const run_options& how,
    asio::io_context& handlers,
    asio::thread_pool& disk,
    acikkapi::clock& time,
    const std::optional<tools::person_keys>& persons)
{
    engine_options out;
    out.directory = how.directory;
    out.create = true;
    out.key = bench_key();
    out.vault = persons ? persons->options() : vault_options{};
    out.executor = handlers.get_executor();
    out.blocking = disk.get_executor();
    out.clock = &time;
    return out;
}

/// Keeps so many commands in flight: each that is done brings the next one.
class driver {
public:
    /// Which place gets a command; nothing when all are given.
    using supply = std::function<std::optional<std::size_t>()>;
    using on_done = std::function<void(std::size_t place)>;

    driver(engine<petition>& desk, asio::io_context& handlers, pool& applications, bool keys)
        : desk_(desk), handlers_(handlers), applications_(applications), work_(fixed_seed, keys)
    {}

    /// Returns when everything that `next` gave is done, or at the first error.
    [[nodiscard]] result<latencies> run(std::size_t in_flight, supply next, on_done done)
    {
        next_ = std::move(next);
        done_ = std::move(done);
        taken_ = {};
        for (std::size_t i = 0; i < in_flight && give(); ++i) {
        }
        handlers_.restart();
        // Not until there is no work: `async_run` is work for as long as the engine stands.
        while (under_way_ > 0) {
            handlers_.run_one();
        }
        if (failed_) {
            return failed_;
        }
        return taken_;
    }

private:
    bool give()
    {
        const auto index = failed_ ? std::nullopt : next_();
        if (!index) {
            return false;
        }
        const auto& place = applications_[*index];
        const bool is_new = place.next == step::submit;
        auto wish = work_.wish(place.next, is_new ? no_stream : place.stream);
        ++under_way_;
        desk_.async_submit(
            std::move(wish),
            [this, index = *index, began = steady::now()](error_code error, const receipt& what) {
                finish(index, began, error, what);
            });
        return true;
    }

    void finish(std::size_t index, steady::time_point began, error_code error, const receipt& what)
    {
        --under_way_;
        if (error) {
            failed_ = error;
            return;
        }
        taken_.add(steady::now() - began);
        auto& place = applications_[index];
        place.stream = what.stream;
        place.next = after(place.next);
        done_(index);
        give();
    }

    engine<petition>& desk_;
    asio::io_context& handlers_;
    pool& applications_;
    workload work_;
    supply next_;
    on_done done_;
    latencies taken_;
    std::size_t under_way_ = 0;
    error_code failed_;
};

result<void> fill(driver& with, const pool& applications)
{
    tools::progress shown{"filling the pool", applications.size() * (step_count - 1) / 2};
    std::uint64_t done = 0;
    for (const auto what : {step::submit, step::route, step::answer}) {
        const auto places = applications.to_fill(what);
        auto at = places.begin();
        const auto filled = with.run(
            filling_in_flight,
            [&] { return at == places.end() ? std::nullopt : std::optional{*at++}; },
            [&](std::size_t) { shown.at(++done); });
        if (!filled) {
            return filled.error();
        }
    }
    return {};
}

result<figures> measure(driver& with, pool& applications, const run_options& how)
{
    tools::progress shown{"measuring", how.applications * step_count};
    const meter running{how.files};
    limit bound{how};
    const auto taken = with.run(
        how.in_flight,
        [&] { return bound.one_more() ? std::optional{applications.take()} : std::nullopt; },
        [&](std::size_t place) {
            applications.give_back(place);
            shown.at(bound.given());
        });
    if (!taken) {
        return taken.error();
    }
    return running.stop(how.in_flight, *taken);
}

}  // namespace

// Files that count have no lock: at its end the store is opened as a host does, and is one like any other.
result<figures> run_lifecycle(const run_options& how)
{
    // Its handlers run in this thread: the side of the host that asks.
    asio::io_context handlers{1};
    asio::thread_pool disk{disk_threads};
    system_clock time;
    const auto persons = keys_for(how.directory, how.sealed);
    if (!persons) {
        return persons.error();
    }
    written_bytes written;
    const auto files = count_files(written);
    auto options = options_of(how, handlers, disk, time, *persons);
    options.environment = files.get();
    auto desk = engine<petition>::open(options);
    if (!desk) {
        return desk.error();
    }
    desk->async_run([](error_code) {});
    pool applications{how.pool, fixed_seed};
    driver with{*desk, handlers, applications, how.keys};
    if (const auto filled = fill(with, applications); !filled) {
        return filled.error();
    }
    auto counted = how;
    counted.files = &written;
    auto out = measure(with, applications, counted);
    desk->stop();
    desk = errc::stopping;  // Closed: it is opened again.
    options.environment = nullptr;
    const auto again = engine<petition>::open(std::move(options));
    return again ? out : again.error();
}

}  // namespace bench
