#include "host/log_in_pages.hpp"
#include "host/oidc.hpp"
#include "host/pages/apply.hpp"
#include "host/pages/follow.hpp"
#include "host/pages/pages.hpp"
#include "host/pages/staff.hpp"

#include <boost/json.hpp>

namespace host {

namespace {

/// How the site is installed as an app.
response manifest(const visit& by)
{
    namespace json = boost::json;
    const std::string icon = by.all.look.style().address() + "/icon.svg";
    const json::object out{
        {"name", by.text("site.name")},
        {"short_name", by.text("site.name")},
        {"description", by.text("site.description")},
        {"lang", code_of(by.speaks)},
        {"dir", by.speaks == language::arabic ? "rtl" : "ltr"},
        {"id", "/"},
        {"start_url", by.at("")},
        {"scope", "/"},
        {"display", "standalone"},
        {"background_color", "#ffffff"},
        {"theme_color", "#1d3f5e"},
        {"icons",
         json::array{json::object{
             {"src", icon}, {"sizes", "any"}, {"type", "image/svg+xml"}, {"purpose", "any"}}}}};
    return reply_with(200, "application/manifest+json", json::serialize(out));
}

void add_files(router& to, const page_services& all)
{
    const auto* const style = &all.look.style();
    to.add("GET", "/assets/{version}/{name}", [style](const call& got, const answer& done) {
        const auto packed = got.asked.header("Accept-Encoding");
        done(style->get(got.parts.at(0), got.parts.at(1), packed.find("gzip") != packed.npos));
    });
    to.add("GET", "/service-worker.mjs", [style](const call& /*got*/, const answer& done) {
        done(style->service_worker());
    });
    to.add("GET", "/", [](const call& got, const answer& done) {
        auto out =
            go_to("/" + std::string{code_of(preferred(got.asked.header("Accept-Language")))});
        out.headers.emplace_back("Vary", "Accept-Language");
        done(std::move(out));
    });
}

}  // namespace

void add_pages(router& to, const page_services& all)
{
    add_files(to, all);
    add_page(to, all, "GET", "", [](const visit& by) {
        return by.all.look.show(by.framed("start.title"), "start.html", {});
    });
    add_page(to, all, "GET", "/app.webmanifest", manifest);
    add_page(to, all, "GET", "/privacy", [](const visit& by) {
        return by.all.look.say(by.framed("privacy.title"), {"privacy.1", "privacy.2", "privacy.3"});
    });
    add_page(to, all, "GET", "/accessibility", [](const visit& by) {
        return by.all.look.say(
            by.framed("accessibility.title"), {"accessibility.1", "accessibility.2"});
    });
    add_page(to, all, "GET", "/offline", [](const visit& by) {
        return by.all.look.say(by.framed("offline.title"), {"offline.1", "offline.2"});
    });
    // Shown by the service worker in place of the answer to a form that it keeps.
    add_page(to, all, "GET", "/kept", [](const visit& by) {
        return by.all.look.show(by.framed("kept.title"), "kept.html", {});
    });
    // Logging in is no page of a language: providers know its address.
    add_page(to, all, "GET", "/log-in", [](const visit& by) {
        return go_to("/log-in?next=" + by.at("/staff"));
    });
    // Nor is that by a code: its language is that of the page that is wanted then.
    add_page(to, all, "GET", "/log-in/code", [](const visit& by) {
        const auto next = next_of(by.got.asked);
        const bool ours = next.size() > 3 && language_of(next.substr(1, 2));
        return go_to(
            "/log-in/code?next=" + percent_encoded(by.at(ours ? next.substr(3) : "/follow")));
    });
    add_apply_pages(to, all);
    add_follow_pages(to, all);
    add_staff_pages(to, all);
}

}  // namespace host
