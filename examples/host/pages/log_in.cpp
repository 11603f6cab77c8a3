#include "host/pages/service.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

/// Where somebody wanted to go: an address of this site, or nothing.
std::string next_of(std::string_view given, const visit& by)
{
    const bool ours = given.starts_with('/') && !given.starts_with("//") &&
                      given.find('\\') == given.npos && given.size() < 500;
    return ours ? std::string{given} : by.at("/staff");
}

response get_log_in(const visit& by)
{
    control who;
    who.what = control::shape::choice;
    who.name = "as";
    who.label = by.text("log_in.as");
    who.hint = by.text("log_in.demo");
    for (const auto& one : by.all.invented) {
        who.options.push_back({one.str(), by.text("role." + std::string{role_of(one)}), one.str()});
    }
    filling with;
    add_controls(with, {who});
    with.set("ACTION", by.at("/log-in")).set("FORM", "log-in").set("GO", by.text("log_in.go"));
    with.add("HIDDEN")
        .set("HIDDEN_NAME", "next")
        .set("HIDDEN_VALUE", next_of(query_value(by.got.asked.query, "next").value_or(""), by));
    return by.all.look.show(by.framed("log_in.title"), "question.html", std::move(with));
}

response post_log_in(const visit& by)
{
    const auto given = form::read(by.got.asked);
    if (!given) {
        return by.tell(given.error());
    }
    const auto who = given->get("as");
    const auto& all = by.all.invented;
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const actor& one) { return one.str() == who; });
    if (at == all.end()) {
        return go_to(by.at("/log-in"));
    }
    auto out = go_to(next_of(given->get("next"), by));
    out.headers.emplace_back("Set-Cookie", by.all.who.set_cookie(by.all.who.of_staff(*at)));
    return out;
}

/// His own form has a token; without one nobody is logged out by a stranger's page.
response post_log_out(const visit& by)
{
    const auto given = form::read(by.got.asked);
    if (!given || !by.who || !csrf_ok(*by.who, "log-out", given->get("csrf"))) {
        return by.tell({403, "foreign_form", ""});
    }
    auto out = go_to(by.at(""));
    out.headers.emplace_back("Set-Cookie", by.all.who.end_cookie());
    return out;
}

}  // namespace

void add_log_in_pages(router& to, const page_services& all)
{
    if (!all.invented.empty()) {
        add_page(to, all, "GET", "/log-in", get_log_in);
        add_page(to, all, "POST", "/log-in", post_log_in);
    }
    add_page(to, all, "POST", "/log-out", post_log_out);
}

}  // namespace host
