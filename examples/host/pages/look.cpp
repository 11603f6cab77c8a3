// A look at what is personal, on record.
#include "host/pages/files.hpp"
#include "host/pages/staff.hpp"

namespace host {

using namespace acikkapi;

namespace {

std::string action_of(const case_file& what)
{
    return "look " + what.number.str();
}

response ask_why(const visit& by, const case_file& what, const std::string& error)
{
    control why;
    why.what = control::shape::text;
    why.name = "why";
    why.label = by.text("staff.look");
    why.hint = by.text("staff.look.hint");
    why.characters_max = 500;
    why.error = error;
    question_page page{
        staff_frame(by, "staff.look"),
        case_address(by, what.number, "/look"),
        "staff-look",
        by.text("staff.look.go"),
        what.number.str()};
    page.around.back = case_address(by, what.number);
    add_token(by, page.with, action_of(what));
    return show_questions(by, std::move(page), {why});
}

response get_look(const visit& by)
{
    const auto what = case_of(by);
    if (!what) {
        return staff_tell(by, what.error());
    }
    return what->now.withheld ? ask_why(by, *what, "") : go_to(case_address(by, what->number));
}

/// Somebody looks at what is personal in an application, for a reason that he gives.
struct looking {
    case_file what;
    std::string why;
};

reply<looking> looking_of(const visit& by)
{
    auto what = case_of(by);
    const auto in = form::read(by.got.asked);
    if (!what || !in) {
        return what ? in.error() : what.error();
    }
    if (!csrf_ok(*by.who, action_of(*what), in->get("csrf"))) {
        return problem{403, "foreign_form", ""};
    }
    return looking{*std::move(what), in->get("why")};
}

/// What was written can be read only as its holder reads it: the engine's own word that he may is what was just put on
/// record.
viewer holder_of(const visit& by, stream_id stream)
{
    return {actor::parse("citizen").value(), channels::desk(), by.all.desk.lookup_code(stream)};
}

/// It is on record before anything is shown.
response post_look(const visit& by)
{
    auto asked = looking_of(by);
    if (!asked) {
        return staff_tell(by, asked.error());
    }
    auto& [what, why] = *asked;
    auto shown = by.all.desk.disclose(what.stream, staff_origin(by), why);
    if (!shown) {
        const auto bad = problem_of(shown.error());
        return bad.status == 422
                   ? ask_why(by, what, by.text(why.empty() ? "act.missing" : "act.too_long"))
                   : staff_tell(by, bad);
    }
    auto history = history_of(by.all.desk.views(holder_of(by, what.stream)), what.stream);
    if (!history) {
        return staff_tell(by, problem_of(history.error()));
    }
    what.now = *std::move(shown);
    what.history = *std::move(history);
    what.looked_for = why;
    return show_case(by, what, "staff.look.done");
}

/// A file of what was looked at: each is on record by itself, with the same reason.
response post_look_file(const visit& by)
{
    auto asked = looking_of(by);
    if (!asked) {
        return staff_tell(by, asked.error());
    }
    auto& [what, why] = *asked;
    const auto shown = by.all.desk.disclose(what.stream, staff_origin(by), why);
    if (!shown) {
        return staff_tell(by, problem_of(shown.error()));
    }
    what.as = holder_of(by, what.stream);
    return file_of(by, what, by.got.parts.at(1));
}

}  // namespace

void add_look_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/applications/{number}/look", get_look);
    add_staff_page(to, all, "POST", "/applications/{number}/look", post_look);
    add_staff_page(to, all, "POST", "/applications/{number}/look/{n}", post_look_file);
}

}  // namespace host
