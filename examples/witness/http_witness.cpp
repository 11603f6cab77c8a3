#include "witness/http_witness.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

namespace tools {

using namespace acikkapi;

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::uint64_t body_max = 64U << 10U;

using time_point = std::chrono::steady_clock::time_point;

/// A name that is being looked up. The thread that asks the name server waits for it as long as it will, and nothing
/// stops it: who does not wait that long goes on without it.
struct name_search {
    tcp::resolver names;
    asio::steady_timer over;
    tcp::resolver::results_type found{};
};

/// @return Nothing if there is no such name, or nobody has said until then.
asio::awaitable<tcp::resolver::results_type> look_up(const witness_address& to, time_point until)
{
    const auto where = co_await asio::this_coro::executor;
    const auto search =
        std::make_shared<name_search>(name_search{tcp::resolver{where}, {where, until}});
    search->names.async_resolve(to.host, to.port, [search](const auto& bad, const auto& found) {
        search->found = bad ? tcp::resolver::results_type{} : found;
        search->over.cancel();
    });
    boost::system::error_code ignored;
    co_await search->over.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return search->found;
}

/// Runs in a strand.
asio::awaitable<witness_answer> ask(witness_address to, std::string body, time_point until)
{
    const auto where = co_await asio::this_coro::executor;
    boost::system::error_code bad;
    const auto token = [&bad] { return asio::redirect_error(asio::use_awaitable, bad); };
    const auto found = co_await look_up(to, until);
    const witness_answer none;
    if (found.empty()) {
        co_return none;
    }
    beast::tcp_stream stream{where};
    stream.expires_at(until);
    co_await stream.async_connect(found, token());
    if (bad) {
        co_return none;
    }
    http::request<http::string_body> asked{http::verb::post, to.prefix + "/add-checkpoint", 11};
    asked.set(http::field::host, to.host + ":" + to.port);
    asked.set(http::field::content_type, "text/plain; charset=utf-8");
    asked.keep_alive(false);
    asked.body() = std::move(body);
    asked.prepare_payload();
    co_await http::async_write(stream, asked, token());
    if (bad) {
        co_return none;
    }
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(body_max);
    co_await http::async_read(stream, buffer, parser, token());
    if (bad) {
        co_return none;
    }
    witness_answer out{static_cast<int>(parser.get().result_int()), std::move(parser.get().body())};
    co_return out;
}

}  // namespace

std::optional<witness_address> witness_address::parse(std::string_view url)
{
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme)) {
        return std::nullopt;
    }
    url.remove_prefix(scheme.size());
    const auto slash = std::min(url.find('/'), url.size());
    const auto name = url.substr(0, slash);
    witness_address out;
    out.prefix = url.substr(slash);
    while (out.prefix.ends_with('/')) {
        out.prefix.pop_back();
    }
    const auto colon = name.ends_with(']') ? name.npos : name.rfind(':');
    out.host = name.substr(0, colon);
    if (colon != name.npos) {
        out.port = name.substr(colon + 1);
    }
    if (out.host.starts_with('[') && out.host.ends_with(']')) {
        out.host = out.host.substr(1, out.host.size() - 2);
    }
    const auto is_digit = [](char one) { return one >= '0' && one <= '9'; };
    const auto is_plain = [](char one) { return one > ' ' && one < '\x7f' && one != '@'; };
    const bool good = !out.host.empty() && !out.port.empty() && out.port.size() <= 5 &&
                      std::all_of(out.port.begin(), out.port.end(), is_digit) &&
                      std::all_of(url.begin(), url.end(), is_plain) &&
                      out.prefix.find_first_of("?#") == out.prefix.npos;
    return good ? std::optional{std::move(out)} : std::nullopt;
}

void http_witness::do_add_checkpoint(
    std::string request, asio::any_completion_handler<void(witness_answer)> done)
{
    asio::co_spawn(
        asio::make_strand(where_),
        ask(to_, std::move(request), std::chrono::steady_clock::now() + patience_),
        [done = std::move(done)](const std::exception_ptr& thrown, witness_answer answer) mutable {
            std::move(done)(thrown ? witness_answer{} : std::move(answer));
        });
}

}  // namespace tools
