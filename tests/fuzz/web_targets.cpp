// What comes from other institutions' servers: events of units, tokens, answers of SMS operators.
#include <acikkapi/adapters/reply_token.hpp>
#include <acikkapi/adapters/webhook_inbox.hpp>

#include "adapters/gateway/rules.hpp"
#include "adapters/http/outbound.hpp"
#include "adapters/http/status.hpp"
#include "adapters/webhook/events.hpp"
#include "adapters/webhook/signatures.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {
namespace {

using namespace acikkapi;

// Boost.JSON takes 24 bytes for a value, which may be of two bytes of text, and grows by doubling.
constexpr std::size_t json_size = 1U << 20U;
const std::string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const reply_tokens& tokens()
{
    static const auto out = reply_tokens::make({std::string(32, 'k')}).value();
    return out;
}

std::string token()
{
    const auto about = application_number::make(province::from_plate(34).value(), 2026, 1).value();
    return tokens()
        .issue({about, unit_id::parse("24301265").value(), 1, unit_acts::all(), instant::max()})
        .value();
}

void run_unit_event(std::string_view input)
{
    const auto event = counted(
        input, [&] { return adapters::read_structured(input); }, json_size);
    if (event) {
        must(!event->id.empty() && !event->type.empty(), "an event has an id and a type");
        const auto again = adapters::read_structured(adapters::written(*event));
        must(again && again->data == event->data, "an event that was written is read as the same");
        static_cast<void>(adapters::wish_of(*event));
    }
    // Signed by the unit, but without a right.
    static const auto unit = unit_id::parse("24301265").value();
    static const auto inbox = webhook_inbox::make({{{unit, {secret}}}, true}, tokens()).value();
    static const auto keys = adapters::webhook_keys::parse({secret}).value();
    const auto read = inbox.read(
        unit,
        {{"content-type", "application/cloudevents+json"},
         {"webhook-id", "1"},
         {"webhook-timestamp", "0"},
         {"webhook-signature", keys.sign({"1", "0", input})}},
        input,
        instant{});
    must(!read || input.find(token()) != input.npos, "nobody says anything without a token");
}

std::vector<std::string> unit_event_seeds()
{
    const auto event = [](const std::string& type, const std::string& data) {
        return R"({"specversion":"1.0","id":"1","source":"/a","type":"tr.acikkapi.unit.)" + type +
               R"(","replytoken":")" + token() + R"(","data":)" + data + "}";
    };
    return {
        event("accepted", "null"),
        event("returned", R"({"reason":"not_our_duty","suggested":"24301266"})"),
        event("asked", R"({"question":"a"})"),
        event("answered", R"({"decision":"partly","text":"a","signed_by":"b"})")};
}

void run_web_words(std::string_view input)
{
    static const auto ours = token();  // OpenSSL takes what it keeps for good before it is counted.
    const auto scope =
        counted(input, [&] { return tokens().check(input, unit_act::ask, instant{}); });
    must(!scope || input == ours, "one token is ours");
    static_cast<void>(counted(input, [&] { return adapters::retry_after(input, instant{}); }));
    const std::vector<http_place> places{{.host = "*.example"}, {.host = "::1"}};
    const auto url = counted(input, [&] { return adapters::permit(places, input); });
    if (url) {
        const auto again = adapters::permit(places, url->url);
        must(again && again->url == url->url, "there is one proper spelling of a URL");
    }
    adapters::http_outcome answer;
    answer.status = 200;
    answer.body = input;
    std::string why;
    static const auto rules =
        adapters::sms_rules::make(
            {{.pointer = "/a/0", .pattern = "^([0-9]+)$", .id = "/id"}, {.pattern = "OK (.*)"}},
            why)
            .value();
    const auto how = rules.judge(answer);
    must(!how || how->detail.size() <= 200, "a detail is short");
}

std::vector<std::string> web_word_seeds()
{
    return {
        token(),
        "120",
        "Sun, 29 Nov 2026 01:00:00 GMT",
        "https://a.example:443/b?c",
        "https://[::1]/",
        R"({"a":["17"],"id":"x"})",
        "OK 17"};
}

}  // namespace

std::vector<target> web_targets()
{
    return {
        {"unit_event", run_unit_event, unit_event_seeds},
        {"web_words", run_web_words, web_word_seeds}};
}

}  // namespace fuzz
