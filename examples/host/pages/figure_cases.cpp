// The applications behind a figure.
#include "host/pages/city_pages.hpp"
#include "host/pages/figure_address.hpp"
#include "host/pages/figure_sheets.hpp"
#include "host/pages/problem_members.hpp"

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t rows_max = 50;  ///< Of one page.

response show_cases(
    const visit& by, const std::vector<stream_id>& some, const std::string& title, filling with)
{
    const auto seen = by.all.desk.views(staff_viewer(by));
    std::vector<found<application>> rows;
    for (const auto stream : some) {
        if (auto one = seen.find(stream)) {
            rows.push_back(*std::move(one));
        }
    }
    auto& table = with.add(rows.empty() ? "EMPTY" : "CASES");
    table.add("UNITS");
    for (const auto& one : rows) {
        add_case_row(by, one, table);
    }
    with.set("HERE", title);
    auto around = staff_frame(by, "governor.cases");
    around.wide = true;
    around.back = by.at("/staff/governor");
    return by.all.look.show(around, "figure_cases.html", std::move(with));
}

stream_id stream_of_query(const visit& by, std::string_view name)
{
    std::uint64_t out = 0;
    for (const char c : query_value(by.got.asked.query, name).value_or("").substr(0, 18)) {
        if (c < '0' || c > '9') {
            return no_stream;
        }
        out = out * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return stream_id{out};
}

/// Who stands alone in a list of those who rated would be known by it: where a satisfaction is not told they are not listed.
bool is_withheld(const figures_of_city& city, const figure& which, instant now)
{
    if (which.what != measure::rated) {
        return false;
    }
    switch (which.of) {
    case trait::none:
        return !all_told(city.by(trait::unit, which.when, now)) ||
               city.list(which, now, no_stream, rated_min).size() < rated_min;
    case trait::unit: return !told_units(city.by(trait::unit, which.when, now)).contains(which.key);
    default: return true;  // By nothing else is a satisfaction told.
    }
}

response show_figure(const visit& by, const figures_of_city& city)
{
    const auto which = figure_of(by.got.asked.query);
    const auto now = by.all.jar.now();
    if (!which || is_withheld(city, *which, now)) {
        return staff_tell(by, {404, "not_found", ""});
    }
    auto some = city.list(*which, now, stream_of_query(by, "after"), rows_max + 1);
    filling with;
    if (some.size() > rows_max) {
        some.pop_back();
        with.add("NEXT").set(
            "NEXT_AT", address_of(by, *which) + "&after=" + std::to_string(number_of(some.back())));
    }
    const bool whenever = which->what == measure::open || which->what == measure::overdue;
    if (!whenever && which->when != all_days) {
        with.add("DAYS").set(
            "DAYS_TEXT",
            date_text(by.speaks, which->when.first) + " – " +
                date_text(by.speaks, which->when.last));
    }
    return show_cases(by, some, words_of(by, city, *which), std::move(with));
}

response show_problem(const visit& by, const figures_of_city& /*city*/)
{
    const auto stream = stream_of_query(by, "stream");
    const auto seen = by.all.desk.views(staff_viewer(by));
    const auto problem = seen.find(stream);
    if (!problem || !problem->state.problem) {
        return staff_tell(by, no_such_application());
    }
    const auto some = members_of_problem(by, stream);
    if (!some) {
        return staff_tell(by, some.error());
    }
    filling with;
    if (!some->next.empty()) {
        const auto here = "/staff/governor/problem?stream=" + std::to_string(number_of(stream));
        with.add("NEXT").set("NEXT_AT", by.at(here + "&" + some->next));
    }
    return show_cases(by, some->streams, problem->state.problem->title, std::move(with));
}

}  // namespace

void add_figure_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/governor/cases", with_figures(show_figure));
    add_staff_page(to, all, "GET", "/governor/problem", with_figures(show_problem));
}

}  // namespace host
