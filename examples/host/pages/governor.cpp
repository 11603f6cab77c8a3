// What the governor looks at: figures, each of which leads to the applications that it counts.
#include "host/oidc.hpp"
#include "host/pages/city_watch.hpp"
#include "host/pages/figure_sheets.hpp"
#include "host/pages/staff.hpp"

#include <algorithm>
#include <cmath>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t rows_max = 50;      ///< Of a list of cases.
constexpr std::size_t problems_max = 20;  ///< Chronic ones that are shown.

// --- which days -----------------------------------------------------------------------------------

struct period {
    std::string_view code;  ///< In the address; its text is `governor.period.CODE`.
    long days = 0;          ///< 0: all that there are.
};
constexpr std::array periods{period{"30", 30}, period{"90", 90}, period{"365", 365}, period{"all"}};

const period& period_of(const visit& by)
{
    const auto wanted = query_value(by.got.asked.query, "days").value_or("");
    const auto at = std::find_if(
        periods.begin(), periods.end(), [&](const period& one) { return one.code == wanted; });
    return at == periods.end() ? periods.front() : *at;
}

days_between days_of(const visit& by, const period& which)
{
    const auto today = day_in_turkey(by.all.jar.now());
    return which.days == 0 ? all_days
                           : days_between{today - std::chrono::days{which.days - 1}, today};
}

/// `2026-11` of the address; nothing if it is no month. This month if it names none.
std::optional<days_between> month_of(const visit& by)
{
    const auto wanted = query_value(by.got.asked.query, "month").value_or("");
    const auto today = day_in_turkey(by.all.jar.now());
    const auto in_it = wanted.empty() ? std::optional{today} : read_day(wanted + "-01");
    if (!in_it) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{*in_it};
    const auto month = date.year() / date.month();
    return days_between{
        day{std::chrono::local_days{month / 1}},
        day{std::chrono::local_days{month / std::chrono::last}}};
}

std::string month_code(const days_between& of)
{
    return day_code(of.first).substr(0, 7);
}

// --- parts of the page ----------------------------------------------------------------------------

/// Districts as tiles, as dark as much came in: a map without a map. What it says stands in the table below it.
void add_map(const visit& by, const figures_of_city& city, const days_between& when, filling& with)
{
    constexpr std::size_t width = 150;
    constexpr std::size_t height = 84;
    constexpr double shades = 4;
    const auto& districts = by.all.where.districts;
    if (districts.empty()) {
        return;
    }
    auto all = city.by(trait::district, when, by.all.jar.now());
    std::uint64_t most = 1;
    for (const auto& one : districts) {
        most = std::max(most, all[one][measure::received]);
    }
    const auto columns = static_cast<std::size_t>(
        std::max(2.0, std::floor(std::sqrt(static_cast<double>(districts.size())) + 0.5)));
    const auto lines = (districts.size() + columns - 1) / columns;
    auto& map = with.add("MAP");
    map.set("MAP_WIDTH", std::to_string(columns * width));
    map.set("MAP_HEIGHT", std::to_string(lines * height));
    for (std::size_t at = 0; at < districts.size(); ++at) {
        const auto count = all[districts[at]][measure::received];
        const auto shade =
            std::ceil(shades * static_cast<double>(count) / static_cast<double>(most));
        const auto x = at % columns * width;
        const auto y = at / columns * height;
        auto& tile = map.add("TILE");
        tile.set("TILE_X", std::to_string(x + 2)).set("TILE_Y", std::to_string(y + 2));
        tile.set("TILE_MIDDLE", std::to_string(x + width / 2));
        tile.set("TILE_NAME_Y", std::to_string(y + 34)).set("TILE_COUNT_Y", std::to_string(y + 64));
        tile.set("TILE_SHADE", std::to_string(static_cast<int>(shade)));
        tile.set("TILE_NAME", districts[at]).set("TILE_COUNT", std::to_string(count));
    }
}

/// How many applications are part of a problem, as far as they are counted for one page.
cell members_of(const visit& by, const views<petition>& seen, stream_id problem)
{
    constexpr std::size_t counted_max = 1'000;
    const auto number = std::to_string(number_of(problem));
    std::size_t count = 0;
    bool more = false;
    for (const bool closed : {false, true}) {
        list_query of;
        of.list = "problem";
        of.key = number;
        of.closed = closed;
        of.limit = counted_max;
        if (const auto page = seen.list(of)) {
            count += page->streams.size();
            more = more || !page->next.empty();
        }
    }
    return {
        std::to_string(count) + (more ? "+" : ""),
        count == 0 ? "" : by.at("/staff/governor/problem?stream=" + number)};
}

sheet problems_of(const visit& by)
{
    sheet out;
    out.title = by.text("governor.problems");
    for (const auto* const one :
         {"title", "category", "where", "owner", "since", "target", "members"}) {
        out.columns.push_back(by.text("governor.problems." + std::string{one}));
    }
    const auto seen = by.all.desk.views(staff_viewer(by));
    list_query open;
    open.list = "problems";
    open.limit = problems_max;
    const auto page = seen.list(open);
    if (!page) {
        return out;
    }
    for (const auto stream : page->streams) {
        const auto one = seen.find(stream);
        if (!one || !one->state.problem) {
            continue;
        }
        const auto& what = *one->state.problem;
        const auto& where = one->state;
        const auto* const unit = by.all.where.find_unit(where.unit);
        const auto of_unit = unit == nullptr ? where.unit.str() : unit->name;
        out.lines.push_back(
            {{what.title},
             {{by.all.where.category_name(by.speaks, where.category)},
              {where.district.empty() ? of_unit : where.district},
              {who_text(by, what.owner)},
              {date_text(by.speaks, day_in_turkey(what.since))},
              {what.target ? date_text(by.speaks, *what.target) : "–"},
              members_of(by, seen, stream)}});
    }
    return out;
}

void add_keys(filling& with, const sheet& from)
{
    for (const auto& line : from.lines) {
        auto& key = with.add("KEY").set("KEY_NAME", line.name.text);
        const auto& value = line.cells.front();
        key.set("KEY_TEXT", value.text);
        if (value.link.empty()) {
            key.add("KEY_PLAIN");
        } else {
            key.add("KEY_LINK").set("KEY_AT", value.link);
        }
    }
}

std::vector<std::string> csv_head(const visit& by)
{
    std::vector<std::string> out;
    for (const auto* const one : {"table", "line", "column", "value"}) {
        out.push_back(by.text("governor.csv." + std::string{one}));
    }
    return out;
}

response csv_file(const visit& by, const std::vector<sheet>& all, const std::string& name)
{
    auto out = reply_with(200, "text/csv; charset=utf-8", csv_of(all, csv_head(by)));
    out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
    return out;
}

// --- pages ----------------------------------------------------------------------------------------

using shows_figures = response (*)(const visit&, const figures_of_city&);

/// For who may see figures, as soon as there are some.
page with_figures(shows_figures shows)
{
    return [shows](const visit& by) {
        if (!sees_city(by)) {
            return staff_tell(by, {403, "not_permitted", ""});
        }
        const auto city = by.all.city.read();
        if (!city) {
            const bool soon = city.error() == errc::busy;
            auto what = soon ? problem{503, "figures_not_ready", ""} : problem_of(city.error());
            what.retry_after = soon ? std::optional{std::chrono::seconds{5}} : what.retry_after;
            return staff_tell(by, what);
        }
        return shows(by, **city);
    };
}

response show_overview(const visit& by, const figures_of_city& city)
{
    const auto& days = period_of(by);
    const auto when = days_of(by, days);
    const figure_sheets all{by, city, when};
    filling with;
    add_keys(with, all.today());
    for (const auto& one : periods) {
        auto& out = with.add("PERIOD");
        out.set("PERIOD_AT", by.at("/staff/governor?days=" + std::string{one.code}));
        out.set("PERIOD_NAME", by.text("governor.period." + std::string{one.code}));
        if (one.code == days.code) {
            out.add("PERIOD_HERE");
        }
    }
    add_sheet(with, "TOTALS", all.totals());
    add_sheet(with, "UNITS", all.units());
    add_map(by, city, when, with);
    add_sheet(with, "DISTRICTS", all.districts());
    add_sheet(with, "RISING", all.rising());
    add_sheet(with, "PROBLEMS", problems_of(by));
    with.set("CSV_AT", by.at("/staff/governor.csv?days=" + std::string{days.code}));
    with.set("REPORT_AT", by.at("/staff/report"));
    auto around = staff_frame(by, "governor.title");
    around.wide = true;
    return by.all.look.show(around, "governor.html", std::move(with));
}

response overview_file(const visit& by, const figures_of_city& city)
{
    const auto& days = period_of(by);
    const figure_sheets all{by, city, days_of(by, days)};
    return csv_file(
        by,
        {all.today(), all.totals(), all.units(), all.districts(), all.channels(), all.rising()},
        "acikkapi-" + day_code(day_in_turkey(by.all.jar.now())));
}

response show_report(const visit& by, const figures_of_city& city)
{
    const auto when = month_of(by);
    if (!when) {
        return staff_tell(by, {404, "not_found", ""});
    }
    const figure_sheets all{by, city, *when};
    const auto at = [&](days_between of) { return by.at("/staff/report?month=" + month_code(of)); };
    const std::chrono::days one{1};
    filling with;
    with.set("MONTH", date_text(by.speaks, when->first) + " – " + date_text(by.speaks, when->last));
    with.set("PLACE", std::string{by.all.where.where.name()});
    with.set("MADE", time_text(by.speaks, by.all.jar.now()));
    with.set("BEFORE_AT", at({when->first - one, when->first - one}));
    if (when->last < day_in_turkey(by.all.jar.now())) {
        with.add("AFTER").set("AFTER_AT", at({when->last + one, when->last + one}));
    }
    with.set("CSV_AT", by.at("/staff/report.csv?month=" + month_code(*when)));
    for (const auto& sheet : {all.totals(), all.units(), all.districts(), all.channels()}) {
        add_sheet(with, "SHEET", sheet);
    }
    auto around = staff_frame(by, "governor.report");
    around.wide = true;
    around.back = by.at("/staff/governor");
    return by.all.look.show(around, "report.html", std::move(with));
}

response report_file(const visit& by, const figures_of_city& city)
{
    const auto when = month_of(by);
    if (!when) {
        return staff_tell(by, {404, "not_found", ""});
    }
    const figure_sheets all{by, city, *when};
    return csv_file(
        by,
        {all.totals(), all.units(), all.districts(), all.channels()},
        "acikkapi-" + month_code(*when));
}

// --- the cases behind a figure --------------------------------------------------------------------

response show_cases(
    const visit& by, const std::vector<stream_id>& some, const std::string& title, filling with)
{
    const auto seen = by.all.desk.views(staff_viewer(by));
    filling rows;
    bool any = false;
    for (const auto stream : some) {
        if (const auto one = seen.find(stream)) {
            if (!any) {
                with.add("CASES").add("UNITS");
            }
            any = true;
            add_case_row(by, *one, with.sections["CASES"].back());
        }
    }
    if (!any) {
        with.add("EMPTY");
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

response show_figure(const visit& by, const figures_of_city& city)
{
    const auto which = figure_of(by.got.asked.query);
    if (!which) {
        return staff_tell(by, {404, "not_found", ""});
    }
    const auto now = by.all.jar.now();
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
    constexpr std::size_t members_max = 500;
    std::vector<stream_id> all;
    for (const bool closed : {false, true}) {
        list_query of;
        of.list = "problem";
        of.key = std::to_string(number_of(stream));
        of.closed = closed;
        of.limit = members_max;
        if (const auto page = seen.list(of)) {
            all.insert(all.end(), page->streams.begin(), page->streams.end());
        }
    }
    return show_cases(by, all, problem->state.problem->title, {});
}

}  // namespace

bool sees_city(const visit& by)
{
    const auto role = role_of(by.who->staff);
    return (role == "governorate" || role == "auditor") &&
           verdict_of(by, acts::figures, false) == verdict::allowed;
}

void add_governor_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/governor", with_figures(show_overview));
    add_staff_page(to, all, "GET", "/governor.csv", with_figures(overview_file));
    add_staff_page(to, all, "GET", "/governor/cases", with_figures(show_figure));
    add_staff_page(to, all, "GET", "/governor/problem", with_figures(show_problem));
    add_staff_page(to, all, "GET", "/report", with_figures(show_report));
    add_staff_page(to, all, "GET", "/report.csv", with_figures(report_file));
}

}  // namespace host
