// The first screen of README.md.
// [embedding]
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <boost/asio/thread_pool.hpp>

#include <iostream>

int main()
{
    using namespace acikkapi;
    asio::thread_pool threads{2};
    system_clock clock;
    const engine_options options{
        .directory = "applications",
        .create = true,
        .key = {std::byte{7}},  // 32 random bytes of yours, kept somewhere else.
        .executor = threads.get_executor(),
        .blocking = threads.get_executor(),
        .clock = &clock};
    auto office = engine<petition>::open(options).value();

    const commands::submit lamp{
        .category = "lighting",
        .subject = "A lamp is out",
        .text = "Near number 4.",
        .anonymous = true};
    const origin citizen{
        .by = actor::parse("citizen").value(),
        .via = channels::web(),
        .on = authority::parse("law-3071").value()};
    const auto done = office.submit({.wish = lamp, .from = citizen}).value();  // After the fsync.
    std::cout << office.views().find(done.stream).value().state.number.str() << '\n';
}
// [embedding end]
