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
    engine_options options;
    options.directory = "applications";
    options.create = true;
    options.key.fill(std::byte{7});  // 32 random bytes of yours, kept somewhere else.
    options.executor = options.blocking = threads.get_executor();
    options.clock = &clock;
    auto office = engine<petition>::open(options).value();

    commands::submit lamp;
    lamp.anonymous = true;
    lamp.category = "lighting";
    lamp.subject = "A lamp is out";
    lamp.text = "The one before number 4, for a week.";
    request<petition> wish;
    wish.wish = lamp;
    wish.from.by = actor::parse("citizen").value();
    wish.from.via = channels::web();
    const auto done = office.submit(wish).value();  // Returns after the fsync.
    std::cout << office.views().find(done.stream).value().state.number.str() << '\n';
}
// [embedding end]
