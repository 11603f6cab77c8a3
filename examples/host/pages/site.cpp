#include "host/pages/embedded.hpp"
#include "host/pages/site.hpp"

#include <algorithm>

namespace host {
namespace {

/// Own scripts and styles, nothing inline, and nothing that leaves this host.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'";

constexpr std::array<std::string_view, 3> own_names{"Türkçe", "English", "العربية"};

void add_tongues(filling& to, const frame& around)
{
    auto& all = to.add("TONGUES");
    for (const auto one : languages_of_pages) {
        const std::string code{code_of(one)};
        auto& out = all.add("TONGUE");
        out.set("TONGUE_AT", "/" + code + around.path).set("TONGUE_CODE", code);
        out.set("TONGUE_NAME", std::string{own_names.at(static_cast<std::size_t>(one) - 1)});
        if (one == around.speaks) {
            out.add("TONGUE_HERE");
        }
    }
}

void add_who(filling& to, const signed_in_as& who)
{
    auto& out = to.add("SIGNED_IN");
    out.set("WHO", who.name).set("LOG_OUT_CSRF", who.log_out_csrf);
    if (who.parts.empty()) {
        return;
    }
    auto& all = out.add("PARTS");
    for (const auto& one : who.parts) {
        auto& part = all.add("PART").set("PART_AT", one.address).set("PART_NAME", one.name);
        if (one.here) {
            part.add("PART_HERE");
        }
    }
}

}  // namespace

std::string site::open(std::unique_ptr<site>& out)
{
    std::string wrong;
    std::unique_ptr<site> here{new site};
    here->words_ = texts::read(embedded, wrong);
    if (!wrong.empty()) {
        return wrong;
    }
    std::vector<std::pair<std::string_view, std::string_view>> pages;
    for (const auto& one : embedded_files()) {
        if (one.name.ends_with(".html")) {
            pages.emplace_back(one.name, one.bytes);
        }
    }
    here->templates_ = std::make_unique<templates>(pages, here->words_, wrong);
    out = std::move(here);
    return wrong;
}

response site::show(const frame& around, std::string_view page, filling with) const
{
    const std::string code{code_of(around.speaks)};
    const bool rightwards = around.speaks != language::arabic;
    with.set("LANGUAGE", code).set("DIRECTION", rightwards ? "ltr" : "rtl");
    with.set("TITLE", around.title).set("ASSETS", assets_.address());
    with.set("STYLE", rightwards ? "site.css" : "site.rtl.css").set("HOME", "/" + code);
    if (around.translated) {
        add_tongues(with, around);
    }
    if (!around.back.empty()) {
        with.add("BACK").set("BACK_AT", around.back);
    }
    if (around.who) {
        add_who(with, *around.who);
    }
    if (around.wide) {
        with.add("WIDE");
    }
    auto out = reply_with(
        around.status, "text/html; charset=utf-8", templates_->write(around.speaks, page, with));
    out.headers.emplace_back("Content-Language", code);
    out.headers.emplace_back("Content-Security-Policy", policy);
    return out;
}

response site::say(frame around, const std::vector<std::string_view>& keys, int status) const
{
    filling with;
    with.set("HEADING_TEXT", around.title);
    for (const auto key : keys) {
        with.add("PARAGRAPH").set("PARAGRAPH_TEXT", std::string{text(around.speaks, key)});
    }
    around.status = status;
    return show(around, "message.html", std::move(with));
}

response site::tell(language speaks, const problem& what) const
{
    return tell(frame{speaks, "", ""}, what);
}

response site::tell(frame around, const problem& what) const
{
    const std::string own = "problem." + what.code;
    const std::string by_status = "problem." + std::to_string(what.status);
    const auto key = words_.has(own)         ? own
                     : words_.has(by_status) ? by_status
                                             : std::string{"problem.other"};
    const bool titled = words_.has(key + ".title");
    around.title = std::string{text(around.speaks, titled ? key + ".title" : "problem.title")};
    auto out = say(std::move(around), {key}, what.status);
    out.code = what.code;
    if (what.retry_after) {
        out.headers.emplace_back("Retry-After", std::to_string(what.retry_after->count()));
    }
    return out;
}

response for_people(const site& look, const request& asked, response given)
{
    const bool page = asked.header("Accept").find("text/html") != std::string_view::npos;
    const bool wrong = std::any_of(given.headers.begin(), given.headers.end(), [](const auto& one) {
        return one.first == "Content-Type" && one.second == "application/problem+json";
    });
    if (!page || !wrong) {
        return given;
    }
    const auto in_path =
        language_of(asked.path.substr(std::min<std::size_t>(1, asked.path.size()), 2));
    const auto speaks = in_path.value_or(preferred(asked.header("Accept-Language")));
    auto out = look.tell(speaks, {given.status, "", ""});
    out.route = given.route;
    for (auto& one : given.headers) {
        if (one.first == "Retry-After" || one.first == "Allow") {
            out.headers.push_back(std::move(one));
        }
    }
    return out;
}

response go_to(std::string address)
{
    response out;
    out.status = 303;
    out.headers.emplace_back("Location", std::move(address));
    return out;
}

}  // namespace host
