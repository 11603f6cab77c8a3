#pragma once

#include <acikkapi/detail/kernel.hpp>

#include <boost/asio/append.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace acikkapi::engine_room {

/// Somebody who blocks until a command is done.
class waiter {
public:
    void set(error_code error, std::vector<receipt> receipts)
    {
        // Notified under the lock: the waiting frame dies as soon as it sees the result.
        const std::lock_guard lock{mutex_};
        if (error) {
            result_.emplace(error);
        } else {
            result_.emplace(std::move(receipts));
        }
        done_.notify_all();
    }

    [[nodiscard]] result<std::vector<receipt>> wait()
    {
        std::unique_lock lock{mutex_};
        done_.wait(lock, [this] { return result_.has_value(); });
        return *std::move(result_);
    }

private:
    std::mutex mutex_;
    std::condition_variable done_;
    std::optional<result<std::vector<receipt>>> result_;
};

/// Who is told that a command is done: exactly once, and never inline for a handler.
class completion {
public:
    completion(asio::any_io_executor where, detail::kernel::one_handler done)
        : to_(std::move(done)),
          where_(asio::prefer(where, asio::execution::outstanding_work.tracked))
    {}
    completion(asio::any_io_executor where, detail::kernel::all_handler done)
        : to_(std::move(done)),
          where_(asio::prefer(where, asio::execution::outstanding_work.tracked))
    {}
    /// @param who  Outlives the call.
    explicit completion(waiter& who) : to_(&who) {}

    void operator()(error_code error, std::vector<receipt> receipts)
    {
        if (auto* const* who = std::get_if<waiter*>(&to_)) {
            (*who)->set(error, std::move(receipts));
        } else if (auto* all = std::get_if<detail::kernel::all_handler>(&to_)) {
            asio::post(where_, asio::append(std::move(*all), error, std::move(receipts)));
        } else {
            auto& one = std::get<detail::kernel::one_handler>(to_);
            const auto first = receipts.empty() ? receipt{} : receipts.front();
            asio::post(where_, asio::append(std::move(one), error, first));
        }
    }

private:
    std::variant<waiter*, detail::kernel::one_handler, detail::kernel::all_handler> to_;
    asio::any_io_executor where_;  // Keeps the host's executor running until the handler is posted.
};

}  // namespace acikkapi::engine_room
