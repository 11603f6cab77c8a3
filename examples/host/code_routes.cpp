#include "host/code_routes.hpp"
#include "host/log_in_pages.hpp"
#include "host/oidc.hpp"
#include "host/secrets.hpp"

#include <boost/asio/detached.hpp>

namespace host {
namespace {

using namespace acikkapi;

constexpr std::string_view action = "code";

/// Asked as the holder, who may read where he is told; the lookup code that makes one is the
/// engine's to give.
bool is_reached_by(api::store& desk, const application_number& number, const phone& mobile)
{
    const auto stream = desk.stream_of(number.serial());
    const viewer holder{actor::parse("citizen").value(), channels::web(), desk.lookup_code(stream)};
    const auto now = desk.views(holder).find(stream);
    if (!now || now->state.number != number || now->state.phone_suspect) {
        return false;
    }
    const auto& contact = now->state.contact;  // The phone stands first.
    return contact.substr(0, contact.find(' ')) == mobile.str();
}

void send(notifier& sms, const phone& to, const std::string& code)
{
    constexpr std::size_t id_bytes = 16;
    hand_over what;
    what.id = "code-" + base64url(random_bytes(id_bytes));
    what.what.adapter = "sms";
    what.what.kind = "code";
    what.what.recipient = to.str();
    what.what.reference = code;
    sms.async_hand_over(std::move(what), asio::detached);
}

response show(const call& got, const sessions& all, const log_in_pages& pages)
{
    const auto known = all.read(got.asked);
    const auto who = known ? *known : all.of_visitor();
    auto out = pages.code(got.asked, csrf_token(who, action), "");
    if (!known) {
        out.headers.emplace_back("Set-Cookie", all.set_cookie(who));
    }
    return out;
}

bool is_ours(const request& asked, const form& in, const sessions& all, bool tls)
{
    const auto who = all.read(asked);
    return who && is_same_origin(asked, tls) && csrf_ok(*who, action, in.get("csrf"));
}

/// The forms again, with what is wrong.
response
again(const request& asked, const sessions& all, const log_in_pages& pages, const problem& why)
{
    const auto who = all.read(asked);
    auto out = pages.code(asked, who ? csrf_token(*who, action) : "", why.code);
    out.status = why.status;
    out.code = why.code;
    if (why.retry_after) {
        out.headers.emplace_back("Retry-After", std::to_string(why.retry_after->count()));
    }
    return out;
}

std::string address_of_forms(const request& asked)
{
    const auto next = next_of(asked);
    return "/log-in/code" + (next.empty() ? "" : "?next=" + percent_encoded(next));
}

std::string way_by_lookup_code(const request& asked)
{
    return "/" + std::string{code_of(language_for(asked))} + "/follow";
}

response
ask(const request& asked,
    const form& in,
    code_log_in& by,
    const sessions& all,
    const log_in_pages& pages)
{
    const auto cookie = by.ask(in.get("number"), in.get("mobile"), asked.peer);
    if (!cookie) {
        return again(asked, all, pages, cookie.error());
    }
    auto out = go_to(address_of_forms(asked));
    out.headers.emplace_back("Set-Cookie", *cookie);
    return out;
}

response enter(
    const request& asked,
    const form& in,
    code_log_in& by,
    const sessions& all,
    const log_in_pages& pages)
{
    const auto who = by.enter(asked, in.get("code"));
    if (!who) {
        return again(asked, all, pages, who.error());
    }
    if (const auto before = all.read(asked)) {
        all.end(*before);
    }
    const std::string speaks{code_of(language_for(asked))};
    auto out =
        go_to(next_below(asked, "/" + speaks + "/applications/" + who->holds.front().number.str()));
    out.headers.emplace_back("Set-Cookie", all.set_cookie(*who));
    out.headers.emplace_back("Set-Cookie", by.end_cookie());
    return out;
}

}  // namespace

code_log_in_ports ports_of(api::store& desk, notifier* sms)
{
    code_log_in_ports out{
        [&desk](const application_number& number, const phone& mobile) {
            return is_reached_by(desk, number, mobile);
        },
        {},
        [] { return std::chrono::steady_clock::now(); }};
    if (sms != nullptr) {
        out.send = [sms](const phone& to, const std::string& code) { send(*sms, to, code); };
    }
    return out;
}

void add_code_routes(
    router& to, code_log_in& by, const sessions& all, const log_in_pages& pages, bool tls)
{
    if (!by.sends()) {
        const auto refuse = [pages](const call& got, const answer& done) {
            done(pages.failed(got.asked, log_in_fault::no_sms, way_by_lookup_code(got.asked)));
        };
        to.add("GET", "/log-in/code", refuse);
        to.add("POST", "/log-in/code", refuse);
        to.add("POST", "/log-in/code/done", refuse);
        return;
    }
    to.add("GET", "/log-in/code", [&all, pages](const call& got, const answer& done) {
        done(show(got, all, pages));
    });
    const auto add_form = [&](const char* path, auto does) {
        to.add("POST", path, [&by, &all, pages, tls, does](const call& got, const answer& done) {
            const auto in = form::read(got.asked);
            const auto& asked = got.asked;
            done(
                in && is_ours(asked, *in, all, tls)
                    ? does(asked, *in, by, all, pages)
                    : pages.failed(asked, log_in_fault::not_from_here, address_of_forms(asked)));
        });
    };
    add_form("/log-in/code", ask);
    add_form("/log-in/code/done", enter);
}

}  // namespace host
