#include <acikkapi/adapters/sms_gateway.hpp>

#include "adapters/gateway/filling.hpp"
#include "adapters/gateway/rules.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_sms_gateway)

using namespace acikkapi;
using namespace acikkapi::adapters;

namespace {

constexpr std::string_view sound = R"({
    "url": "https://api.example.org/sms?id={id}",
    "method": "PUT",
    "headers": {"Authorization": "Bearer {secret}", "X-Sender": "{from}"},
    "kind": "xml",
    "body": "<sms to='{to}'>{text}</sms>",
    "from": "VALILIK",
    "time_max_ms": 5000,
    "drops_repeats": true,
    "ca_file": "/etc/ca.pem",
    "places": [{"host": "api.example.org", "port": 443, "allow_http": false, "allow_private": true}],
    "rules": [
        {"status": [200, 299], "pattern": "^00 (.*)$", "means": "sent"},
        {"status": 406, "pointer": "/error/code", "pattern": "^7$", "means": "rejected", "id": "/id"},
        {"means": "again"}
    ]
})";

/// The options with one piece of the text exchanged.
std::string with(std::string_view old, std::string_view piece)
{
    std::string out{sound};
    return out.replace(out.find(old), old.size(), piece);
}

std::string why_not(const std::string& text)
{
    std::string why;
    const auto read = sms_gateway_options::parse(text, &why);
    return read ? "nothing" : why;
}

http_outcome answer(int status, std::string body)
{
    http_outcome out;
    out.end = http_end::answered;
    out.status = status;
    out.body = std::move(body);
    return out;
}

const sms_values values{"+905321234567", "a\"b\\c\n<d>&'e' %+ ğ {secret}", "7-0", "VALİLİK", "s/1"};

}  // namespace

BOOST_AUTO_TEST_CASE(options_are_read_from_json)
{
    const auto read = sms_gateway_options::parse(sound).value();
    BOOST_TEST(read.url == "https://api.example.org/sms?id={id}");
    BOOST_TEST(read.method == "PUT");
    const std::vector<http_header> headers{
        {"Authorization", "Bearer {secret}"}, {"X-Sender", "{from}"}};
    BOOST_TEST((read.headers == headers));
    BOOST_TEST((read.kind == sms_body::xml));
    BOOST_TEST(read.body == "<sms to='{to}'>{text}</sms>");
    BOOST_TEST(read.from == "VALILIK");
    BOOST_TEST(read.secret.empty());
    BOOST_TEST(read.time_max.count() == 5'000);
    BOOST_TEST(read.drops_repeats);
    BOOST_TEST(read.access.ca_file == "/etc/ca.pem");
    BOOST_TEST_REQUIRE(read.access.places.size() == 1U);
    BOOST_TEST(read.access.places[0].host == "api.example.org");
    BOOST_TEST(read.access.places[0].allow_private);
    BOOST_TEST_REQUIRE(read.rules.size() == 3U);
    BOOST_TEST((read.rules[0].means == delivery::sent));
    BOOST_TEST(read.rules[1].status_min == 406);
    BOOST_TEST(read.rules[1].status_max == 406);
    BOOST_TEST(read.rules[1].id == "/id");
    BOOST_TEST(!read.rules[2].means);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_options_is_said_by_name)
{
    BOOST_TEST(why_not("[") == "the text: no JSON");
    BOOST_TEST(why_not("[]") == "the text: no object");
    BOOST_TEST(why_not(with("\"VALILIK\"", "7")) == "from: no text");
    BOOST_TEST(why_not(with("\"xml\"", "\"yaml\"")) == "kind: not one of the words for it");
    BOOST_TEST(why_not(with("5000", "0")) == "time_max_ms: not between 1 and 600000");
    BOOST_TEST(why_not(with("5000", "1.5")) == "time_max_ms: no whole number");
    BOOST_TEST(why_not(with("true,", "1,")) == "drops_repeats: neither true nor false");
    BOOST_TEST(why_not(with("\"{from}\"", "7")) == "headers: a value is no text");
    BOOST_TEST(why_not(with("\"method\"", "\"methods\"")) == "methods: not known");
    BOOST_TEST(why_not(with("\"from\"", "\"secret\"")) == "secret: not known");
    BOOST_TEST(why_not(with("443", "65536")) == "places[0].port: not between 1 and 65535");
    BOOST_TEST(why_not(with("406", "[406]")) == "rules[1].status: neither one number nor two");
    BOOST_TEST(why_not(with("406", "[300, 200]")) == "rules[1].status: not between 100 and 599");
    BOOST_TEST(
        why_not(with("\"again\"", "\"dead\"")) == "rules[2].means: not one of the words for it");
    BOOST_TEST(why_not(std::string(70'000, ' ')) == "the text: longer than 64 KiB");
}

BOOST_AUTO_TEST_CASE(options_that_cannot_work_make_no_gateway)
{
    asio::io_context io;
    const auto words = [](const letter&) { return result<std::string>{"x"}; };
    const auto why_no_gateway = [&](const std::string& text) {
        std::string why;
        const auto made = sms_gateway::make(
            io.get_executor(), sms_gateway_options::parse(text).value(), words, {}, &why);
        return made ? "nothing" : why;
    };
    BOOST_TEST(why_no_gateway(std::string{sound}) == "nothing");
    BOOST_TEST(why_no_gateway(with("{from}", "{who}")) == "{who}: not known");
    BOOST_TEST(
        why_no_gateway(with("https://api", "https://other")) ==
        "url: none of the places allows it");
    BOOST_TEST(why_no_gateway(with("https://api", "ftp://api")) == "url: not one of HTTP");
    BOOST_TEST(
        why_no_gateway(with("^00 (.*)$", "(")) == "rules[0].pattern: not a regular expression");
    BOOST_TEST(why_no_gateway(with("/error", "error")) == "rules[1].pointer: not a JSON pointer");
    BOOST_TEST(why_no_gateway(with("\"/id\"", "\"id\"")) == "rules[1].id: not a JSON pointer");
    std::string why;
    auto options = sms_gateway_options::parse(sound).value();
    options.rules.clear();
    BOOST_TEST(!sms_gateway::make(io.get_executor(), options, words, {}, &why));
    BOOST_TEST(why == "rules: not between 1 and 64");
}

BOOST_AUTO_TEST_CASE(after_a_stop_no_letter_is_handed_over_and_none_is_settled)
{
    asio::io_context io;
    const auto words = [](const letter&) { return result<std::string>{"x"}; };
    const auto gateway =
        sms_gateway::make(io.get_executor(), sms_gateway_options::parse(sound).value(), words)
            .value();
    std::vector<hand_result> ends;
    const auto give = [&] {
        hand_over what;
        what.what.kind = "erased";  // It needs no peer.
        gateway->async_hand_over(what, [&](hand_result how) { ends.push_back(std::move(how)); });
    };
    give();
    io.run();
    give();
    gateway->stop();
    give();
    io.restart();
    io.run();
    BOOST_TEST_REQUIRE(ends.size() == 3U);
    BOOST_TEST((ends[0].settled == delivery::sent));
    BOOST_TEST(!ends[1].settled.has_value());
    BOOST_TEST(!ends[2].settled.has_value());
}

BOOST_AUTO_TEST_CASE(values_are_escaped_for_where_they_stand)
{
    BOOST_TEST(
        fill(R"({"t":"{text}"})", sms_body::json, values) ==
        R"({"t":"a\"b\\c\n<d>&'e' %+ ğ {secret}"})");
    BOOST_TEST(
        fill("<t>{text}</t>", sms_body::xml, values) ==
        "<t>a&quot;b\\c&#10;&lt;d&gt;&amp;&apos;e&apos; %+ ğ {secret}</t>");
    BOOST_TEST(
        fill("t={text}&s={secret}", sms_body::form, values) ==
        "t=a%22b%5Cc%0A%3Cd%3E%26%27e%27%20%25%2B%20%C4%9F%20%7Bsecret%7D&s=s%2F1");
    BOOST_TEST(fill("{from}", sms_body::none, values) == "VALİLİK");
    BOOST_TEST(
        fill("{to}|{to_digits}|{to_national}", sms_body::json, values) ==
        "+905321234567|905321234567|5321234567");
    BOOST_TEST(fill("{to_national}", sms_body::json, {"+4930123", "", "", "", ""}) == "4930123");
    using namespace std::string_literals;
    BOOST_TEST(fill("{text}", sms_body::xml, {"", "a\0\x01\x7f"s, "", "", ""}) == "a   ");
}

BOOST_AUTO_TEST_CASE(braces_that_hold_no_name_are_braces)
{
    BOOST_TEST(
        fill(R"({"a":{"b":{}}, "c":"{TO}{to"})", sms_body::json, values) ==
        R"({"a":{"b":{}}, "c":"{TO}{to"})");
    BOOST_TEST(fill("{{to}}", sms_body::json, values) == "{+905321234567}");
    BOOST_TEST(!unknown_name("{{to}} {} {TO}"));
    BOOST_TEST(*unknown_name("{to}{who}") == "who");
}

BOOST_AUTO_TEST_CASE(the_first_rule_that_fits_says_what_an_answer_means)
{
    const auto options = sms_gateway_options::parse(sound).value();
    std::string why;
    const auto rules = adapters::sms_rules::make(options.rules, why).value();
    const auto sent = rules.judge(answer(200, "00 1234:ab"));
    BOOST_TEST((sent->settled == delivery::sent));
    BOOST_TEST(sent->detail == "1234:ab");
    const auto refused = rules.judge(answer(406, R"({"error":{"code":7},"id":"x-1"})"));
    BOOST_TEST((refused->settled == delivery::rejected));
    BOOST_TEST(refused->detail == "x-1");
    BOOST_TEST(!rules.judge(answer(250, "01 busy"))->settled);
    BOOST_TEST(!rules.judge(answer(406, R"({"error":{"code":8}})")));
    BOOST_TEST(!rules.judge(answer(406, R"({"error":)")));
    BOOST_TEST(!rules.judge(answer(406, R"({"error":{"code":[7]}})")));
    BOOST_TEST(!rules.judge(answer(500, "00 1")));
}

BOOST_AUTO_TEST_CASE(an_id_that_is_long_or_more_than_an_id_is_left_out)
{
    std::string why;
    const auto rules =
        adapters::sms_rules::make({{.means = delivery::sent, .id = "/id"}}, why).value();
    const auto id_of = [&](const std::string& value) {
        return rules.judge(answer(200, "{\"id\":" + value + "}"))->detail;
    };
    BOOST_TEST(id_of("\"a-1.2:3_4\"") == "a-1.2:3_4");
    BOOST_TEST(id_of("12345") == "12345");
    BOOST_TEST(id_of("\"Ayşe\"").empty());
    BOOST_TEST(id_of("\"a b\"").empty());
    BOOST_TEST(id_of("[1]").empty());
    BOOST_TEST(id_of('"' + std::string(65, 'a') + '"').empty());
}

// std::regex calls itself for each byte that it looks at.
BOOST_AUTO_TEST_CASE(a_long_answer_does_not_use_up_the_stack)
{
    std::string why;
    const auto rules =
        adapters::sms_rules::make({{.pattern = "(a|b)*c", .means = delivery::sent}}, why).value();
    BOOST_TEST(!rules.judge(answer(200, std::string(64U << 10U, 'a'))));
    BOOST_TEST(!rules.judge(answer(200, std::string(64U << 10U, '['))));
}

BOOST_AUTO_TEST_CASE(a_letter_that_is_not_to_be_sent_is_settled_without_a_call)
{
    asio::io_context io;
    int asked = 0;
    const auto words = [&](const letter& what) -> result<std::string> {
        ++asked;
        if (what.kind == "throws") {
            throw std::runtime_error{"+905321234567"};
        }
        return what.kind == "never" ? errc::erased : errc::overloaded;
    };
    auto made =
        sms_gateway::make(io.get_executor(), sms_gateway_options::parse(sound).value(), words)
            .value();
    const auto outcome = [&](letter what) {
        std::optional<hand_result> out;
        made->async_hand_over(
            {"7-0", stream_id{1}, std::move(what)}, [&](hand_result how) { out = std::move(how); });
        io.restart();
        io.run();
        return out.value();
    };
    BOOST_TEST((outcome({"sms", "erased", "", ""}).settled == delivery::sent));
    BOOST_TEST((outcome({"sms", "result", "ayse@example.org", ""}).settled == delivery::rejected));
    BOOST_TEST((outcome({"sms", "result", "", ""}).settled == delivery::rejected));
    BOOST_TEST(asked == 0);
    BOOST_TEST((outcome({"sms", "never", "+905321234567", ""}).settled == delivery::rejected));
    BOOST_TEST(!outcome({"sms", "later", "+905321234567", ""}).settled);
    const auto thrown = outcome({"sms", "throws", "+905321234567", ""});
    BOOST_TEST(!thrown.settled);
    BOOST_TEST(thrown.detail == "an exception was thrown");
    BOOST_TEST(asked == 3);
}

BOOST_AUTO_TEST_CASE(a_gateway_that_is_gone_answers_what_was_waiting)
{
    asio::io_context io;
    std::optional<hand_result> out;
    int asked = 0;
    {
        const auto made = sms_gateway::make(
                              io.get_executor(),
                              sms_gateway_options::parse(sound).value(),
                              [&](const letter&) {
                                  ++asked;
                                  return result<std::string>{"x"};
                              })
                              .value();
        made->async_hand_over(
            {"7-0", stream_id{1}, {"sms", "result", "+905321234567", ""}},
            [&](hand_result how) { out = std::move(how); });
    }
    io.run();
    BOOST_TEST_REQUIRE(out.has_value());
    BOOST_TEST(!out->settled);
    BOOST_TEST(asked == 0);
}

BOOST_AUTO_TEST_SUITE_END()
