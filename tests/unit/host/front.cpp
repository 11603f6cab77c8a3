#include "host/front.hpp"
#include "host/problem.hpp"

#include <boost/asio/thread_pool.hpp>
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <future>
#include <stdexcept>

BOOST_AUTO_TEST_SUITE(host_front)

namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

host::request get(const std::string& path)
{
    host::request out;
    out.method = "GET";
    out.path = path;
    out.query = "secret=1";
    out.peer = "192.0.2.7";
    return out;
}

/// A front with one route, that says hello.
struct fixture {
    boost::asio::thread_pool threads{1};
    std::mutex mutex;
    std::vector<std::string> lines;
    host::front front{
        threads.get_executor(), {2, 1e-9}, {1e9, 1e9}, [this](const std::string& line) {
            const std::lock_guard lock{mutex};
            lines.push_back(line);
        }};

    fixture()
    {
        for (const auto* pattern : {"/api/v1/a/{x}", "/healthz"}) {
            front.routes().add("GET", pattern, [](const host::call&, const host::answer& done) {
                done(host::reply_with(200, "text/plain", "hello"));
            });
        }
        front.routes().add(
            "GET", "/throws/{when}", [](const host::call& got, const host::answer& done) {
                if (got.parts.front() == "later") {
                    done(host::reply_with(200, "text/plain", "hello"));
                }
                throw std::runtime_error{"a bug"};
            });
    }
    ~fixture() { threads.join(); }
    fixture(const fixture&) = delete;
    fixture& operator=(const fixture&) = delete;

    host::response ask(host::request what)
    {
        std::promise<host::response> out;
        front(std::move(what), [&](host::response got) { out.set_value(std::move(got)); });
        return out.get_future().get();
    }
    host::response ask(const std::string& path) { return ask(get(path)); }
};

std::string text_of(const host::http_figures& figures)
{
    return acikkapi::prometheus_text(figures.metrics());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_of_the_log_has_no_path_and_no_invented_method)
{
    host::response given = host::reply_with(200, "text/plain", "hello");
    given.route = "/a/{x}";
    const auto when = std::chrono::sys_days{std::chrono::year{2026} / 1 / 5} + 1h;
    const auto line = host::log_line(when, "GET", given, 250ms, given.body.size());
    BOOST_TEST(
        line == R"({"time":"2026-01-05T01:00:00Z","method":"GET","route":"/a/{x}",)"
                R"("status":200,"seconds":2.5E-1,"bytes":5})");
    given.route.clear();
    const auto odd = json::parse(host::log_line(when, "AYŞE", given, 0ms, 0)).as_object();
    BOOST_TEST(odd.at("method").as_string() == "other");
    BOOST_TEST(odd.at("route").as_string() == "none");
    const auto refused = host::to_response({403, "not_permitted", "of what is not told"});
    const auto why = json::parse(host::log_line(when, "GET", refused, 0ms, 0)).as_object();
    BOOST_TEST(why.at("code").as_string() == "not_permitted");
}

BOOST_AUTO_TEST_CASE(figures_are_by_route_and_status)
{
    host::http_figures figures;
    figures.count("/a/{x}", 200, 1s);
    figures.count("/a/{x}", 200, 500ms);
    figures.count("/a/{x}", 404, 1s);
    figures.count("", 404, 1s);
    const auto text = text_of(figures);
    BOOST_TEST(text.find(R"(http_requests_total{route="/a/{x}",status="200"} 2)") != text.npos);
    BOOST_TEST(text.find(R"(http_requests_total{route="none",status="404"} 1)") != text.npos);
    BOOST_TEST(
        text.find(R"(http_request_seconds_total{route="/a/{x}",status="200"} 1.5)") != text.npos);
    BOOST_TEST(text.find("# TYPE http_requests_total counter") != text.npos);
}

BOOST_FIXTURE_TEST_CASE(an_answer_is_counted_and_logged, fixture)
{
    BOOST_TEST(ask("/api/v1/a/34-1").body == "hello");
    BOOST_TEST(ask("/nothing").status == 404);
    const std::lock_guard lock{mutex};
    BOOST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines.front().find("34-1") == std::string::npos);
    BOOST_TEST(lines.front().find("secret") == std::string::npos);
    BOOST_TEST(lines.front().find("192.0.2.7") == std::string::npos);
    BOOST_TEST(
        text_of(front.figures()).find(R"(route="/api/v1/a/{x}",status="200"} 1)") !=
        std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(who_asks_too_often_waits_and_probes_are_not_limited, fixture)
{
    BOOST_TEST(ask("/api/v1/a/1").status == 200);
    BOOST_TEST(ask("/api/v1/a/1").status == 200);
    const auto refused = ask("/api/v1/a/1");
    BOOST_TEST(refused.status == 429);
    BOOST_TEST(refused.headers.back().first == "Retry-After");
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST(ask("/healthz").status == 200);
    }
}

BOOST_FIXTURE_TEST_CASE(another_spelling_of_a_path_is_limited_as_well, fixture)
{
    BOOST_TEST(ask("/api/v1/a/1").status == 200);
    BOOST_TEST(ask("/%61pi/v1/a/1").status == 200);
    BOOST_TEST(ask("/api/%761/a/1").status == 429);
    BOOST_TEST(ask("/%6cog-in").status == 429);
    BOOST_TEST(ask("/nothing").status == 404);
}

BOOST_FIXTURE_TEST_CASE(a_route_that_throws_ends_one_request, fixture)
{
    const auto got = ask("/throws/first");
    BOOST_TEST(got.status == 500);
    BOOST_TEST(got.body.find("a bug") == std::string::npos);
    BOOST_TEST(ask("/throws/later").status == 200);
    BOOST_TEST(ask("/healthz").status == 200);
    const std::lock_guard lock{mutex};
    BOOST_REQUIRE(lines.size() == 3U);
    BOOST_TEST(lines.front().find(R"("code":"thrown")") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(forms_are_limited_and_pages_that_are_only_shown_are_not, fixture)
{
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST(ask("/tr/apply").status == 404);
    }
    auto form = get("/tr/apply/text");
    form.method = "POST";
    BOOST_TEST(ask(form).status == 404);
    BOOST_TEST(ask(form).status == 404);
    BOOST_TEST(ask(form).status == 429);
}

BOOST_AUTO_TEST_SUITE_END()
