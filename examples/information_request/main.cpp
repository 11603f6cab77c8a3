// One request for information from the first letter to the decision of the Board, on the same
// engine that runs petitions. The clock is moved by hand, so that weeks pass in a moment.
#include <acikkapi/engine.hpp>

#include "information_request/information_request.hpp"
#include "support/example.hpp"
#include "support/example_host.hpp"
#include "support/time_text.hpp"

#include <boost/asio/use_future.hpp>

#include <iostream>
#include <utility>

using namespace acikkapi;
using namespace std::chrono_literals;
using information::information_request;
using office = engine<information_request>;

namespace {

constexpr instant monday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 6h;

request<information_request> wish_of(const char* who, information::command wish, stream_id about)
{
    request<information_request> out;
    out.wish = std::move(wish);
    out.from.by = actor::parse(who).value();
    out.from.on = authority::parse("law-4982").value();
    out.from.via = channels::desk();
    out.stream = about;
    return out;
}

information::commands::request first_letter()
{
    information::commands::request wish;
    wish.where = province::from_plate(34).value();
    wish.name = "Ayşe Yılmaz";
    wish.address = "Çınar Sokak 4, Beyoğlu";
    wish.text = "The minutes of the parks committee of 2025.";
    return wish;
}

/// Waits for an event, as one does for what a timer will cause.
void wait_for(feed& news, std::string_view event)
{
    std::string_view seen;
    while (seen != event) {
        const auto page = news.async_next(1, asio::use_future).get();
        seen = information_request::type_name(page.front().payload.type);
    }
}

void print_timeline(const office& engine, stream_id about)
{
    for (const auto& one : engine.views().timeline(about).value()) {
        std::cout << tools::format_utc(one.recorded_at) << "  " << one.by.str() << "  "
                  << information_request::type_name(one.payload.type) << '\n';
    }
}

bool show()
{
    namespace say = information::commands;
    tools::example_host host;
    manual_clock time{monday};
    auto engine = office::open(host.options(time)).value();
    auto end = engine.async_run(asio::use_future);
    auto news = engine.feed();

    const auto about = engine.submit(wish_of("citizen", first_letter(), no_stream)).value().stream;
    const say::extend longer{unit_id::parse("24301265").value(), "The archive keeps the minutes."};
    engine.submit(wish_of("officer:4711", longer, about)).value();

    // Thirty business days later nobody has answered: the engine's timer takes that for a refusal.
    time.set(monday + 24h * 45);
    wait_for(news, "fell_silent");
    engine.submit(wish_of("citizen", say::object{"Nobody has answered."}, about)).value();
    engine.submit(wish_of("board", say::rule{true, "Access must be given."}, about)).value();
    const say::answer given{information::access::granted, information::ground::none, "Here."};
    engine.submit(wish_of("officer:4711", given, about)).value();

    print_timeline(engine, about);
    const auto now = engine.views().find(about).value();
    std::cout << now.state.number.str() << ": " << information::name_of(now.state.at) << '\n';
    engine.stop();
    end.get();
    return now.state.at == information::stage::granted && now.version == 6;
}

}  // namespace

int main()
{
    return tools::run_example(show);
}
