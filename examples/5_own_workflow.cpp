// The smallest workflow of a host's own: a thing that was found is handed in and given back. The
// engine keeps it as it keeps petitions; `information_request/` is a grown one.
#include <acikkapi/engine.hpp>

#include "support/example.hpp"
#include "support/example_host.hpp"

#include <iostream>
#include <string>
#include <utility>

using namespace acikkapi;
using tools::example_host;

namespace {

// [workflow]
/// Values and pure functions, nothing else.
struct lost_property {
    struct state {
        std::string what;
        bool returned = false;
    };
    /// Command and event are alike here: `what` is empty when the owner takes it back.
    struct command {
        std::string what;
    };
    struct event {
        std::string what;
    };
    static constexpr std::string_view name = "lost_property";
    static constexpr std::uint32_t version = 1;

    static result<std::vector<event>>
    decide(const state& before, const command& wish, const context&)
    {
        const bool hands_in = !wish.what.empty();
        if (before.returned || hands_in == !before.what.empty()) {
            return errc::illegal_transition;
        }
        return std::vector<event>{{wish.what}};
    }
    static result<state> evolve(const state& before, const event& fact)
    {
        // Events come from the disk: what cannot follow is an error here too.
        if (!decide(before, {fact.what}, {})) {
            return errc::corrupt_journal;
        }
        return fact.what.empty() ? state{before.what, true} : state{fact.what, false};
    }

    static encoded encode(const event& fact) { return {1, 1, fact.what, {}}; }
    static encoded encode(const state& now)
    {
        return {1, 1, (now.returned ? "-" : "+") + now.what, {}};
    }
    static result<event> decode_event(const encoded_view& bytes)
    {
        return event{std::string{bytes.clear}};
    }
    static result<state> decode_state(const encoded_view& bytes)
    {
        const auto sign = bytes.clear.substr(0, 1);
        if (sign != "+" && sign != "-") {
            return errc::corrupt_snapshot;
        }
        return state{std::string{bytes.clear.substr(1)}, sign == "-"};
    }

    static void index(const state& now, index_rows& rows)
    {
        rows.count("things", now.returned ? "returned" : "here");
        if (now.returned) {
            rows.close();
        }
    }
    static std::string fingerprint(const command& wish) { return wish.what; }

    // Nobody is told, nothing happens by itself.
    static std::vector<letter> react(const state&, const event&, const state&, const context&)
    {
        return {};
    }
    static std::vector<timer> timers(const state&) { return {}; }
    static command settle(const letter_outcome&) { return {}; }
    static command fire(const timer&) { return {}; }
};
static_assert(workflow<lost_property>);
// [workflow end]

bool show()
{
    example_host host;
    system_clock clock;
    auto engine = acikkapi::engine<lost_property>::open(host.options(clock)).value();
    request<lost_property> wish;
    wish.wish.what = "a red umbrella";
    wish.from.by = actor::parse("officer:4711").value();
    wish.from.on = authority::parse("circular-2004/12").value();
    wish.from.via = channels::desk();
    wish.stream = engine.submit(wish).value().stream;

    wish.wish.what.clear();
    const auto given_back = engine.submit(wish).value();
    const auto again = engine.submit(wish);
    std::cout << engine.views().find(wish.stream).value().state.what << ": given back, "
              << again.error().message() << '\n';
    return given_back.version == 2 && again.error() == errc::illegal_transition &&
           engine.views().statistics().value()["things"]["returned"] == 1;
}

}  // namespace

int main()
{
    return tools::run_example(show);
}
