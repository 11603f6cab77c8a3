// What is printed at the end of a month.
#include "host/pages/city_pages.hpp"
#include "host/pages/figure_sheets.hpp"
#include "host/shapes.hpp"

#include <optional>

namespace host {

using namespace acikkapi;

namespace {

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
    return text_of(of.first).substr(0, 7);
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
    for (const auto& sheet : {all.totals(), all.units(), all.districts(false), all.channels()}) {
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
        {all.totals(), all.units(), all.districts(false), all.channels()},
        "acikkapi-" + month_code(*when));
}

}  // namespace

void add_report_pages(router& to, const page_services& all)
{
    add_staff_page(to, all, "GET", "/report", with_figures(show_report));
    add_staff_page(to, all, "GET", "/report.csv", with_figures(report_file));
}

}  // namespace host
