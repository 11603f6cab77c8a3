// The server over a real socket, asked by hand: what matters is what comes at which byte.
#include "host/server.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

BOOST_AUTO_TEST_SUITE(host_server)

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

/// A server that says what it was asked.
void echo(host::request asked, const host::answer& done)
{
    done(host::reply_with(200, "text/plain", asked.method + " " + asked.path + " " + asked.body));
}

class running {
public:
    explicit running(host::server_limits limits = {}, host::handle call = echo)
        : server_(host::server::open(
                      context_.get_executor(),
                      {asio::ip::address_v4::loopback(), 0},
                      std::move(call),
                      limits)
                      .value()),
          address_(server_->address()), thread_([this] { context_.run(); })
    {}
    /// Ends only when every connection has: this is what a graceful stop promises.
    ~running()
    {
        server_->stop();
        thread_.join();
    }
    running(const running&) = delete;
    running& operator=(const running&) = delete;

    [[nodiscard]] tcp::endpoint address() const { return address_; }
    void stop() { server_->stop(); }

private:
    asio::io_context context_{1};
    std::unique_ptr<host::server> server_;
    tcp::endpoint address_;
    std::thread thread_;
};

/// A client that reads and writes bytes.
class wire {
public:
    explicit wire(const running& to) { socket_.connect(to.address()); }

    void send(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }
    /// All that comes until the other side closes.
    std::string rest()
    {
        std::string out;
        boost::system::error_code end;
        asio::read(socket_, asio::dynamic_buffer(out), end);
        return out;
    }
    std::string until(const std::string& text)
    {
        std::string out;
        while (out.find(text) == std::string::npos) {
            char one = 0;
            asio::read(socket_, asio::buffer(&one, 1));
            out += one;
        }
        return out;
    }
    void receive_little_at_once()
    {
        socket_.set_option(asio::socket_base::receive_buffer_size{1U << 16U});
    }
    /// @return Whether so much came.
    bool read(std::size_t bytes)
    {
        std::string out(bytes, '\0');
        boost::system::error_code end;
        asio::read(socket_, asio::buffer(out), end);
        return !end.failed();
    }
    bool refused()
    {
        char one = 0;
        boost::system::error_code end;
        asio::read(socket_, asio::buffer(&one, 1), end);
        return end.failed();
    }

private:
    asio::io_context own_;
    tcp::socket socket_{own_};
};

std::string talk(const running& to, const std::string& bytes)
{
    wire client{to};
    client.send(bytes);
    return client.rest();
}

constexpr auto last_get = "GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

std::size_t count(const std::string& text, const std::string& what)
{
    std::size_t out = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++out;
    }
    return out;
}

/// Answers with a body in pieces of this source.
host::handle in_pieces(host::pieces source)
{
    return [source = std::move(source)](const host::request&, const host::answer& done) {
        auto out = host::reply_with(200, "text/plain", {});
        out.more = source;
        done(std::move(out));
    };
}

/// Says when nobody has it any more.
class told {
public:
    explicit told(std::promise<void>& when) : when_(when) {}
    ~told() { when_.set_value(); }
    told(const told&) = delete;
    told& operator=(const told&) = delete;

private:
    std::promise<void>& when_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_is_answered_with_careful_headers)
{
    const running server;
    const auto got = talk(server, last_get);
    BOOST_TEST(got.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(got.ends_with("\r\n\r\nGET /b "));
    for (const auto* header :
         {"Content-Security-Policy: default-src 'none'",
          "frame-ancestors 'none'",
          "X-Content-Type-Options: nosniff",
          "Referrer-Policy: same-origin",
          "base-uri 'none'",
          "Cross-Origin-Resource-Policy: same-origin",
          "Date: ",
          "Cache-Control: no-store",
          "Content-Length: 7",
          "Connection: close"}) {
        BOOST_TEST(got.find(header) != std::string::npos, header);
    }
    BOOST_TEST(got.find("unsafe-inline") == std::string::npos);
    BOOST_TEST(got.find("\r\nServer:") == std::string::npos);
    BOOST_TEST(got.find("Strict-Transport-Security") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(behind_tls_browsers_are_told_to_insist_on_it)
{
    const running server{{.behind_tls = true}};
    BOOST_TEST(
        talk(server, last_get).find("Strict-Transport-Security: max-age=") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pipelined_requests_are_answered_in_their_order)
{
    const running server;
    const auto got = talk(
        server,
        std::string{"POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz"
                    "GET /c HTTP/1.1\r\nHost: h\r\n\r\n"} +
            last_get);
    BOOST_TEST(count(got, "HTTP/1.1 200") == 3U);
    BOOST_TEST(got.find("POST /a xyz") < got.find("GET /c "));
    BOOST_TEST(got.find("GET /c ") < got.find("GET /b "));
}

BOOST_AUTO_TEST_CASE(head_has_the_length_and_no_body)
{
    const running server;
    const auto got = talk(server, "HEAD /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    BOOST_TEST(got.find("Content-Length: 8\r\n") != std::string::npos);
    BOOST_TEST(got.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(a_body_that_is_too_large_is_refused_before_it_is_read)
{
    const running server{{.body_bytes = 10}};
    BOOST_TEST(talk(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n")
                   .starts_with("HTTP/1.1 413 "));
    BOOST_TEST(talk(
                   server,
                   "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "b\r\n12345678901\r\n0\r\n\r\n")
                   .starts_with("HTTP/1.1 413 "));
    BOOST_TEST(talk(
                   server,
                   "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                   "Content-Length: 10\r\n\r\n1234567890")
                   .starts_with("HTTP/1.1 200 "));
}

BOOST_AUTO_TEST_CASE(a_stop_waits_for_who_is_slow_but_not_for_ever)
{
    host::server_limits limits;
    limits.end_time = 300ms;
    auto server = std::make_unique<running>(limits);
    wire slow{*server};
    slow.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n0123");
    BOOST_TEST(talk(*server, last_get).starts_with("HTTP/1.1 200 "));  // It has been read by now.
    const auto begun = std::chrono::steady_clock::now();
    server.reset();
    const auto took = std::chrono::steady_clock::now() - begun;
    BOOST_TEST((took >= 300ms));
    BOOST_TEST((took < limits.body_time / 3));
    BOOST_TEST(slow.rest() == "");
}

BOOST_AUTO_TEST_CASE(a_stop_ends_with_the_last_connection)
{
    auto server = std::make_unique<running>();
    wire quick{*server};
    quick.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n0123");
    BOOST_TEST(talk(*server, last_get).starts_with("HTTP/1.1 200 "));
    const auto begun = std::chrono::steady_clock::now();
    server->stop();
    quick.send("4567");
    BOOST_TEST(quick.rest().find("POST / 01234567") != std::string::npos);
    server.reset();
    BOOST_TEST((std::chrono::steady_clock::now() - begun < host::server_limits{}.end_time / 2));
}

BOOST_AUTO_TEST_CASE(what_brings_files_may_have_a_larger_body_than_others)
{
    host::server_limits limits;
    limits.body_bytes = 10;
    limits.file_body_bytes = 20;
    limits.takes_files = [](std::string_view method, std::string_view path) {
        return method == "POST" && path == "/files";
    };
    const running server{limits};
    const auto status = [&](const std::string& target, const std::string& how) {
        const auto got =
            talk(server, "POST " + target + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + how);
        return got.substr(0, 12);
    };
    const std::string of_20 = "Content-Length: 20\r\n\r\n12345678901234567890";
    const std::string chunks_of_21 =
        "Transfer-Encoding: chunked\r\n\r\n15\r\n123456789012345678901\r\n0\r\n\r\n";
    BOOST_TEST(status("/files?a", of_20) == "HTTP/1.1 200");
    BOOST_TEST(status("/others?/files", of_20) == "HTTP/1.1 413");
    BOOST_TEST(status("/files", "Content-Length: 21\r\n\r\n") == "HTTP/1.1 413");
    BOOST_TEST(status("/files", chunks_of_21) == "HTTP/1.1 413");
}

BOOST_AUTO_TEST_CASE(all_bodies_with_files_together_have_a_bound_and_give_back_what_they_took)
{
    host::server_limits limits;
    limits.body_bytes = 10;
    limits.file_body_bytes = 20;
    limits.file_bodies_bytes = 30;
    limits.takes_files = [](std::string_view, std::string_view path) { return path == "/files"; };
    const running server{limits};
    const std::string of_20 = "POST /files HTTP/1.1\r\nHost: h\r\nContent-Length: 20\r\n\r\n";
    wire first{server};
    first.send(of_20);
    BOOST_TEST(talk(server, last_get).starts_with("HTTP/1.1 200 "));  // It has been read by now.
    const auto refused = talk(server, of_20);
    BOOST_TEST(refused.starts_with("HTTP/1.1 503 "));
    BOOST_TEST(refused.find("Retry-After: 5") != std::string::npos);
    // What is no larger than any other needs no room.
    BOOST_TEST(talk(
                   server,
                   "POST /files HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                   "Content-Length: 10\r\n\r\n1234567890")
                   .starts_with("HTTP/1.1 200 "));
    // Answered, though its connection goes on; then one that is cut.
    first.send("12345678901234567890");
    BOOST_TEST(first.until("POST /files 12345678901234567890").starts_with("HTTP/1.1 200 "));
    {
        wire cut{server};
        cut.send(of_20);
        BOOST_TEST(talk(server, last_get).starts_with("HTTP/1.1 200 "));
    }
    std::string got;
    while (!got.starts_with("HTTP/1.1 200 ")) {  // Until it is seen that the other one is gone.
        got = talk(
            server,
            "POST /files HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
            "Content-Length: 20\r\n\r\n12345678901234567890");
    }
    BOOST_TEST(got.ends_with("12345678901234567890"));
}

BOOST_AUTO_TEST_CASE(what_the_server_refuses_itself_is_told_as_its_user_wants)
{
    host::server_limits limits;
    limits.body_bytes = 10;
    limits.tell = [](const host::request& head, host::response told) {
        told.body = head.path + " " + std::string{head.header("Accept")};
        return told;
    };
    const running server{limits};
    const auto got = talk(
        server, "POST /a HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\nContent-Length: 11\r\n\r\n");
    BOOST_TEST(got.starts_with("HTTP/1.1 413 "));
    BOOST_TEST(got.ends_with("\r\n\r\n/a text/html"));
}

BOOST_AUTO_TEST_CASE(the_refusal_arrives_though_the_client_goes_on_sending)
{
    const running server{{.body_bytes = 10}};
    wire client{server};
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n");
    client.send(std::string(1'000'000, 'x'));
    BOOST_TEST(client.until("\r\n").starts_with("HTTP/1.1 413 "));
}

BOOST_AUTO_TEST_CASE(a_header_that_is_too_large_is_refused)
{
    const running server{{.header_bytes = 256}};
    const auto got =
        talk(server, "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(300, 'x') + "\r\n\r\n");
    BOOST_TEST(got.starts_with("HTTP/1.1 431 "));
    BOOST_TEST(got.find("application/problem+json") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_http_is_refused)
{
    const running server;
    for (const std::string bad :
         {"\x16\x03\x01 what\r\n\r\n",
          "GET /\r\n\r\n",
          "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: "
          "chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
          "GET / HTTP/1.1\r\nHost : h\r\n\r\n"}) {
        BOOST_TEST(talk(server, bad).starts_with("HTTP/1.1 400 "), bad);
    }
}

BOOST_AUTO_TEST_CASE(a_header_that_does_not_come_ends_the_connection)
{
    const running server{{.header_time = 50ms}};
    BOOST_TEST(talk(server, "GET / HT").empty());
    BOOST_TEST(talk(server, "").empty());
}

BOOST_AUTO_TEST_CASE(a_body_that_does_not_come_ends_the_connection)
{
    const running server{{.body_time = 50ms}};
    BOOST_TEST(talk(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n123").empty());
}

/// Sends a body in pieces, each a while after the one before. @return What is answered.
std::string dripped(const host::server_limits& limits, std::size_t pieces, std::size_t bytes)
{
    const running server{limits};
    wire client{server};
    client.send(
        "POST /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " +
        std::to_string(pieces * bytes) + "\r\n\r\n");
    try {
        for (std::size_t i = 0; i < pieces; ++i) {
            std::this_thread::sleep_for(40ms);
            client.send(std::string(bytes, 'x'));
        }
    } catch (const boost::system::system_error&) {
        return {};  // It was cut off.
    }
    return client.rest();
}

BOOST_AUTO_TEST_CASE(a_body_on_a_slow_line_comes_in_though_it_takes_longer_than_a_body_may)
{
    host::server_limits limits;
    limits.body_time = 500ms;
    limits.bytes_per_second_min = 200;
    const auto got = dripped(limits, 40, 100);  // 1.6 seconds, at 2,500 bytes a second.
    BOOST_TEST(got.starts_with("HTTP/1.1 200 "));
    BOOST_TEST(got.ends_with("POST /a " + std::string(4'000, 'x')));
    // The same of what brings files, which has a time of its own.
    limits.takes_files = [](std::string_view, std::string_view) { return true; };
    limits.file_body_time = 500ms;
    limits.body_time = 1ms;
    BOOST_TEST(dripped(limits, 40, 100).starts_with("HTTP/1.1 200 "));
}

BOOST_AUTO_TEST_CASE(a_body_that_comes_more_slowly_than_any_line_is_not_waited_for)
{
    host::server_limits limits;
    limits.body_time = 300ms;
    limits.bytes_per_second_min = 1'000;
    BOOST_TEST(dripped(limits, 40, 4).empty());  // At 100 bytes a second.
}

BOOST_AUTO_TEST_CASE(nothing_comes_for_ever_however_fast)
{
    host::server_limits limits;
    limits.body_time = 500ms;
    limits.bytes_per_second_min = 200;
    limits.longest = 600ms;
    BOOST_TEST(dripped(limits, 40, 100).empty());
}

BOOST_AUTO_TEST_CASE(who_reads_slowly_gets_all_of_an_answer_and_who_stops_does_not)
{
    constexpr std::size_t size = 32U << 20U;
    constexpr std::size_t piece = 512U << 10U;
    const auto large = [](const host::request& /*asked*/, const host::answer& done) {
        done(host::reply_with(200, "text/plain", std::string(size, 'x')));
    };
    host::server_limits limits;
    limits.write_time = 800ms;
    limits.bytes_per_second_min = 1'000;
    const running server{limits, large};
    for (const bool stops : {false, true}) {
        wire client{server};
        client.receive_little_at_once();
        client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        bool comes = true;
        for (std::size_t got = 0; comes && got < size; got += piece) {
            std::this_thread::sleep_for(stops && got == piece ? 3s : 30ms);  // 2 seconds in all.
            comes = client.read(piece);
        }
        BOOST_TEST(comes == !stops);
    }
}

BOOST_AUTO_TEST_CASE(who_waits_for_leave_to_send_a_body_gets_it)
{
    const running server;
    wire client{server};
    client.send("POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nConnection: close\r\n"
                "Content-Length: 3\r\n\r\n");
    BOOST_TEST(client.until("\r\n\r\n").starts_with("HTTP/1.1 100 "));
    client.send("xyz");
    BOOST_TEST(client.rest().ends_with("POST /a xyz"));
}

BOOST_AUTO_TEST_CASE(a_connection_serves_so_many_requests_and_no_more)
{
    const running server{{.requests_per_connection = 2}};
    const auto got = talk(
        server,
        "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n"
        "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
    BOOST_TEST(count(got, "HTTP/1.1 200") == 2U);
    BOOST_TEST(count(got, "Connection: close") == 1U);
}

BOOST_AUTO_TEST_CASE(beyond_the_limit_of_connections_new_ones_are_closed)
{
    const running server{{.connections = 1}};
    wire first{server};
    first.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    first.until("GET /1 ");
    wire second{server};
    BOOST_TEST(second.refused());
    first.send(last_get);
    BOOST_TEST(first.rest().ends_with("GET /b "));
}

BOOST_AUTO_TEST_CASE(an_answer_may_come_later_and_from_another_thread)
{
    std::promise<host::answer> asked;
    const running server{
        {}, [&](const host::request&, host::answer done) { asked.set_value(std::move(done)); }};
    wire client{server};
    client.send(last_get);
    auto done = asked.get_future().get();
    done(host::reply_with(200, "text/plain", "late"));
    BOOST_TEST(client.rest().ends_with("\r\n\r\nlate"));
}

BOOST_AUTO_TEST_CASE(a_stop_answers_what_was_asked_and_closes_what_is_idle)
{
    std::promise<host::answer> asked;
    auto server = std::make_unique<running>(
        host::server_limits{},
        [&](const host::request&, host::answer done) { asked.set_value(std::move(done)); });
    wire idle{*server};
    wire half{*server};
    half.send("GET / HT");
    wire busy{*server};
    busy.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    auto done = asked.get_future().get();
    server->stop();
    BOOST_TEST(idle.refused());
    BOOST_TEST(half.refused());
    boost::system::error_code no;
    asio::io_context own;
    tcp::socket late{own};
    late.connect(server->address(), no);
    BOOST_TEST(no.failed());
    done(host::reply_with(200, "text/plain", "still"));
    const auto got = busy.rest();
    BOOST_TEST(got.find("Connection: close") != std::string::npos);
    BOOST_TEST(got.ends_with("still"));
    server.reset();  // Does not return before everything has ended.
}

BOOST_AUTO_TEST_CASE(a_body_in_pieces_is_chunked_and_the_connection_goes_on)
{
    const running server{
        {}, [](const host::request& asked, const host::answer& done) {
            auto left = std::make_shared<int>(3);
            auto out = host::reply_with(200, "text/plain", "not this");
            out.more = [left](const auto& take) {
                const int n = (*left)--;
                // An empty one would be the end, on the wire.
                take(
                    n == 2   ? std::optional{std::string{}}
                    : n == 0 ? std::nullopt
                             : std::optional{std::string(4, 'x')});
            };
            done(asked.path == "/b" ? host::reply_with(200, "text/plain", "last") : std::move(out));
        }};
    const auto got = talk(server, std::string{"GET /a HTTP/1.1\r\nHost: h\r\n\r\n"} + last_get);
    BOOST_TEST(got.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    BOOST_TEST(
        got.find("\r\n\r\n4\r\nxxxx\r\n4\r\nxxxx\r\n0\r\n\r\nHTTP/1.1 200") != std::string::npos);
    BOOST_TEST(got.find("not this") == std::string::npos);
    BOOST_TEST(got.ends_with("\r\n\r\nlast"));
}

BOOST_AUTO_TEST_CASE(before_http_1_1_a_body_in_pieces_ends_with_the_connection)
{
    auto left = std::make_shared<int>(2);
    const running server{{}, in_pieces([left](const auto& take) {
                             take((*left)-- > 0 ? std::optional{std::string{"abc"}} : std::nullopt);
                         })};
    const auto got = talk(server, "GET / HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n");
    BOOST_TEST(got.ends_with("\r\n\r\nabcabc"));
    BOOST_TEST(got.find("chunked") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(head_asks_for_no_piece)
{
    const running server{
        {}, in_pieces([](const auto& /*take*/) { BOOST_ERROR("a piece was asked for"); })};
    const auto got = talk(server, "HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    BOOST_TEST(got.starts_with("HTTP/1.1 200"));
    BOOST_TEST(got.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(who_reads_nothing_is_sent_little_and_cut_off)
{
    const std::size_t size = 1U << 20U;
    std::promise<void> over;
    auto end = over.get_future();
    std::atomic<std::size_t> asked = 0;
    auto source = [&asked, size, kept = std::make_shared<told>(over)](const auto& take) {
        ++asked;
        take(std::string(size, 'x'));
    };
    // Nobody but the server has the source.
    auto once = std::make_shared<host::pieces>(std::move(source));
    const running server{
        {.write_time = 100ms}, [once](const host::request&, const host::answer& done) {
            auto out = host::reply_with(200, "text/plain", {});
            out.more = std::exchange(*once, nullptr);
            done(std::move(out));
        }};
    wire client{server};
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    BOOST_TEST((end.wait_for(60s) == std::future_status::ready));
    // No more than the kernel's own buffers take.
    BOOST_TEST(asked < 64U);
}

BOOST_AUTO_TEST_CASE(a_stop_cuts_a_body_whose_next_piece_is_not_there)
{
    std::promise<void> waits;
    bool first = true;
    std::function<void(std::optional<std::string>)> never;
    auto server = std::make_unique<running>(host::server_limits{}, in_pieces([&](const auto& take) {
                                                if (std::exchange(first, false)) {
                                                    take(std::string{"abc"});
                                                } else {
                                                    never = take;
                                                    waits.set_value();
                                                }
                                            }));
    wire client{*server};
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    BOOST_TEST(client.until("abc\r\n").ends_with("3\r\nabc\r\n"));
    waits.get_future().get();
    server->stop();
    BOOST_TEST(client.rest().empty());  // Without the end of a whole one.
    never(std::string{"too late"});
    server.reset();
}

BOOST_AUTO_TEST_CASE(an_answer_without_a_body_says_no_length)
{
    for (const int status : {204, 304}) {
        const running server{{}, [status](const host::request&, const host::answer& done) {
                                 host::response out;
                                 out.status = status;
                                 done(std::move(out));
                             }};
        const auto got = talk(server, last_get);
        BOOST_TEST(got.find("Content-Length") == std::string::npos);
        BOOST_TEST(got.ends_with("\r\n\r\n"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
