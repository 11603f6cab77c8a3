#include "host/config.hpp"
#include "host/webhook_config.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_webhook_config)

namespace {

host::config_reading read(const std::string& webhooks)
{
    return host::read_config(R"({"webhooks": )" + webhooks + "}");
}

std::string with(const std::string& subscriber)
{
    return R"({"source": "https://s.example", "places": [{"host": "d.example"}], "subscribers": [)" +
           subscriber + "]}";
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_there)
{
    BOOST_TEST(!host::read_config("{}").value.webhooks);
}

BOOST_AUTO_TEST_CASE(all_of_it_is_read)
{
    const auto out = read(with(
        R"({"name": "open-data", "url": "https://d.example/h", "secrets": ["whsec_x", "whsec_y"],
            "events": ["submitted", "erased"]}, {"name": "2", "url": "u", "secrets": ["s"]})"));
    BOOST_TEST_REQUIRE(out.wrong == "");
    const auto& got = *out.value.webhooks;
    BOOST_TEST(got.source == "https://s.example");
    BOOST_TEST(got.access.places.front().host == "d.example");
    BOOST_TEST(got.access.places.front().port == 443);
    BOOST_TEST_REQUIRE(got.subscribers.size() == 2U);
    const auto& first = got.subscribers.front();
    BOOST_TEST(first.name == "open-data");
    BOOST_TEST(first.endpoint.url == "https://d.example/h");
    BOOST_TEST(first.endpoint.secrets.size() == 2U);
    BOOST_TEST(first.events.size() == 2U);
    BOOST_TEST(first.events.contains("erased"));
    BOOST_TEST(got.subscribers.back().events.empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_place)
{
    const std::string end = R"("url": "u", "secrets": ["s"]})";
    const std::string one = R"({"name": "a", )" + end;
    std::string many = one;
    for (char name = 'b'; name <= 'q'; ++name) {
        many += std::string{R"(, {"name": ")"} + name + R"(", )" + end;
    }
    const std::pair<std::string, std::string> bad[] = {
        {"[]", "#/webhooks is not an object"},
        {R"({"places": [], "subscribers": [)" + one + "]}", "#/webhooks/source"},
        {with(""), "#/webhooks/subscribers"},
        {with(many), "#/webhooks/subscribers"},
        {with(one + ", " + one), "#/webhooks/subscribers"},
        {with("1"), "#/webhooks/subscribers/name"},
        {with(R"({"name": "A", )" + end), "#/webhooks/subscribers/name"},
        {with(R"({"name": "../a", )" + end), "#/webhooks/subscribers/name"},
        {with(R"({"name": ")" + std::string(33, 'a') + R"(", )" + end),
         "#/webhooks/subscribers/name"},
        {with(R"({"name": "a", "url": "u", "secrets": "s"})"), "#/webhooks/subscribers/secrets"},
        {with(R"({"name": "a", "secrets": ["s"]})"), "#/webhooks/subscribers/url"},
        {with(R"({"name": "a", "events": "all", )" + end), "#/webhooks/subscribers/events"},
        {with(R"({"name": "a", "events": ["sumbitted"], )" + end), "#/webhooks/subscribers/events"},
        {with(R"({"name": "a", "evens": [], )" + end), "#/webhooks/subscribers has a member"},
        {R"({"source": "s", "places": [{"port": 0}], "subscribers": [)" + one + "]}",
         "#/webhooks/places"}};
    for (const auto& [webhooks, place] : bad) {
        const auto wrong = read(webhooks).wrong;
        BOOST_TEST(wrong.starts_with(place), webhooks << ": " << wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()
