// What strangers send to the example host: bodies, paths, queries, header values.
#include "fuzz/targets.hpp"
#include "host/acts.hpp"
#include "host/config.hpp"
#include "host/http.hpp"

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

void run_target(std::string_view input)
{
    const auto decoded = counted(input, [&] { return host::percent_decoded(input); });
    must(!decoded || decoded->size() <= input.size(), "decoding makes nothing longer");
    const auto plain = counted(input, [&] { return host::unquoted(input); });
    must(!plain || plain->size() + 2 <= input.size(), "the quotes are gone");
    static_cast<void>(counted(input, [&] { return host::query_value(input, "after"); }));
}

std::vector<std::string> target_seeds()
{
    return {"key=routed&after=%2B%26&limit=2", "/applications/34-2026-1%2F2", R"("a\"b\\c")"};
}

}  // namespace

std::vector<target> request_targets()
{
    return {{"body", run_body, body_seeds}, {"target", run_target, target_seeds}};
}

}  // namespace fuzz
