#include "adapters/smpp/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <openssl/ssl.h>
#include <utility>

namespace acikkapi::adapters::smpp {

using asio::ip::tcp;

namespace {

/// A peer that makes us answer and does not read the answers is cut off.
constexpr std::size_t backlog_max = 1U << 20U;

}  // namespace

result<std::shared_ptr<asio::ssl::context>> make_tls_context(const std::string& ca_file)
{
    auto out = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
    error_code bad;
    if (ca_file.empty()) {
        out->set_default_verify_paths(bad);
    } else {
        out->load_verify_file(ca_file, bad);
    }
    if (!bad) {
        out->set_verify_mode(asio::ssl::verify_peer, bad);
    }
    const bool recent = SSL_CTX_set_min_proto_version(out->native_handle(), TLS1_2_VERSION) == 1;
    if (bad || !recent) {
        return errc::io_error;
    }
    return out;
}

connection::connection(
    asio::any_io_executor strand, std::shared_ptr<asio::ssl::context> tls, callbacks tell)
    : tls_context_(std::move(tls)), names_(strand), socket_(strand), tell_(std::move(tell))
{}

auto connection::then(step next)
{
    return [self = shared_from_this(), next](const error_code& bad, const auto&...) {
        if (bad) {
            self->fail(bad);
        } else if (self->open_) {
            (self.get()->*next)();
        }
    };
}

template <class Use>
void connection::with_stream(const Use& use)
{
    if (tls_) {
        use(*tls_);
    } else {
        use(socket_);
    }
}

void connection::start(const std::string& host, const std::string& port)
{
    host_ = host;
    names_.async_resolve(
        host, port, [self = shared_from_this()](const error_code& bad, const auto& found) {
            if (bad) {
                self->fail(bad);
            } else if (self->open_) {
                self->connect(found);
            }
        });
}

void connection::connect(const tcp::resolver::results_type& found)
{
    asio::async_connect(
        socket_, found, then(tls_context_ ? &connection::shake_hands : &connection::established));
}

void connection::shake_hands()
{
    tls_.emplace(socket_, *tls_context_);
    error_code bad;
    tls_->set_verify_callback(asio::ssl::host_name_verification{host_}, bad);
    // A centre behind a proxy is told by this name which of many it is to be; an address is none.
    error_code no_address;
    asio::ip::make_address(host_, no_address);
    if (bad ||
        (no_address && SSL_set_tlsext_host_name(tls_->native_handle(), host_.c_str()) != 1)) {
        fail(make_error_code(errc::io_error));
        return;
    }
    tls_->async_handshake(asio::ssl::stream_base::client, then(&connection::established));
}

void connection::established()
{
    error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    read();
    tell_.connected();
}

void connection::read()
{
    with_stream([this](auto& stream) {
        stream.async_read_some(
            asio::buffer(in_),
            [self = shared_from_this()](const error_code& bad, std::size_t size) {
                self->took(bad, size);
            });
    });
}

void connection::took(const error_code& bad, std::size_t size)
{
    if (bad) {
        fail(bad);
    } else if (open_) {
        tell_.received({in_.data(), size});
    }
    if (open_) {
        read();
    }
}

void connection::write(std::string octets)
{
    out_ += octets;
    if (out_.size() > backlog_max) {
        // Not at once: whoever writes is not to be told in the middle of it.
        asio::post(socket_.get_executor(), [self = shared_from_this()] {
            self->fail(make_error_code(errc::overloaded));
        });
    } else if (open_ && writing_.empty()) {
        write_next();
    }
}

void connection::write_next()
{
    writing_ = std::exchange(out_, {});
    if (writing_.empty()) {
        return;
    }
    with_stream([this](auto& stream) {
        asio::async_write(stream, asio::buffer(writing_), then(&connection::write_next));
    });
}

void connection::fail(const error_code& why)
{
    if (open_) {
        close();
        tell_.closed(why);
    }
}

void connection::close()
{
    open_ = false;
    names_.cancel();
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
}

}  // namespace acikkapi::adapters::smpp
