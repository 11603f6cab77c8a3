#include <acikkapi/adapters/sms_gateway.hpp>

#include "peers/json_peer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>

BOOST_AUTO_TEST_SUITE(peers_sms_gateway)

using namespace acikkapi;
using namespace std::chrono_literals;
using support::told;

namespace {

constexpr std::string_view words = "Başvurunuz \"34-2026\" <alındı> & 'ı' ğ%+\nمرحبا {to}";
constexpr std::string_view mobile = "+905321234567";

/// Options, with the address of the script's server put into their text.
sms_gateway_options options(std::string text)
{
    const auto port = told("HTTP_PORT");
    for (auto at = text.find("PORT"); at != std::string::npos; at = text.find("PORT")) {
        text.replace(at, 4, port);
    }
    std::string why;
    auto read = sms_gateway_options::parse(text, &why);
    BOOST_TEST_REQUIRE(read.has_value(), why);
    read->secret = "s3cr3t/+";
    return *std::move(read);
}

const std::string here =
    R"("places": [{"host": "127.0.0.1", "port": PORT, "allow_http": true, "allow_private": true}],
       "from": "VALİLİK", )";

sms_gateway_options of_json()
{
    return options("{" + here + R"x(
        "url": "http://127.0.0.1:PORT/json/messages", "kind": "json",
        "headers": {"Authorization": "Bearer {secret}"},
        "body": "{\"to\":\"{to}\",\"text\":\"{text}\",\"from\":\"{from}\",\"reference\":\"{id}\"}",
        "rules": [
            {"status": 202, "pointer": "/state", "pattern": "^queued$", "means": "sent", "id": "/id"},
            {"status": 422, "pointer": "/error/code", "pattern": "^BAD_NUMBER$", "means": "rejected"}]})x");
}

sms_gateway_options of_xml()
{
    return options("{" + here + R"x(
        "url": "http://127.0.0.1:PORT/xml", "kind": "xml",
        "body": "<?xml version='1.0'?><s><key>{secret}</key><head>{from}</head><gsm>{to_digits}</gsm><msg>{text}</msg></s>",
        "rules": [
            {"pattern": "<code>00</code><id>([a-z0-9]+)</id>", "means": "sent"},
            {"pattern": "<code>40</code>", "means": "rejected"},
            {"pattern": "<code>(30|80)</code>", "means": "again"}]})x");
}

sms_gateway_options of_form()
{
    return options("{" + here + R"x(
        "url": "http://127.0.0.1:PORT/form?key={secret}&gsm={to_national}&msg={text}&head={from}",
        "method": "GET", "kind": "none",
        "rules": [
            {"pattern": "^OK ([0-9]+)", "means": "sent"},
            {"pattern": "^ERR 7", "means": "rejected"}]})x");
}

hand_result send(
    sms_gateway_options by,
    std::string_view recipient,
    sms_gateway::pricing price = [](std::string_view) {
        return charge{2, 300};
    })
{
    asio::io_context io;
    const auto made = sms_gateway::make(
                          io.get_executor(),
                          std::move(by),
                          [](const letter&) { return result<std::string>{std::string{words}}; },
                          std::move(price))
                          .value();
    std::optional<hand_result> out;
    made->async_hand_over(
        {"17-0", stream_id{1}, {"sms", "result", std::string{recipient}, "34-2026-000000001-2"}},
        [&](hand_result how) { out = std::move(how); });
    io.run();
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST((!out->settled || out->means == "sms"));
    BOOST_TEST(out->detail.find("532") == std::string::npos);
    BOOST_TEST(out->detail.find("s3cr3t") == std::string::npos);
    return *out;
}

boost::json::array all_arrived()
{
    return support::ask_peer("/sent").as_array();
}

/// The last SMS that arrived.
boost::json::value arrived()
{
    return all_arrived().back();
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_operator_of_json_gets_the_text_as_it_is)
{
    const auto how = send(of_json(), mobile);
    BOOST_TEST((how.settled == delivery::sent));
    BOOST_TEST(how.detail == "j-17-0");
    BOOST_TEST((how.cost == charge{2, 300}));
    const auto got = arrived();
    BOOST_TEST(got.at("operator").as_string() == "json");
    BOOST_TEST(got.at("to").as_string() == "+905321234567");
    BOOST_TEST(got.at("text").as_string() == words);
    BOOST_TEST(got.at("from").as_string() == "VALİLİK");
}

BOOST_AUTO_TEST_CASE(an_operator_of_xml_gets_the_text_as_it_is)
{
    const auto how = send(of_xml(), mobile);
    BOOST_TEST((how.settled == delivery::sent));
    BOOST_TEST(how.detail == "x17");
    const auto got = arrived();
    BOOST_TEST(got.at("operator").as_string() == "xml");
    BOOST_TEST(got.at("to").as_string() == "905321234567");
    BOOST_TEST(got.at("text").as_string() == words);
    BOOST_TEST(got.at("type").as_string() == "text/xml; charset=utf-8");
}

BOOST_AUTO_TEST_CASE(an_operator_of_forms_gets_the_text_as_it_is)
{
    const auto how = send(of_form(), mobile);
    BOOST_TEST((how.settled == delivery::sent));
    BOOST_TEST(how.detail == "4711");
    const auto got = arrived();
    BOOST_TEST(got.at("operator").as_string() == "form");
    BOOST_TEST(got.at("method").as_string() == "GET");
    BOOST_TEST(got.at("gsm").as_string() == "5321234567");
    BOOST_TEST(got.at("msg").as_string() == words);
    BOOST_TEST(got.at("key").as_string() == "s3cr3t/+");
}

BOOST_AUTO_TEST_CASE(a_number_that_the_operator_does_not_know_is_rejected)
{
    for (const auto& by : {of_json(), of_xml(), of_form()}) {
        const auto how = send(by, "+905321230901");
        BOOST_TEST((how.settled == delivery::rejected));
        BOOST_TEST((how.cost == charge{}));
    }
}

BOOST_AUTO_TEST_CASE(an_operator_who_has_enough_is_asked_again)
{
    const auto before = system_clock{}.now();
    const auto how = send(of_json(), "+905321230902");
    BOOST_TEST(!how.settled);
    BOOST_TEST((how.not_before.value() >= before + 90s));
    BOOST_TEST(!send(of_xml(), "+905321230902").settled);
}

BOOST_AUTO_TEST_CASE(an_answer_that_nobody_has_described_is_unknown)
{
    BOOST_TEST((send(of_json(), "+905321230903").settled == delivery::unknown));
}

BOOST_AUTO_TEST_CASE(a_cut_connection_is_unknown_unless_repeats_are_dropped)
{
    auto by = of_json();
    BOOST_TEST((send(by, "+905321230904").settled == delivery::unknown));
    by.drops_repeats = true;
    BOOST_TEST(!send(by, "+905321230904").settled);
}

// The operator has sent it, and its proxy did not wait for that.
BOOST_AUTO_TEST_CASE(an_answer_of_a_proxy_is_unknown_unless_repeats_are_dropped)
{
    auto by = of_json();
    BOOST_TEST((send(by, "+905321230906").settled == delivery::unknown));
    BOOST_TEST(arrived().at("to").as_string() == "+905321230906");
    by.drops_repeats = true;
    BOOST_TEST(!send(by, "+905321230906").settled);
}

BOOST_AUTO_TEST_CASE(an_operator_who_does_not_know_us_does_not_reject_the_letter)
{
    auto by = of_json();
    by.secret = "wrong";
    BOOST_TEST(!send(by, mobile).settled);
}

// Such a letter is tried again: then its SMS must not have been sent.
BOOST_AUTO_TEST_CASE(who_cannot_say_the_price_has_nothing_sent)
{
    const auto before = all_arrived().size();
    const auto how = send(of_json(), mobile, [](std::string_view) -> charge {
        throw std::runtime_error{"no price list"};
    });
    BOOST_TEST(!how.settled);
    BOOST_TEST(all_arrived().size() == before);
}

// `send` looks for the number in the detail.
BOOST_AUTO_TEST_CASE(an_id_that_is_the_number_is_left_out)
{
    const auto how = send(of_json(), "+905321230905");
    BOOST_TEST((how.settled == delivery::sent));
    BOOST_TEST(how.detail.empty());
}

BOOST_AUTO_TEST_SUITE_END()
