// The server over TLS, asked by OpenSSL's client.
#include "host/server.hpp"
#include "support/folder.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <openssl/ssl.h>
#include <thread>

BOOST_AUTO_TEST_SUITE(host_tls)

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

void echo(host::request asked, const host::answer& done)
{
    done(host::reply_with(200, "text/plain", asked.method + " " + asked.path + " " + asked.body));
}

host::tls_files made_in(const support::folder& folder)
{
    host::tls_files out{folder.str("c.pem"), folder.str("c.key")};
    BOOST_REQUIRE(host::make_demo_certificate(out).has_value());
    return out;
}

class running {
public:
    explicit running(const host::tls_files& files, host::server_limits limits = {})
        : server_(host::server::open(
                      context_.get_executor(),
                      {asio::ip::address_v4::loopback(), 0},
                      echo,
                      limits,
                      files)
                      .value()),
          address_(server_->address()), thread_([this] { context_.run(); })
    {}
    /// Ends only when every connection has.
    ~running()
    {
        server_->stop();
        thread_.join();
    }
    running(const running&) = delete;
    running& operator=(const running&) = delete;

    [[nodiscard]] tcp::endpoint address() const { return address_; }
    [[nodiscard]] host::server& server() { return *server_; }

private:
    asio::io_context context_{1};
    std::unique_ptr<host::server> server_;
    tcp::endpoint address_;
    std::thread thread_;
};

/// A client that believes one certificate and no other.
class client {
public:
    client(const running& to, const std::string& believed, int version = 0)
    {
        context_.set_verify_mode(asio::ssl::verify_peer);
        context_.load_verify_file(believed);
        SSL_CTX_set_max_proto_version(context_.native_handle(), version);
        // Else OpenSSL itself would not offer what is too old.
        SSL_CTX_set_security_level(context_.native_handle(), 0);
        stream_.emplace(own_, context_);
        stream_->set_verify_callback(asio::ssl::host_name_verification{"127.0.0.1"});
        stream_->next_layer().connect(to.address());
    }

    bool greets()
    {
        boost::system::error_code bad;
        stream_->handshake(asio::ssl::stream_base::client, bad);
        return !bad;
    }
    void send(const std::string& bytes) { asio::write(*stream_, asio::buffer(bytes)); }
    /// All that comes until the other side closes; whether it took leave as TLS has it.
    std::string rest(bool* proper = nullptr)
    {
        std::string out;
        boost::system::error_code end;
        asio::read(*stream_, asio::dynamic_buffer(out), end);
        if (proper != nullptr) {
            *proper = end == asio::error::eof;
        }
        return out;
    }
    std::string until(const std::string& text)
    {
        std::string out;
        while (out.find(text) == std::string::npos) {
            char one = 0;
            asio::read(*stream_, asio::buffer(&one, 1));
            out += one;
        }
        return out;
    }
    [[nodiscard]] SSL* handle() { return stream_->native_handle(); }
    /// Below TLS.
    [[nodiscard]] tcp::socket& socket() { return stream_->next_layer(); }

private:
    asio::io_context own_;
    asio::ssl::context context_{asio::ssl::context::tls_client};
    std::optional<asio::ssl::stream<tcp::socket>> stream_;
};

constexpr auto last_get = "GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

std::string raw_rest(tcp::socket& from)
{
    std::string out;
    boost::system::error_code end;
    asio::read(from, asio::dynamic_buffer(out), end);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_is_answered_and_browsers_are_told_to_insist_on_tls)
{
    const support::folder folder;
    const auto files = made_in(folder);
    const running server{files};
    client asks{server, files.certificate};
    BOOST_REQUIRE(asks.greets());
    asks.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz");
    BOOST_TEST(asks.until("xyz").starts_with("HTTP/1.1 200 OK\r\n"));
    asks.send(last_get);
    bool proper = false;
    const auto got = asks.rest(&proper);
    BOOST_TEST(got.ends_with("\r\n\r\nGET /b "));
    BOOST_TEST(got.find("Strict-Transport-Security: max-age=") != std::string::npos);
    BOOST_TEST(proper);  // Nobody can have cut it.
}

BOOST_AUTO_TEST_CASE(what_is_too_old_or_too_weak_is_not_spoken)
{
    const support::folder folder;
    const auto files = made_in(folder);
    const running server{files};
    for (const int old : {TLS1_VERSION, TLS1_1_VERSION}) {
        BOOST_TEST(!(client{server, files.certificate, old}.greets()));
    }
    client before{server, files.certificate, TLS1_2_VERSION};
    BOOST_REQUIRE(before.greets());
    BOOST_TEST(SSL_version(before.handle()) == TLS1_2_VERSION);
    client now{server, files.certificate};
    BOOST_REQUIRE(now.greets());
    BOOST_TEST(SSL_version(now.handle()) == TLS1_3_VERSION);
    for (const auto* weak : {"ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "NULL"}) {
        client asks{server, files.certificate, TLS1_2_VERSION};
        SSL_set_cipher_list(asks.handle(), weak);
        BOOST_TEST(!asks.greets(), weak);
    }
}

BOOST_AUTO_TEST_CASE(no_session_is_taken_up_again)
{
    const support::folder folder;
    const auto files = made_in(folder);
    const running server{files};
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        client first{server, files.certificate, version};
        BOOST_REQUIRE(first.greets());
        first.send(last_get);
        first.rest();
        BOOST_TEST(SSL_SESSION_is_resumable(SSL_get0_session(first.handle())) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_handshake_that_does_not_come_ends_the_connection)
{
    const support::folder folder;
    const auto files = made_in(folder);
    const running server{files, {.handshake_time = 50ms}};
    client silent{server, files.certificate};
    BOOST_TEST(raw_rest(silent.socket()).empty());
    client half{server, files.certificate};
    asio::write(half.socket(), asio::buffer("\x16\x03\x01", 3));
    BOOST_TEST(raw_rest(half.socket()).empty());
}

BOOST_AUTO_TEST_CASE(plain_http_is_not_answered)
{
    const support::folder folder;
    const auto files = made_in(folder);
    const running server{files};
    client plain{server, files.certificate};
    asio::write(plain.socket(), asio::buffer(std::string{last_get}));
    BOOST_TEST(raw_rest(plain.socket()).find("HTTP") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_refusal_arrives_though_the_client_goes_on_sending)
{
    const support::folder folder;
    const auto files = made_in(folder);
    const running server{files, {.body_bytes = 10}};
    client asks{server, files.certificate};
    BOOST_REQUIRE(asks.greets());
    asks.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
    asks.send(std::string(1'000'000, 'x'));
    BOOST_TEST(asks.until("\r\n").starts_with("HTTP/1.1 413 "));
}

BOOST_AUTO_TEST_CASE(a_new_certificate_is_for_the_connections_that_come)
{
    const support::folder folder;
    const auto files = made_in(folder);
    running server{files};
    client before{server, files.certificate};
    BOOST_REQUIRE(before.greets());
    const auto old = folder.str("old.pem");
    std::filesystem::rename(files.certificate, old);
    BOOST_REQUIRE(host::make_demo_certificate(files).has_value());
    BOOST_REQUIRE(server.server().reload_tls().has_value());
    // The one before goes on, and when it is answered the new one is in its place.
    before.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    before.until("GET /1 ");
    BOOST_TEST(!(client{server, old}.greets()));
    BOOST_TEST((client{server, files.certificate}.greets()));
    before.send(last_get);
    BOOST_TEST(before.rest().ends_with("GET /b "));
}

BOOST_AUTO_TEST_CASE(what_is_no_certificate_changes_nothing)
{
    const support::folder folder;
    const auto files = made_in(folder);
    running server{files};
    const auto old = folder.str("old.pem");
    std::filesystem::copy_file(files.certificate, old);
    support::write_file(files.certificate, "no certificate");
    BOOST_TEST(!server.server().reload_tls().has_value());
    BOOST_TEST((client{server, old}.greets()));
    // A certificate with another one's key.
    const support::folder elsewhere;
    const auto other = made_in(elsewhere);
    std::filesystem::copy_file(
        other.certificate, files.certificate, std::filesystem::copy_options::overwrite_existing);
    BOOST_TEST(!server.server().reload_tls().has_value());
    asio::io_context context;
    const auto opened = host::server::open(
        context.get_executor(), {asio::ip::address_v4::loopback(), 0}, echo, {}, files);
    BOOST_TEST((opened.error() == acikkapi::errc::bad_argument));
}

BOOST_AUTO_TEST_CASE(a_stop_does_not_wait_for_handshakes)
{
    const support::folder folder;
    const auto files = made_in(folder);
    auto server = std::make_unique<running>(files, host::server_limits{.handshake_time = 1h});
    client silent{*server, files.certificate};
    client idle{*server, files.certificate};
    BOOST_REQUIRE(idle.greets());
    server->server().stop();
    BOOST_TEST(raw_rest(silent.socket()).empty());
    BOOST_TEST(idle.rest().empty());
    server.reset();
}

BOOST_AUTO_TEST_CASE(a_demo_certificate_is_made_once_and_its_key_is_nobody_elses)
{
    namespace fs = std::filesystem;
    const support::folder folder;
    const auto files = made_in(folder);
    BOOST_TEST(
        (fs::status(files.key).permissions() == (fs::perms::owner_read | fs::perms::owner_write)));
    const auto key = support::read_file(files.key);
    BOOST_TEST(key.starts_with("-----BEGIN PRIVATE KEY-----"));
    BOOST_REQUIRE(host::make_demo_certificate(files).has_value());
    BOOST_TEST(support::read_file(files.key) == key);
    const std::string nowhere = folder.str("none/");
    BOOST_TEST(!host::make_demo_certificate({nowhere + "c.pem", nowhere + "c.key"}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
