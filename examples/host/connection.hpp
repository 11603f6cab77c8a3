#pragma once

#include "host/server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace host {

/// Bytes in both directions, over TLS or not; Asio's and Beast's algorithms take it for a stream.
class byte_stream {
public:
    using executor_type = boost::beast::tcp_stream::executor_type;

    /// @param tls  Null: plain.
    byte_stream(asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> tls)
        : tcp_(std::move(socket)), context_(std::move(tls))
    {
        if (context_) {
            tls_.emplace(tcp_, *context_);
        }
    }

    /// The connection below: for its time limits, and to end it.
    [[nodiscard]] boost::beast::tcp_stream& tcp() noexcept { return tcp_; }
    /// Null if it is plain.
    [[nodiscard]] asio::ssl::stream<boost::beast::tcp_stream&>* tls() noexcept
    {
        return tls_ ? &*tls_ : nullptr;
    }
    [[nodiscard]] executor_type get_executor() noexcept { return tcp_.get_executor(); }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& to, Token&& token)
    {
        return tls_ ? tls_->async_read_some(to, std::forward<Token>(token))
                    : tcp_.async_read_some(to, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& from, Token&& token)
    {
        return tls_ ? tls_->async_write_some(from, std::forward<Token>(token))
                    : tcp_.async_write_some(from, std::forward<Token>(token));
    }

private:
    boost::beast::tcp_stream tcp_;
    std::shared_ptr<asio::ssl::context> context_;  // Also after another took its place.
    std::optional<asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
};

/// One connection. On the server's executor only.
struct connection {
    /// @param for_files  For the bodies of all connections that bring files.
    connection(
        asio::ip::tcp::socket socket,
        std::shared_ptr<asio::ssl::context> tls,
        std::string address,
        budget for_files)
        : stream(std::move(socket), std::move(tls)), peer(std::move(address)),
          files(std::move(for_files))
    {}

    byte_stream stream;
    boost::beast::flat_buffer buffer;
    std::string peer;
    budget files;
    budget::share held{};         ///< Of it, by the request that is being read or answered.
    bool idle = true;             ///< No whole header of a request is there yet.
    bool stopping = false;        ///< The request that is being answered is the last.
    std::function<void()> cut{};  ///< Ends the waiting for a piece of a body, if it is waited for.

    /// Nothing more is to be asked: what was asked is answered, and if that is nothing it ends now. A body
    /// in pieces is cut where the next one is not there yet, so that nobody takes it for a whole one.
    void stop();
};

/// Serves a connection to its end.
asio::awaitable<void> converse(std::shared_ptr<connection> link, handle call, server_limits limits);

}  // namespace host
