#pragma once

#include <acikkapi/error.hpp>
#include <acikkapi/metrics.hpp>

#include <atomic>
#include <functional>
#include <string>
#include <utility>

namespace host {

/// What became of the engine's background work: letters, deadlines, checkpoints. Pages go on without it, so nobody would
/// notice else that it has ended.
/// @par Thread safety  All members from any thread.
class background {
public:
    /// @param fault  Told of what somebody should look at.
    explicit background(std::function<void(const std::string&)> fault) : fault_(std::move(fault)) {}

    /// What `engine::async_run` completes with.
    void ended(const acikkapi::error_code& why);

    /// It has ended though nobody stopped it: until a new start no letter goes out and no deadline acts.
    [[nodiscard]] bool failed() const noexcept { return failed_; }
    [[nodiscard]] acikkapi::metric figure() const;

private:
    std::function<void(const std::string&)> fault_;
    std::atomic<bool> failed_ = false;
};

}  // namespace host
