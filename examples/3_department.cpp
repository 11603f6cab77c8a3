// A unit gets its letter and answers. Its desk is a function in the same program here; a unit with
// a system of its own is another class behind the same port.
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/desk_department.hpp"
#include "support/example.hpp"
#include "support/example_host.hpp"

#include <boost/asio/use_future.hpp>

#include <future>
#include <iostream>
#include <utility>

using namespace acikkapi;
using tools::desk_department;
using tools::example_host;

namespace {

const std::string lighting_unit = "24301265";

/// The unit's side: it has a letter, with a number and nothing else, and looks the rest up.
receipt answer_it(engine<petition>& engine, const letter& what)
{
    // [answer]
    const auto number = application_number::parse(what.reference).value();
    const auto about = engine.stream_of(number.serial());
    const auto now = engine.views().find(about).value().state;
    std::cout << "a matter of " << now.category << ", for " << now.unit_name << '\n';

    commands::answer wish;
    wish.decision = outcome::granted;
    wish.text = "The lamp was changed.";
    wish.signed_by = "M. Kaya";
    // Should two clerks answer, the second is refused: the state allows one answer.
    return engine.submit(tools::from("unit:" + lighting_unit, wish, about)).value();
    // [answer end]
}

bool show()
{
    example_host host;
    system_clock clock;
    std::promise<letter> arrived;
    // [desk]
    desk_department desk{host.disk.get_executor(), [&arrived](const hand_over& given) {
                             arrived.set_value(given.what);
                             return hand_result{delivery::delivered, "on the desk"};
                         }};
    auto options = host.options(clock);
    options.departments["unit"] = &desk;
    // [desk end]
    auto engine = acikkapi::engine<petition>::open(std::move(options)).value();
    auto end = engine.async_run(asio::use_future);

    const auto citizens = engine.submit(tools::from("citizen", tools::street_lamp())).value();
    commands::route wish;
    wish.unit = unit_id::parse(lighting_unit).value();
    wish.unit_name = "Directorate of lighting";
    engine.submit(tools::from("officer:4711", wish, citizens.stream)).value();

    const auto what = arrived.get_future().get();
    std::cout << "unit " << what.recipient << " has " << what.reference << '\n';
    const auto answered = answer_it(engine, what);
    const auto now = engine.views().find(answered.stream).value();
    std::cout << citizen_word(now.state.life) << '\n';
    engine.stop();
    end.get();
    return answered.stream == citizens.stream && now.state.decision == outcome::granted;
}

}  // namespace

int main()
{
    return tools::run_example(show);
}
