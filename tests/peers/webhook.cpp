#include <acikkapi/adapters/webhook_department.hpp>
#include <acikkapi/adapters/webhook_inbox.hpp>

#include "peers/json_peer.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

BOOST_AUTO_TEST_SUITE(peers_webhook)

using namespace acikkapi;
using namespace std::chrono_literals;
using support::ask_peer;
using support::peer_access;
using support::peer_url;
using support::text_of;

namespace json = boost::json;

namespace {

const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string other_secret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const auto number =
    application_number::make(province::from_plate(34).value(), 2026, 48'213'975).value();

const reply_tokens& tokens()
{
    static const auto out = reply_tokens::make({std::string(32, 'k')}).value();
    return out;
}

/// One unit for each way in which its system may answer.
const std::map<std::string, std::string> units{
    {"good", "10000001"},
    {"gone", "10000002"},
    {"wrong", "10000003"},
    {"broken", "10000004"},
    {"busy", "10000005"},
    {"much", "10000006"},
    {"silent", "10000007"}};

webhook_options options()
{
    webhook_options out{.source = "https://valilik.example/acikkapi", .access = peer_access()};
    for (const auto& [path, unit] : units) {
        out.units[unit_id::parse(unit).value()] = {
            peer_url("/units/" + path), {other_secret, secret}};
    }
    return out;
}

const instant expiry = std::chrono::sys_days{std::chrono::year{2126} / 1 / 1};

result<unit_words> describe(const letter&)
{
    return unit_words{
        R"({"category":"yol","subject":"Çukur \u0131","n":12345678901})",
        std::chrono::sys_days{std::chrono::year{2026} / 11 / 29} + 8h + 5us,
        reply_grant{3, {unit_act::ask, unit_act::answer}, expiry}};
}

hand_result give(
    const std::string& unit,
    const std::string& kind = "routed",
    webhook_department::wording words = describe,
    webhook_options by = options())
{
    asio::io_context io;
    const auto made =
        webhook_department::make(io.get_executor(), std::move(by), tokens(), std::move(words))
            .value();
    std::optional<hand_result> out;
    made->async_hand_over(
        {"17-0", stream_id{1}, {"unit", kind, unit, number.str(), true}},
        [&](hand_result how) { out = std::move(how); });
    io.run();
    BOOST_TEST(out.value().means == "webhook");
    BOOST_TEST(out->detail.find("whsec") == std::string::npos);
    return *out;
}

std::string token(unit_acts acts = unit_acts::all())
{
    return tokens().issue({number, unit_id::parse("10000001").value(), 3, acts, expiry}).value();
}

/// What a unit's system says, read by an inbox.
result<unit_reply> hear(json::object what, bool binary_mode = false)
{
    const auto now = system_clock{}.now();
    what["at"] = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const auto made = ask_peer("/say", json::serialize(what));
    std::vector<http_header> headers;
    for (const auto& one : made.at("headers").as_object()) {
        headers.push_back({std::string{one.key()}, std::string{text_of(one.value())}});
    }
    const auto unit = unit_id::parse("10000001").value();
    const auto inbox = webhook_inbox::make({{{unit, {secret}}}, binary_mode}, tokens()).value();
    return inbox.read(unit, headers, text_of(made.at("body")), now);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_judges_are_strict)
{
    BOOST_TEST(ask_peer("/strict").as_bool());
}

BOOST_AUTO_TEST_CASE(others_libraries_verify_and_read_what_is_sent)
{
    const auto how = give(units.at("good"));
    BOOST_TEST((how.settled == delivery::delivered), how.detail);
    const auto got = ask_peer("/got").as_array().back();
    BOOST_TEST_REQUIRE(!got.as_object().contains("error"), json::serialize(got));
    BOOST_TEST(got.at("signed").at(0).as_bool());
    BOOST_TEST(got.at("signed").at(1).as_bool());
    BOOST_TEST(got.at("fits").as_bool(), json::serialize(got.at("faults")));
    BOOST_TEST(text_of(got.at("type")) == "application/cloudevents+json; charset=utf-8");
    BOOST_TEST(text_of(got.at("webhookId")) == "17-0");
    const auto& event = got.at("event");
    BOOST_TEST(text_of(event.at("id")) == "17-0");
    BOOST_TEST(text_of(event.at("source")) == "https://valilik.example/acikkapi");
    BOOST_TEST(text_of(event.at("type")) == "tr.acikkapi.application.routed");
    BOOST_TEST(text_of(event.at("subject")) == number.str());
    BOOST_TEST(text_of(event.at("time")).starts_with("2026-11-29T08:00:00.000"));
    BOOST_TEST(text_of(event.at("data").at("subject")) == "Çukur ı");
    BOOST_TEST(event.at("data").at("n").as_int64() == 12'345'678'901);
    const auto scope = tokens().check(text_of(event.at("replytoken")), unit_act::ask, instant{});
    BOOST_TEST_REQUIRE(scope.has_value());
    BOOST_TEST((scope->number == number));
    BOOST_TEST(scope->unit.str() == units.at("good"));
    BOOST_TEST(scope->routing == 3U);
}

BOOST_AUTO_TEST_CASE(an_old_secret_is_taken_away_without_a_gap)
{
    auto by = options();
    by.units[unit_id::parse(units.at("good")).value()].secrets = {other_secret};
    BOOST_TEST((give(units.at("good"), "routed", describe, by).settled == delivery::delivered));
    const auto got = ask_peer("/got").as_array().back();
    BOOST_TEST(!got.at("signed").at(0).as_bool());
    BOOST_TEST(got.at("signed").at(1).as_bool());
}

BOOST_AUTO_TEST_CASE(of_an_erased_application_nothing_but_its_number_is_said)
{
    const auto never = [](const letter&) -> result<unit_words> {
        BOOST_ERROR("nobody is to be asked for words");
        return errc::erased;
    };
    BOOST_TEST((give(units.at("good"), "erased", never).settled == delivery::delivered));
    const auto got = ask_peer("/got").as_array().back();
    BOOST_TEST(got.at("fits").as_bool());
    BOOST_TEST(text_of(got.at("event").at("type")) == "tr.acikkapi.application.erased");
    BOOST_TEST(!got.at("event").as_object().contains("data"));
    BOOST_TEST(!got.at("event").as_object().contains("replytoken"));
}

BOOST_AUTO_TEST_CASE(a_letter_ends_as_the_system_answers)
{
    BOOST_TEST((give(units.at("gone")).settled == delivery::rejected));
    BOOST_TEST((give(units.at("wrong")).settled == delivery::rejected));
    for (const auto* const path : {"broken", "silent", "busy", "much"}) {
        BOOST_TEST(!give(units.at(path)).settled, path);
    }
    const auto before = system_clock{}.now();
    BOOST_TEST((give(units.at("busy")).not_before.value() >= before + 77s));
    BOOST_TEST((give(units.at("much")).not_before.value() >= before + 33s));
    BOOST_TEST(!give(units.at("broken")).not_before);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_given_is_not_sent)
{
    const auto before = ask_peer("/got").as_array().size();
    BOOST_TEST((give("99999999").settled == delivery::rejected));
    BOOST_TEST((give("roads").settled == delivery::rejected));
    const auto saying = [](std::string data) {
        return [data](const letter&) { return result<unit_words>{unit_words{data}}; };
    };
    const auto ends_as = [&](const webhook_department::wording& words) {
        return give(units.at("good"), "routed", words).settled;
    };
    BOOST_TEST((ends_as(saying("{")) == delivery::rejected));
    BOOST_TEST((ends_as(saying('"' + std::string(20'000, 'a') + '"')) == delivery::rejected));
    BOOST_TEST((ends_as([](const letter&) -> result<unit_words> {
                    return errc::erased;
                }) == delivery::rejected));
    BOOST_TEST(!ends_as([](const letter&) -> result<unit_words> { return errc::busy; }));
    BOOST_TEST(ask_peer("/got").as_array().size() == before);
}

BOOST_AUTO_TEST_CASE(options_that_cannot_work_make_no_department)
{
    asio::io_context io;
    const auto makes = [&](auto change) {
        auto by = options();
        change(by);
        return webhook_department::make(io.get_executor(), by, tokens(), describe).has_value();
    };
    auto some = [](webhook_options& by) -> webhook_endpoint& { return by.units.begin()->second; };
    BOOST_TEST(makes([](auto&) {}));
    BOOST_TEST(!makes([&](auto& by) { some(by).url = "http://169.254.169.254/"; }));
    BOOST_TEST(!makes([&](auto& by) { some(by).secrets = {"secret"}; }));
    BOOST_TEST(!makes([&](auto& by) { some(by).secrets.clear(); }));
    BOOST_TEST(!makes([](auto& by) { by.source = ""; }));
    BOOST_TEST(!makes([](auto& by) { by.source = "a b"; }));
    BOOST_TEST(!makes([](auto& by) { by.time_max = 0ms; }));
    BOOST_TEST(!makes([](auto& by) { by.units[unit_id{}] = by.units.begin()->second; }));
}

BOOST_AUTO_TEST_CASE(what_others_libraries_say_is_understood)
{
    for (const auto* const mode : {"structured", "binary"}) {
        const auto out = hear(
            {{"mode", mode},
             {"type", "answered"},
             {"token", token()},
             {"subject", number.str()},
             {"data", {{"decision", "granted"}, {"text", "Onarıldı"}, {"signed_by", "A. Yılmaz"}}}},
            true);
        BOOST_TEST_REQUIRE(out.has_value(), mode << ": " << out.error().message());
        BOOST_TEST((out->number == number));
        BOOST_TEST(out->routing == 3U);
        BOOST_TEST(out->key == "webhook:10000001:msg_1");
        const commands::answer wanted{outcome::granted, "Onarıldı", "A. Yılmaz"};
        BOOST_TEST((std::get<commands::answer>(*out->wish) == wanted));
    }
}

BOOST_AUTO_TEST_CASE(what_others_libraries_say_without_the_right_is_refused)
{
    const auto question = [](const std::string& with, const std::string& by) {
        return hear(
            {{"mode", "structured"},
             {"type", "asked"},
             {"token", with},
             {"subject", number.str()},
             {"secret", by},
             {"data", {{"question", "Hangi sokak?"}}}});
    };
    BOOST_TEST(question(token(), secret).has_value());
    BOOST_TEST((question(token(), other_secret).error() == errc::bad_signature));
    BOOST_TEST((question(token({unit_act::answer}), secret).error() == errc::not_permitted));
}

BOOST_AUTO_TEST_SUITE_END()
