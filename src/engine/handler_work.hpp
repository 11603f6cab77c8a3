#pragma once

#include <acikkapi/ports.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>

namespace acikkapi::engine_room {

/// Keeps two executors running until a handler was posted: the host's, and the one that the handler has of its own,
/// whose context may have nothing else to do.
class handler_work {
public:
    handler_work() = default;
    template <class Handler>
    handler_work(const asio::any_io_executor& hosts, const Handler& done)
        : hosts_(asio::prefer(hosts, asio::execution::outstanding_work.tracked)),
          own_(asio::prefer(
              asio::get_associated_executor(done, hosts),
              asio::execution::outstanding_work.tracked))
    {}

    /// The host's.
    [[nodiscard]] const asio::any_io_executor& executor() const noexcept { return hosts_; }

private:
    asio::any_io_executor hosts_;
    asio::any_completion_executor own_;
};

}  // namespace acikkapi::engine_room
