// The page of a chronic problem: how it stands, and who has complained.
#include <acikkapi/problem_desk.hpp>

#include "host/pages/problem_members.hpp"
#include "host/pages/problem_words.hpp"
#include "host/pages/watched_pages.hpp"

namespace host {

using namespace acikkapi;

namespace {

void add_facts(const visit& by, const problem_file& file, filling& with)
{
    const auto row = [&](std::string_view key, std::string value) {
        if (!value.empty()) {
            with.add("ROW")
                .set("ROW_NAME", by.text("staff.problem." + std::string{key}))
                .set("ROW_VALUE", std::move(value));
        }
    };
    const auto& what = file.what();
    const auto& now = file.now.state;
    row("matter", by.all.where.category_name(by.speaks, now.category));
    row("where", place_text(by, now.district, now.unit));
    row("owner", who_text(by, what.owner));
    row("since", date_text(by.speaks, day_in_turkey(what.since)));
    row("target", what.target ? date_text(by.speaks, *what.target) : "");
    row("plan", what.plan);
    row("until", what.until ? date_text(by.speaks, day_in_turkey(*what.until)) : "");
    row("what_came", what.what_came);
    row("members", members_text(by, file.stream));
}

/// Also those that are only like it: who has opened one sees whether it is another's already.
void add_alike(const visit& by, const problem_file& file, filling& with)
{
    constexpr std::size_t shown_max = 20;
    const auto all = problems_in_list(by, false, file.now.state.category, problem_desk::open_max);
    std::size_t count = 0;
    for (auto at = all.rbegin(); at != all.rend() && count < shown_max; ++at) {
        if (at->stream != file.stream) {
            only(with, "ALIKE")
                .add("OTHER")
                .set("OTHER_AT", problem_address(by, at->stream))
                .set("OTHER_TITLE", at->state.problem->title)
                .set("OTHER_PLACE", place_text(by, at->state.district, at->state.unit));
            ++count;
        }
    }
}

void add_members(const visit& by, const problem_file& file, const members_page& some, filling& with)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    filling rows;
    for (const auto stream : some.streams) {
        if (const auto one = views.find(stream)) {
            add_case_row(by, *one, rows);
        }
    }
    if (!some.next.empty()) {
        only(with, "PAGES")
            .add("NEXT")
            .set("NEXT_AT", problem_address(by, file.stream, "?" + some.next));
    }
    if (query_value(by.got.asked.query, "after")) {
        only(with, "PAGES").add("FIRST").set("FIRST_AT", problem_address(by, file.stream));
    }
    if (rows.sections.empty()) {
        with.add("EMPTY");
        return;
    }
    if (!is_of_unit(by.who->staff)) {
        rows.add("UNITS");
    }
    with.add("CASES") = std::move(rows);
}

response show_problem(const visit& by)
{
    const auto file = problem_file_of(by);
    if (!file) {
        return staff_tell(by, file.error());
    }
    const auto members = members_of_problem(by, file->stream);
    if (!members) {
        return staff_tell(by, members.error());
    }
    filling with;
    with.set("HERE", file->what().title).set("MEMBERS", by.text("staff.problem.members"));
    if (const auto done = query_value(by.got.asked.query, "done")) {
        const auto key = "staff.problem.done." + *done;
        const bool known = by.all.look.words().has(key);
        with.add("DONE").set("DONE_TEXT", by.text(known ? key : "application.done"));
    }
    add_facts(by, *file, with);
    for (const std::string act : {"plan", "close"}) {
        if (file->is_open() && verdict_of(by, act + "_problem", file->own) == verdict::allowed) {
            only(with, "ACTS")
                .add("ACT")
                .set("ACT_AT", problem_address(by, file->stream, "/" + act))
                .set("ACT_NAME", by.text("staff.problem.act." + act));
        }
    }
    if (file->is_open()) {
        add_alike(by, *file, with);
    }
    add_members(by, *file, *members, with);
    auto around = staff_frame(by, "staff.problems");
    around.title = file->what().title;
    around.wide = true;
    around.back = by.at("/staff/problems");
    return by.all.look.show(around, "matter_of_many.html", std::move(with));
}

}  // namespace

void add_problem_page(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/problems/{number}", only_for(sees_problems, show_problem));
}

}  // namespace host
