#include "adapters/http/client.hpp"
#include "peers/environment.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <thread>

BOOST_AUTO_TEST_SUITE(peers_http)

using namespace acikkapi;
using namespace acikkapi::adapters;
using namespace std::chrono_literals;
using support::told;
using support::told_port;

namespace {

/// Asks one server by its name.
struct asking {
    std::string scheme = "http";
    std::string host = "127.0.0.1";
    std::uint16_t port = told_port("HTTP_PORT");
    std::string ca_file = told("CA_FILE");

    [[nodiscard]] http_outcome operator()(http_request request) const
    {
        const http_place place{
            .host = host, .port = port, .allow_http = true, .allow_private = true};
        const http_client client{{{place}, ca_file}};
        request.url = scheme + "://" + host + ":" + std::to_string(port) + request.url;
        const std::atomic<bool> ended = false;
        return client.call(request, ended);
    }
};

asking tls(const char* port)
{
    return {.scheme = "https", .host = "localhost", .port = told_port(port)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_request_arrives_as_it_is)
{
    const asking ask;
    const auto out = ask(
        {.url = "/echo?a=%20b&c=/../d",
         .method = "PUT",
         .headers = {{"X-One", "1"}, {"Content-Type", "text/plain"}, {"X-Empty", ""}},
         .body = std::string{"İki\0satır\r\n", 13}});
    BOOST_TEST_REQUIRE(out.status == 200, out.why);
    BOOST_TEST((out.end == http_end::answered));
    BOOST_TEST(out.header("x-twice") == "one");
    BOOST_TEST(out.header("x-never").empty());
    const auto said = boost::json::parse(out.body);
    BOOST_TEST(said.at("method").as_string() == "PUT");
    BOOST_TEST(said.at("url").as_string() == "/echo?a=%20b&c=/../d");
    BOOST_TEST((said.at("body").as_string() == boost::json::string_view{"İki\0satır\r\n", 13}));
    const auto& headers = said.at("headers").as_object();
    BOOST_TEST(headers.at("x-one").as_string() == "1");
    BOOST_TEST(headers.at("x-empty").as_string().empty());
    BOOST_TEST(headers.at("content-type").as_string() == "text/plain");
    BOOST_TEST(!headers.contains("expect"));
    BOOST_TEST(!headers.contains("authorization"));
}

BOOST_AUTO_TEST_CASE(a_get_has_no_body)
{
    const auto out = asking{}({.url = "/echo", .method = "GET", .body = "not sent"});
    const auto said = boost::json::parse(out.body);
    BOOST_TEST(said.at("method").as_string() == "GET");
    BOOST_TEST(said.at("body").as_string().empty());
    BOOST_TEST(!said.at("headers").as_object().contains("content-type"));
}

BOOST_AUTO_TEST_CASE(a_redirection_is_an_answer_and_is_not_followed)
{
    const auto out = asking{}({.url = "/redirect"});
    BOOST_TEST((out.end == http_end::answered));
    BOOST_TEST(out.status == 302);
    BOOST_TEST(out.header("location") == "/echo");
}

BOOST_AUTO_TEST_CASE(headers_of_a_hint_are_not_those_of_the_answer)
{
    const auto out = asking{}({.url = "/early", .method = "GET"});
    BOOST_TEST(out.status == 200);
    BOOST_TEST(out.header("x-last") == "yes");
    BOOST_TEST(out.header("link").empty());
    BOOST_TEST(out.body == "hinted");
}

BOOST_AUTO_TEST_CASE(an_answer_without_an_end_is_given_up)
{
    for (const auto* const url : {"/endless", "/manyheaders"}) {
        const auto out = asking{}({.url = url, .response_bytes_max = 100'000});
        BOOST_TEST((out.end == http_end::unknown), url);
        BOOST_TEST(out.why == "the response is too long");
        BOOST_TEST(out.body.size() <= 100'000U);
    }
}

BOOST_AUTO_TEST_CASE(after_the_request_went_out_nobody_knows_what_came_of_it)
{
    BOOST_TEST((asking{}({.url = "/cut"}).end == http_end::unknown));
    BOOST_TEST((asking{}({.url = "/half"}).end == http_end::unknown));
    BOOST_TEST((asking{}({.url = "/silent", .time_max = 200ms}).end == http_end::unknown));
}

BOOST_AUTO_TEST_CASE(before_it_went_out_trying_again_is_right)
{
    asking nobody;
    nobody.port = 1;
    BOOST_TEST((nobody({.url = "/echo"}).end == http_end::temporary));
    nobody.host = "nobody.invalid";
    BOOST_TEST((nobody({.url = "/echo"}).end == http_end::temporary));
    auto handshake = tls("CUTTING_PORT");
    BOOST_TEST((handshake({.url = "/echo"}).end == http_end::temporary));
}

BOOST_AUTO_TEST_CASE(a_server_is_believed_by_its_certificate_and_its_name)
{
    const auto known = tls("HTTPS_PORT")({.url = "/echo"});
    BOOST_TEST(known.status == 200, known.why);
    const auto other = tls("OTHER_HTTPS_PORT")({.url = "/echo"});
    BOOST_TEST((other.end == http_end::temporary));
    auto untrusting = tls("HTTPS_PORT");
    untrusting.ca_file = "";
    BOOST_TEST((untrusting({.url = "/echo"}).end == http_end::temporary));
}

BOOST_AUTO_TEST_CASE(a_call_ends_soon_when_the_adapter_ends)
{
    const http_place place{
        .host = "127.0.0.1",
        .port = told_port("HTTP_PORT"),
        .allow_http = true,
        .allow_private = true};
    const http_client client{{{place}}};
    std::atomic<bool> ended = false;
    http_request request{.url = "http://127.0.0.1:" + told("HTTP_PORT") + "/silent"};
    request.time_max = 10min;
    std::thread other{[&] { ended = true; }};
    const auto out = client.call(request, ended);
    other.join();
    BOOST_TEST((out.end != http_end::answered));
}

BOOST_AUTO_TEST_SUITE_END()
