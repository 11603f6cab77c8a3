// Whoever sits at this browser throws away what was filled in and not sent: it may be a machine of many.
#include "host/pages/apply.hpp"
#include "host/pages/draft.hpp"

namespace host {
namespace {

response get_drop(const visit& by)
{
    if (draft::read(by.all.jar, by.got.asked).empty()) {
        return by.all.look.say(by.framed("apply.dropped"), {"apply.dropped.lead"});
    }
    question_page page{
        by.framed("apply.drop.title"),
        by.at("/apply/drop"),
        "apply-drop",
        by.text("apply.drop.go")};
    page.around.back = by.at("/apply/check");
    page.with.add("HEADING").set("HEADING_TEXT", page.around.title);
    page.with.add("LEAD").set("LEAD_TEXT", by.text("apply.drop.lead"));
    page.with.add("LINK")
        .set("LINK_AT", by.at("/apply/check"))
        .set("LINK_TEXT", by.text("apply.drop.keep"));
    return show_questions(by, std::move(page), {});
}

response post_drop(const visit& by)
{
    auto out = go_to(by.at("/apply/drop"));  // Which says that there is nothing any more.
    draft::end(by.all.jar, out);
    return out;
}

}  // namespace

void add_drop_pages(router& to, const page_services& all)
{
    add_page(to, all, "GET", "/apply/drop", get_drop);
    add_page(to, all, "POST", "/apply/drop", post_drop);
}

}  // namespace host
