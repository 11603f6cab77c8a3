#include "witness/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace tools {

using namespace acikkapi;

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using request = http::request<http::string_body>;
using response = http::response<http::string_body>;

constexpr std::chrono::seconds patience{30};
constexpr std::uint64_t body_max = 128U << 10U;
constexpr std::size_t connections_max = 256;

}  // namespace

struct witness_server::shared {
    shared(
        const asio::any_io_executor& where, witness_book& what, std::function<std::uint64_t()> time)
        : acceptor(where), book(&what), now(std::move(time))
    {}

    tcp::acceptor acceptor;
    witness_book* book;
    std::function<std::uint64_t()> now;
    std::size_t connections = 0;
};

namespace {

std::string_view type_of(int status)
{
    constexpr int conflict = 409;
    return status == conflict ? "text/x.tlog.size" : "text/plain; charset=utf-8";
}

witness_answer answer_to(const request& asked, witness_book& book, std::uint64_t now)
{
    if (!asked.target().ends_with("/add-checkpoint")) {
        return {404, "POST /add-checkpoint\n"};
    }
    if (asked.method() != http::verb::post) {
        return {405, "POST\n"};
    }
    return book.add_checkpoint(asked.body(), now);
}

response write(const witness_answer& what, const request& asked)
{
    response out{http::int_to_status(static_cast<unsigned>(what.status)), asked.version()};
    out.set(http::field::content_type, type_of(what.status));
    if (out.result() == http::status::method_not_allowed) {
        out.set(http::field::allow, "POST");
    }
    out.keep_alive(asked.keep_alive());
    out.body() = what.body;
    out.prepare_payload();
    return out;
}

/// One connection, to its end.
template <class Shared>
asio::awaitable<void> converse(std::shared_ptr<Shared> state, beast::tcp_stream stream)
{
    beast::flat_buffer buffer;
    boost::system::error_code bad;
    const auto token = [&bad] { return asio::redirect_error(asio::use_awaitable, bad); };
    for (bool more = true; more && !bad;) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(body_max);
        stream.expires_after(patience);
        co_await http::async_read(stream, buffer, parser, token());
        if (bad == http::error::body_limit) {
            const request nothing{http::verb::post, "/", 11};
            auto out = write({413, "too large\n"}, nothing);
            out.keep_alive(false);
            co_await http::async_write(stream, out, token());
            break;
        }
        if (bad) {
            break;
        }
        const auto asked = parser.release();
        const auto out = write(answer_to(asked, *state->book, state->now()), asked);
        more = out.keep_alive();
        co_await http::async_write(stream, out, token());
    }
    stream.socket().shutdown(tcp::socket::shutdown_send, bad);
    --state->connections;
}

template <class Shared>
asio::awaitable<void> welcome(std::shared_ptr<Shared> state)
{
    boost::system::error_code bad;
    const auto token = [&bad] { return asio::redirect_error(asio::use_awaitable, bad); };
    asio::steady_timer pause{state->acceptor.get_executor()};
    while (state->acceptor.is_open()) {
        auto socket = co_await state->acceptor.async_accept(token());
        if (bad && state->acceptor.is_open()) {
            // Out of files, say: trying again at once would only burn the processor.
            pause.expires_after(std::chrono::milliseconds{100});
            co_await pause.async_wait(token());
            continue;
        }
        if (bad || state->connections >= connections_max) {
            continue;  // Closed, as the socket goes.
        }
        ++state->connections;
        asio::co_spawn(
            state->acceptor.get_executor(),
            converse(state, beast::tcp_stream{std::move(socket)}),
            asio::detached);
    }
}

}  // namespace

result<std::unique_ptr<witness_server>> witness_server::open(
    asio::any_io_executor where,
    const tcp::endpoint& address,
    witness_book& book,
    std::function<std::uint64_t()> now)
{
    auto state = std::make_shared<shared>(where, book, std::move(now));
    boost::system::error_code bad;
    state->acceptor.open(address.protocol(), bad);
    if (!bad) {
        state->acceptor.set_option(asio::socket_base::reuse_address{true}, bad);
    }
    if (!bad) {
        state->acceptor.bind(address, bad);
    }
    if (!bad) {
        state->acceptor.listen(asio::socket_base::max_listen_connections, bad);
    }
    if (bad) {
        return errc::io_error;
    }
    asio::co_spawn(where, welcome(state), asio::detached);
    return std::unique_ptr<witness_server>{new witness_server{std::move(state)}};
}

// NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
witness_server::~witness_server()
{
    stop();
}

tcp::endpoint witness_server::address() const
{
    return state_->acceptor.local_endpoint();
}

void witness_server::stop()
{
    asio::post(state_->acceptor.get_executor(), [state = state_] {
        boost::system::error_code ignored;
        state->acceptor.close(ignored);
    });
}

}  // namespace tools
