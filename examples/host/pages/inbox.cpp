// What is to be done, for each who works here: the way into every case.
#include "host/oidc.hpp"
#include "host/pages/staff.hpp"

#include <algorithm>
#include <array>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t rows_max = 50;        ///< Of one page.
constexpr std::size_t counted_max = 1'000;  ///< Of one list, for the number beside its name.

/// A list of the register, as those see it who look after all units.
struct tab {
    std::string_view name;  ///< Its text is `staff.tab.NAME`.
    std::string_view list;
    std::string_view key;
};
constexpr std::array tabs_of_office{
    tab{"submitted", "state", "submitted"},
    tab{"returned", "state", "returned"},
    tab{"objected", "state", "objected"},
    tab{"unrouted", "task", "unrouted"},
    tab{"bounced", "task", "bounced"},
    tab{"at_risk", "task", "at_risk"},
    tab{"undelivered", "task", "undelivered"},
    tab{"due", "due", ""}};

/// What lies with one unit, by what its people have to do.
constexpr std::array<std::string_view, 4> tabs_of_unit{"todo", "replied", "asked", "answered"};

list_query part_of_list(std::string_view list, std::string_view key, std::size_t limit)
{
    list_query out;
    out.list = list;
    out.key = key;
    out.limit = limit;
    return out;
}

using rows = std::vector<found<application>>;

struct counted {
    std::string_view name;
    std::size_t count = 0;
    bool more = false;
};

/// A few applications of a list, as they stand. What he may not read is left out.
rows read_all(const visit& by, const std::vector<stream_id>& streams)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    rows out;
    for (const auto stream : streams) {
        if (auto one = views.find(stream)) {
            out.push_back(*std::move(one));
        }
    }
    return out;
}

void add_tabs(
    const visit& by, const std::vector<counted>& all, std::string_view here, filling& with)
{
    for (const auto& one : all) {
        auto& out = with.add("TAB");
        out.set("TAB_AT", by.at("/staff?list=" + std::string{one.name}));
        out.set("TAB_NAME", by.text("staff.tab." + std::string{one.name}));
        out.set("TAB_COUNT", std::to_string(one.count) + (one.more ? "+" : ""));
        if (one.name == here) {
            out.add("TAB_HERE");
        }
    }
}

/// What he asked for; else the first list in which there is something.
std::string chosen(const visit& by, const std::vector<counted>& all)
{
    const auto wanted = query_value(by.got.asked.query, "list").value_or("");
    const auto at = std::find_if(
        all.begin(), all.end(), [&](const counted& one) { return one.name == wanted; });
    const auto full =
        std::find_if(all.begin(), all.end(), [](const counted& one) { return one.count > 0; });
    const auto best = at != all.end() ? at : full != all.end() ? full : all.begin();
    return std::string{best->name};
}

void add_rows(const visit& by, const rows& all, filling& with)
{
    if (all.empty()) {
        with.add("EMPTY");
        return;
    }
    auto& table = with.add("CASES");
    if (!is_of_unit(by.who->staff)) {
        table.add("UNITS");
    }
    for (const auto& one : all) {
        add_case_row(by, one, table);
    }
}

void add_next(const visit& by, std::string_view list, const std::string& next, filling& with)
{
    if (!next.empty()) {
        with.add("NEXT").set(
            "NEXT_AT",
            by.at("/staff?list=" + std::string{list} + "&after=" + percent_encoded(next)));
    }
    if (query_value(by.got.asked.query, "after")) {
        with.add("FIRST").set("FIRST_AT", by.at("/staff?list=" + std::string{list}));
    }
}

// --- all units ------------------------------------------------------------------------------------

problem fill_office(const visit& by, filling& with)
{
    const auto views = by.all.desk.views(staff_viewer(by));
    std::vector<counted> all;
    for (const auto& one : tabs_of_office) {
        const auto page = views.list(part_of_list(one.list, one.key, counted_max));
        if (!page) {
            return problem_of(page.error());
        }
        all.push_back({one.name, page->streams.size(), !page->next.empty()});
    }
    const auto here = chosen(by, all);
    const auto& open = *std::find_if(
        tabs_of_office.begin(), tabs_of_office.end(), [&](const tab& t) { return t.name == here; });
    auto which = part_of_list(open.list, open.key, rows_max);
    which.after = query_value(by.got.asked.query, "after").value_or("");
    const auto page = views.list(which);
    if (!page) {
        return problem_of(page.error());
    }
    add_tabs(by, all, here, with);
    add_rows(by, read_all(by, page->streams), with);
    add_next(by, here, page->next, with);
    with.set("HERE", by.text("staff.tab." + here));
    return {200, "", ""};
}

// --- one unit -------------------------------------------------------------------------------------

/// Whether the applicant has told what he was asked, and nobody has gone on since.
bool has_reply(const visit& by, const found<application>& one)
{
    if (one.state.questions == 0) {
        return false;
    }
    auto records = by.all.desk.views(staff_viewer(by)).timeline(one.stream);
    const auto all = records ? history_of(*std::move(records)) : std::vector<happening>{};
    if (!all) {
        return false;
    }
    for (auto at = all->rbegin(); at != all->rend(); ++at) {
        const auto word =
            at->fact ? petition::type_name(at->what.payload.type) : std::string_view{};
        if (word == "replied" || word == "question_asked" || word == "interim_answered") {
            return word == "replied";
        }
    }
    return false;
}

std::string_view tab_of(const visit& by, const found<application>& one)
{
    switch (one.state.life) {
    case status::routed: return has_reply(by, one) ? "replied" : "todo";
    case status::awaiting_applicant: return has_reply(by, one) ? "replied" : "asked";
    case status::answered: return "answered";
    default: return {};
    }
}

/// Rows behind the one that was the last of the page before.
rows page_of(const visit& by, const rows& all, std::string& next)
{
    const auto after = query_value(by.got.asked.query, "after").value_or("");
    auto begin = std::find_if(
        all.begin(), all.end(), [&](const auto& one) { return one.state.number.str() == after; });
    begin = begin == all.end() ? all.begin() : begin + 1;
    const auto end = begin + std::min<std::ptrdiff_t>(rows_max, all.end() - begin);
    if (end != all.end()) {
        next = (end - 1)->state.number.str();
    }
    return {begin, end};
}

/// The register lists a unit's applications by day, whatever their state: they are told apart here.
problem fill_unit(const visit& by, filling& with)
{
    const auto page = by.all.desk.views(staff_viewer(by))
                          .list(part_of_list("unit", place_of(by.who->staff), counted_max));
    if (!page) {
        return problem_of(page.error());
    }
    std::map<std::string_view, rows> sorted;
    for (auto& one : read_all(by, page->streams)) {
        sorted[tab_of(by, one)].push_back(std::move(one));
    }
    std::vector<counted> all;
    all.reserve(tabs_of_unit.size());
    for (const auto name : tabs_of_unit) {
        all.push_back({name, sorted[name].size(), !page->next.empty()});
    }
    const auto here = chosen(by, all);
    std::string next;
    const auto shown = page_of(by, sorted[here], next);
    add_tabs(by, all, here, with);
    add_rows(by, shown, with);
    add_next(by, here, next, with);
    with.set("HERE", by.text("staff.tab." + here));
    return {200, "", ""};
}

// --- pages ----------------------------------------------------------------------------------------

response show_inbox(const visit& by, filling with, int status, std::string_view title)
{
    auto around = staff_frame(by, title);
    around.wide = true;
    around.status = status;
    with.set("SEARCH_AT", by.at("/staff/search"));
    const bool finds = verdict_of(by, acts::find, false) == verdict::allowed;
    with.set("SEARCH_LABEL", by.text(finds ? "staff.search.person" : "staff.search.number"));
    with.set("SEARCH_CSRF", csrf_token(*by.who, "search"));
    return by.all.look.show(around, "inbox.html", std::move(with));
}

response get_inbox(const visit& by)
{
    if (verdict_of(by, acts::list, false) != verdict::allowed) {
        return by.all.look.say(staff_frame(by, "staff.inbox"), {"staff.no_lists"});
    }
    filling with;
    const auto bad = is_of_unit(by.who->staff) ? fill_unit(by, with) : fill_office(by, with);
    if (bad.status != 200) {
        return staff_tell(by, bad);
    }
    return show_inbox(by, std::move(with), 200, "staff.inbox");
}

response show_found(const visit& by, const std::vector<stream_id>& streams)
{
    filling with;
    with.set("HERE", by.text("staff.search.found"));
    auto all = read_all(by, streams);
    std::reverse(all.begin(), all.end());  // The newest first.
    add_rows(by, all, with);
    return show_inbox(by, std::move(with), 200, "staff.search.found");
}

response show_not_found(const visit& by, std::string_view why)
{
    filling with;
    with.set("HERE", by.text("staff.search.found"));
    with.add("SEARCH_WRONG").set("SEARCH_WRONG_TEXT", by.text(why));
    with.add("EMPTY");
    return show_inbox(by, std::move(with), 404, "staff.search.found");
}

/// What is typed here may be personal: it is never part of an address.
response post_search(const visit& by)
{
    const auto given = form::read(by.got.asked);
    if (!given) {
        return staff_tell(by, given.error());
    }
    if (!csrf_ok(*by.who, "search", given->get("csrf"))) {
        return staff_tell(by, {403, "foreign_form", ""});
    }
    const auto wanted = read_search(given->get("what"));
    if (wanted.number) {
        return go_to(case_address(by, *wanted.number));
    }
    if (wanted.subject.empty()) {
        return show_not_found(by, "staff.search.wrong");
    }
    const auto streams = by.all.desk.views(staff_viewer(by)).find_by("subject", wanted.subject);
    if (!streams) {
        return staff_tell(by, problem_of(streams.error()));
    }
    return streams->empty() ? show_not_found(by, "staff.search.nobody") : show_found(by, *streams);
}

}  // namespace

void add_inbox_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "", get_inbox);
    add_staff_page(
        to, all, "GET", "/search", [](const visit& by) { return go_to(by.at("/staff")); });
    add_staff_page(to, all, "POST", "/search", post_search);
}

}  // namespace host
