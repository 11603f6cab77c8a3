// Looking: pages of a list, one application, its timeline, as it stood, figures, and a feed that
// goes on where its reader stopped.
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/example.hpp"
#include "support/example_host.hpp"
#include "support/time_text.hpp"

#include <iostream>
#include <utility>

using namespace acikkapi;
using namespace std::chrono_literals;
using tools::example_host;

namespace {

constexpr instant monday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 6h;

/// Five applications, an hour apart; the first of them has a unit.
stream_id fill(engine<petition>& engine, manual_clock& clock)
{
    stream_id first{};
    for (int i = 0; i < 5; ++i) {
        const auto subject = "Lamp " + std::to_string(i + 1);
        const auto done =
            engine.submit(tools::from("citizen", tools::street_lamp(subject))).value();
        first = i == 0 ? done.stream : first;
        clock.set(clock.now() + 1h);
    }
    commands::route wish;
    wish.unit = unit_id::parse("24301265").value();
    engine.submit(tools::from("officer:4711", wish, first)).value();
    return first;
}

std::size_t print_pages(const views<petition>& views)
{
    // [pages]
    list_query query;
    query.list = "due";  // All that are open, the most urgent first.
    query.limit = 2;
    std::size_t seen = 0;
    do {
        const auto page = views.list(query).value();
        for (const auto stream : page.streams) {
            const auto now = views.find(stream).value();
            std::cout << now.state.number.str() << "  " << name_of(now.state.life) << '\n';
        }
        seen += page.streams.size();
        query.after = page.next;
    } while (!query.after.empty());
    // [pages end]
    return seen;
}

/// @return How many records were new to this reader.
std::size_t read_news(engine<petition>& engine)
{
    // [feed]
    auto news = engine.feed(engine.load_checkpoint("statistics").value());
    std::size_t seen = 0;
    for (auto page = news.next(4).value(); !page.empty(); page = news.next(4).value()) {
        seen += page.size();
        engine.save_checkpoint("statistics", page.back().at).value();
    }
    // [feed end]
    return seen;
}

bool show()
{
    example_host host;
    manual_clock clock{monday};
    auto engine = acikkapi::engine<petition>::open(host.options(clock)).value();
    const auto first = fill(engine, clock);
    const auto views = engine.views();
    const auto pages = print_pages(views);

    // [one]
    for (const auto& one : views.timeline(first).value()) {
        std::cout << tools::format_utc(one.recorded_at) << "  " << one.by.str() << "  "
                  << petition::type_name(one.payload.type) << '\n';
    }
    const auto now = views.find(first).value();
    const auto then = views.find_as_of(first, monday + 2h).value();
    std::cout << "now " << name_of(now.state.life) << ", two hours later it was "
              << name_of(then.state.life) << '\n';
    // [one end]

    auto figures = views.statistics().value();
    std::cout << figures["state"]["submitted"] << " wait for a unit\n";
    const auto of_one_person = views.find_by("subject", "10000000146").value();

    const auto news = read_news(engine);
    engine.submit(tools::from("citizen", tools::street_lamp("One more"))).value();
    const auto newer = read_news(engine);
    std::cout << news << " records, then " << newer << '\n';
    return pages == 5 && now.version == 2 && then.version == 1 &&
           figures["state"]["submitted"] == 4 && of_one_person.size() == 5 && news == 6 &&
           newer == 1;
}

}  // namespace

int main()
{
    return tools::run_example(show);
}
