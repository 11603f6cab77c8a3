// What is to be done, for each who works here: the way into every case.
#include "host/oidc.hpp"
#include "host/pages/inbox_lists.hpp"
#include "host/pages/many.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

void add_tabs(const visit& by, const inbox_lists& all, std::string_view here, filling& with)
{
    for (const auto& one : all.tabs()) {
        auto& out = with.add("TAB");
        const std::string name{one.name};
        out.set("TAB_AT", by.at("/staff?list=" + name)).set("TAB_LIST", name);
        out.set("TAB_NAME", by.text("staff.tab." + name));
        out.set("TAB_COUNT", one.count_text());
        if (one.name == here) {
            out.add("TAB_HERE");
        }
    }
}

/// What he asked for; else the first list in which there is something.
std::string chosen(const visit& by, const std::vector<inbox_tab>& all)
{
    const auto wanted = query_value(by.got.asked.query, "list").value_or("");
    const auto at = std::find_if(
        all.begin(), all.end(), [&](const inbox_tab& one) { return one.name == wanted; });
    const auto full =
        std::find_if(all.begin(), all.end(), [](const inbox_tab& one) { return one.count > 0; });
    const auto best = at != all.end() ? at : full != all.end() ? full : all.begin();
    return std::string{best->name};
}

void add_rows(const visit& by, const case_rows& all, filling& with)
{
    if (all.empty()) {
        with.add("EMPTY");
        return;
    }
    auto& table = with.add("CASES");
    if (!is_of_unit(by.who->staff)) {
        table.add("UNITS");
    }
    const bool routes = may_route(by);
    bool any = false;
    for (const auto& one : all) {
        auto& row = add_case_row(by, one, table);
        if (routes) {
            auto& cell = row.add("CHOICE");
            if (waits_for_unit(one.state)) {
                const auto number = one.state.number.str();
                auto& choice = cell.add("CHOOSE").set("CHOOSE_NUMBER", number);
                choice.set("CHOOSE_VALUE", number).set("CHOOSE_FORM", "route-many");
                any = true;
            }
        }
    }
    if (routes) {
        table.add("CHOICES");
    }
    if (any) {
        with.add("ROUTE")
            .set("ROUTE_AT", by.at("/staff/route-many"))
            .set("ROUTE_CSRF", csrf_token(*by.who, "route-many"));
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
    const auto all = inbox_lists::of(by);
    if (!all) {
        return staff_tell(by, all.error());
    }
    const auto here = chosen(by, all->tabs());
    const auto after = query_value(by.got.asked.query, "after").value_or("");
    const auto shown = inbox_lists::read(by, here, after);
    if (!shown) {
        return staff_tell(by, shown.error());
    }
    filling with;
    add_tabs(by, *all, here, with);
    add_rows(by, shown->rows, with);
    add_next(by, here, shown->next, with);
    with.set("HERE", by.text("staff.tab." + here));
    with.add("NEWS")
        .set("NEWS_AT", by.at("/staff/news"))
        .set("AGAIN_AT", by.at("/staff?list=" + here));
    return show_inbox(by, std::move(with), 200, "staff.inbox");
}

response show_found(const visit& by, const std::vector<stream_id>& streams)
{
    filling with;
    with.set("HERE", by.text("staff.search.found"));
    add_rows(by, read_cases(by, streams), with);
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
    const auto streams = cases_of(by.all.desk.views(staff_viewer(by)), wanted.subject, 100);
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
