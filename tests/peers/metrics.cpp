// Writes the metrics of an engine that has done something, for promtool to judge.
#include <acikkapi/engine.hpp>
#include <acikkapi/metrics.hpp>
#include <acikkapi/petition.hpp>

#include "support/folder.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <iostream>

using namespace acikkapi;

int main()
{
    const support::folder where;
    asio::thread_pool threads{2};
    system_clock clock;
    function_adapter<notifier> sms{threads.get_executor(), [](const hand_over&) {
                                       return hand_result{delivery::sent, "id=1"};
                                   }};
    engine_options options{
        .directory = where.str(),
        .create = true,
        .executor = threads.get_executor(),
        .blocking = threads.get_executor(),
        .clock = &clock,
        .random = [] { return std::uint64_t{0}; }};
    options.notifiers["sms"] = &sms;
    auto desk = engine<petition>::open(std::move(options)).value();
    auto end = desk.async_run(asio::use_future);
    const commands::submit lamp{
        .category = "lighting",
        .subject = "A lamp is out",
        .text = "Near number 4.",
        .anonymous = true};
    const origin citizen{
        .by = actor::parse("citizen").value(),
        .via = channels::web(),
        .on = authority::parse("law-3071").value()};
    static_cast<void>(desk.submit({.wish = lamp, .from = citizen}).value());
    std::cout << prometheus_text(desk.metrics());
    desk.stop();
    end.get();
}
