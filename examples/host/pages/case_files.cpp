// Photos and documents of an application, for those who work with it.
#include "host/pages/files.hpp"
#include "host/pages/staff.hpp"

namespace host {

using namespace acikkapi;

namespace {

std::string action_of(const case_file& what)
{
    return "attach " + what.number.str();
}

bool may_attach(const visit& by, const case_file& what)
{
    return verdict_of(by, "attach", what.own) == verdict::allowed;
}

bool may_add(const visit& by, const case_file& what)
{
    return may_attach(by, what) && possible(what, sample_file());
}

response show_form(const visit& by, const case_file& what, const control& files)
{
    filling with;
    add_controls(with, {files});
    auto around = staff_frame(by, "files.add");
    around.back = case_address(by, what.number);
    around.status = files.error.empty() ? 200 : 422;
    with.set("ACTION", around.back + "/attachments").set("FORM", "attach");
    with.set("GO", by.text("files.add.go"));
    with.add("CAPTION").set("CAPTION_TEXT", what.number.str());
    add_token(by, with, action_of(what));
    return by.all.look.show(around, "question.html", std::move(with));
}

response get_form(const visit& by)
{
    const auto what = case_of(by);
    if (!what) {
        return staff_tell(by, what.error());
    }
    return may_add(by, *what) ? show_form(by, *what, ask_files(by, "files.add"))
                              : staff_tell(by, {403, "not_permitted", ""});
}

void post_form(const visit& by, const answer& done)
{
    const auto what = case_of(by);
    auto given = form::read_with_files(by.got.asked);
    if (!what || !given) {
        return done(staff_tell(by, what ? given.error() : what.error()));
    }
    if (!csrf_ok(*by.who, action_of(*what), given->get("csrf"))) {
        return done(staff_tell(by, {403, "foreign_form", ""}));
    }
    if (!may_attach(by, *what)) {
        return done(staff_tell(by, {403, "not_permitted", ""}));  // Before a byte of his files.
    }
    auto question = ask_files(by, "files.add");
    auto files = read_files(by, *given, question);
    if (files.empty() && question.error.empty()) {
        question.error = by.text("files.missing");
    }
    if (!question.error.empty()) {
        return done(show_form(by, *what, question));
    }
    acikkapi::request<petition> like;
    like.from = staff_origin(by);
    like.stream = what->stream;
    like.key = key_of(by, *given);
    const auto kept = std::make_shared<kept_visit>(by);
    attach_all(
        by.all.desk,
        by.all.blocking,
        like,
        std::move(files),
        [kept, next = case_address(by, what->number, "?done=attach"), done](error_code bad) {
            done(bad ? staff_tell(kept->by, problem_of(bad)) : go_to(next));
        });
}

response get_file(const visit& by)
{
    const auto what = case_of(by);
    return what ? file_of(by, *what, by.got.parts.at(1)) : to_response(what.error());
}

}  // namespace

void add_case_files(const visit& by, const case_file& what, filling& with)
{
    std::vector<attachment> all;
    for (const auto& one : what.history) {
        const auto* const file = one.fact ? std::get_if<events::attached>(&*one.fact) : nullptr;
        if (file != nullptr) {
            all.push_back({all.size() + 1, file->type, file->size, file->name, {}});
        }
    }
    if (what.looked_for.empty()) {
        add_files(by, with, all, {case_address(by, what.number, "/attachments/")});
    } else {
        add_files(
            by,
            with,
            all,
            {case_address(by, what.number, "/look/"),
             csrf_token(*by.who, "look " + what.number.str()),
             what.looked_for});
    }
    if (may_add(by, what)) {
        with.add("EXTRA")
            .set("EXTRA_NAME", by.text("files.add"))
            .set("EXTRA_AT", case_address(by, what.number, "/attachments"));
    }
}

void add_case_file_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/attachments", get_form);
    add_slow_staff_page(to, all, "POST", "/applications/{number}/attachments", post_form);
    add_staff_page(to, all, "GET", "/applications/{number}/attachments/{n}", get_file);
}

}  // namespace host
