#include <acikkapi/adapters/webhook_inbox.hpp>

#include "adapters/webhook/signatures.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(adapters_webhook_inbox)

using namespace acikkapi;
using namespace std::chrono_literals;

namespace {

constexpr instant sunday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 29};
const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string other_secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const unit_id roads = unit_id::parse("24301265").value();
const unit_id parks = unit_id::parse("24301266").value();
const auto number =
    application_number::make(province::from_plate(34).value(), 2026, 48'213'975).value();

const reply_tokens& tokens()
{
    static const auto out = reply_tokens::make({std::string(32, 'k')}).value();
    return out;
}

std::string token(unit_acts acts = unit_acts::all(), unit_id whose = roads)
{
    return tokens().issue({number, whose, 2, acts, sunday + 240h}).value();
}

/// An event of the type, with these data.
std::string
event(std::string_view type, std::string_view data = "null", const std::string& with = token())
{
    return R"({"specversion":"1.0","id":"e1","source":"/roads","type":"tr.acikkapi.unit.)" +
           std::string{type} + R"(","subject":")" + number.str() + R"(","replytoken":")" + with +
           R"(","data":)" + std::string{data} + "}";
}

struct posted {
    std::string body;
    instant at = sunday;
    std::string id = "msg_1";
    std::string by = secret;
    std::string type = "application/cloudevents+json";
    std::vector<http_header> more{};

    [[nodiscard]] std::vector<http_header> headers() const
    {
        const auto seconds =
            std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
        const auto keys = adapters::webhook_keys::parse({by}).value();
        std::vector<http_header> out{
            {"Content-Type", type},
            {"Webhook-Id", id},
            {"WEBHOOK-TIMESTAMP", seconds},
            {"webhook-signature", keys.sign({id, seconds, body})}};
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }
};

webhook_inbox inbox(bool binary_mode = false)
{
    return webhook_inbox::make(
               {{{roads, {secret}}, {parks, {other_secret}}}, binary_mode}, tokens())
        .value();
}

result<unit_reply> read(const posted& what, instant now = sunday, unit_id from = roads)
{
    return inbox().read(from, what.headers(), what.body, now);
}

errc refusal(const posted& what, instant now = sunday, unit_id from = roads)
{
    const auto out = read(what, now, from);
    return out ? errc{} : static_cast<errc>(out.error().value());
}

template <class Command>
Command wish_of(std::string_view type, std::string_view data)
{
    return std::get<Command>(read({event(type, data)}).value().wish.value());
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_acceptance_asks_for_nothing)
{
    const auto out = read({event("accepted")}).value();
    BOOST_TEST((out.unit == roads));
    BOOST_TEST((out.number == number));
    BOOST_TEST(out.routing == 2U);
    BOOST_TEST((out.act == unit_act::accept));
    BOOST_TEST(!out.wish);
    BOOST_TEST(out.key == "webhook:24301265:msg_1");
}

BOOST_AUTO_TEST_CASE(each_type_becomes_its_command)
{
    const commands::send_back back{
        return_reason::other_authority, "Karayolları'nın", unit_id::parse("12345678").value()};
    BOOST_TEST(
        (wish_of<commands::send_back>(
             "returned",
             R"({"reason":"other_authority","note":"Karayolları'nın","suggested":"12345678"})") ==
         back));
    BOOST_TEST(
        (wish_of<commands::send_back>("returned", R"({"reason":"not_our_duty"})") ==
         commands::send_back{}));
    BOOST_TEST(
        (wish_of<commands::ask>("asked", R"({"question":"Hangi sokak?"})") ==
         commands::ask{"Hangi sokak?"}));
    BOOST_TEST(
        (wish_of<commands::answer_interim>("interim", R"({"text":"Ekip gitti"})") ==
         commands::answer_interim{"Ekip gitti"}));
    const commands::answer answer{outcome::partly, "Onarıldı", "A. Yılmaz"};
    BOOST_TEST(
        (wish_of<commands::answer>(
             "answered", R"({"decision":"partly","text":"Onarıldı","signed_by":"A. Yılmaz"})") ==
         answer));
}

BOOST_AUTO_TEST_CASE(data_that_lack_something_are_no_event)
{
    for (const auto& [type, data] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"returned", "null"},
             {"returned", "{}"},
             {"returned", R"({"reason":"because"})"},
             {"returned", R"({"reason":"not_our_duty","note":7})"},
             {"returned", R"({"reason":"not_our_duty","suggested":"7"})"},
             {"asked", R"({"question":""})"},
             {"asked", R"({"question":["a"]})"},
             {"asked", R"("question")"},
             {"interim", R"({"txt":"a"})"},
             {"answered", R"({"decision":"granted","text":"a"})"},
             {"answered", R"({"decision":1,"text":"a","signed_by":"b"})"},
             {"destroyed", "{}"},
             {"", "{}"}}) {
        BOOST_TEST((refusal({event(type, data)}) == errc::bad_argument), type << data);
    }
}

BOOST_AUTO_TEST_CASE(a_repeat_has_the_same_key_and_another_webhook_another)
{
    const auto key = [](const std::string& id) {
        return read({.body = event("accepted"), .id = id}).value().key;
    };
    BOOST_TEST(key("a") == key("a"));
    BOOST_TEST(key("a") != key("b"));
    BOOST_TEST(key(std::string(64, 'a')).size() < 256U);
}

BOOST_AUTO_TEST_CASE(what_was_not_signed_by_the_unit_is_not_read)
{
    BOOST_TEST((refusal({.body = event("accepted"), .by = other_secret}) == errc::bad_signature));
    const posted sound{event("accepted")};
    for (const auto* const missing : {"Webhook-Id", "WEBHOOK-TIMESTAMP", "webhook-signature"}) {
        auto headers = sound.headers();
        std::erase_if(headers, [&](const auto& one) { return one.name == missing; });
        const auto out = inbox().read(roads, headers, sound.body, sunday);
        BOOST_TEST((out.error() == errc::not_signed), missing);
    }
    const auto changed = inbox().read(roads, sound.headers(), sound.body + " ", sunday);
    BOOST_TEST((changed.error() == errc::bad_signature));
    BOOST_TEST((refusal(sound, sunday, unit_id::parse("11111111").value()) == errc::not_permitted));
}

BOOST_AUTO_TEST_CASE(five_minutes_are_the_limit_of_a_signature)
{
    const posted sound{event("accepted")};
    BOOST_TEST((refusal(sound, sunday + 5min) == errc{}));
    BOOST_TEST((refusal(sound, sunday - 5min) == errc{}));
    BOOST_TEST((refusal(sound, sunday + 5min + 1s) == errc::too_late));
    BOOST_TEST((refusal(sound, sunday - 5min - 1s) == errc::too_late));
    for (const std::string seconds : {"soon", "-1", "1e9", "9223372036854775807", "1764374400 "}) {
        const auto keys = adapters::webhook_keys::parse({secret}).value();
        const std::vector<http_header> headers{
            {"content-type", "application/cloudevents+json"},
            {"webhook-id", "a"},
            {"webhook-timestamp", seconds},
            {"webhook-signature", keys.sign({"a", seconds, sound.body})}};
        const auto out = inbox().read(roads, headers, sound.body, sunday);
        BOOST_TEST((out.error() == errc::too_late), seconds);
    }
}

BOOST_AUTO_TEST_CASE(a_token_is_bound_to_unit_application_and_act)
{
    BOOST_TEST((refusal({event("accepted", "null", "")}) == errc::bad_argument));
    BOOST_TEST((refusal({event("accepted", "null", "x")}) == errc::not_permitted));
    // Another unit's, brought by this one; and this one's, brought by another.
    BOOST_TEST(
        (refusal({event("accepted", "null", token(unit_acts::all(), parks))}) ==
         errc::not_permitted));
    BOOST_TEST(
        (refusal({.body = event("accepted"), .by = other_secret}, sunday, parks) ==
         errc::not_permitted));
    const auto only_ask = token({unit_act::ask});
    BOOST_TEST((refusal({event("asked", R"({"question":"a"})", only_ask)}) == errc{}));
    BOOST_TEST((refusal({event("interim", R"({"text":"a"})", only_ask)}) == errc::not_permitted));
    auto of_another = event("accepted");
    of_another.replace(of_another.find(number.str()), number.str().size(), "34-2026-000000001-2");
    BOOST_TEST((refusal({of_another}) == errc::not_permitted));
    posted late{event("accepted")};
    late.at = sunday + 240h;
    BOOST_TEST((refusal(late, sunday + 240h) == errc::too_late));
}

BOOST_AUTO_TEST_CASE(what_is_no_event_is_refused)
{
    const auto with = [](std::string_view old, std::string_view piece) {
        auto out = event("accepted");
        return out.replace(out.find(old), old.size(), piece);
    };
    BOOST_TEST(
        (refusal({with("\"data\"", "\"x1\":true,\"x2\":-7,\"x3\":null,\"data\"")}) == errc{}));
    BOOST_TEST(
        (refusal({with("\"data\"", "\"datacontenttype\":\"application/json\",\"data\"")}) ==
         errc{}));
    for (const std::string& body :
         {std::string{},
          std::string{"[]"},
          std::string{"{"},
          event("accepted") + "x",
          with("1.0", "0.3"),
          with("\"1.0\"", "1.0"),
          with("\"e1\"", "\"\""),
          with("\"id\"", "\"ids\""),
          with("\"/roads\"", "7"),
          with("\"data\"", "\"case_id\":\"a\",\"data\""),
          with("\"data\"", "\"Upper\":\"a\",\"data\""),
          with("\"data\"", "\"abcdefghijklmnopqrstu\":\"a\",\"data\""),
          with("\"data\"", "\"x1\":1.5,\"data\""),
          with("\"data\"", "\"x1\":2147483648,\"data\""),
          with("\"data\"", "\"x1\":{},\"data\""),
          with("\"data\"", "\"data_base64\":\"YQ==\",\"data\""),
          with("\"data\"", "\"datacontenttype\":\"text/xml\",\"data\""),
          with("null", "[[[[[[[[[]]]]]]]]]"),
          with("/roads", "\xff"),
          with("/roads", std::string(1'025, 'a'))}) {
        BOOST_TEST((refusal({body}) == errc::bad_argument), body);
    }
    BOOST_TEST(
        (refusal({.body = event("accepted"), .type = "application/json"}) == errc::bad_argument));
    BOOST_TEST(
        (refusal(
             {.body = event("accepted"), .type = "application/cloudevents+json; charset=utf-8"}) ==
         errc{}));
}

BOOST_AUTO_TEST_CASE(a_body_has_less_than_20000_bytes)
{
    const auto empty = event("interim", R"({"text":""})").size();
    const auto of_size = [&](std::size_t size) {
        return posted{event("interim", R"({"text":")" + std::string(size - empty, 'a') + "\"}")};
    };
    BOOST_TEST((refusal(of_size(19'999)) == errc{}));
    BOOST_TEST((refusal(of_size(20'000)) == errc::limit_reached));
}

BOOST_AUTO_TEST_CASE(binary_mode_is_read_where_the_host_says_so)
{
    posted what{R"({"question":"Hangi sokak?"})"};
    what.type = "application/json";
    what.more = {
        {"ce-specversion", "1.0"},
        {"CE-Id", "e1"},
        {"ce-source", "/roads"},
        {"ce-type", "tr.acikkapi.unit.asked"},
        {"ce-replytoken", token()}};
    BOOST_TEST((refusal(what) == errc::bad_argument));
    const auto out = inbox(true).read(roads, what.headers(), what.body, sunday).value();
    BOOST_TEST((std::get<commands::ask>(*out.wish) == commands::ask{"Hangi sokak?"}));
    what.more[3].value = "tr.acikkapi.unit.a%73ked";
    BOOST_TEST(!inbox(true).read(roads, what.headers(), what.body, sunday));
    what.more.erase(what.more.begin());
    BOOST_TEST(!inbox(true).read(roads, what.headers(), what.body, sunday));
}

BOOST_AUTO_TEST_CASE(a_secret_that_is_none_makes_no_inbox)
{
    BOOST_TEST(!webhook_inbox::make({{{roads, {"secret"}}}}, tokens()));
    BOOST_TEST(!webhook_inbox::make({{{roads, {}}}}, tokens()));
    BOOST_TEST(!webhook_inbox::make({{{unit_id{}, {secret}}}}, tokens()));
}

BOOST_AUTO_TEST_SUITE_END()
