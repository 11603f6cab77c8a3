// Photos and documents that the holder of an application adds to it, and takes away again.
#include "host/pages/files.hpp"
#include "host/pages/follow.hpp"
#include "host/secrets.hpp"

namespace host {

using namespace acikkapi;

namespace {

std::string address_of(const visit& by, const held& what)
{
    return by.at("/applications/" + what.number.str());
}

std::string action_of(const held& what)
{
    return "attach " + what.number.str();
}

response show_form(const visit& by, const held& what, const control& files)
{
    filling with;
    add_controls(with, {files});
    auto around = by.framed("files.add");
    around.back = address_of(by, what);
    around.status = files.error.empty() ? 200 : 422;
    with.set("ACTION", around.back + "/attachments").set("FORM", "attach");
    with.set("GO", by.text("files.add.go"));
    with.add("CAPTION").set("CAPTION_TEXT", what.number.str());
    with.add("HIDDEN")
        .set("HIDDEN_NAME", "csrf")
        .set("HIDDEN_VALUE", csrf_token(*by.who, action_of(what)));
    return by.all.look.show(around, "question.html", std::move(with));
}

response get_form(const visit& by)
{
    const auto what = held_application(by);
    if (!what) {
        return go_to(by.at("/follow"));
    }
    return possible(*what, sample_file()) ? show_form(by, *what, ask_files(by, "files.add"))
                                          : by.tell({409, "illegal_transition", ""});
}

void post_form(const visit& by, const answer& done)
{
    const auto what = held_application(by);
    auto given = form::read_with_files(by.got.asked);
    if (!what || !given) {
        return done(by.tell(what ? given.error() : what.error()));
    }
    if (!csrf_ok(*by.who, action_of(*what), given->get("csrf"))) {
        return done(by.tell({403, "foreign_form", ""}));
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
    like.from = citizen_origin(what->as.code);
    like.stream = what->stream;
    like.key = "citizen page " + what->number.str();  // The same photo again is the same photo.
    const auto kept = std::make_shared<kept_visit>(by);
    attach_all(
        by.all.desk,
        by.all.blocking,
        like,
        std::move(files),
        [kept, next = address_of(by, *what) + "?done=1", done](error_code bad) {
            done(bad ? kept->by.tell(problem_of(bad)) : go_to(next));
        });
}

response get_file(const visit& by)
{
    const auto what = held_application(by);
    return what ? file_of(by, *what, by.got.parts.at(1)) : to_response(no_such_application());
}

}  // namespace

void add_citizen_files(const visit& by, const held& what, filling& with)
{
    add_files(by, with, files_of(by, what), {address_of(by, what) + "/attachments/"});
    if (possible(what, sample_file())) {
        with.add("ACT")
            .set("ACT_NAME", by.text("files.add"))
            .set("ACT_AT", address_of(by, what) + "/attachments");
    }
}

void add_citizen_file_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/applications/{number}/attachments", get_form);
    add_slow_page(to, all, "POST", "/applications/{number}/attachments", post_form);
    add_page(to, all, "GET", "/applications/{number}/attachments/{n}", get_file);
}

}  // namespace host
