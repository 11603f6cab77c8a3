#pragma once

#include <acikkapi/ports.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace acikkapi::adapters::smpp {

/// The time of a clock that may be set back, as one that goes on: what waits for a while does not wait longer
/// for it.
/// @par Thread safety  None.
class unbroken_time {
public:
    /// @param clock  What the clock says now.
    /// @param woken  When it was to be asked again, by the clock, at the latest. Who is much later after the
    ///               clock was set back finds it put right, and no time has passed by that.
    instant at(instant clock, std::optional<instant> woken = {})
    {
        if (clock + steps_max < latest_) {
            ahead_ += latest_ - clock;
            latest_ = clock;
        } else if (woken) {
            const auto late = clock - std::max(latest_, *woken);
            ahead_ -= std::clamp(late, instant::duration::zero(), ahead_);
        }
        latest_ = std::max(latest_, clock);
        return clock + ahead_;
    }

    /// @return What the clock says at a time that was counted by `at`.
    [[nodiscard]] instant on_clock(instant when) const noexcept { return when - ahead_; }

private:
    static constexpr std::chrono::seconds steps_max{1};

    instant latest_{};  // Of the clock.
    instant::duration ahead_{};
};

}  // namespace acikkapi::adapters::smpp
