// The report as one page of HTML.
#include "replay/report.hpp"
#include "support/markup.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>
#include <string_view>

namespace tools {
namespace {

using namespace acikkapi;

constexpr std::size_t rows_max = 20;

constexpr std::string_view style = R"css(
:root { --ink: #1b1f24; --soft: #5b6570; --line: #d6dbe0; --good: #2f7f86; --late: #c4572e; --open: #aab4bd; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; color: var(--ink); background: #fff;
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
p { max-width: 44rem; margin: .5rem 0; }
.soft { color: var(--soft); }
.hash { font: .85rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
dl div { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .75rem; }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
dd small { font-size: .9rem; color: var(--soft); }
figure { margin: 1rem 0; overflow-x: auto; }
svg { width: 100%; min-width: 30rem; height: auto; display: block; font: 12px system-ui, sans-serif; }
.process svg { max-width: 40rem; }
.box { fill: #f3f6f7; stroke: var(--good); } .name { font-weight: 600; } .sum { text-anchor: end; }
.edge { fill: none; stroke: #8fa3ab; stroke-opacity: .75; } .tip { fill: #5f747d; } .count { fill: var(--soft); }
.tick { text-anchor: middle; fill: var(--soft); }
.good { fill: var(--good); } .late { fill: var(--late); } .open { fill: var(--open); }
.limit { stroke: var(--ink); stroke-dasharray: 4 3; }
svg.key { display: inline-block; min-width: 0; width: .8rem; height: .8rem; margin: 0 .35rem 0 1rem; border-radius: .15rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .95rem; }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem; }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { border-bottom-color: var(--soft); } th { font-weight: 600; }
tbody th { font-weight: 400; min-width: 6rem; }
.wide tbody th { min-width: 11rem; }
.n { text-align: right; white-space: nowrap; }
details > summary { cursor: pointer; padding: .5rem 0; }
@media print {
  @page { margin: 1.6cm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; } figure, tr, dl div { break-inside: avoid; }
  .process svg { max-height: 15cm; }
  details { display: none; }
  svg { min-width: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

std::string share(std::uint64_t part, std::uint64_t whole)
{
    std::array<char, 16> text{};
    const double value =
        whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    std::snprintf(text.data(), text.size(), "%.1f %%", value);
    return text.data();
}

std::string days(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", value);
    return text.data();
}

void tile(
    std::ostream& out, const char* name, const std::string& value, const std::string& more = {})
{
    out << "<div><dt>" << name << "</dt><dd>" << value;
    if (!more.empty()) {
        out << " <small>" << more << "</small>";
    }
    out << "</dd></div>\n";
}

void begin_table(
    std::ostream& out,
    const char* caption,
    const std::vector<std::string>& columns,
    std::size_t texts)
{
    out << "<div class=\"scroll" << (texts > 1 || columns.front() == "unit" ? " wide" : "")
        << "\" tabindex=\"0\"><table><caption>" << caption << "</caption><thead><tr>";
    for (std::size_t i = 0; i < columns.size(); ++i) {
        out << "<th scope=\"col\"" << (i >= texts ? " class=\"n\"" : "") << '>' << columns[i]
            << "</th>";
    }
    out << "</tr></thead><tbody>\n";
}

void end_table(std::ostream& out)
{
    out << "</tbody></table></div>\n";
}

void figures_of(std::ostream& out, const promise_figures& one)
{
    out << "<td class=\"n\">" << grouped(one.registered) << "</td><td class=\"n\">"
        << grouped(one.answered) << "</td><td class=\"n\">" << grouped(one.late)
        << "</td><td class=\"n\">" << share(one.late, one.answered) << "</td></tr>\n";
}

/// The most frequent first; names in their order where they are as frequent.
template <class Key>
std::vector<std::pair<Key, promise_figures>>
most_frequent(const std::map<Key, promise_figures>& from, std::size_t count)
{
    std::vector<std::pair<Key, promise_figures>> out{from.begin(), from.end()};
    std::stable_sort(out.begin(), out.end(), [](const auto& one, const auto& other) {
        return one.second.registered > other.second.registered;
    });
    out.resize(std::min(out.size(), count));
    return out;
}

void summary(std::ostream& out, const report_figures& figures)
{
    const auto& all = figures.all;
    out << "<dl>\n";
    tile(out, "Applications", grouped(all.registered));
    tile(out, "Answered", grouped(all.answered), share(all.answered, all.registered));
    tile(
        out,
        "Answered within seven days",
        grouped(all.answered - all.late),
        share(all.answered - all.late, all.answered) + " of the answered");
    tile(out, "Answered later", grouped(all.late), share(all.late, all.answered));
    tile(out, "Half were answered within", days(figures.days_within(50)) + " days");
    tile(out, "Nine of ten within", days(figures.days_within(90)) + " days");
    const auto oldest = figures.oldest_open();
    tile(
        out,
        "Open",
        grouped(figures.open),
        oldest ? "the oldest since " + format_utc(*oldest).substr(0, 10) : "");
    tile(out, "Refused commands on record", grouped(figures.refusals));
    out << "</dl>\n";
}

void process(std::ostream& out, const report_figures& figures)
{
    out << "<h2>What happened, in which order</h2>\n"
           "<p>Each box is something that happened to an application, with how often; an arrow is "
           "what came "
           "next, the thicker the more often. Ways that fewer than one application in two hundred "
           "took are in "
           "the table only.</p>\n<figure class=\"process\">"
        << draw_process(figures) << "</figure>\n<details><summary>The same as a table</summary>\n";
    begin_table(out, "What followed what", {"first", "then", "how often"}, 2);
    std::vector<std::pair<std::pair<std::string, std::string>, std::uint64_t>> rows{
        figures.steps.begin(), figures.steps.end()};
    std::stable_sort(rows.begin(), rows.end(), [](const auto& one, const auto& other) {
        return one.second > other.second;
    });
    for (const auto& [pair, count] : rows) {
        out << "<tr><th scope=\"row\">" << (pair.first.empty() ? "(beginning)" : markup(pair.first))
            << "</th><td>" << markup(pair.second) << "</td><td class=\"n\">" << grouped(count)
            << "</td></tr>\n";
    }
    end_table(out);
    out << "</details>\n";
}

void times(std::ostream& out, const report_figures& figures)
{
    out << "<h2>How long the first answer took</h2>\n<figure>" << draw_days(figures)
        << "<figcaption class=\"soft\">Whole days from registration to the first answer; the last "
           "bar "
           "holds all that took longer.</figcaption></figure>\n"
           "<details><summary>The same as a table</summary>\n";
    begin_table(out, "Days to the first answer", {"days", "applications"}, 1);
    for (std::size_t i = 0; i < figures.days_to_answer.size(); ++i) {
        out << "<tr><th scope=\"row\">" << i << (i == report_figures::days_max ? " and more" : "")
            << "</th><td class=\"n\">" << grouped(figures.days_to_answer.at(i)) << "</td></tr>\n";
    }
    end_table(out);
    out << "</details>\n<h2>Whether the promise was kept</h2>\n<figure>" << draw_months(figures)
        << "<figcaption class=\"soft\">By month of registration:"
           "<svg class=\"key\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"good\" "
           "width=\"1\" height=\"1\"/></svg>answered within seven days"
           "<svg class=\"key\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"late\" "
           "width=\"1\" height=\"1\"/></svg>later"
           "<svg class=\"key\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"open\" "
           "width=\"1\" height=\"1\"/></svg>not answered yet"
           "</figcaption></figure>\n";
    begin_table(
        out,
        "By month of registration",
        {"month", "registered", "answered", "late", "late of answered"},
        1);
    for (const auto& [month, one] : figures.months) {
        out << "<tr><th scope=\"row\">" << month << "</th>";
        figures_of(out, one);
    }
    end_table(out);
}

void units_and_problems(std::ostream& out, const report_figures& figures)
{
    out << "<h2>Units</h2>\n";
    begin_table(
        out,
        "The units that most went to; an application that went to two counts for both",
        {"unit", "went there", "answered", "late", "late of answered"},
        1);
    for (const auto& [unit, one] : most_frequent(figures.units, rows_max)) {
        out << "<tr><th scope=\"row\">" << markup(figures.unit_name(unit))
            << " <span class=\"soft\">" << markup(unit) << "</span></th>";
        figures_of(out, one);
    }
    end_table(out);
    out << "<h2>Problems that come again</h2>\n";
    begin_table(
        out,
        "What was most often applied for, and where",
        {"about", "where", "registered", "answered", "late", "late of answered"},
        2);
    for (const auto& [what, one] : most_frequent(figures.problems, rows_max)) {
        out << "<tr><th scope=\"row\">" << markup(what.first) << "</th><td>" << markup(what.second)
            << "</td>";
        figures_of(out, one);
    }
    end_table(out);
}

}  // namespace

std::string grouped(std::uint64_t number)
{
    auto out = std::to_string(number);
    for (std::size_t at = out.size(); at > 3;) {
        at -= 3;
        out.insert(at, ",");
    }
    return out;
}

std::string
report_page(const report_figures& figures, const std::string& origin, const std::string& root)
{
    std::ostringstream out;
    out << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        << markup(origin) << ": what the journal says</title>\n<style>" << style
        << "</style>\n</head>\n<body>\n<main>\n<h1>What the journal says</h1>\n<p class=\"soft\">"
        << markup(origin);
    if (figures.first) {
        out << ", from " << format_utc(*figures.first).substr(0, 10) << " to "
            << format_utc(*figures.last).substr(0, 10);
    }
    out << "</p>\n";
    summary(out, figures);
    process(out, figures);
    times(out, figures);
    units_and_problems(out, figures);
    out << "<h2>Where this comes from</h2>\n<p>From " << grouped(figures.records) << " events and "
        << grouped(figures.refusals)
        << " refusals of the journal, and from nothing else. Whoever has the journal finds the "
           "same with "
           "<code>acikkapi-replay report</code>. Days are those of the office's calendar; late is "
           "a first "
           "answer after the seventh day. The root of the journal's Merkle tree is</p>\n<p "
           "class=\"hash\">"
        << root << "</p>\n</main>\n</body>\n</html>\n";
    return out.str();
}

}  // namespace tools
