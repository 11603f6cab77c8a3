#pragma once

#include <acikkapi/ports.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace simulation {

using acikkapi::instant;

/// A clock that moves when it is told to. Besides the time it shows it knows the true one, which
/// only goes forwards: what it shows may be set to anything.
/// @par Thread safety  None.
class owned_clock final : public acikkapi::clock {
public:
    explicit owned_clock(instant start) : truth_(start), latest_(start) {}

    instant now() noexcept override { return truth_ + error_; }
    std::unique_ptr<acikkapi::alarm>
    make_alarm(acikkapi::asio::any_io_executor where, std::function<void()> call) override;

    [[nodiscard]] instant truth() const noexcept { return truth_; }
    /// The latest time it ever showed.
    [[nodiscard]] instant latest() const noexcept { return latest_; }
    /// How far it is wrong.
    [[nodiscard]] std::chrono::microseconds error() const noexcept { return error_; }

    /// True time at which the next alarm rings, if nobody sets the clock.
    [[nodiscard]] std::optional<instant> next_alarm() const;

    /// Time passes. @pre Not backwards.
    void pass_until(instant truth);
    /// Somebody sets the clock, so that it is wrong by `error`.
    void set_error(std::chrono::microseconds error);

private:
    class owned_alarm;
    void ring(bool set_back = false);

    instant truth_;
    instant latest_;
    std::chrono::microseconds error_{};
    std::vector<owned_alarm*> alarms_;
};

}  // namespace simulation
