#pragma once

#include <acikkapi/deadline.hpp>
#include <acikkapi/ports.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// Several ways to one applicant, and when he is left in peace. Of the library `acikkapi::adapters`.
namespace acikkapi {

/// One way to reach somebody. Each takes the address of its kind from those that a letter names.
struct applicant_channel {
    std::string name;  ///< `sms`, `e-mail`: what is on record as the means.
    notifier* by = nullptr;
};

/// What is owed to people who did not ask to be written to.
struct courtesy_rule {
    /// Office time between which nobody is written to; equal for never. What is due then goes out afterwards.
    std::chrono::minutes quiet_from{std::chrono::hours{21}};
    std::chrono::minutes quiet_to{std::chrono::hours{8}};
    /// Kinds, without their language, that go out at any time: who stands at the desk at night waits for the number.
    std::vector<std::string> at_any_time{"received"};
    /// Messages to one address in 24 hours, since the program began, with those that are under way; 0 for any number. Those
    /// above wait, three days at most.
    std::size_t per_day = 10;
};

/// What is done about a letter after a peer has taken it.
struct applicant_follow_up {
    /// Puts a late word on record: `engine::async_report`.
    using reporter = std::function<void(std::string_view letter, hand_result how)>;

    /// Where the next notifier is given what did not arrive. Its timer may wait there for days: `stop` before it is joined.
    asio::any_io_executor where;
    reporter report{};
};

/// Gives each letter to the first of several notifiers, and to the next if that one refuses it for good: an address that
/// is none, a number that nobody has, a mailbox that is closed. A try that failed for now is made again from the
/// first on, as the engine says.
///
/// A peer that takes a letter may say later that it did not arrive. The notifier in question is to report that to
/// `heard`, which puts it on record and lets the next one try, with the same courtesy; as long as the program runs, for the
/// last 100,000 letters. The engine has settled such a letter, so a try that fails is made again from here, after a minute,
/// two, four … up to an hour; after three days it is dead, which is put on record, too. After a restart the late word is
/// only put on record, and is somebody's task. Of who is erased nothing is kept, and no late word makes it write to him.
/// @par Thread safety  All members from any thread.
/// @par Lifetime       The notifiers, the clock and the executor outlive it, and it outlives the engine's `async_run`. A
///                     notifier may answer after it is gone: then no other is asked, and nobody is told.
class applicant_notifier final : public notifier {
public:
    /// @param channels  In the order in which they are tried; one at least.
    /// @param days      Its time zone is that of the quiet hours.
    applicant_notifier(
        std::vector<applicant_channel> channels,
        courtesy_rule rule,
        clock& time,
        calendar days,
        applicant_follow_up after);
    ~applicant_notifier() override;

    /// What a notifier hears of a letter after it has handed it over.
    /// @param letter  `hand_over::id`.
    void heard(std::string_view letter, const hand_result& how);

    /// No next notifier is tried any more; late words are still put on record. Once the engine has ended, and before who
    /// owns the executor waits for it to have nothing to do.
    void stop();

private:
    struct state;
    void
    do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override;

    std::shared_ptr<state> state_;
};

}  // namespace acikkapi
