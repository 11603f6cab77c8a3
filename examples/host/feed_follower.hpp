#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <vector>

namespace host {

/// Takes the journal as it grows, without being asked: first what there is, then what comes.
/// @see feed_fold for what need be level only when somebody asks.
/// @par Thread safety  All members from any thread; what it calls is called once at a time.
/// @par Lifetime  Outlives the engine's background work; the engine outlives it.
class feed_follower {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    /// What is called, where the journal is read. An error of the first two ends it.
    struct calls {
        std::function<acikkapi::error_code(const std::vector<acikkapi::record>&)> take;
        /// All that there was has been taken: for the first time, and after each of what came later.
        std::function<acikkapi::error_code()> level;
        std::function<void(acikkapi::error_code)>
            ended;  ///< Not when it, or the engine, is stopped.
    };

    /// @param blocking  Where the journal is read.
    feed_follower(const store& desk, boost::asio::any_io_executor blocking, calls then);

    void start();
    /// It reads no further: a stop need not wait until a long journal is read.
    void stop() noexcept { stopped_ = true; }
    [[nodiscard]] bool stopped() const noexcept { return stopped_; }

private:
    void catch_up();
    void follow();
    void end(const acikkapi::error_code& why);

    boost::asio::any_io_executor blocking_;
    calls then_;
    acikkapi::feed feed_;
    std::atomic<bool> stopped_ = false;
};

}  // namespace host
