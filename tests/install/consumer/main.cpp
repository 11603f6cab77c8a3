// A host that knows nothing of us but the public headers.
#ifndef ENGINE_ALONE
#include <acikkapi/adapters/pkcs11_keys.hpp>
#endif
#include <acikkapi/audit.hpp>
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <boost/asio/thread_pool.hpp>

#include <iostream>

using namespace acikkapi;

int main(int, char** argv)
{
    boost::asio::thread_pool pool{1};
    system_clock clock;
    engine_options options;
    options.directory = argv[1];
    options.create = true;
    options.executor = pool.get_executor();
    options.blocking = pool.get_executor();
    options.clock = &clock;

    request<petition> registration;
    commands::submit wish;
    wish.category = "roads";
    wish.subject = "A hole in the road";
    wish.text = "There is a hole in the road.";
    wish.anonymous = true;
    registration.wish = wish;
    registration.from.by = actor::parse("citizen").value();
    registration.from.on = authority::parse("law-3071").value();
    registration.from.via = channels::web();
    {
        auto desk = engine<petition>::open(options).value();
        const auto receipt = desk.submit(registration).value();
        std::cout << desk.views().find(receipt.stream).value().state.number.str() << '\n';
    }
#ifndef ENGINE_ALONE
    if (open_pkcs11_keys({.module = "/nowhere", .token_label = "office", .pin = ""}).error() !=
        errc::io_error) {
        return 2;
    }
#endif
    audit_options store;
    store.directory = argv[1];
    return audit<petition>::open(store).value().verify().value().first_divergence ? 1 : 0;
}
