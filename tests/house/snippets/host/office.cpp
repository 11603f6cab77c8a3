// The host that docs/tutorial.md builds step by step. It is compiled within the project and, as a
// project of its own, against the installed package.
// [includes]
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>

#include <iostream>
#include <random>
// [includes end]

using namespace acikkapi;

namespace {

// [by]
request<petition> by(const char* who, command wish, stream_id about = no_stream)
{
    request<petition> out;
    out.wish = std::move(wish);
    out.from.by = actor::parse(who).value();
    out.from.on = authority::parse("law-3071").value();
    out.from.via = channels::web();
    out.stream = about;
    return out;
}
// [by end]

// [hand]
hand_result print(const hand_over& given)
{
    const auto& what = given.what;
    std::cout << what.adapter + " to " + what.recipient + ": " + what.kind + '\n';
    return {delivery::delivered, "printed"};
}
// [hand end]

// [apply]
stream_id apply(engine<petition>& office)
{
    commands::submit wish;
    wish.where = province::from_plate(34).value();
    wish.category = "lighting";
    wish.subject = "A lamp is out";
    wish.text = "The one before number 4, for a week.";
    wish.applicant.full_name = "Ayşe Yılmaz";
    wish.applicant.identity = identity_number::parse("10000000146").value();
    wish.applicant.mobile = phone::parse("0532 123 45 67").value();
    return office.submit(by("citizen", wish)).value().stream;
}
// [apply end]

// [work]
void work(engine<petition>& office, stream_id about)
{
    commands::route to_lighting;
    to_lighting.unit = unit_id::parse("24301265").value();
    office.submit(by("officer:4711", to_lighting, about)).value();

    commands::answer answer;
    answer.text = "The lamp was changed.";
    office.submit(by("unit:24301265", answer, about)).value();
}
// [work end]

/// @return Whether all came out as the tutorial says.
bool look(engine<petition>& office, stream_id about)
{
    // [look]
    const auto now = office.views().find(about).value();
    std::cout << now.state.number.str() + ": " << citizen_word(now.state.life) << '\n';
    // [look end]

    // [refused]
    const auto late = office.submit(by("citizen", commands::withdraw{}, about));
    if (!late && late.error() == condition::rejected) {
        std::cout << "refused: " + late.error().message() + '\n';
    }
    // [refused end]
    return now.state.decision == outcome::granted && !late;
}

}  // namespace

int main()
{
    // [options]
    asio::thread_pool handlers{1};  // Completions run here.
    asio::thread_pool disk{2};      // Waiting for the disk is allowed here.
    system_clock clock;
    engine_options options;
    options.directory = "applications";
    options.create = true;
    options.key.fill(std::byte{7});  // 32 random bytes of yours, kept somewhere else.
    options.executor = handlers.get_executor();
    options.blocking = disk.get_executor();
    options.clock = &clock;
    // [options end]

    // [hands]
    function_adapter<notifier> sms{disk.get_executor(), print};
    function_adapter<department> unit{disk.get_executor(), print};
    options.notifiers["sms"] = &sms;
    options.departments["unit"] = &unit;
    options.random = [] { return std::random_device{}(); };  // So that retries spread.
    // [hands end]

    // [open]
    auto opened = engine<petition>::open(options);
    if (!opened) {
        std::cerr << opened.error().message() << '\n';
        return 1;
    }
    auto& office = *opened;
    auto ended = office.async_run(asio::use_future);  // Letters and timers, until `stop`.
    // [open end]

    const auto about = apply(office);
    work(office, about);
    const bool good = look(office, about);

    // [stop]
    office.stop();
    ended.get();
    // [stop end]
    return good ? 0 : 1;
}
