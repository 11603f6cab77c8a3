// The witness over a real socket, asked by what a register asks with.
#include "support/ask.hpp"
#include "support/folder.hpp"
#include "unit/proof/memory_nodes.hpp"
#include "witness/http_witness.hpp"
#include "witness/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <ctime>
#include <pthread.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(witness_http)

namespace {

using namespace acikkapi;
using asio::ip::tcp;
using support::folder;

const signer log_key{"example.org/log", verifier_key::kind::log, {std::byte{1}}};
const signer witness_key{"example.org/witness", verifier_key::kind::witness, {std::byte{2}}};

std::string body_of(std::uint64_t from, std::uint64_t size)
{
    const auto nodes = nodes_of(size);
    const auto text = checkpoint{log_key.key().name, nodes.heads.back()}.str();
    return growth_proof{
        from,
        proof::tree{nodes}.consistency(from, size).value(),
        signed_note{text, {log_key.sign(text)}}.str()}
        .str();
}

struct running {
    folder where;
    tools::witness_book book =
        tools::witness_book::open(where.str(), {log_key.key()}, witness_key).value();
    asio::io_context context{1};
    std::unique_ptr<tools::witness_server> server = tools::witness_server::open(
                                                        context.get_executor(),
                                                        {asio::ip::address_v4::loopback(), 0},
                                                        book,
                                                        [] { return std::uint64_t{7}; })
                                                        .value();
    std::thread thread{[this] { context.run(); }};

    ~running()
    {
        context.stop();
        thread.join();
    }
    [[nodiscard]] std::string url(const std::string& prefix = "") const
    {
        return "http://127.0.0.1:" + std::to_string(server->address().port()) + prefix;
    }
    witness_answer ask(const std::string& what, const std::string& prefix = "")
    {
        tools::http_witness peer{
            context.get_executor(), *tools::witness_address::parse(url(prefix))};
        return peer.async_add_checkpoint(what, asio::use_future).get();
    }
    /// What comes back to some bytes, until the other side closes.
    [[nodiscard]] std::string talk(const std::string& bytes) const
    {
        asio::io_context own;
        tcp::socket socket{own};
        socket.connect(server->address());
        return talk(socket, bytes);
    }
    [[nodiscard]] static std::string talk(tcp::socket& socket, const std::string& bytes)
    {
        asio::write(socket, asio::buffer(bytes));
        socket.shutdown(tcp::socket::shutdown_send);
        std::string out;
        boost::system::error_code end;
        asio::read(socket, asio::dynamic_buffer(out), end);
        return out;
    }
    /// How long its thread has computed.
    [[nodiscard]] std::chrono::nanoseconds busy_for()
    {
        clockid_t its{};
        timespec out{};
        ::pthread_getcpuclockid(thread.native_handle(), &its);
        ::clock_gettime(its, &out);
        return std::chrono::seconds{out.tv_sec} + std::chrono::nanoseconds{out.tv_nsec};
    }
};

/// A process that can open nothing more.
class no_more_files {
public:
    no_more_files()
    {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const int next = ::dup(0);
        ::close(next);
        const rlimit none{static_cast<rlim_t>(next), before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    no_more_files(const no_more_files&) = delete;
    no_more_files& operator=(const no_more_files&) = delete;
    ~no_more_files() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_checkpoint_is_cosigned_over_a_socket)
{
    running w;
    const auto got = w.ask(body_of(0, 5));
    BOOST_TEST(got.status == 200);
    BOOST_TEST(got.body.starts_with("— example.org/witness "));
    BOOST_TEST(w.ask(body_of(5, 9), "/some/where/").status == 200);
    const auto stale = w.ask(body_of(5, 9));
    BOOST_TEST(stale.status == 409);
    BOOST_TEST(stale.body == "9\n");
}

BOOST_AUTO_TEST_CASE(answers_are_http_as_the_protocol_has_it)
{
    const running w;
    const auto body = body_of(3, 5);
    const auto got = w.talk(
        "POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    BOOST_TEST(got.starts_with("HTTP/1.1 409 Conflict\r\n"));
    BOOST_TEST(got.find("Content-Type: text/x.tlog.size\r\n") != got.npos);
    BOOST_TEST(got.ends_with("\r\n\r\n0\n"));
    BOOST_TEST(
        w.talk("GET /add-checkpoint HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 405 "));
    BOOST_TEST(w.talk("GET / HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 404 "));
    BOOST_TEST(
        w.talk("POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
            .starts_with("HTTP/1.1 413 "));
    BOOST_TEST(w.talk("nonsense\r\n\r\n").empty());
}

BOOST_AUTO_TEST_CASE(a_witness_that_is_not_there_gives_no_answer)
{
    std::string url;
    {
        const running gone;
        url = gone.url();
    }
    asio::io_context context;
    tools::http_witness peer{context.get_executor(), *tools::witness_address::parse(url)};
    auto got = peer.async_add_checkpoint("old 0\n\n", asio::use_future);
    context.run();
    BOOST_TEST(got.get().status == 0);
}

BOOST_AUTO_TEST_CASE(out_of_files_it_waits_and_goes_on)
{
    running w;
    const auto address = w.server->address();
    asio::io_context own;
    tcp::socket socket{own};
    socket.open(address.protocol());
    {
        const no_more_files now;
        socket.connect(address);
        const auto before = w.busy_for();
        const auto computes = [&] {
            return w.busy_for() - before > std::chrono::milliseconds{100};
        };
        BOOST_TEST(!support::eventually(computes, std::chrono::milliseconds{500}));
    }
    BOOST_TEST(
        running::talk(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 404 "));
}

BOOST_AUTO_TEST_CASE(an_address_is_read)
{
    using tools::witness_address;
    const auto parse = witness_address::parse;
    BOOST_TEST((parse("http://a.example") == witness_address{"a.example", "80", ""}));
    BOOST_TEST((parse("http://a.example:81/b/") == witness_address{"a.example", "81", "/b"}));
    BOOST_TEST((parse("http://[::1]:81") == witness_address{"::1", "81", ""}));
    BOOST_TEST((parse("http://[::1]/b") == witness_address{"::1", "80", "/b"}));
    for (const char* wrong :
         {"",
          "a.example",
          "https://a.example",
          "http://",
          "http://:80",
          "http://a:",
          "http://a:8x",
          "http://a:123456",
          "http://u@a",
          "http://a/b c",
          "http://a/b?c",
          "http://a/b#c"}) {
        BOOST_TEST(!parse(wrong), wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()
