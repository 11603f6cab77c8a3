// The board of chronic problems: what was found and nobody works on, what somebody works on, what is over.
#include <acikkapi/problem_desk.hpp>

#include "host/oidc.hpp"
#include "host/pages/problem_words.hpp"
#include "host/pages/sheet.hpp"
#include "host/pages/watched_pages.hpp"
#include "host/shapes.hpp"

#include <algorithm>
#include <charconv>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t listed_max = 100;
constexpr std::size_t members_max = 50;

list_query members_query(stream_id of, bool closed, std::size_t limit)
{
    list_query out;
    out.list = "problem";
    out.key = std::to_string(number_of(of));
    out.closed = closed;
    out.limit = limit;
    return out;
}

std::string members_text(const visit& by, stream_id of)
{
    constexpr std::size_t counted_max = 1'000;
    const auto views = by.all.desk.views(staff_viewer(by));
    std::size_t count = 0;
    bool more = false;
    for (const bool closed : {false, true}) {
        if (const auto listed = views.list(members_query(of, closed, counted_max))) {
            count += listed->streams.size();
            more = more || !listed->next.empty();
        }
    }
    return std::to_string(count) + (more ? "+" : "");
}

// --- the board ------------------------------------------------------------------------------------

/// What a watch has found and nobody works on.
sheet candidates_of(const visit& by, const std::vector<acikkapi::problem>& found)
{
    sheet out;
    out.title = by.text("staff.problems.found");
    out.note = by.text("staff.problems.found.note");
    for (const auto* const one : {"matter", "where", "count", "expected", "since"}) {
        out.columns.push_back(by.text("staff.problem." + std::string{one}));
    }
    for (const auto& one : found) {
        if (one.state == problem_state::over ||
            open_problem_of(by, one.key.category, one.key.district, one.key.unit)) {
            continue;
        }
        const auto at = "/staff/problems/new?category=" + percent_encoded(one.key.category) +
                        "&district=" + percent_encoded(one.key.district) +
                        "&unit=" + one.key.unit.str();
        out.lines.push_back(
            {{by.all.where.category_name(by.speaks, one.key.category)},
             {{place_text(by, one.key.district, one.key.unit), by.at(at)},
              {std::to_string(one.count)},
              {std::to_string(one.expected_tenths / 10)},
              {date_text(by.speaks, day_in_turkey(one.since))}}});
    }
    return out;
}

sheet board_of(const visit& by, bool over)
{
    sheet out;
    out.title = by.text(over ? "staff.problems.over" : "staff.problems.open");
    for (const auto* const one :
         {"matter", "title", "where", "owner", "since", "target", "members"}) {
        out.columns.push_back(by.text("staff.problem." + std::string{one}));
    }
    auto some = problems_in_list(by, over, {}, listed_max + 1);
    if (some.size() > listed_max) {
        some.pop_back();
        out.note = by.text("staff.problems.more");
    }
    for (const auto& one : some) {
        const auto& what = *one.state.problem;
        out.lines.push_back(
            {{by.all.where.category_name(by.speaks, one.state.category)},
             {{what.title, problem_address(by, one.stream)},
              {place_text(by, one.state.district, one.state.unit)},
              {who_text(by, what.owner)},
              {date_text(by.speaks, day_in_turkey(what.since))},
              {what.target ? date_text(by.speaks, *what.target) : "–"},
              {members_text(by, one.stream)}}});
    }
    return out;
}

response show_board(const visit& by)
{
    filling with;
    with.set("HERE", by.text("staff.problems"));
    if (verdict_of(by, "open_problem", false) == verdict::allowed) {
        auto watch = watched(by);
        if (!watch) {
            return staff_tell(by, watch.error());
        }
        const auto found = (*watch)->problems(by.all.jar.now());
        add_sheet(with, "SHEET", candidates_of(by, found));
        with.add("GO")
            .set("GO_AT", by.at("/staff/problems/new"))
            .set("GO_NAME", by.text("staff.problem.act.new"));
    }
    add_sheet(with, "SHEET", board_of(by, false));
    add_sheet(with, "SHEET", board_of(by, true));
    auto around = staff_frame(by, "staff.problems");
    around.wide = true;
    return by.all.look.show(around, "sheets.html", std::move(with));
}

// --- one of them ----------------------------------------------------------------------------------

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

void add_members(const visit& by, const problem_file& file, filling& with)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    filling rows;
    std::size_t count = 0;
    for (const bool closed : {false, true}) {
        const auto listed = views.list(members_query(file.stream, closed, members_max));
        for (const auto stream : listed ? listed->streams : std::vector<stream_id>{}) {
            const auto one = views.find(stream);
            if (one && count < members_max) {
                add_case_row(by, *one, rows);
                ++count;
            }
        }
    }
    if (count == 0) {
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
    add_members(by, *file, with);
    auto around = staff_frame(by, "staff.problems");
    around.title = file->what().title;
    around.wide = true;
    around.back = by.at("/staff/problems");
    return by.all.look.show(around, "matter_of_many.html", std::move(with));
}

}  // namespace

reply<problem_file> problem_file_of(const visit& by)
{
    const auto& text = by.got.parts.front();
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    problem_file out;
    out.stream = stream_id{number};
    auto now = by.all.desk.views(staff_viewer(by)).find(out.stream);
    if (read.ptr != text.data() + text.size() || !now || !now->state.problem) {
        return problem{404, "not_found", ""};
    }
    out.now = *std::move(now);
    out.own = petition::is_own(out.now.state, by.who->staff);
    return out;
}

std::string problem_address(const visit& by, stream_id problem, std::string_view then)
{
    return by.at("/staff/problems/" + std::to_string(number_of(problem)) + std::string{then});
}

std::string place_text(const visit& by, const std::string& district, const unit_id& unit)
{
    return district.empty() ? by.all.where.unit_name(unit) : district;
}

std::vector<found<application>>
problems_in_list(const visit& by, bool over, std::string_view category, std::size_t most)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    list_query query;
    query.list = "problems";
    query.key = category.empty() ? std::string{} : problem_list_key(category);
    query.closed = over;
    query.limit = most;
    const auto listed = views.list(query);
    std::vector<found<application>> out;
    for (const auto stream : listed ? listed->streams : std::vector<stream_id>{}) {
        auto one = views.find(stream);
        if (one && one->state.problem) {
            out.push_back(*std::move(one));
        }
    }
    return out;
}

std::optional<found<application>> open_problem_of(
    const visit& by, std::string_view category, std::string_view district, const unit_id& unit)
{
    for (auto& one : problems_in_list(by, false, category, problem_desk::open_max)) {
        const auto& of = one.state;
        if (of.category == category && of.district == district &&
            (!district.empty() || of.unit == unit)) {
            return std::move(one);
        }
    }
    return std::nullopt;
}

bool sees_problems(const visit& by)
{
    return verdict_of(by, acts::list, false) == verdict::allowed &&
           verdict_of(by, "plan_problem", true) == verdict::allowed;
}

void add_problem_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/problems", only_for(sees_problems, show_board));
    add_problem_act_pages(to, all);  // Before the next one: `new` is no number.
    add_staff_page(to, all, "GET", "/problems/{number}", only_for(sees_problems, show_problem));
}

}  // namespace host
