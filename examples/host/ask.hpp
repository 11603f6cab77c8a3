#pragma once

#include "host/http.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace host {

/// Brings a value back to an executor, which has work as long as it is waited for. Of several values the
/// first counts. @par Thread safety  From any thread.
template <class Value, class Done>
class way_back {
public:
    way_back(const boost::asio::any_io_executor& where, Done done)
        : kept_(std::make_shared<waiting>(
              waiting{where, std::move(done), boost::asio::make_work_guard(where)}))
    {}

    void operator()(Value out) const
    {
        boost::asio::post(kept_->where, [kept = kept_, out = std::move(out)]() mutable {
            if (auto done = std::exchange(kept->done, std::nullopt)) {
                kept->work.reset();  // Who was asked may keep its copy of this as long as it likes.
                std::move (*done)(std::move(out));
            }
        });
    }

private:
    struct waiting {
        boost::asio::any_io_executor where;
        std::optional<Done> done;
        boost::asio::executor_work_guard<boost::asio::any_io_executor> work;
    };
    std::shared_ptr<waiting> kept_;  // Shared, for a `std::function` is copied.
};

/// Asks a handler and waits for its answer.
/// @param where  Where the waiting coroutine runs.
inline boost::asio::awaitable<response>
async_ask(boost::asio::any_io_executor where, handle call, request what)
{
    auto start = [where, call = std::move(call), asked = std::move(what)](auto done) mutable {
        call(std::move(asked), way_back<response, decltype(done)>{where, std::move(done)});
    };
    co_return co_await boost::asio::
        async_initiate<const boost::asio::use_awaitable_t<>, void(response)>(
            std::move(start), boost::asio::use_awaitable);
}

}  // namespace host
