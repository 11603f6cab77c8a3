#include "host/ask.hpp"
#include "host/problem.hpp"
#include "host/safe_headers.hpp"
#include "host/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace host {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using parser = http::request_parser<http::string_body>;

/// One connection. On the server's executor only.
struct connection {
    explicit connection(tcp::socket socket) : stream(std::move(socket)) {}

    beast::tcp_stream stream;
    beast::flat_buffer buffer;
    std::string peer;
    bool idle = true;  ///< No whole header of a request is there yet.
};

}  // namespace

struct server::shared {
    shared(const asio::any_io_executor& where, handle what, server_limits most)
        : acceptor(where), call(std::move(what)), limits(most)
    {}

    tcp::acceptor acceptor;
    handle call;
    server_limits limits;
    std::set<std::shared_ptr<connection>> connections;
    bool stopping = false;
};

namespace {

auto token(error_code& bad)
{
    return asio::redirect_error(asio::use_awaitable, bad);
}

/// The problem that a request is which could not be read; nothing if there is nobody to tell.
std::optional<problem> refusal_of(const error_code& bad)
{
    if (bad == http::error::body_limit) {
        return problem{413, "too_large", "the body is too large"};
    }
    if (bad == http::error::header_limit || bad == http::error::buffer_overflow) {
        return problem{431, "header_too_large", "the header is too large"};
    }
    const bool gone = bad == http::error::end_of_stream || bad == http::error::partial_message;
    if (gone || bad.category() != http::make_error_code(http::error::bad_method).category()) {
        return std::nullopt;  // Closed, cut, or too slow.
    }
    return problem{400, "bad_request", "this is not HTTP as it should be"};
}

request request_of(http::request<http::string_body> message, const std::string& peer)
{
    request out;
    out.method = std::string{message.method_string()};
    const std::string target{message.target()};
    const auto path_end = std::min(target.find('?'), target.size());
    out.path = target.substr(0, path_end);
    out.query = target.substr(std::min(path_end + 1, target.size()));
    for (const auto& one : message) {
        out.headers.emplace_back(one.name_string(), one.value());
    }
    out.body = std::move(message.body());
    out.peer = peer;
    return out;
}

/// How a response goes onto the wire.
struct manner {
    unsigned version = 11;
    bool keep_alive = false;
    bool head_only = false;
};

asio::awaitable<void> write(
    std::shared_ptr<connection> link,
    response out,
    manner how,
    server_limits limits,
    error_code& bad)
{
    make_safe(out, limits.behind_tls);
    http::response<http::string_body> wire{
        http::int_to_status(static_cast<unsigned>(out.status)), how.version};
    wire.reason(std::string{phrase_of(out.status)});
    for (const auto& [name, value] : out.headers) {
        wire.insert(name, value);
    }
    wire.keep_alive(how.keep_alive);
    wire.body() = std::move(out.body);
    wire.prepare_payload();
    link->stream.expires_after(limits.write_time);
    if (how.head_only) {
        http::response<http::empty_body> head{std::move(wire.base())};
        co_await http::async_write(link->stream, head, token(bad));
    } else {
        co_await http::async_write(link->stream, wire, token(bad));
    }
}

/// Reads one request. `bad` says why there is none.
template <class Shared>
asio::awaitable<void>
read(std::shared_ptr<Shared> state, std::shared_ptr<connection> link, parser& in, error_code& bad)
{
    in.header_limit(state->limits.header_bytes);
    in.body_limit(state->limits.body_bytes);
    link->idle = true;
    link->stream.expires_after(state->limits.header_time);
    co_await http::async_read_header(link->stream, link->buffer, in, token(bad));
    link->idle = false;
    if (bad) {
        co_return;
    }
    link->stream.expires_after(state->limits.body_time);
    if (!in.is_done() && beast::iequals(in.get()[http::field::expect], "100-continue")) {
        const http::response<http::empty_body> go_on{http::status::continue_, 11};
        co_await http::async_write(link->stream, go_on, token(bad));
    }
    if (!bad) {
        co_await http::async_read(link->stream, link->buffer, in, token(bad));
    }
    if (!bad && (in.get().target().empty() || in.get().target().front() != '/')) {
        bad = http::error::bad_target;
    }
    if (!bad && in.get().version() == 11 && in.get().count(http::field::host) != 1) {
        bad = http::error::bad_field;
    }
}

/// Closes so that what was written last is read: bytes that come and nobody reads would reset it.
asio::awaitable<void> part(std::shared_ptr<connection> link)
{
    constexpr std::chrono::seconds patience{2};
    constexpr std::size_t dropped_max = 4U << 20U;
    error_code bad;
    link->stream.socket().shutdown(tcp::socket::shutdown_send, bad);
    std::array<char, 4'096> dropped{};
    link->stream.expires_after(patience);
    for (std::size_t all = 0; !bad && all < dropped_max;) {
        all += co_await link->stream.async_read_some(asio::buffer(dropped), token(bad));
    }
    link->stream.close();
}

/// @return Whether the connection is of use for another request.
template <class Shared>
asio::awaitable<bool>
serve_one(std::shared_ptr<Shared> state, std::shared_ptr<connection> link, bool last)
{
    error_code bad;
    parser in;
    co_await read(state, link, in, bad);
    if (bad) {
        if (const auto why = refusal_of(bad)) {
            auto out = to_response(*why);
            const manner how{};
            co_await write(link, std::move(out), how, state->limits, bad);
        }
        co_return false;
    }
    const unsigned version = in.get().version();
    const bool wants_more = in.get().keep_alive() && !last;
    auto asked = request_of(in.release(), link->peer);
    const bool head_only = asked.method == "HEAD";
    link->stream.expires_never();
    auto out = co_await async_ask(state->acceptor.get_executor(), state->call, std::move(asked));
    const manner how{version, wants_more && !state->stopping, head_only};
    co_await write(link, std::move(out), how, state->limits, bad);
    co_return how.keep_alive && !bad;
}

/// One connection, to its end.
template <class Shared>
asio::awaitable<void> converse(std::shared_ptr<Shared> state, std::shared_ptr<connection> link)
{
    bool more = true;
    for (std::size_t n = 1; more && !state->stopping; ++n) {
        const bool last = n >= state->limits.requests_per_connection;
        more = co_await serve_one(state, link, last);
    }
    link->idle = true;
    co_await part(link);
    state->connections.erase(link);
}

void end_idle(const std::set<std::shared_ptr<connection>>& all)
{
    for (const auto& link : all) {
        if (link->idle) {
            link->stream.cancel();
        }
    }
}

template <class Shared>
asio::awaitable<void> welcome(std::shared_ptr<Shared> state)
{
    error_code bad;
    asio::steady_timer pause{state->acceptor.get_executor()};
    while (state->acceptor.is_open()) {
        auto socket = co_await state->acceptor.async_accept(token(bad));
        if (bad && state->acceptor.is_open()) {
            // Out of files, say: trying again at once would only burn the processor.
            pause.expires_after(std::chrono::milliseconds{100});
            co_await pause.async_wait(token(bad));
            continue;
        }
        if (bad || state->connections.size() >= state->limits.connections) {
            continue;  // Closed, as the socket goes.
        }
        const auto from = socket.remote_endpoint(bad);
        auto link = std::make_shared<connection>(std::move(socket));
        link->peer = bad ? std::string{} : from.address().to_string();
        state->connections.insert(link);
        asio::co_spawn(state->acceptor.get_executor(), converse(state, link), asio::detached);
    }
}

}  // namespace

acikkapi::result<std::unique_ptr<server>> server::open(
    asio::any_io_executor where, const tcp::endpoint& address, handle call, server_limits limits)
{
    auto state = std::make_shared<shared>(where, std::move(call), limits);
    error_code bad;
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
        return acikkapi::errc::io_error;
    }
    asio::co_spawn(where, welcome(state), asio::detached);
    return std::unique_ptr<server>{new server{std::move(state)}};
}

// NOLINTNEXTLINE(bugprone-exception-escape): only memory may be short, and that passes through.
server::~server()
{
    stop();
}

tcp::endpoint server::address() const
{
    return state_->acceptor.local_endpoint();
}

void server::stop()
{
    asio::post(state_->acceptor.get_executor(), [state = state_] {
        error_code ignored;
        state->stopping = true;
        state->acceptor.close(ignored);
        end_idle(state->connections);
    });
}

}  // namespace host
