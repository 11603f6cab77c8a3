#pragma once

#include <acikkapi/ports.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace acikkapi::outbox {

/// An alarm of a clock that somebody may set while it waits: it waits by a timer that nobody sets, a slice at a
/// time, and looks at the clock after each. So it is late by a slice at most after the clock was set forward or
/// the machine slept, and calls back as soon after the clock was set back.
class sliced_alarm final : public alarm {
public:
    sliced_alarm(
        asio::any_io_executor where,
        std::function<void()> call,
        std::function<instant()> now,
        std::chrono::milliseconds slice);
    // NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
    ~sliced_alarm() override;
    sliced_alarm(const sliced_alarm&) = delete;
    sliced_alarm& operator=(const sliced_alarm&) = delete;

    void set(instant when) override;
    void clear() override;

private:
    struct shared;
    std::shared_ptr<shared> shared_;
};

}  // namespace acikkapi::outbox
