// A store is opened, an application comes in, and its citizen gets a number: once in the blocking
// form, once as a coroutine. Nothing is reported as done before it is on the disk.
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/example.hpp"
#include "support/temporary_folder.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <iostream>
#include <random>
#include <utility>

using namespace acikkapi;

namespace {

// [key]
/// Made once, when the store is made, and kept outside it: a real host reads it from where it keeps
/// its secrets.
store_key new_key()
{
    store_key key;
    std::random_device chance;
    for (auto& byte : key) {
        byte = static_cast<std::byte>(chance());
    }
    return key;
}
// [key end]

// [request]
request<petition> street_lamp()
{
    commands::submit wish;
    wish.where = province::from_plate(34).value();
    wish.category = "lighting";
    wish.subject = "The lamp before number 4 is out";
    wish.text = "It has been dark for a week.";
    wish.applicant.identity = identity_number::parse("10000000146").value();
    wish.applicant.full_name = "Ayşe Yılmaz";
    wish.applicant.mobile = phone::parse("0532 123 45 67").value();

    request<petition> out;
    out.wish = std::move(wish);
    out.from.by = actor::parse("citizen").value();
    out.from.on = authority::parse("law-3071").value();
    out.from.via = channels::web();
    out.key = "form-7f3a";  // A form that is sent twice is registered once.
    return out;
}
// [request end]

// [coroutine]
asio::awaitable<receipt> submit_later(engine<petition>& engine)
{
    auto what = street_lamp();
    what.key = "form-91bc";
    co_return co_await engine.async_submit(std::move(what), asio::use_awaitable);
}
// [coroutine end]

bool show()
{
    const tools::temporary_folder folder;
    // [open]
    asio::thread_pool handlers{1};  // Where completions run.
    asio::thread_pool disk{2};      // Where waiting for the disk is allowed.
    system_clock clock;
    engine_options options;
    options.directory = folder / "store";
    options.create = true;
    options.key = new_key();
    options.executor = handlers.get_executor();
    options.blocking = disk.get_executor();
    options.clock = &clock;
    auto opened = engine<petition>::open(std::move(options));
    if (!opened) {
        std::cerr << opened.error().message() << '\n';
        return false;
    }
    auto& engine = *opened;
    // [open end]

    // [submit]
    const auto done = engine.submit(street_lamp());
    if (!done) {
        std::cerr << done.error().message() << '\n';
        return false;
    }
    const auto now = engine.views().find(done->stream).value();
    std::cout << "number " << now.state.number.str() << ", code "
              << engine.lookup_code(done->stream) << '\n';
    // [submit end]

    const auto again = engine.submit(street_lamp()).value();
    std::cout << "the same form again: " << (again.repeated ? "known" : "new") << '\n';

    const auto later = asio::co_spawn(handlers, submit_later(engine), asio::use_future).get();
    std::cout << "a coroutine's is event " << number_of(later.first) << '\n';
    return again.stream == done->stream && later.stream != done->stream &&
           engine.is_lookup_code(done->stream, engine.lookup_code(done->stream));
}

}  // namespace

int main()
{
    return tools::run_example(show);
}
