#pragma once

#include <acikkapi/options.hpp>

#include <cstdint>
#include <deque>
#include <optional>

namespace acikkapi::outbox {

/// Whether an adapter may be given a letter: how many are under way, how many there were in the last second,
/// whether it is known to be down, and whether somebody holds it back.
/// @par Thread safety  None.
class valve {
public:
    explicit valve(const adapter_rule& rule) : rule_(rule), held_(rule.held) {}

    /// From when on a letter may go, which may be now or long ago; nothing if that depends on what is
    /// told first: an answer, or a release.
    [[nodiscard]] std::optional<instant> open_from() const;

    void sent(instant now);

    /// What came of one. A try that was put off says nothing of how the adapter is.
    enum class outcome : std::uint8_t { worked, failed, put_off };
    void ended(outcome how, instant now);

    /// The clock was set back by so much: pauses are no longer for that.
    void set_back(instant::duration by);

    void hold() noexcept { held_ = true; }
    void release() noexcept { held_ = false; }

    [[nodiscard]] bool is_held() const noexcept { return held_; }
    /// It failed too often, and has not worked since.
    [[nodiscard]] bool is_down() const noexcept { return failures_ >= rule_.failures_max; }
    [[nodiscard]] std::size_t under_way() const noexcept { return under_way_; }

private:
    adapter_rule rule_;
    bool held_;
    std::size_t under_way_ = 0;
    std::uint32_t failures_ = 0;  // One after another.
    instant rests_until_{};
    std::deque<instant> lately_;  // When the last `per_second` letters went.
};

}  // namespace acikkapi::outbox
