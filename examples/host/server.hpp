#pragma once

#include <acikkapi/error.hpp>

#include "host/budget.hpp"
#include "host/http.hpp"
#include "host/tls.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace host {

namespace asio = boost::asio;

/// What one connection, and all of them, may take.
struct server_limits {
    std::uint32_t header_bytes = 16U << 10U;        ///< Beyond it: 431.
    std::uint64_t body_bytes = 1U << 20U;           ///< Beyond it: 413.
    std::size_t connections = 1'024;                ///< Beyond it they are closed at once.
    std::size_t requests_per_connection = 1'000;    ///< Then it is closed.
    std::chrono::milliseconds header_time{15'000};  ///< For a whole header, waiting included.
    std::chrono::milliseconds body_time{30'000};    ///< For a whole body, or a part of it: below.
    std::chrono::milliseconds write_time{30'000};   ///< For taking a response, or a part of it.
    std::chrono::milliseconds handshake_time{10'000};  ///< For agreeing on TLS.
    /// Who has a slow line is not cut off: as long as so many bytes a second come, or are taken, the time for them
    /// begins anew, again and again, until `longest` is over.
    std::uint64_t bytes_per_second_min = 4'096;
    std::chrono::milliseconds longest{1'200'000};
    bool behind_tls = false;  ///< Who stands before us speaks TLS: tell browsers to insist on it.

    /// Which requests bring files: their bodies may be larger and take longer. Null: none.
    bool (*takes_files)(std::string_view method, std::string_view path) = nullptr;
    std::uint64_t file_body_bytes = 42U << 20U;         ///< Of one of them; beyond it: 413.
    std::uint64_t file_bodies_bytes = 128U << 20U;      ///< Of all at once; beyond it: 503.
    std::chrono::milliseconds file_body_time{120'000};  ///< For a whole one, or a part of it.
    /// How what the server itself refuses is told to who asked. Null: as a problem.
    std::function<response(const request& head, response told)> tell{};
    /// After a stop, for all that was asked: what is not through by then is cut off.
    std::chrono::milliseconds end_time{20'000};
};

/// HTTP/1.1 on sockets, over TLS or not, and nothing else: what is asked goes to a `handle`, what
/// that answers goes back with the headers that make browsers careful. Beast and TLS are known here
/// and in `connection`, and nowhere else.
///
/// One request of a connection at a time; of pipelined ones the next is read when the one before is
/// answered. A connection on which too little moves is closed without a word.
/// @par Thread safety  `stop` from any thread.
/// @par Lifetime  What the handle needs outlives the executor's context.
class server {
public:
    /// Listens, and answers until it is stopped or destroyed.
    /// @param where  One thread, or a strand.
    /// @param tls    Nothing: plain.
    /// @return `errc::io_error` if the address is not to be had, `errc::bad_argument` if the files
    ///     of `tls` are not a certificate and its key.
    [[nodiscard]] static acikkapi::result<std::unique_ptr<server>> open(
        asio::any_io_executor where,
        const asio::ip::tcp::endpoint& address,
        handle call,
        server_limits limits = {},
        std::optional<tls_files> tls = {});

    ~server();
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// Where it listens: of port 0 a free one was made.
    [[nodiscard]] asio::ip::tcp::endpoint address() const;

    /// Reads the files of TLS again, for the connections that come.
    /// @return `errc::bad_argument` if they are not a certificate and its key: then those before
    ///     stay.
    [[nodiscard]] acikkapi::result<void> reload_tls();

    /// Accepts nothing more. What was asked is answered, as far as it comes and is taken within `end_time`; idle
    /// connections are closed. When all are gone the executor has nothing left to do.
    void stop();

private:
    struct shared;
    explicit server(std::shared_ptr<shared> state) : state_(std::move(state)) {}
    std::shared_ptr<shared> state_;
};

}  // namespace host
