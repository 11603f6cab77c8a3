#pragma once

#include <acikkapi/error.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace acikkapi::adapters::smpp {

namespace asio = boost::asio;

/// One connection, plain or TLS, from looking up the name to its end. It is used once.
///
/// All calls are made on the executor, which must be a strand; on it come the call-backs, `closed` once and
/// last. After `close` none comes any more.
class connection : public std::enable_shared_from_this<connection> {
public:
    struct callbacks {
        std::function<void()> connected;
        std::function<void(std::string_view octets)> received;
        std::function<void(const error_code& why)> closed;
    };

    /// @param tls  Null: without. Otherwise it is kept, and the host's name is verified.
    connection(
        asio::any_io_executor strand, std::shared_ptr<asio::ssl::context> tls, callbacks tell);

    void start(const std::string& host, const std::string& port);
    void write(std::string octets);
    /// What was written before is given to the system; the peer may not get it.
    void close();

private:
    using step = void (connection::*)();

    /// A handler that goes on with the next step, or ends the connection.
    [[nodiscard]] auto then(step next);
    void connect(const asio::ip::tcp::resolver::results_type& found);
    void shake_hands();
    void established();
    void read();
    void took(const error_code& bad, std::size_t size);
    void write_next();
    void fail(const error_code& why);

    /// Calls `use` with the stream that is in use.
    template <class Use>
    void with_stream(const Use& use);

    std::shared_ptr<asio::ssl::context> tls_context_;
    asio::ip::tcp::resolver names_;
    asio::ip::tcp::socket socket_;
    std::optional<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;
    callbacks tell_;
    std::string host_;
    std::array<char, 16'384> in_{};
    std::string out_;      ///< What is to be written next.
    std::string writing_;  ///< What is being written.
    bool open_ = true;
};

/// @param ca_file  Empty: the system's authorities.
/// @return `errc::io_error` if they cannot be read.
[[nodiscard]] result<std::shared_ptr<asio::ssl::context>>
make_tls_context(const std::string& ca_file);

}  // namespace acikkapi::adapters::smpp
