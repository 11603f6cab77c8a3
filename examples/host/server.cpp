#include "host/connection.hpp"
#include "host/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <openssl/ssl.h>
#include <set>
#include <utility>

namespace host {

using asio::ip::tcp;
using boost::system::error_code;

struct server::shared {
    shared(const asio::any_io_executor& where, handle what, server_limits most)
        : acceptor(where), end(where), call(std::move(what)), limits(std::move(most)),
          file_bodies(limits.file_bodies_bytes)
    {}

    tcp::acceptor acceptor;
    asio::steady_timer end;  ///< Of all connections, after a stop.
    handle call;
    server_limits limits;
    budget file_bodies;
    std::optional<tls_files> files;
    std::shared_ptr<asio::ssl::context> tls;  ///< For new connections; null: plain.
    std::set<std::shared_ptr<connection>> connections;
};

namespace {

auto token(error_code& bad)
{
    return asio::redirect_error(asio::use_awaitable, bad);
}

/// TLS 1.2 and 1.3, with forward secrecy: no tickets, whose keys somebody would have to change.
void be_strict(SSL_CTX* with)
{
    SSL_CTX_set_min_proto_version(with, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(with, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(
        with, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_options(with, SSL_OP_NO_TICKET);
    SSL_CTX_set_num_tickets(with, 0);
    SSL_CTX_set_session_cache_mode(with, SSL_SESS_CACHE_OFF);
}

/// @return Null if the files are not there, or not a certificate and its key.
std::shared_ptr<asio::ssl::context> make_tls(const tls_files& from)
{
    auto out = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    error_code bad;
    out->use_certificate_chain_file(from.certificate, bad);
    if (!bad) {
        // It is asked for nothing: without this a key with a pass phrase would wait for a terminal.
        out->set_password_callback([](auto, auto) { return std::string{}; }, bad);
    }
    if (!bad) {
        out->use_private_key_file(from.key, asio::ssl::context::pem, bad);
    }
    if (bad || SSL_CTX_check_private_key(out->native_handle()) != 1) {
        return nullptr;
    }
    be_strict(out->native_handle());
    return out;
}

template <class Shared>
asio::awaitable<void> serve(std::shared_ptr<Shared> state, std::shared_ptr<connection> link)
{
    co_await converse(link, state->call, state->limits);
    state->connections.erase(link);
    if (state->connections.empty() && !state->acceptor.is_open()) {
        state->end.cancel();
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
        const bool full = state->connections.size() >= state->limits.connections;
        if (bad || full || !state->acceptor.is_open()) {
            continue;  // Closed, as the socket goes.
        }
        const auto from = socket.remote_endpoint(bad);
        auto peer = bad ? std::string{} : from.address().to_string();
        auto link = std::make_shared<connection>(
            std::move(socket), state->tls, std::move(peer), state->file_bodies);
        state->connections.insert(link);
        asio::co_spawn(state->acceptor.get_executor(), serve(state, link), asio::detached);
    }
}

error_code listen(tcp::acceptor& with, const tcp::endpoint& address)
{
    error_code bad;
    with.open(address.protocol(), bad);
    if (!bad) {
        with.set_option(asio::socket_base::reuse_address{true}, bad);
    }
    if (!bad) {
        with.bind(address, bad);
    }
    if (!bad) {
        with.listen(asio::socket_base::max_listen_connections, bad);
    }
    return bad;
}

}  // namespace

acikkapi::result<std::unique_ptr<server>> server::open(
    asio::any_io_executor where,
    const tcp::endpoint& address,
    handle call,
    server_limits limits,
    std::optional<tls_files> tls)
{
    auto state = std::make_shared<shared>(where, std::move(call), std::move(limits));
    state->files = std::move(tls);
    if (state->files) {
        state->tls = make_tls(*state->files);
        if (!state->tls) {
            return acikkapi::errc::bad_argument;
        }
    }
    if (listen(state->acceptor, address)) {
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

acikkapi::result<void> server::reload_tls()
{
    if (!state_->files) {
        return {};
    }
    auto fresh = make_tls(*state_->files);
    if (!fresh) {
        return acikkapi::errc::bad_argument;
    }
    asio::post(state_->acceptor.get_executor(), [state = state_, fresh = std::move(fresh)] {
        state->tls = fresh;
    });
    return {};
}

void server::stop()
{
    asio::post(state_->acceptor.get_executor(), [state = state_] {
        error_code ignored;
        const bool again = !state->acceptor.is_open();
        state->acceptor.close(ignored);
        for (const auto& link : state->connections) {
            link->stop();
        }
        if (again || state->connections.empty()) {
            return;
        }
        state->end.expires_after(state->limits.end_time);
        state->end.async_wait([state](error_code cancelled) {
            if (cancelled) {
                return;
            }
            for (const auto& link : state->connections) {
                link->stream.tcp().close();
            }
        });
    });
}

}  // namespace host
