#pragma once

#include "host/bell.hpp"

#include <atomic>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace host {

/// Places for those whose pages are told, while they look at them, that something has changed: a connection each, so
/// their number is bounded.
/// @par Thread safety  All members from any thread.
class news_seats {
public:
    static constexpr std::size_t all_max = 256;
    static constexpr std::size_t each_max = 8;  ///< Of one account.

    /// Held as long as somebody sits there. @par Lifetime  Not longer than the seats'.
    class seat {
    public:
        explicit seat(std::atomic<std::size_t>& taken) : taken_(taken) { ++taken_; }
        ~seat() { --taken_; }
        seat(const seat&) = delete;
        seat& operator=(const seat&) = delete;

        /// Whether he has opened so many pages since that this one is to be left.
        [[nodiscard]] bool is_left() const noexcept { return left_; }

    private:
        friend news_seats;
        std::atomic<std::size_t>& taken_;
        std::atomic<bool> left_ = false;
    };

    /// Who has all that he may have leaves the oldest: it may be a page that is gone, which shows late.
    /// @return Null if there is none left at all.
    [[nodiscard]] std::shared_ptr<seat> take(const std::string& account);

private:
    std::mutex mutex_;
    std::atomic<std::size_t> taken_{0};
    std::map<std::string, std::deque<std::weak_ptr<seat>>> by_account_;
};

/// What pages that tell what is new need besides.
struct news_desk {
    news_desk(const bell::store* desk, boost::asio::any_io_executor where)
        : journal(desk, std::move(where))
    {}

    bell journal;  ///< Rings when something has happened.
    news_seats seats;
};

}  // namespace host
