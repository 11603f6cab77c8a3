#include "host/config.hpp"
#include "host/hands_config.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(host_hands_config)

namespace {

std::string wrong_in(const std::string& adapters)
{
    return host::read_config(R"({"adapters": )" + adapters + "}").wrong;
}

/// The least that tells applicants.
std::string by_mail(const std::string& more = {})
{
    return R"({"e_mail": {"host": "m", "from": "a@b.example"})" + more + "}";
}

host::hands_settings read(const std::string& adapters)
{
    const auto out = host::read_config(R"({"adapters": )" + adapters + "}");
    BOOST_TEST_REQUIRE(out.wrong == "");
    return *out.value.adapters;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_there)
{
    BOOST_TEST(!host::read_config("{}").value.adapters);
    const auto one = read(by_mail());
    BOOST_TEST(!one.smpp.has_value());
    BOOST_TEST(!one.gateway.has_value());
    BOOST_TEST(one.mail.has_value());
    BOOST_TEST(!one.webhook.has_value());
}

BOOST_AUTO_TEST_CASE(somebody_has_to_tell_applicants)
{
    for (const auto* const bad : {"{}", R"({"webhook": {"source": "s"}})", R"({"courtesy": {}})"}) {
        BOOST_TEST(wrong_in(bad).find("nobody would tell applicants") != std::string::npos, bad);
    }
}

BOOST_AUTO_TEST_CASE(all_of_them_are_read)
{
    const auto got = read(R"({
        "office": "Deneme",
        "sms": {"smpp": {"host": "h", "port": "1", "tls": true, "system_id": "s", "password": "p", "source": "V"}},
        "e_mail": {"host": "m", "port": 25, "security": "none", "from": "a@b.example"},
        "webhook": {"source": "https://s.example", "places": [{"host": "u.example", "port": 444}],
                    "units": {"24301265": {"url": "https://u.example:444/h", "secrets": ["whsec_x", "whsec_y"]}}}})");
    BOOST_TEST(got.smpp.value().port == "1");
    BOOST_TEST(got.smpp.value().tls.on);
    BOOST_TEST(got.smpp.value().source == "V");
    BOOST_TEST(got.mail.value().port == 25);
    BOOST_TEST((got.mail.value().security == acikkapi::mail_security::none));
    BOOST_TEST(got.webhook.value().access.places.front().port == 444);
    BOOST_TEST(!got.webhook.value().access.places.front().allow_http);
    BOOST_TEST(got.webhook.value().units.begin()->second.secrets.size() == 2U);
}

BOOST_AUTO_TEST_CASE(when_applicants_are_left_in_peace_can_be_said)
{
    using namespace std::chrono_literals;
    BOOST_TEST((read(by_mail()).courtesy.quiet_from == 21h));
    const auto got =
        read(by_mail(R"(, "courtesy": {"quiet_from_hour": 22, "quiet_to_hour": 7, "per_day": 5})"));
    BOOST_TEST((got.courtesy.quiet_from == 22h));
    BOOST_TEST((got.courtesy.quiet_to == 7h));
    BOOST_TEST(got.courtesy.per_day == 5U);
    BOOST_TEST(wrong_in(by_mail(R"(, "courtesy": {"per_day": 5000})")) != "");
    BOOST_TEST(wrong_in(by_mail(R"(, "courtesy": {"hour": 5})")) != "");
}

BOOST_AUTO_TEST_CASE(letters_may_be_written_to_a_file_for_another_program)
{
    BOOST_TEST(read(R"({"sms": {"file": true}})").sms_to_file);
    BOOST_TEST(!read(by_mail()).sms_to_file);
}

BOOST_AUTO_TEST_CASE(a_gateway_has_its_secret_apart)
{
    const auto got = read(R"({"sms": {"gateway": {"url": "https://g.example/send", "kind": "json",
        "body": "{\"to\": \"{to}\"}", "secret": "s3", "rules": [{"status": 200, "means": "sent"}],
        "places": [{"host": "g.example"}]}}})");
    BOOST_TEST(got.gateway.value().secret == "s3");
    BOOST_TEST(got.gateway.value().url == "https://g.example/send");
    BOOST_TEST(!got.smpp.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_place)
{
    const std::pair<std::string, std::string> bad[] = {
        {"[]", "#/adapters"},
        {R"({"nonsense": 1})", "#/adapters"},
        {R"({"sms": {}})", "#/adapters/sms/smpp"},
        {R"({"sms": {"file": false}})", "#/adapters/sms/smpp"},
        {R"({"sms": {"file": true}, "e_mail": {"host": "m", "from": "a@b.example"}})",
         "#/adapters/sms/file"},
        {R"({"sms": {"smpp": {"host": "h"}}})", "#/adapters/sms/smpp/system_id"},
        {R"({"sms": {"gateway": {"url": 1}}})", "#/adapters/sms/gateway"},
        {R"({"e_mail": {"host": "m", "from": "a@b", "security": "some"}})",
         "#/adapters/e_mail/security"},
        {R"({"webhook": {"source": "s", "units": {"x": {}}}})", "#/adapters/webhook/units"},
        {R"({"webhook": {"source": "s", "units": {"24301265": {"url": "u"}}}})",
         "#/adapters/webhook/units/secrets"},
        {R"({"webhook": {"source": "s", "places": [{"port": 70000}]}})",
         "#/adapters/webhook/places"}};
    for (const auto& [text, place] : bad) {
        const auto wrong = wrong_in(text);
        BOOST_TEST(wrong.starts_with(place), text + ": " + wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()
