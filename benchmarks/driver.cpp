#include "driver.hpp"
#include "support/progress.hpp"

#include <chrono>
#include <utility>

namespace bench {
namespace {

using namespace acikkapi;
using steady = std::chrono::steady_clock;

constexpr std::size_t filling_in_flight = 4'096;

}  // namespace

engine_options options_of(
    const run_options& how,
    boost::asio::io_context& handlers,
    boost::asio::thread_pool& disk,
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
    out.memory_limit = how.memory_mib << 20U;
    return out;
}

result<latencies> driver::run(std::size_t in_flight, supply next, on_done done)
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

bool driver::give()
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

void driver::finish(
    std::size_t index, steady::time_point began, error_code error, const receipt& what)
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

result<void> driver::fill()
{
    tools::progress shown{"filling the pool", applications_.size() * (step_count - 1) / 2};
    std::uint64_t done = 0;
    for (const auto what : {step::submit, step::route, step::answer}) {
        const auto places = applications_.to_fill(what);
        auto at = places.begin();
        const auto filled = run(
            filling_in_flight,
            [&] { return at == places.end() ? std::nullopt : std::optional{*at++}; },
            [&](std::size_t) { shown.at(++done); });
        if (!filled) {
            return filled.error();
        }
    }
    return {};
}

result<void> counted_run::open()
{
    auto persons = keys_for(how_.directory, how_.sealed);
    if (!persons) {
        return persons.error();
    }
    persons_ = *std::move(persons);
    auto options = options_of(how_, handlers_, disk_, time_, persons_);
    options.environment = files_.get();
    desk_ = engine<petition>::open(std::move(options));
    if (!desk_) {
        return desk_.error();
    }
    desk_->async_run([](error_code) {});
    driver_.emplace(*desk_, handlers_, applications_, how_.keys);
    return driver_->fill();
}

void counted_run::close()
{
    driver_.reset();
    desk_->stop();
    desk_ = errc::stopping;
}

result<engine<petition>> counted_run::open_again()
{
    return engine<petition>::open(options_of(how_, handlers_, disk_, time_, persons_));
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

}  // namespace bench
