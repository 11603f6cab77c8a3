// Letters leave the house: the engine hands an SMS to a notifier after the commit, tries again when
// that fails, and puts the outcome on record. The notifier here appends to a JSON Lines file.
#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include "support/example.hpp"
#include "support/example_host.hpp"
#include "support/file_notifier.hpp"

#include <boost/asio/use_future.hpp>

#include <fstream>
#include <iostream>
#include <utility>
#include <variant>

using namespace acikkapi;
using tools::example_host;
using tools::file_notifier;

namespace {

// [notifier]
/// A gateway with a bad day: its first try fails, as networks do.
class unreliable final : public notifier {
public:
    unreliable(notifier& next, asio::any_io_executor where) : next_(next), where_(std::move(where))
    {}

private:
    void do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override
    {
        if (what.attempt > 1) {
            next_.async_hand_over(std::move(what), std::move(done));
            return;
        }
        asio::post(where_, [done = std::move(done)]() mutable {
            std::move(done)(hand_result{});  // Not settled: try again later.
        });
    }

    notifier& next_;
    asio::any_io_executor where_;
};
// [notifier end]

/// What became of a letter, when that is on record.
events::notice_recorded wait_for_outcome(feed& news)
{
    for (;;) {
        const auto page = news.async_next(1, asio::use_future).get();
        const auto& bytes = page.front().payload;
        const auto fact =
            decode_event({bytes.type, bytes.schema, bytes.clear, bytes.personal, false});
        if (const auto* outcome = std::get_if<events::notice_recorded>(&fact.value())) {
            return *outcome;
        }
    }
}

bool show()
{
    example_host host;
    system_clock clock;
    // [run]
    const auto letters = host.folder / "letters.jsonl";
    const auto file = file_notifier::open(letters, host.disk.get_executor()).value();
    unreliable sms{*file, host.disk.get_executor()};

    auto options = host.options(clock);
    options.notifiers["sms"] = &sms;
    options.retries.first = std::chrono::milliseconds{20};
    auto engine = acikkapi::engine<petition>::open(std::move(options)).value();
    auto end = engine.async_run(asio::use_future);  // Letters and timers, until `stop`.
    // [run end]

    const auto done = engine.submit(tools::from("citizen", tools::street_lamp())).value();
    auto news = engine.feed();
    const auto outcome = wait_for_outcome(news).notice;
    std::cout << "delivered by " << outcome.means << " at try " << outcome.attempts << '\n';

    std::string line;
    std::ifstream in{letters};
    std::getline(in, line);
    std::cout << line << '\n';
    const bool told =
        engine.views().find(done.stream).value().state.acknowledgement == notice_state::delivered;
    engine.stop();
    end.get();
    return told && outcome.attempts == 2 && line.find("\"received\"") != std::string::npos;
}

}  // namespace

int main()
{
    return tools::run_example(show);
}
