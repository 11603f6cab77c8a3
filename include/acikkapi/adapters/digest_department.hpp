#pragma once

#include <acikkapi/deadline.hpp>
#include <acikkapi/ports.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// Many letters to one who is to get one a day. Of the library `acikkapi::adapters`.
namespace acikkapi {

/// What a digest says of one letter. Nothing personal.
struct digest_line {
    std::string number;  ///< Of the application.
    std::string unit;    ///< Who has it; may be empty.
    int days_late = 0;
    friend bool operator==(const digest_line&, const digest_line&) = default;
};

/// When a digest goes out, and of what.
struct digest_options {
    /// Kinds that wait for the digest; letters of others go on at once.
    std::vector<std::string> kinds{"escalation-5"};
    std::chrono::minutes hour{std::chrono::hours{8}};  ///< Office time, on working days.
    /// What comes this long after the hour, or goes wrong in it, still goes out that day.
    std::chrono::minutes open{std::chrono::hours{2}};
    std::chrono::seconds quiet{30};  ///< It is complete when so long none came; at most a minute.
    /// No letter waits longer than this from when its event was recorded: where the next working day is farther
    /// off, a digest goes out on another day, because the engine gives a letter up in the end
    /// (`retry_rule::give_up_after`).
    std::chrono::hours wait_max{70};
    std::size_t letters_max = 10'000;  ///< Under way at a time; those above wait for the next day.
    /// Addresses in place of recipients such as `governor:34`; the others stay as they are.
    std::map<std::string, std::string, std::less<>> addresses{};
    /// What is to be said of a letter: `views::find(what.stream)`, say. Called where letters are handed over.
    /// What it refuses or throws leaves the line with the number alone.
    std::function<result<digest_line>(const hand_over&)> describe{};
};

/// Hands the letters of some kinds to another adapter as one a day for each recipient: a letter of the kind
/// `digest`, whose `reference` has a line for each. All of them are then settled as that one was; if it was
/// not, they are tried again.
///
/// Until their hour letters are put off (`hand_result::not_before`), which is no failed try, and so they are
/// while a digest is gathered: they hold no place in `adapter_rule::in_flight_max`. Nothing is kept but what is
/// under way: after a restart in the middle a second digest of the same day is possible, under another id.
/// @par Lifetime       The other adapter, the clock and the executor outlive it, and it outlives the engine's
///                     `async_run`. The other adapter may answer after it is gone.
/// @par Thread safety  All members from any thread.
class digest_department final : public department {
public:
    /// @param by     Takes the digests, and all else as it comes: a `mail_notifier`, say.
    /// @param where  Where a digest is handed over.
    /// @param days   Working days, and the time zone of the hour.
    digest_department(
        adapter& by, digest_options how, clock& time, asio::any_io_executor where, calendar days);
    ~digest_department() override;

private:
    struct state;
    void
    do_hand_over(hand_over what, asio::any_completion_handler<void(hand_result)> done) override;

    std::shared_ptr<state> state_;
};

/// The lines of a letter of the kind `digest`, for its wording. Empty if it is none.
[[nodiscard]] std::vector<digest_line> digest_lines(const letter& what);

}  // namespace acikkapi
