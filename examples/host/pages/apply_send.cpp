// The last page of applying: the answers once more, photos and documents if there are any, and the receipt.
#include "host/pages/apply.hpp"
#include "host/pages/apply_questions.hpp"
#include "host/pages/files.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

using shape = control::shape;

/// How an answer is read out.
std::string shown(const visit& by, const control& one)
{
    if (one.what != shape::choice && one.what != shape::list) {
        return one.value;
    }
    const auto at = std::find_if(one.options.begin(), one.options.end(), [&](const option& o) {
        return o.value == one.value;
    });
    return at == one.options.end() ? by.text("apply.not_said") : at->label;
}

response show_check(const visit& by, const draft& known, const control& files)
{
    filling with;
    for (const auto& here : apply_steps()) {
        if (!here.needed(known)) {
            continue;
        }
        for (const auto& one : here.ask({by, known})) {
            auto& row = with.add("ROW");
            row.set("ROW_NAME", one.label);
            row.set("ROW_VALUE", one.value.empty() ? by.text("apply.not_said") : shown(by, one));
            row.set("ROW_CHANGE", by.at("/apply/" + std::string{here.name}));
        }
    }
    add_controls(with, {files}, true);
    auto around = by.framed("apply.check");
    around.back = by.at("/apply/" + std::string{apply_steps().back().name});
    around.status = files.error.empty() ? 200 : 422;
    with.set("ACTION", by.at("/apply/check")).set("KEY", known.get("key"));
    with.set("DROP_AT", by.at("/apply/drop"));
    return by.all.look.show(around, "check.html", std::move(with));
}

response get_check(const visit& by)
{
    const auto known = draft::read(by.all.jar, by.got.asked);
    if (const auto* const open = first_open_step(by, known)) {
        return go_to(by.at("/apply/" + std::string{open->name}));
    }
    return show_check(by, known, ask_files(by, "apply.files"));
}

commands::submit wish_of(const visit& by, const draft& known)
{
    commands::submit out;
    out.where = by.all.where.where;
    out.category = known.get("category");
    out.district = known.get("district");
    out.subject = known.get("subject");
    out.text = known.get("text");
    out.speaks = language_of(known.get("speaks")).value_or(by.speaks);
    out.anonymous = !has_name(known);
    if (out.anonymous) {
        return out;
    }
    out.applicant.full_name = known.get("full_name");
    out.applicant.identity = identity_number::parse(known.get("identity")).value();
    if (const auto mobile = known.get("mobile"); !mobile.empty()) {
        out.applicant.mobile = phone::parse(mobile).value();
    }
    out.applicant.e_mail = known.get("e_mail");
    out.applicant.address = known.get("address");
    if (for_another(known)) {
        person other;
        other.full_name = known.get("for_name");
        other.identity = identity_number::parse(known.get("for_identity")).value();
        out.beneficiary = std::move(other);
    }
    return out;
}

/// He is the holder of what he has applied for, and of what he had shown before.
response receipt_page(const visit& by, const result<registered>& what)
{
    if (!what) {
        return by.tell(problem_of(what.error()));
    }
    const viewer holder{
        actor::parse("citizen").value(), channels::web(), by.all.desk.lookup_code(what->stream)};
    const auto now = by.all.desk.views(holder).find(what->stream);
    if (!now) {
        return by.tell(problem_of(now.error()));
    }
    const auto number = now->state.number;
    auto out = go_to(by.at(
        "/applications/" + number.str() + "/receipt" + (what->whole ? "" : "?files=missing")));
    out.headers.emplace_back(
        "Set-Cookie", by.all.who.set_cookie(by.all.who.of_citizen(holds_with(by.who, {number}))));
    draft::end(by.all.jar, out);
    // Who works here has left his work in this browser. A citizen's session stays good: if this answer is
    // lost he sends again with it.
    if (by.who && by.who->is_staff()) {
        by.all.who.end(*by.who);
    }
    return out;
}

void post_check(const visit& by, const answer& done)
{
    const auto known = draft::read(by.all.jar, by.got.asked);
    auto given = form::read_with_files(by.got.asked);
    if (!given) {
        return done(by.tell(given.error()));
    }
    const auto* const open = first_open_step(by, known);
    if (open != nullptr) {
        return done(go_to(by.at("/apply/" + std::string{open->name})));
    }
    // What was kept while the line was down may be of another draft than the one that lies here now.
    const auto key = given->get("key");
    auto question = ask_files(by, "apply.files");
    auto files = read_files(by, *given, question);
    if (question.error.empty() && !key.empty() && key != known.get("key")) {
        question.error = by.text("apply.changed");
    }
    if (!question.error.empty()) {
        return done(show_check(by, known, question));
    }
    auto submission = wish_of(by, known);
    auto name = "citizen page " + known.get("key");
    if (const auto why = by.all.registering.refusal(submission, name, by.got.asked.peer)) {
        return done(by.tell(*why));
    }
    acikkapi::request<petition> wish;
    wish.wish = std::move(submission);
    wish.from = citizen_origin();
    wish.key = std::move(name);
    register_with_files(by, std::move(wish), std::move(files), receipt_page, done);
}

}  // namespace

void add_send_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/apply/check", get_check);
    add_slow_page(to, all, "POST", "/apply/check", post_check);
}

}  // namespace host
