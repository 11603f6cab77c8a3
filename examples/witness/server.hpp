#pragma once

#include "witness/book.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace tools {

/// A witness over HTTP: `POST <prefix>/add-checkpoint`, as C2SP tlog-witness has it.
///
/// Believes nobody: a request has 30 seconds and 128 KiB, and there are 256 of them at once.
/// @par Thread safety  `stop` from any thread.
class witness_server {
public:
    /// Listens, and answers until it is stopped or destroyed.
    /// @param where   One thread, or a strand.
    /// @param now     Seconds since 1970.
    /// @return `errc::io_error` if the address is not to be had.
    [[nodiscard]] static acikkapi::result<std::unique_ptr<witness_server>> open(
        acikkapi::asio::any_io_executor where,
        const acikkapi::asio::ip::tcp::endpoint& address,
        witness_book& book,
        std::function<std::uint64_t()> now);

    ~witness_server();
    witness_server(const witness_server&) = delete;
    witness_server& operator=(const witness_server&) = delete;

    /// Where it listens: of port 0 a free one was made.
    [[nodiscard]] acikkapi::asio::ip::tcp::endpoint address() const;

    void stop();

private:
    struct shared;
    explicit witness_server(std::shared_ptr<shared> state) : state_(std::move(state)) {}
    std::shared_ptr<shared> state_;
};

}  // namespace tools
