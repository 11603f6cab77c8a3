// Somebody has typed for long, and nobody knows him any more: what he typed must not be lost with his session.
#include "host/oidc.hpp"
#include "host/pages/session_over.hpp"

namespace host {

using namespace acikkapi;

std::string page_of_form(const visit& by)
{
    const auto& asked = by.got.asked;
    const auto here =
        (by.all.jar.tls() ? "https://" : "http://") + std::string{asked.header("Host")};
    const std::string from{asked.header("Referer")};
    const auto stood_on = from.starts_with(here + "/") ? from.substr(here.size()) : asked.path;
    return local_path(stood_on) == stood_on ? stood_on : asked.path;
}

response session_over(const visit& by, const std::string& go_on, std::string_view way)
{
    filling with;
    const auto say = [&](std::string_view key) {
        with.add("PARAGRAPH").set("PARAGRAPH_TEXT", by.text(key));
    };
    say("session_over.1");
    const auto given = form::read_with_files(by.got.asked);
    if (const auto typed = given ? given->typed() : std::string{}; !typed.empty()) {
        say("session_over.copy");
        with.add("TYPED").set("TYPED_TEXT", typed);
    }
    if (given && given->has_files()) {
        say("session_over.files");
    }
    with.set("GO_AT", go_on).set("GO", by.text(way));
    auto around = by.framed("session_over.title");
    around.status = 403;
    auto out = by.all.look.show(around, "session_over.html", std::move(with));
    out.code = "session_over";
    return out;
}

response old_form(const visit& by)
{
    return session_over(by, page_of_form(by), "session_over.form");
}

response not_his(const visit& by, const problem& why)
{
    if (why.code != "not_shown") {
        return by.tell(why);
    }
    const auto number = application_number::parse(by.got.parts.front());
    const auto next = "next=" + percent_encoded(page_of_form(by));
    const auto about = number ? "number=" + number->str() + "&" : std::string{};
    return session_over(by, by.at("/follow?" + about + next), "session_over.follow");
}

}  // namespace host
