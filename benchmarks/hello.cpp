// The floor of what goes through HTTP: Beast as the host has it, one thread, and nothing behind it.
// Prints where it listens; SIGTERM ends it.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <csignal>
#include <iostream>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

auto token(boost::system::error_code& bad)
{
    return asio::redirect_error(asio::use_awaitable, bad);
}

asio::awaitable<void> greet(tcp::socket socket)
{
    constexpr std::chrono::seconds patience{15};
    beast::tcp_stream stream{std::move(socket)};
    beast::flat_buffer buffer;
    boost::system::error_code bad;
    for (bool more = true; more && !bad;) {
        http::request<http::string_body> asked;
        stream.expires_after(patience);
        co_await http::async_read(stream, buffer, asked, token(bad));
        if (bad) {
            co_return;
        }
        more = asked.keep_alive();
        http::response<http::string_body> out{http::status::ok, asked.version()};
        out.set(http::field::content_type, "text/plain");
        out.keep_alive(more);
        out.body() = "hello, world\n";
        out.prepare_payload();
        stream.expires_after(patience);
        co_await http::async_write(stream, out, token(bad));
    }
}

asio::awaitable<void> welcome(tcp::acceptor& at)
{
    for (;;) {
        auto socket = co_await at.async_accept(asio::use_awaitable);
        asio::co_spawn(at.get_executor(), greet(std::move(socket)), asio::detached);
    }
}

}  // namespace

int main()
{
    asio::io_context network{1};
    tcp::acceptor at{network, {asio::ip::make_address("127.0.0.1"), 0}};
    asio::signal_set end{network, SIGINT, SIGTERM};
    end.async_wait([&network](boost::system::error_code, int) { network.stop(); });
    asio::co_spawn(network, welcome(at), asio::detached);
    std::cout << "listening on http://" << at.local_endpoint() << std::endl;
    network.run();
    return 0;
}
