#include "host/log_in_pages.hpp"
#include "host/oidc.hpp"

namespace host {
namespace {

struct words {
    int status;
    std::string_view key;
};

words words_of(log_in_fault why)
{
    switch (why) {
    case log_in_fault::other_attempt: return {400, "log_in.other_attempt"};
    case log_in_fault::refused: return {403, "log_in.refused"};
    case log_in_fault::not_believed: return {403, "log_in.not_believed"};
    case log_in_fault::no_role: return {403, "log_in.no_role"};
    case log_in_fault::unavailable: return {503, "log_in.unavailable"};
    case log_in_fault::not_from_here: return {403, "problem.foreign_form"};
    case log_in_fault::no_sms: return {501, "code.no_sms"};
    }
    return {500, "problem.other"};
}

/// What is wrong with a code, or with asking for one, and at which field.
std::pair<std::string_view, std::string_view> words_of(std::string_view fault)
{
    if (fault == "bad_members") {
        return {"number", "code.bad_members"};
    }
    if (fault == "too_many_requests") {
        return {"number", "code.too_many"};
    }
    return {"code", fault == "wrong_code" ? "code.wrong" : "code.ended"};
}

}  // namespace

std::string next_of(const request& asked)
{
    const auto next = query_value(asked.query, "next");
    return next ? *next : query_value(asked.body, "next").value_or("");
}

std::string next_below(const request& asked, const std::string& address)
{
    const auto next = next_of(asked);
    const bool below = next.starts_with(address + "/") && next.find("..") == next.npos;
    return below && local_path(next) == next ? next : address;
}

language language_for(const request& asked)
{
    const auto next = next_of(asked);
    const auto wanted = language_of(std::string_view{next}.substr(next.empty() ? 0 : 1, 2));
    return wanted.value_or(preferred(asked.header("Accept-Language")));
}

frame log_in_pages::framed(const request& asked, std::string_view title) const
{
    frame out;
    out.speaks = language_for(asked);
    out.title = look_->text(out.speaks, title);
    return out;
}

response
log_in_pages::failed(const request& asked, log_in_fault why, const std::string& again) const
{
    const auto [status, key] = words_of(why);
    auto around = framed(asked, "log_in.failed");
    around.status = status;
    const auto* const next = why == log_in_fault::no_sms ? "follow.title" : "log_in.again";
    filling with;
    with.set("HEADING_TEXT", around.title);
    with.add("PARAGRAPH").set("PARAGRAPH_TEXT", std::string{look_->text(around.speaks, key)});
    with.add("LINK")
        .set("LINK_AT", again)
        .set("LINK_TEXT", std::string{look_->text(around.speaks, next)});
    auto out = look_->show(around, "message.html", std::move(with));
    out.code = key;
    if (why == log_in_fault::unavailable) {
        out.headers.emplace_back("Retry-After", "60");
    }
    return out;
}

response log_in_pages::demo(
    const request& asked,
    const std::vector<acikkapi::actor>& accounts,
    std::string_view token,
    std::string_view next) const
{
    auto around = framed(asked, "log_in.title");
    around.path = "/log-in";
    const auto text = [&](std::string_view key) {
        return std::string{look_->text(around.speaks, key)};
    };
    control who;
    who.what = control::shape::choice;
    who.name = "account";
    who.label = text("log_in.as");
    who.hint = text("log_in.demo");
    for (const auto& one : accounts) {
        who.options.push_back({one.str(), text("role." + std::string{role_of(one)}), one.str()});
    }
    filling with;
    add_controls(with, {who});
    with.set("ACTION", "/log-in").set("FORM", "log-in").set("GO", text("log_in.go"));
    with.add("HIDDEN").set("HIDDEN_NAME", "csrf").set("HIDDEN_VALUE", std::string{token});
    with.add("HIDDEN").set("HIDDEN_NAME", "next").set("HIDDEN_VALUE", std::string{next});
    return look_->show(around, "question.html", std::move(with));
}

response
log_in_pages::code(const request& asked, std::string_view token, std::string_view fault) const
{
    auto around = framed(asked, "code.title");
    const auto next = next_of(asked);
    around.path = "/log-in/code" + (next.empty() ? "" : "?next=" + percent_encoded(next));
    const auto given = form::read(asked);
    const auto line = [&](std::string_view name, std::string mode, std::string fills) {
        control out;
        out.name = name;
        out.label = look_->text(around.speaks, "code." + std::string{name});
        out.hint = look_->text(around.speaks, "code." + std::string{name} + ".hint");
        out.input_mode = std::move(mode);
        out.autocomplete = std::move(fills);
        if (given && name != "code") {
            out.value = given->get(name);
        }
        if (!fault.empty() && words_of(fault).first == name) {
            out.error = look_->text(around.speaks, words_of(fault).second);
        }
        return out;
    };
    filling wants;
    add_controls(wants, {line("number", "text", "off"), line("mobile", "tel", "tel")});
    filling has;
    // Two, for one question alone would be the page's heading.
    add_controls(has, {line("code", "numeric", "one-time-code"), control{}});
    has.sections["CONTROL"].pop_back();
    filling with;
    with.set("CSRF", std::string{token}).set("NEXT_PAGE", next);
    with.sections["ERRORS"] =
        wants.sections.count("ERRORS") != 0 ? wants.sections["ERRORS"] : has.sections["ERRORS"];
    with.sections["WANTS"].push_back(std::move(wants));
    with.sections["HAS"].push_back(std::move(has));
    return look_->show(around, "code.html", std::move(with));
}

}  // namespace host
