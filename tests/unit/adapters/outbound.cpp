#include "adapters/http/client.hpp"
#include "adapters/http/outbound.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_outbound)

using namespace acikkapi;
using namespace acikkapi::adapters;
namespace ip = boost::asio::ip;

namespace {

const std::vector<http_place> places{
    {.host = "api.example.org"},
    {.host = "*.units.example", .port = 8443},
    {.host = "plain.example.org", .port = 8080, .allow_http = true, .allow_private = true},
    {.host = "2001:db8::1"}};

errc refusal(std::string_view url)
{
    const auto read = permit(places, url);
    return read ? errc{} : static_cast<errc>(read.error().value());
}

bool open_to_all(const char* text)
{
    return is_public(ip::make_address(text));
}

/// Somebody listens on this machine and is never spoken to.
struct listener {
    boost::asio::io_context io;
    ip::tcp::acceptor socket{io, {ip::address_v4::loopback(), 0}};
    std::uint16_t port = socket.local_endpoint().port();

    [[nodiscard]] bool was_connected_to()
    {
        boost::system::error_code none;
        socket.non_blocking(true);
        static_cast<void>(socket.accept(none));
        return none != boost::asio::error::would_block;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_on_the_list_is_permitted_and_spelled_anew)
{
    BOOST_TEST(permit(places, "https://api.example.org")->url == "https://api.example.org:443/");
    BOOST_TEST(
        permit(places, "HTTPS://API.Example.ORG:443/v1/a%20b?x=%26")->url ==
        "https://api.example.org:443/v1/a%20b?x=%26");
    BOOST_TEST(
        permit(places, "https://a.b.units.example:8443?q")->url ==
        "https://a.b.units.example:8443/?q");
    BOOST_TEST(permit(places, "https://[2001:DB8:0::1]/")->url == "https://[2001:db8::1]:443/");
    BOOST_TEST(!permit(places, "https://api.example.org")->allow_private);
    BOOST_TEST(permit(places, "http://plain.example.org:8080/")->allow_private);
    BOOST_TEST(permit(places, "https://plain.example.org:8080/").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_not_on_the_list_is_not_permitted)
{
    for (const auto* const url :
         {"https://example.org/",
          "https://evil-api.example.org/",
          "https://api.example.org.evil.example/",
          "https://api.example.org./",
          "http://api.example.org/",
          "http://api.example.org:443/",
          "https://api.example.org:8443/",
          "https://units.example:8443/",
          "https://a.units.example/",
          "https://evilunits.example:8443/",
          "http://plain.example.org/",
          "https://127.0.0.1/",
          "http://2130706433/",
          "http://0x7f.1/",
          "http://[::ffff:127.0.0.1]/",
          "https://[::1]/"}) {
        BOOST_TEST((refusal(url) == errc::not_permitted), url);
    }
}

BOOST_AUTO_TEST_CASE(what_two_readers_might_read_in_two_ways_is_no_url)
{
    const std::string with_null{"https://api.example.org\0.evil.example/", 38};
    for (const std::string& url :
         {std::string{""},
          std::string{"api.example.org"},
          std::string{"//api.example.org/"},
          std::string{"ftp://api.example.org/"},
          std::string{"file:///etc/passwd"},
          std::string{"gopher://api.example.org/"},
          std::string{"https://user@api.example.org/"},
          std::string{"https://user:secret@api.example.org/"},
          std::string{"https://api.example.org@evil.example/"},
          std::string{"https://@api.example.org/"},
          std::string{"https://api.example.org#@evil.example/"},
          std::string{"https://api.example.org\\@evil.example/"},
          std::string{"https://api.example.org /"},
          std::string{"https://api.example.org/\r\nHost: evil.example"},
          std::string{"https://api%2eexample.org/"},
          std::string{"https://[fe80::1%25eth0]/"},
          std::string{"https://[v1.a]/"},
          std::string{"https://api.example.org:0/"},
          std::string{"https://api.example.org:65979/"},
          std::string{"https://api.example.org:99999999999/"},
          std::string{"https:///path"},
          "https://api.example.org/" + std::string(5'000, 'a'),
          with_null}) {
        BOOST_TEST((refusal(url) == errc::bad_argument), url);
    }
}

BOOST_AUTO_TEST_CASE(public_addresses_are_public)
{
    for (const auto* const text :
         {"8.8.8.8",
          "172.15.0.1",
          "172.32.0.1",
          "100.63.0.1",
          "100.128.0.1",
          "192.169.0.1",
          "223.255.255.255",
          "2a00:1450::1",
          "2001:4860:4860::8888",
          "::ffff:8.8.8.8",
          "64:ff9b::808:808"}) {
        BOOST_TEST(open_to_all(text), text);
    }
}

BOOST_AUTO_TEST_CASE(addresses_of_networks_of_ones_own_are_not_public)
{
    for (const auto* const text :
         {"127.0.0.1",
          "127.255.255.255",
          "0.0.0.0",
          "0.1.2.3",
          "10.0.0.1",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.1.1",
          "169.254.169.254",
          "100.64.0.1",
          "100.127.255.255",
          "192.0.0.1",
          "192.0.2.1",
          "192.88.99.1",
          "198.18.0.1",
          "198.19.255.255",
          "198.51.100.1",
          "203.0.113.1",
          "224.0.0.1",
          "239.255.255.255",
          "240.0.0.1",
          "255.255.255.255",
          "::",
          "::1",
          "::127.0.0.1",
          "fe80::1",
          "fec0::1",
          "fc00::1",
          "fd00:ec2::254",
          "ff02::1",
          "::ffff:127.0.0.1",
          "::ffff:10.0.0.1",
          "64:ff9b::7f00:1",
          "64:ff9b:1::1",
          "2001::1",
          "2002:7f00:1::1",
          "2001:db8::1",
          "3fff::1",
          "100::1"}) {
        BOOST_TEST(!open_to_all(text), text);
    }
}

// The list has the name, whoever owns it points it to this machine: nothing is to be connected to.
BOOST_AUTO_TEST_CASE(a_name_that_leads_to_this_machine_is_refused_before_it_is_connected_to)
{
    for (const auto* const host : {"localhost", "2130706433", "0x7f.1", "127.1", "127.0.0.1"}) {
        listener here;
        http_place place{.host = host, .port = here.port, .allow_http = true};
        const http_client client{{{place}}};
        http_request request{
            .url = std::string{"http://"} + host + ":" + std::to_string(here.port)};
        const std::atomic<bool> ended = false;
        const auto out = client.call(request, ended);
        BOOST_TEST((out.end == http_end::permanent), host << ": " << out.why);
        BOOST_TEST(!here.was_connected_to(), host);
    }
}

BOOST_AUTO_TEST_CASE(a_wrapped_address_is_refused_as_well)
{
    listener here;
    const http_client client{
        {{{.host = "::ffff:127.0.0.1", .port = here.port, .allow_http = true}}}};
    http_request request{.url = "http://[::ffff:7f00:1]:" + std::to_string(here.port)};
    const std::atomic<bool> ended = false;
    const auto out = client.call(request, ended);
    BOOST_TEST((out.end == http_end::permanent), out.why);
    BOOST_TEST(!here.was_connected_to());
}

BOOST_AUTO_TEST_CASE(a_header_with_a_line_break_is_no_request)
{
    const http_client client{{places}};
    const std::atomic<bool> ended = false;
    for (const http_header& bad :
         {http_header{"A", "b\r\nC: d"}, {"A\n", "b"}, {"A:", "b"}, {"", "b"}, {"A b", "c"}}) {
        http_request request{.url = "https://api.example.org/"};
        request.headers = {bad};
        BOOST_TEST((client.call(request, ended).end == http_end::permanent), bad.value);
    }
    http_request request{.url = "https://api.example.org/", .method = "GET /x HTTP/1.1\r\n"};
    BOOST_TEST((client.call(request, ended).end == http_end::permanent));
}

BOOST_AUTO_TEST_SUITE_END()
