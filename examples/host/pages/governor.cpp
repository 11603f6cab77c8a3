// What the governor looks at: figures, each of which leads to the applications that it counts.
#include "host/pages/city_pages.hpp"
#include "host/pages/figure_sheets.hpp"
#include "host/pages/fitting.hpp"
#include "host/shapes.hpp"

#include <algorithm>
#include <cmath>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t problems_max = 100;  ///< Chronic ones that are shown.

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

// --- parts of the page ----------------------------------------------------------------------------

/// Districts as tiles, as dark as much came in: a map without a map. What it says stands in the table below it.
void add_map(const visit& by, const figures_of_city& city, const days_between& when, filling& with)
{
    constexpr std::size_t width = 150;
    constexpr std::size_t height = 84;
    constexpr double shades = 4;
    constexpr double columns_max = 3;  // More could not be read on a phone.
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
        std::clamp(std::ceil(std::sqrt(static_cast<double>(districts.size()))), 2.0, columns_max));
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
        tile.set("TILE_NAME", fitting(districts[at])).set("TILE_COUNT", std::to_string(count));
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
    out.note = page->next.empty() ? std::string{} : by.text("staff.problems.more");
    for (const auto stream : page->streams) {
        const auto one = seen.find(stream);
        if (!one || !one->state.problem) {
            continue;
        }
        const auto& what = *one->state.problem;
        const auto& where = one->state;
        out.lines.push_back(
            {{what.title},
             {{by.all.where.category_name(by.speaks, where.category)},
              {where.district.empty() ? by.all.where.unit_name(where.unit) : where.district},
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

// --- pages ----------------------------------------------------------------------------------------

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
    add_sheet(with, "DISTRICTS", all.districts(true));
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
        {all.today(), all.totals(), all.units(), all.districts(true), all.channels(), all.rising()},
        "acikkapi-" + text_of(day_in_turkey(by.all.jar.now())));
}

}  // namespace

void add_governor_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/governor", with_figures(show_overview));
    add_staff_page(to, all, "GET", "/governor.csv", with_figures(overview_file));
    add_figure_pages(to, all);
    add_report_pages(to, all);
}

}  // namespace host
