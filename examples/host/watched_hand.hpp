#pragma once

#include <acikkapi/ports.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace host {

/// Tells when a hand fails again and again, and when it works once more: the engine only counts, and leaves it alone
/// after as many tries.
/// @par Thread safety  All members from any thread.
class hand_watch {
public:
    static constexpr std::uint32_t failures_max = 10;  ///< As `acikkapi::adapter_rule` has it.

    /// @param name   Of the hand.
    /// @param fault  Told of what somebody should look at; from any thread.
    hand_watch(std::string name, std::function<void(const std::string&)> fault)
        : name_(std::move(name)), fault_(std::move(fault))
    {}

    /// How a try ended. What has its hours is no failure, and what is refused for good was heard.
    /// @param whom  A recipient who is counted apart; empty: all are counted as one.
    void ended(const acikkapi::hand_result& how, const std::string& whom = {});

private:
    std::string name_;
    std::function<void(const std::string&)> fault_;
    std::mutex mutex_;
    std::map<std::string, std::uint32_t> failed_;  // In a row.
};

/// Whom a hand hands over to.
enum class peers {
    one,             ///< A way that is the same for all.
    each_recipient,  ///< One of his own: by another's nobody learns that his is down.
};

/// What may stand in a log of what a peer has said: words with an address or a number in them may not.
[[nodiscard]] std::string_view words_without_people(std::string_view detail);

/// Hands over to another hand, under a watch.
/// @tparam Port  `notifier` or `department`.
/// @par Lifetime  The other one outlives it; it may answer after this one is gone.
template <class Port>
class watched_hand final : public Port {
public:
    watched_hand(
        Port& by,
        std::string name,
        std::function<void(const std::string&)> fault,
        peers whom = peers::one)
        : by_(by), watch_(std::make_shared<hand_watch>(std::move(name), std::move(fault))),
          whom_(whom)
    {}

private:
    void do_hand_over(
        acikkapi::hand_over what,
        acikkapi::asio::any_completion_handler<void(acikkapi::hand_result)> done) override
    {
        auto whom = whom_ == peers::one ? std::string{} : what.what.recipient;
        by_.async_hand_over(
            std::move(what),
            [watch = watch_, whom = std::move(whom), done = std::move(done)](
                acikkapi::hand_result how) mutable {
                watch->ended(how, whom);
                std::move(done)(std::move(how));
            });
    }

    Port& by_;
    std::shared_ptr<hand_watch> watch_;
    peers whom_;
};

}  // namespace host
