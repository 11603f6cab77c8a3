// What somebody has proposed and a second person has still to confirm.
#include "host/pages/sheet.hpp"
#include "host/pages/staff_words.hpp"
#include "host/pages/watched_pages.hpp"

namespace host {

using namespace acikkapi;

namespace {

std::string act_text(const visit& by, const std::string& act)
{
    const auto key = "staff.act." + act;
    return by.all.look.words().has(key) ? by.text(key) : act;
}

response show_proposals(const visit& by)
{
    const auto watch = watched(by);
    if (!watch) {
        return staff_tell(by, watch.error());
    }
    sheet out;
    out.title = by.text("staff.proposals.waiting");
    out.note = by.text("staff.proposals.note");
    for (const auto* const one : {"act", "number", "reason", "by", "when"}) {
        out.columns.push_back(by.text("staff.proposals." + std::string{one}));
    }
    const auto views = by.all.desk.views(staff_viewer(by));
    for (const auto& one : (*watch)->proposals(by.all.jar.now())) {
        const auto about = views.find(one.stream);
        if (!about || !petition::is_own(about->state, by.who->staff)) {
            continue;
        }
        const auto& number = about->state.number;
        const bool known = by.all.look.words().has("staff.act." + one.act);
        out.lines.push_back(
            {{act_text(by, one.act)},
             {{number.str(), case_address(by, number, known ? "/" + one.act : "")},
              {proposal_text(by, one.act, one.reason)},
              {who_text(by, one.by)},
              {time_text(by.speaks, one.when)}}});
    }
    filling with;
    with.set("HERE", by.text("staff.proposals"));
    add_sheet(with, "SHEET", out);
    auto around = staff_frame(by, "staff.proposals");
    around.wide = true;
    return by.all.look.show(around, "sheets.html", std::move(with));
}

}  // namespace

bool sees_proposals(const visit& by)
{
    return verdict_of(by, "reopen", true) == verdict::by_two;
}

void add_proposal_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/proposals", only_for(sees_proposals, show_proposals));
}

}  // namespace host
