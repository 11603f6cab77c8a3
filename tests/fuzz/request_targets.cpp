// What strangers send to the example host: bodies, paths, queries, header values.
#include "fuzz/targets.hpp"
#include "host/acts.hpp"
#include "host/config.hpp"
#include "host/feed.hpp"
#include "host/http.hpp"
#include "host/open311_form.hpp"
#include "host/open311_id.hpp"

#include <array>

namespace fuzz {
namespace {

constexpr std::array acts{
    "reply",
    "object",
    "withdraw",
    "rate",
    "route",
    "send_back",
    "ask",
    "resume",
    "remind",
    "record_contact",
    "answer_interim",
    "answer",
    "close",
    "reopen",
    "tell_again"};

/// Either something is wrong, and it is said what, or there is a command.
void run_body(std::string_view input)
{
    host::request asked;
    asked.headers.emplace_back("Content-Type", "application/json");
    asked.body = std::string{input};
    const auto in = host::members_of(asked);
    if (!in) {
        must(in.error().status == 400, "what is no object is a bad request");
        return;
    }
    for (const auto* const name : acts) {
        auto members = *in;
        static_cast<void>(host::read_act(name, members));
        const auto fault = members.fault();
        must(!fault || !fault->errors.empty(), "a fault says where");
    }
    auto members = *in;
    const auto wish = host::read_submission(members);
    must(members.fault() || !wish.text.empty(), "what must be there is there");
}

std::vector<std::string> body_seeds()
{
    return {
        R"({"province":34,"category":"c","subject":"s","text":"t","district":"d","anonymous":false,)"
        R"("language":"ar","applicant":{"identity":"10000000146","mobile":"+905321234567"}})",
        R"({"unit":"24301265","unit_name":"u","note":"n"})",
        R"({"reason":"not_our_duty","suggested":"24301265"})",
        R"({"means":"phone","result":"reached","by_applicant":true})",
        R"({"decision":"granted","text":"t","signed_by":"s"})",
        R"({"score":5,"comment":"ç","may_call":true})",
        R"({"which":"result","on":"law-3071/7"})"};
}

/// Places in the feed, and what Open311 is asked and sent.
void run_open(std::string_view input)
{
    const auto place = counted(input, [&] { return host::parse_offset(input); });
    must(!place || host::offset_of(*place) == input, "an offset has one spelling");
    static const host::public_ids ids{"a secret"};
    const auto stream = ids.stream_of(input);
    must(!stream || ids.id_of(*stream) == input, "an id has one spelling");
    host::request asked;
    asked.query = std::string{input};
    const auto which = host::read_open311_query(asked, {});
    must(!which || (which->limit >= 1 && which->limit <= 1'000), "what is asked for is bounded");
    asked.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    asked.body = std::string{input};
    host::directory where;
    where.categories.push_back({"road", {"a", "b", "c"}, {}, true});
    const auto form = host::form::read(asked);
    const auto wish = form ? host::read_open311_submission(*form, where)
                           : host::reply<acikkapi::commands::submit>{form.error()};
    must(!wish || (wish->category == "road" && !wish->text.empty()), "what is public has a place");
    must(wish || wish.error().status >= 400, "or it is said what is wrong");
}

void run_target(std::string_view input)
{
    run_open(input);
    const auto decoded = counted(input, [&] { return host::percent_decoded(input); });
    must(!decoded || decoded->size() <= input.size(), "decoding makes nothing longer");
    const auto plain = counted(input, [&] { return host::unquoted(input); });
    must(!plain || plain->size() + 2 <= input.size(), "the quotes are gone");
    static_cast<void>(counted(input, [&] { return host::query_value(input, "after"); }));
}

std::vector<std::string> target_seeds()
{
    return {
        "key=routed&after=%2B%26&limit=2",
        "/applications/34-2026-1%2F2",
        R"("a\"b\\c")",
        "00000000000000000007_00000000000000000042",
        "service_code=road&lat=41.0&long=29.0&phone=0532+123+45+67&description=x",
        "start_date=2026-01-01T00:00:00Z&status=open,closed&page=2&page_size=50"};
}

}  // namespace

std::vector<target> request_targets()
{
    return {{"body", run_body, body_seeds}, {"target", run_target, target_seeds}};
}

}  // namespace fuzz
