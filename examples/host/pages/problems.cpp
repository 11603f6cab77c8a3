// The board of chronic problems: what was found and nobody works on, what somebody works on, what is over.
#include <acikkapi/problem_desk.hpp>

#include "host/oidc.hpp"
#include "host/pages/problem_members.hpp"
#include "host/pages/problem_words.hpp"
#include "host/pages/sheet.hpp"
#include "host/pages/watched_pages.hpp"

#include <charconv>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t listed_max = 100;  ///< Of the board.

list_query problems_query(bool over, std::string_view category, std::size_t most)
{
    list_query out;
    out.list = "problems";
    out.key = category.empty() ? std::string{} : problem_list_key(category);
    out.closed = over;
    out.limit = most;
    return out;
}

std::vector<found<application>> read_problems(const visit& by, const std::vector<stream_id>& which)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    std::vector<found<application>> out;
    for (const auto stream : which) {
        auto one = views.find(stream);
        if (one && one->state.problem) {
            out.push_back(*std::move(one));
        }
    }
    return out;
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
    const auto listed =
        by.all.desk.views(staff_viewer(by)).list(problems_query(over, category, most));
    return listed ? read_problems(by, listed->streams) : std::vector<found<application>>{};
}

problems_page page_of_problems(const visit& by, std::string_view category)
{
    constexpr std::size_t rows_max = 50;
    const auto views = by.all.desk.views(staff_viewer(by));
    auto query = problems_query(false, category, problem_desk::open_max);
    const auto all = views.list(query);
    query.limit = rows_max;
    query.after = query_value(by.got.asked.query, "after").value_or("");
    const auto some = views.list(query);
    return all && some
               ? problems_page{read_problems(by, some->streams), some->next, all->streams.size()}
               : problems_page{};
}

bool is_open_about(
    const application& problem,
    std::string_view category,
    std::string_view district,
    const unit_id& unit)
{
    return problem.problem && problem.life == status::problem_open &&
           problem.category == category && problem.district == district &&
           (!district.empty() || problem.unit == unit);
}

std::optional<found<application>> open_problem_of(
    const visit& by, std::string_view category, std::string_view district, const unit_id& unit)
{
    for (auto& one : problems_in_list(by, false, category, problem_desk::open_max)) {
        if (is_open_about(one.state, category, district, unit)) {
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
    add_problem_page(to, all);
}

}  // namespace host
