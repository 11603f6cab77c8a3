#pragma once

#include <acikkapi/detail/kernel.hpp>

#include "engine/handler_work.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace acikkapi::engine_room {

/// What somebody is told who blocks until a command is done. @see committer::wait_for
class waiter {
public:
    void set(error_code error, std::vector<receipt> receipts)
    {
        const std::lock_guard lock{mutex_};
        if (error) {
            result_.emplace(error);
        } else {
            result_.emplace(std::move(receipts));
        }
    }

    [[nodiscard]] bool is_told() const
    {
        const std::lock_guard lock{mutex_};
        return result_.has_value();
    }

    /// @pre `is_told`.
    [[nodiscard]] result<std::vector<receipt>> take() { return *std::move(result_); }

private:
    mutable std::mutex mutex_;
    std::optional<result<std::vector<receipt>>> result_;
};

/// Who is told that a command is done: exactly once, and never inline for a handler.
class completion {
public:
    completion(const asio::any_io_executor& where, detail::kernel::one_handler done)
        : work_(where, done), to_(std::move(done))
    {}
    completion(const asio::any_io_executor& where, detail::kernel::all_handler done)
        : work_(where, done), to_(std::move(done))
    {}
    /// @param who  Outlives the call.
    explicit completion(waiter& who) : to_(&who) {}

    void operator()(error_code error, std::vector<receipt> receipts)
    {
        tell(error, std::move(receipts), [this](auto handler) {
            asio::post(executor(), std::move(handler));
        });
    }

    /// The same from within `executor`: inline if the handler has no executor of its own.
    void inside(error_code error, std::vector<receipt> receipts)
    {
        tell(error, std::move(receipts), [this](auto handler) {
            asio::dispatch(executor(), std::move(handler));
        });
    }

    [[nodiscard]] bool is_handler() const noexcept { return !std::holds_alternative<waiter*>(to_); }
    /// @pre `is_handler`.
    [[nodiscard]] const asio::any_io_executor& executor() const noexcept
    {
        return work_.executor();
    }

private:
    template <class Give>
    void tell(error_code error, std::vector<receipt> receipts, const Give& give)
    {
        if (auto* const* who = std::get_if<waiter*>(&to_)) {
            (*who)->set(error, std::move(receipts));
        } else if (auto* all = std::get_if<detail::kernel::all_handler>(&to_)) {
            give(asio::append(std::move(*all), error, std::move(receipts)));
        } else {
            auto& one = std::get<detail::kernel::one_handler>(to_);
            const auto first = receipts.empty() ? receipt{} : receipts.front();
            give(asio::append(std::move(one), error, first));
        }
    }

    handler_work work_;
    std::variant<waiter*, detail::kernel::one_handler, detail::kernel::all_handler> to_;
};

/// What one command is told.
struct answer {
    completion to;
    error_code error;
    std::vector<receipt> receipts;
};

/// Handlers that were posted and have not run yet.
///
/// They often give the next command: a committer that waits a moment for them saves that command
/// an fsync of its own.
/// @par Thread safety  All members from any thread.
class answering : public std::enable_shared_from_this<answering> {
public:
    /// Posts the handlers in groups: a group costs as much as a handler posted alone.
    void post(std::vector<answer> all);

    /// Until all have run, but not longer than this.
    void wait(std::chrono::nanoseconds longest);

private:
    void call(std::vector<answer>& group);
    [[nodiscard]] std::shared_ptr<void> begin();

    std::mutex mutex_;
    std::condition_variable quiet_;
    std::size_t groups_ = 0;
};

}  // namespace acikkapi::engine_room
