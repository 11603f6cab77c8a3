#include "host/api.hpp"
#include "host/front.hpp"
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
    return !only_shows || path.starts_with(api_prefix) || path.starts_with("/log-in");
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
    const std::lock_guard lock{mutex_};
    for (const auto& [of, counted] : figures_) {
        const decltype(metric::sample::labels) labels{
            {"route", of.first}, {"status", std::to_string(of.second)}};
        requests.samples.push_back({labels, static_cast<double>(counted.requests)});
        seconds.samples.push_back({labels, counted.seconds});
    }
    return {std::move(requests), std::move(seconds)};
}

std::string log_line(
    std::chrono::system_clock::time_point when,
    const std::string& method,
    const response& given,
    std::chrono::duration<double> took)
{
    const auto at = std::chrono::floor<std::chrono::microseconds>(when);
    boost::json::object out{
        {"time", tools::format_utc(at)},
        {"method", known_method(method)},
        {"route", given.route.empty() ? "none" : given.route},
        {"status", given.status},
        {"seconds", took.count()},
        {"bytes", given.body.size()}};
    if (!given.code.empty()) {
        out["code"] = given.code;
    }
    return boost::json::serialize(out);
}

front::front(boost::asio::any_io_executor blocking, bucket_rule each, bucket_rule all, log lines)
    : blocking_(std::move(blocking)), limiter_(each, all, steady_clock::now()),
      lines_(std::move(lines))
{}

void front::operator()(request asked, const answer& done)
{
    const auto begun = steady_clock::now();
    const auto answered = std::make_shared<std::atomic_flag>();
    const answer counted = [this, done, begun, answered, method = asked.method](response given) {
        if (answered->test_and_set()) {
            return;  // It had answered, and threw then.
        }
        const auto took = steady_clock::now() - begun;
        figures_.count(given.route, given.status, took);
        lines_(log_line(std::chrono::system_clock::now(), method, given, took));
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
