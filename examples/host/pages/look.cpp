// A look at what is personal, on record.
#include "host/pages/files.hpp"
#include "host/pages/staff.hpp"

namespace host {

using namespace acikkapi;

namespace {

response ask_why(const visit& by, const case_file& what, const std::string& error)
{
    control why;
    why.what = control::shape::text;
    why.name = "why";
    why.label = by.text("staff.look");
    why.hint = by.text("staff.look.hint");
    why.characters_max = 500;
    why.error = error;
    filling with;
    add_controls(with, {why});
    auto around = staff_frame(by, "staff.look");
    around.back = case_address(by, what.number);
    around.status = error.empty() ? 200 : 422;
    with.set("ACTION", case_address(by, what.number, "/look")).set("FORM", "staff-look");
    with.set("GO", by.text("staff.look.go"));
    with.add("CAPTION").set("CAPTION_TEXT", what.number.str());
    add_token(by, with, "look " + what.number.str());
    return by.all.look.show(around, "question.html", std::move(with));
}

response get_look(const visit& by)
{
    const auto what = case_of(by);
    if (!what) {
        return staff_tell(by, what.error());
    }
    return what->now.withheld ? ask_why(by, *what, "") : go_to(case_address(by, what->number));
}

/// It is on record before anything is shown. What was written can be read only as its holder reads it: the
/// engine's own word that he may is what was just put on record.
response post_look(const visit& by)
{
    auto what = case_of(by);
    const auto in = form::read(by.got.asked);
    if (!what || !in) {
        return staff_tell(by, what ? in.error() : what.error());
    }
    if (!csrf_ok(*by.who, "look " + what->number.str(), in->get("csrf"))) {
        return staff_tell(by, {403, "foreign_form", ""});
    }
    const auto why = in->get("why");
    auto shown = by.all.desk.disclose(what->stream, staff_origin(by), why);
    if (!shown) {
        const auto bad = problem_of(shown.error());
        return bad.status == 422
                   ? ask_why(by, *what, by.text(why.empty() ? "act.missing" : "staff.too_long"))
                   : staff_tell(by, bad);
    }
    const viewer holder{
        actor::parse("citizen").value(), channels::desk(), by.all.desk.lookup_code(what->stream)};
    auto records = by.all.desk.views(holder).timeline(what->stream);
    auto history =
        records ? history_of(*std::move(records)) : result<std::vector<happening>>{records.error()};
    if (!history) {
        return staff_tell(by, problem_of(history.error()));
    }
    what->now = *std::move(shown);
    what->history = *std::move(history);
    what->looked_for = why;
    return show_case(by, *what, "staff.look.done");
}

/// A file of what was looked at: each is on record by itself, with the same reason.
response post_look_file(const visit& by)
{
    auto what = case_of(by);
    const auto in = form::read(by.got.asked);
    if (!what || !in) {
        return staff_tell(by, what ? in.error() : what.error());
    }
    if (!csrf_ok(*by.who, "look " + what->number.str(), in->get("csrf"))) {
        return staff_tell(by, {403, "foreign_form", ""});
    }
    const auto shown = by.all.desk.disclose(what->stream, staff_origin(by), in->get("why"));
    if (!shown) {
        return staff_tell(by, problem_of(shown.error()));
    }
    what->as = {
        actor::parse("citizen").value(), channels::desk(), by.all.desk.lookup_code(what->stream)};
    return file_of(by, *what, by.got.parts.at(1));
}

}  // namespace

void add_look_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/look", get_look);
    add_staff_page(to, all, "POST", "/applications/{number}/look", post_look);
    add_staff_page(to, all, "POST", "/applications/{number}/look/{n}", post_look_file);
}

}  // namespace host
