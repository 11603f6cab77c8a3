#include "host/ask.hpp"
#include "host/connection.hpp"
#include "host/problem.hpp"
#include "host/safe_headers.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

namespace host {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using parser = http::request_parser<http::string_body>;
using link_ptr = std::shared_ptr<connection>;

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
    if (bad == asio::error::no_buffer_space) {
        problem out{503, "overloaded", "too many files are on their way; try again"};
        out.retry_after = std::chrono::seconds{5};
        return out;
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

/// Until when bytes are waited for. What has moved earlier is no credit: who stops is cut off one stretch later.
class pace {
public:
    /// @param stretch  In it so much has to move as the limits ask for, or all of it.
    pace(std::chrono::milliseconds stretch, const server_limits& limits)
        : stretch_(stretch),
          due_(limits.bytes_per_second_min * static_cast<std::uint64_t>(stretch.count()) / 1'000),
          end_(std::chrono::steady_clock::now() + limits.longest)
    {}

    [[nodiscard]] std::chrono::steady_clock::time_point deadline() const
    {
        return std::min(begun_ + stretch_, end_);
    }

    void moved(std::size_t bytes)
    {
        bytes_ += bytes;
        if (bytes_ >= due_) {
            bytes_ = 0;
            begun_ = std::chrono::steady_clock::now();
        }
    }

private:
    std::chrono::milliseconds stretch_;
    std::uint64_t due_;
    std::chrono::steady_clock::time_point end_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::uint64_t bytes_ = 0;
};

using piece = std::optional<std::string>;

/// Waits for the next piece; nothing also if the connection is to end.
asio::awaitable<piece> async_next(link_ptr link, const pieces& from)
{
    auto start = [&link, &from](auto done) {
        const way_back<piece, decltype(done)> give{link->stream.get_executor(), std::move(done)};
        link->cut = [give] { give(std::nullopt); };
        from(give);
    };
    auto out = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(piece)>(
        std::move(start), asio::use_awaitable);
    link->cut = nullptr;
    co_return out;
}

/// One piece after another, each when the one before is with the kernel: who reads slowly is not sent
/// more than that, and who reads nothing for `write_time` is cut off.
asio::awaitable<void>
write_pieces(link_ptr link, pieces more, bool chunked, const server_limits& limits, error_code& bad)
{
    while (!bad && !link->stopping) {
        link->stream.tcp().expires_never();
        const auto one = co_await async_next(link, more);
        link->stream.tcp().expires_after(limits.write_time);
        const bool end = !one && !link->stopping;
        if (one && !one->empty()) {
            const auto bytes = asio::buffer(*one);
            if (chunked) {
                const auto chunk = http::make_chunk(bytes);
                co_await asio::async_write(link->stream, chunk, token(bad));
            } else {
                co_await asio::async_write(link->stream, bytes, token(bad));
            }
        }
        if (end) {
            const auto last = http::make_chunk_last();
            if (chunked) {
                co_await asio::async_write(link->stream, last, token(bad));
            }
            co_return;
        }
    }
    bad = bad ? bad : asio::error::operation_aborted;  // It was cut.
}

/// A response whose body comes piece by piece: chunked, or for HTTP/1.0 as long as the connection.
asio::awaitable<void>
write_long(link_ptr link, response out, manner how, const server_limits& limits, error_code& bad)
{
    const bool chunked = how.version >= 11;
    http::response<http::empty_body> head{
        http::int_to_status(static_cast<unsigned>(out.status)), how.version};
    head.reason(std::string{phrase_of(out.status)});
    for (const auto& [name, value] : out.headers) {
        head.insert(name, value);
    }
    head.keep_alive(how.keep_alive);
    head.chunked(chunked);
    http::response_serializer<http::empty_body> lines{head};
    link->stream.tcp().expires_after(limits.write_time);
    co_await http::async_write_header(link->stream, lines, token(bad));
    if (!bad && !how.head_only) {
        co_await write_pieces(link, std::move(out.more), chunked, limits, bad);
    }
}

/// What the kernel has taken counts: it takes more when the other side has.
template <class Lines>
asio::awaitable<void>
write_lines(link_ptr link, Lines& lines, const server_limits& limits, error_code& bad)
{
    pace waits{limits.write_time, limits};
    bad.clear();  // It is told why a request could not be read.
    while (!bad && !lines.is_done()) {
        link->stream.tcp().expires_at(waits.deadline());
        waits.moved(co_await http::async_write_some(link->stream, lines, token(bad)));
    }
}

asio::awaitable<void>
write(link_ptr link, response out, manner how, const server_limits& limits, error_code& bad)
{
    make_safe(out, limits.behind_tls || link->stream.tls() != nullptr);
    if (out.more) {
        co_await write_long(link, std::move(out), how, limits, bad);
        co_return;
    }
    http::response<http::string_body> wire{
        http::int_to_status(static_cast<unsigned>(out.status)), how.version};
    wire.reason(std::string{phrase_of(out.status)});
    for (const auto& [name, value] : out.headers) {
        wire.insert(name, value);
    }
    wire.keep_alive(how.keep_alive);
    wire.body() = std::move(out.body);
    wire.prepare_payload();
    if (wire.body().empty() && (how.head_only || out.status == 204 || out.status == 304)) {
        wire.erase(http::field::content_length);  // It would be the length of what a GET brings.
    }
    if (how.head_only) {
        const http::response<http::empty_body> head{std::move(wire.base())};
        http::response_serializer<http::empty_body> lines{head};
        co_await write_lines(link, lines, limits, bad);
    } else {
        http::response_serializer<http::string_body> lines{wire};
        co_await write_lines(link, lines, limits, bad);
    }
}

/// How large the body may be, and how long a part of it may take, once it is known what it is for.
error_code
bound(connection& link, const server_limits& limits, parser& in, std::chrono::milliseconds& stretch)
{
    const auto target = in.get().target();
    const std::string_view path{target.data(), std::min(target.find('?'), target.size())};
    const auto method = in.get().method_string();
    const bool files =
        limits.takes_files != nullptr && limits.takes_files({method.data(), method.size()}, path);
    const auto most = files ? limits.file_body_bytes : limits.body_bytes;
    const auto length = in.content_length();
    if (length && *length > most) {
        return http::error::body_limit;
    }
    in.body_limit(most);
    stretch = files ? limits.file_body_time : limits.body_time;
    // What is not larger than any other body needs no share.
    if (const auto bytes = length.value_or(most); files && bytes > limits.body_bytes) {
        link.held = link.files.take(bytes);
        return link.held ? error_code{} : asio::error::no_buffer_space;
    }
    return {};
}

asio::awaitable<void> read_body(link_ptr link, pace waits, parser& in, error_code& bad)
{
    in.eager(true);  // A piece of the body with what has come, not one thing after another.
    while (!bad && !in.is_done()) {
        link->stream.tcp().expires_at(waits.deadline());
        waits.moved(co_await http::async_read_some(link->stream, link->buffer, in, token(bad)));
    }
}

/// Reads one request. `bad` says why there is none.
asio::awaitable<void> read(link_ptr link, const server_limits& limits, parser& in, error_code& bad)
{
    in.header_limit(limits.header_bytes);
    in.body_limit(boost::none);  // It depends on what is asked.
    link->idle = true;
    link->stream.tcp().expires_after(limits.header_time);
    co_await http::async_read_header(link->stream, link->buffer, in, token(bad));
    link->idle = false;
    auto stretch = limits.body_time;
    bad = bad ? bad : bound(*link, limits, in, stretch);
    if (bad) {
        co_return;
    }
    const pace waits{stretch, limits};
    link->stream.tcp().expires_at(waits.deadline());
    if (!in.is_done() && beast::iequals(in.get()[http::field::expect], "100-continue")) {
        const http::response<http::empty_body> go_on{http::status::continue_, 11};
        co_await http::async_write(link->stream, go_on, token(bad));
    }
    if (!bad) {
        co_await read_body(link, waits, in, bad);
    }
    if (!bad && (in.get().target().empty() || in.get().target().front() != '/')) {
        bad = http::error::bad_target;
    }
    if (!bad && in.get().version() == 11 && in.get().count(http::field::host) != 1) {
        bad = http::error::bad_field;
    }
}

/// Closes so that what was written last is read: bytes that come and nobody reads would reset it.
asio::awaitable<void> part(link_ptr link)
{
    constexpr std::chrono::seconds patience{2};  // For each piece,
    constexpr std::chrono::seconds longest{10};  // and for all: who sends slowly is not waited for.
    constexpr std::size_t dropped_max = 64U << 20U;
    error_code bad;
    auto& tcp = link->stream.tcp();
    tcp.expires_after(patience);
    if (link->stream.tls() != nullptr) {
        co_await link->stream.tls()->async_shutdown(token(bad));
        bad.clear();
    }
    tcp.socket().shutdown(tcp::socket::shutdown_send, bad);
    std::array<char, 16'384> dropped{};
    const auto end = std::chrono::steady_clock::now() + longest;
    for (std::size_t all = 0;
         !bad && all < dropped_max && std::chrono::steady_clock::now() < end;) {
        tcp.expires_after(patience);
        all += co_await tcp.async_read_some(asio::buffer(dropped), token(bad));
    }
    tcp.close();
}

/// What the server itself has to say, as who asked understands it.
response told(const problem& why, const server_limits& limits, const parser& in, link_ptr link)
{
    auto out = to_response(why);
    if (!limits.tell || !in.is_header_done()) {
        return out;
    }
    const http::request<http::string_body> head{in.get().base()};
    return limits.tell(request_of(head, link->peer), std::move(out));
}

/// @return Whether the connection is of use for another request.
asio::awaitable<bool>
serve_one(link_ptr link, const handle& call, const server_limits& limits, bool last)
{
    error_code bad;
    parser in;
    co_await read(link, limits, in, bad);
    if (bad) {
        if (const auto why = refusal_of(bad)) {
            auto out = told(*why, limits, in, link);
            const manner how{};
            co_await write(link, std::move(out), how, limits, bad);
        }
        co_return false;
    }
    const unsigned version = in.get().version();
    const bool wants_more = in.get().keep_alive() && !last;
    auto asked = request_of(in.release(), link->peer);
    const bool head_only = asked.method == "HEAD";
    link->stream.tcp().expires_never();
    auto out = co_await async_ask(link->stream.get_executor(), call, std::move(asked));
    const bool without_end = out.more && version < 11;
    const manner how{version, wants_more && !link->stopping && !without_end, head_only};
    co_await write(link, std::move(out), how, limits, bad);
    link->held = {};
    co_return how.keep_alive && !bad;
}

/// @return Whether we understood each other; at once where there is no TLS.
asio::awaitable<bool> greet(link_ptr link, const server_limits& limits)
{
    error_code bad;
    if (auto* const tls = link->stream.tls()) {
        link->stream.tcp().expires_after(limits.handshake_time);
        co_await tls->async_handshake(asio::ssl::stream_base::server, token(bad));
    }
    co_return !bad;
}

}  // namespace

void connection::stop()
{
    stopping = true;
    if (idle) {
        stream.tcp().cancel();
    }
    if (cut) {
        cut();
    }
}

asio::awaitable<void> converse(std::shared_ptr<connection> link, handle call, server_limits limits)
{
    bool more = co_await greet(link, limits);
    if (!more) {
        link->stream.tcp().close();
        co_return;
    }
    for (std::size_t n = 1; more && !link->stopping; ++n) {
        const bool last = n >= limits.requests_per_connection;
        more = co_await serve_one(link, call, limits, last);
    }
    link->idle = true;
    co_await part(link);
}

}  // namespace host
