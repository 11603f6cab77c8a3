#pragma once

#include <acikkapi/engine.hpp>
#include <acikkapi/petition.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace host {

/// Wakes who waits for the journal to grow: one reader of the engine's feed for all of them, for a wait at
/// the engine itself has no end but the next event.
/// @par Thread safety  All members from any thread.
/// @par Lifetime  Stopped before the engine ends; what was started then still comes to its end.
class bell {
public:
    using store = acikkapi::engine<acikkapi::petition>;

    /// @param where  Where `then` is called: one in which waiting for the disk is allowed.
    bell(const store* desk, boost::asio::any_io_executor where);

    void start();

    /// Calls `then` once: when there is a record behind `after`, when the time is over, or when this is
    /// stopped. It looks for itself which of them it was. Never inline.
    void wait(acikkapi::position after, std::chrono::milliseconds most, std::function<void()> then);

    /// Ends all waiting, also that which is yet to come.
    void stop();
    [[nodiscard]] bool stopped() const;

private:
    struct shared;
    static void follow(const std::shared_ptr<shared>& here);

    std::shared_ptr<shared> here_;
};

}  // namespace host
