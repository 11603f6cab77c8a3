#pragma once

#include <acikkapi/metrics.hpp>

#include "host/webhook_config.hpp"
#include "host/webhook_follower.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace host {

/// Tells others of what the feed has, by a POST for each entry: in order, at least once. How far each of them
/// was told stands in a file beside the store; nothing else is kept.
/// @par Thread safety  `metrics` and `stop` from any thread.
/// @par Lifetime  What it is made of outlives it.
class webhooks {
public:
    using store = webhook_follower::store;

    struct means {
        const store& desk;
        acikkapi::clock& time;
        boost::asio::any_io_executor alarms;  ///< For waiting; works until `wait` has come back.
        std::string beside;  ///< The store's path: a subscriber's file is this and `.webhook.NAME`.
        std::function<void(const std::string&)> fault;
    };

    /// A new subscriber begins here, at the present head.
    /// @return What is wrong, in words; empty if nothing is.
    [[nodiscard]] static std::string
    open(const webhooks_settings& how, const means& by, std::unique_ptr<webhooks>& out);
    ~webhooks();
    webhooks(const webhooks&) = delete;
    webhooks& operator=(const webhooks&) = delete;

    void start();
    /// Ends what is under way soon, and waits for nothing.
    void stop();
    /// After `stop`: comes back when nobody is being told any more.
    void wait();

    [[nodiscard]] std::vector<acikkapi::metric> metrics() const;

private:
    explicit webhooks(means by);
    [[nodiscard]] std::string add(const subscriber_settings& whom, const webhooks_settings& how);

    means by_;
    std::atomic<bool> stopped_ = false;
    bell news_;
    std::vector<std::unique_ptr<webhook_follower>> all_;
};

}  // namespace host
