#include "counted_files.hpp"
#include "driver.hpp"
#include "lifecycle.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <utility>

namespace bench {
using namespace acikkapi;

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
