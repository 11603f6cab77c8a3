#pragma once

#include <acikkapi/deadline_clock.hpp>
#include <acikkapi/problems.hpp>

#include <optional>

namespace acikkapi::problems_room {

/// How a key looks today.
enum class look : std::uint8_t { usual, raised, alarming };

/// Whether there is a problem, so that it does not flicker: it begins when its key looks alarming, and is
/// over only when that is not even raised.
class alarm {
public:
    /// @param today  No earlier than at the last call. The same day may come again.
    void see(look how, day today);

    /// Nothing if there is none, and was none within the last seven days.
    [[nodiscard]] std::optional<problem_state> state(day today) const;
    [[nodiscard]] bool active() const noexcept { return since_ && !until_; }
    /// @pre `state()` is something.
    [[nodiscard]] day since() const { return *since_; }
    /// There is or was one, and it began before that day, if it is one.
    [[nodiscard]] bool began_before(std::optional<day> when) const noexcept
    {
        return since_ && (!when || *since_ < *when);
    }
    [[nodiscard]] std::optional<day> until() const noexcept { return until_; }

private:
    std::optional<day> since_;
    std::optional<day> until_;
};

}  // namespace acikkapi::problems_room
