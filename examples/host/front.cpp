#include "host/api.hpp"
#include "host/front.hpp"
#include "host/open311_text.hpp"
#include "host/problem.hpp"
#include "support/time_text.hpp"

#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include <array>
#include <exception>
#include <memory>
#include <new>

namespace host {
namespace {

using std::chrono::steady_clock;

/// What a client calls its method may be anything.
std::string_view known_method(const std::string& given)
{
    constexpr std::array<std::string_view, 7> known{
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    for (const auto one : known) {
        if (one == given) {
            return one;
        }
    }
    return "other";
}

/// What costs more than a page that is only shown: the API, forms, logging in. Not by how the path
/// is written: the routes read `/%61pi` as `/api`.
bool is_limited(const request& asked)
{
    const auto path = percent_decoded(asked.path).value_or(asked.path);
    const bool only_shows = asked.method == "GET" || asked.method == "HEAD";
    return !only_shows || path.starts_with(api_prefix) || path.starts_with(open311_prefix) ||
           path.starts_with("/log-in");
}

problem too_often(std::chrono::seconds wait)
{
    problem out{429, "too_many_requests", "this is more than one may ask"};
    out.retry_after = wait;
    return out;
}

}  // namespace

void http_figures::count(const std::string& route, int status, std::chrono::duration<double> took)
{
    const std::lock_guard lock{mutex_};
    auto& of = figures_[{route.empty() ? "none" : route, status}];
    ++of.requests;
    of.seconds += took.count();
}

std::vector<acikkapi::metric> http_figures::metrics() const
{
    using acikkapi::metric;
    metric requests{"http_requests_total", "Requests answered.", metric::kind::counter, {}};
    metric seconds{"http_request_seconds_total", "Time spent on them.", metric::kind::counter, {}};
    metric streams{"http_streams", "Bodies in pieces under way.", metric::kind::gauge, {}};
    streams.samples.push_back({{}, static_cast<double>(streams_.load())});
    metric bytes{"http_streamed_bytes_total", "Bytes of them.", metric::kind::counter, {}};
    bytes.samples.push_back({{}, static_cast<double>(streamed_bytes_.load())});
    const std::lock_guard lock{mutex_};
    for (const auto& [of, counted] : figures_) {
        const decltype(metric::sample::labels) labels{
            {"route", of.first}, {"status", std::to_string(of.second)}};
        requests.samples.push_back({labels, static_cast<double>(counted.requests)});
        seconds.samples.push_back({labels, counted.seconds});
    }
    return {std::move(requests), std::move(seconds), std::move(streams), std::move(bytes)};
}

std::string log_line(
    std::chrono::system_clock::time_point when,
    const std::string& method,
    const response& given,
    std::chrono::duration<double> took,
    std::size_t bytes)
{
    const auto at = std::chrono::floor<std::chrono::microseconds>(when);
    boost::json::object out{
        {"time", tools::format_utc(at)},
        {"method", known_method(method)},
        {"route", given.route.empty() ? "none" : given.route},
        {"status", given.status},
        {"seconds", took.count()},
        {"bytes", bytes}};
    if (!given.code.empty()) {
        out["code"] = given.code;
    }
    return boost::json::serialize(out);
}

front::front(boost::asio::any_io_executor blocking, bucket_rule each, bucket_rule all, log lines)
    : blocking_(std::move(blocking)), limiter_(each, all, steady_clock::now()),
      lines_(std::move(lines))
{}

void front::record(
    const std::string& method, const response& given, moment begun, std::size_t bytes)
{
    const auto took = steady_clock::now() - begun;
    figures_.count(given.route, given.status, took);
    lines_(log_line(std::chrono::system_clock::now(), method, given, took, bytes));
}

/// A body in pieces, which is counted and logged when nobody has it any more.
class front::watched {
public:
    watched(front& by, std::string method, const response& what, pieces from, moment begun)
        : front_(by), method_(std::move(method)), from_(std::move(from)), begun_(begun)
    {
        given_.status = what.status;
        given_.route = what.route;
        given_.code = what.code;
        front_.figures_.begin_stream();
    }
    ~watched()
    {
        front_.figures_.end_stream();
        front_.record(method_, given_, begun_, bytes_);
    }
    watched(const watched&) = delete;
    watched& operator=(const watched&) = delete;

    void add(std::size_t bytes)
    {
        bytes_ += bytes;
        front_.figures_.add_piece(bytes);
    }
    [[nodiscard]] const pieces& from() const noexcept { return from_; }

private:
    front& front_;
    std::string method_;
    response given_{};
    pieces from_;
    moment begun_;
    std::atomic<std::size_t> bytes_{0};  // Pieces may come from any thread.
};

pieces front::watch(std::string method, response& given, moment begun)
{
    auto kept =
        std::make_shared<watched>(*this, std::move(method), given, std::move(given.more), begun);
    return [kept](std::function<void(std::optional<std::string>)> take) {
        kept->from()([kept, take = std::move(take)](std::optional<std::string> one) {
            kept->add(one ? one->size() : 0);
            take(std::move(one));
        });
    };
}

void front::operator()(request asked, const answer& done)
{
    const auto begun = steady_clock::now();
    const auto answered = std::make_shared<std::atomic_flag>();
    const answer counted = [this, done, begun, answered, method = asked.method](response given) {
        if (answered->test_and_set()) {
            return;  // It had answered, and threw then.
        }
        if (given.more) {
            given.more = watch(method, given, begun);
        } else {
            record(method, given, begun, given.body.size());
        }
        done(std::move(given));
    };
    if (const auto wait = is_limited(asked) ? limiter_.take(asked.peer, begun) : std::nullopt) {
        counted(to_response(too_often(*wait)));
        return;
    }
    boost::asio::post(blocking_, [this, counted, asked = std::move(asked)]() mutable {
        try {
            routes_(std::move(asked), counted);
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception&) {
            // A bug of ours. It ends this request and nobody else's.
            counted(to_response({500, "thrown", "something is wrong here; it was logged"}));
        }
    });
}

}  // namespace host
