#pragma once

#include "host/http.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace host {

/// Brings a handler's answer back to an executor, which has work as long as the handler thinks.
template <class Done>
class way_back {
public:
    way_back(const boost::asio::any_io_executor& where, Done done)
        : kept_(std::make_shared<waiting>(
              waiting{std::move(done), boost::asio::make_work_guard(where)}))
    {}

    void operator()(response out) const
    {
        const auto where = kept_->work.get_executor();
        boost::asio::post(where, [kept = kept_, out = std::move(out)]() mutable {
            std::move(kept->done)(std::move(out));
        });
        kept_->work.reset();  // The handler may keep its copy of this as long as it likes.
    }

private:
    struct waiting {
        Done done;
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
        call(std::move(asked), way_back{where, std::move(done)});
    };
    co_return co_await boost::asio::
        async_initiate<const boost::asio::use_awaitable_t<>, void(response)>(
            std::move(start), boost::asio::use_awaitable);
}

}  // namespace host
