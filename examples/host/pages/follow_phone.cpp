// Another phone: only for who has come by a code to the one that stands in the application, for the letters go there.
#include "host/pages/contact.hpp"
#include "host/pages/follow.hpp"
#include "host/pages/session_over.hpp"

namespace host {

using namespace acikkapi;

namespace {

constexpr std::string_view action = "phone";

std::string address_of(const visit& by, const held& what, std::string_view then = "")
{
    return by.at("/applications/" + what.number.str() + std::string{then});
}

contact contact_of(const held& what)
{
    return host::contact_of(what.now.state.contact);
}

bool may_change(const visit& by, const held& what)
{
    const auto now = contact_of(what);
    const auto mobile = phone::parse(now.mobile);
    return mobile && came_by(*by.who, what.number, *mobile) &&
           possible(what, commands::change_contact{*mobile, now.e_mail});
}

control ask_mobile(const visit& by)
{
    control out;
    out.name = "mobile";
    out.label = by.text("phone.mobile");
    out.hint = by.text("phone.mobile.hint");
    out.autocomplete = "tel";
    out.input_mode = "tel";
    out.checked_as = "phone";
    return out;
}

control ask_code(const visit& by)
{
    control out;
    out.name = "code";
    out.label = by.text("phone.code");
    out.hint = by.text("phone.code.hint");
    out.autocomplete = "one-time-code";
    out.input_mode = "numeric";
    return out;
}

response show(const visit& by, const held& what, const control& question)
{
    const bool first = question.name == "mobile";
    question_page page{
        by.framed("phone.title"),
        address_of(by, what, first ? "/phone" : "/phone/code"),
        "phone",
        by.text(first ? "phone.ask" : "phone.go"),
        what.number.str()};
    page.around.back = address_of(by, what, first ? "" : "/phone");
    add_hidden(page.with, "csrf", csrf_token(*by.who, action));
    return show_questions(by, std::move(page), {question});
}

/// Who has come by the lookup code, which whoever found the paper has too.
response show_way(const visit& by, const held& what)
{
    auto around = by.framed("phone.title");
    around.back = address_of(by, what);
    around.status = by.got.asked.method == "POST" ? 403 : 200;
    filling with;
    with.set("HEADING_TEXT", around.title);
    with.add("PARAGRAPH").set("PARAGRAPH_TEXT", by.text("phone.by_code"));
    with.add("PARAGRAPH").set("PARAGRAPH_TEXT", by.text("phone.by_desk"));
    with.add("LINK")
        .set("LINK_AT", "/log-in/code?next=" + address_of(by, what, "/phone"))
        .set("LINK_TEXT", by.text("phone.log_in"));
    return by.all.look.show(around, "message.html", std::move(with));
}

response
again(const visit& by, const held& what, control question, std::string_view key, const problem& why)
{
    question.error = by.text(key);
    auto out = show(by, what, question);
    out.status = why.status;
    out.code = why.code;
    if (why.retry_after) {
        out.headers.emplace_back("Retry-After", std::to_string(why.retry_after->count()));
    }
    return out;
}

response led_away(const visit& by, const problem& why)
{
    return by.got.asked.method == "POST" ? not_his(by, why) : go_to(by.at("/follow"));
}

/// A page of him who may; others are shown the way.
template <class Page>
auto of_holder(Page shows)
{
    return [shows](const visit& by) {
        const auto what = held_application(by);
        if (!what) {
            return led_away(by, what.error());
        }
        return may_change(by, *what) ? shows(by, *what) : show_way(by, *what);
    };
}

response post_mobile(const visit& by, const held& what)
{
    const auto in = form::read(by.got.asked);
    if (!in || !csrf_ok(*by.who, action, in->get("csrf"))) {
        return in ? old_form(by) : by.tell(in.error());
    }
    auto question = ask_mobile(by);
    question.value = in->get("mobile");
    const auto to = phone::parse(question.value);
    if (!to || to->str() == contact_of(what).mobile) {
        return again(
            by, what, question, to ? "phone.same" : "apply.mobile.wrong", {422, "bad_phone", ""});
    }
    const auto cookie = by.all.codes.ask_new_phone(what.number, *to, by.got.asked.peer);
    if (!cookie) {
        return again(by, what, question, "code.too_many", cookie.error());
    }
    auto out = go_to(address_of(by, what, "/phone/code"));
    out.headers.emplace_back("Set-Cookie", *cookie);
    return out;
}

/// The old phone has had its say. He has come by the new one: he has typed what was sent to it.
response gone_well(const visit& by, const holding& now, const std::string& next)
{
    auto who = by.all.who.of_citizen(holds_with(by.who, now));
    by.all.who.end(*by.who);
    auto out = go_to(next);
    out.headers.emplace_back("Set-Cookie", by.all.who.set_cookie(who));
    out.headers.emplace_back("Set-Cookie", by.all.codes.end_cookie());
    return out;
}

void post_code(const visit& by, const answer& done)
{
    const auto what = held_application(by);
    const auto in = form::read(by.got.asked);
    if (!in) {
        return done(by.tell(in.error()));
    }
    if (!what || !may_change(by, *what)) {
        return done(what ? show_way(by, *what) : led_away(by, what.error()));
    }
    if (!csrf_ok(*by.who, action, in->get("csrf"))) {
        return done(old_form(by));
    }
    const auto mobile = by.all.codes.enter_new_phone(by.got.asked, what->number, in->get("code"));
    if (!mobile) {
        const bool ended = mobile.error().code == "code_ended";
        return done(
            again(by, *what, ask_code(by), ended ? "code.ended" : "code.wrong", mobile.error()));
    }
    acikkapi::request<petition> asked;
    asked.wish = commands::change_contact{*mobile, contact_of(*what).e_mail};
    asked.from = citizen_origin(what->as.code);
    asked.stream = what->stream;
    const auto kept = std::make_shared<kept_visit>(by);
    const auto next = address_of(by, *what, "?done=1");
    submit_and_go(
        by,
        std::move(asked),
        [kept, next, now = holding{what->number, mark_of(what->number, *mobile)}](
            const receipt& /*what*/) { return gone_well(kept->by, now, next); },
        done);
}

}  // namespace

void add_way_to_phone(const visit& by, const held& what, filling& with)
{
    const auto now = contact_of(what);
    const auto mobile = phone::parse(now.mobile);
    if (mobile && possible(what, commands::change_contact{*mobile, now.e_mail})) {
        with.add("ACT")
            .set("ACT_NAME", by.text("phone.title"))
            .set("ACT_COLOUR", " govuk-button--secondary")
            .set("ACT_AT", address_of(by, what, "/phone"));
    }
}

void add_phone_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/applications/{number}/phone", of_holder([](auto& by, auto& what) {
                 return show(by, what, ask_mobile(by));
             }));
    add_page(to, all, "POST", "/applications/{number}/phone", of_holder(post_mobile));
    add_page(
        to, all, "GET", "/applications/{number}/phone/code", of_holder([](auto& by, auto& what) {
            return show(by, what, ask_code(by));
        }));
    add_slow_page(to, all, "POST", "/applications/{number}/phone/code", post_code);
}

}  // namespace host
