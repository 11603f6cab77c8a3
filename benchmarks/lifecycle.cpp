#include "counted_files.hpp"
#include "driver.hpp"
#include "lifecycle.hpp"
#include "support/progress.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <utility>

namespace bench {
namespace {

using namespace acikkapi;

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
    if (const auto filled = with.fill(); !filled) {
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
