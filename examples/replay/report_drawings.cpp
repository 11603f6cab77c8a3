// The drawings of the report, as SVG in the page.
#include "replay/report.hpp"
#include "support/markup.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace tools {
namespace {

std::string percent(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? "0" : std::to_string((part * 100 + whole / 2) / whole);
}

/// What comes earlier in an application stands higher, on the average.
std::vector<std::string> in_order(const report_figures& figures)
{
    std::vector<std::string> out;
    for (const auto& [name, count] : figures.activities) {
        out.push_back(name);
    }
    const auto place = [&](const std::string& name) {
        return static_cast<double>(figures.places.at(name)) /
               static_cast<double>(figures.activities.at(name));
    };
    std::stable_sort(out.begin(), out.end(), [&](const auto& one, const auto& other) {
        return place(one) < place(other);
    });
    return out;
}

constexpr int row_height = 58;
constexpr int box_width = 220;
constexpr int box_left = 210;
constexpr int box_height = 34;

int row_top(std::size_t row)
{
    return 16 + static_cast<int>(row) * row_height;
}

/// A way from one row to another, and where its count stands.
struct way {
    std::string path;
    int label_x = 0;
    int label_y = 0;
};

/// To the next row: straight down.
way straight(std::size_t from)
{
    const int middle = box_left + box_width / 2;
    const int begin = row_top(from) + box_height;
    const int end = row_top(from + 1);
    std::ostringstream path;
    path << 'M' << middle << ' ' << begin << " L" << middle << ' ' << end - 4;
    return {path.str(), middle + 8, (begin + end) / 2 + 4};
}

/// To any other: around the boxes between, forward on the right side and back on the left.
way around(std::size_t from, std::size_t to)
{
    const bool back = to <= from;
    const int side = back ? box_left : box_left + box_width;
    const auto span = static_cast<int>(back ? from - to : to - from);
    const int reach = std::min(24 + 18 * span, 150) * (back ? -1 : 1);
    const int begin = row_top(from) + box_height / 2;
    const int end = row_top(to) + box_height / 2 - (span == 0 ? 12 : 0);
    std::ostringstream path;
    path << 'M' << side << ' ' << begin << " C" << side + reach << ' ' << begin << ' '
         << side + reach << ' ' << end - (span == 0 ? 14 : 0) << ' ' << side << ' ' << end;
    // Near its end: what goes to one place comes from many.
    constexpr double along = 0.72;
    const double rest = 1 - along;
    const double near_end = 3 * rest * along * along + along * along * along;
    return {
        path.str(),
        side + static_cast<int>(reach * 3 * along * rest) + (back ? -30 : 5),
        begin + static_cast<int>((end - begin) * near_end) + 4};
}

std::string edge(std::size_t from, std::size_t to, std::uint64_t count, std::uint64_t most)
{
    const auto drawn = to == from + 1 ? straight(from) : around(from, to);
    const double width = 1 + 7 * std::sqrt(static_cast<double>(count) / static_cast<double>(most));
    std::ostringstream out;
    out << "<path class=\"edge\" stroke-width=\"" << width << "\" d=\"" << drawn.path
        << "\" marker-end=\"url(#tip)\"/><text class=\"count\" x=\"" << drawn.label_x << "\" y=\""
        << drawn.label_y << "\">" << grouped(count) << "</text>\n";
    return out.str();
}

}  // namespace

std::string draw_process(const report_figures& figures)
{
    const auto rows = in_order(figures);
    std::uint64_t most = 1;
    for (const auto& [pair, count] : figures.steps) {
        most = std::max(most, count);
    }
    const auto row_of = [&](const std::string& name) {
        return static_cast<std::size_t>(std::find(rows.begin(), rows.end(), name) - rows.begin());
    };
    std::ostringstream out;
    out << "<svg viewBox=\"0 0 640 " << row_top(rows.size()) << "\" aria-hidden=\"true\">\n"
        << "<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" "
           "markerUnits=\"userSpaceOnUse\" markerWidth=\"12\" markerHeight=\"12\" "
           "orient=\"auto\"><path d=\"M0 0 L10 5 L0 10z\" class=\"tip\"/></marker></defs>\n";
    for (const auto& [pair, count] : figures.steps) {
        // What happened to fewer than one in two hundred stands in the table only.
        if (!pair.first.empty() && count * 200 >= figures.all.registered) {
            out << edge(row_of(pair.first), row_of(pair.second), count, most);
        }
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const int top = row_top(row);
        out << "<rect class=\"box\" x=\"" << box_left << "\" y=\"" << top << "\" width=\""
            << box_width << "\" height=\"" << box_height << "\" rx=\"5\"/><text class=\"name\" x=\""
            << box_left + 10 << "\" y=\"" << top + 22 << "\">" << markup(rows[row])
            << "</text><text class=\"sum\" x=\"" << box_left + box_width - 10 << "\" y=\""
            << top + 22 << "\">" << grouped(figures.activities.at(rows[row])) << "</text>\n";
    }
    out << "</svg>\n";
    return out.str();
}

std::string draw_days(const report_figures& figures)
{
    constexpr int bar = 20;
    constexpr int height = 180;
    const auto most = std::max<std::uint64_t>(
        1, *std::max_element(figures.days_to_answer.begin(), figures.days_to_answer.end()));
    std::ostringstream out;
    out << "<svg viewBox=\"0 0 684 " << height + 46 << "\" aria-hidden=\"true\">\n";
    for (std::size_t i = 0; i < figures.days_to_answer.size(); ++i) {
        const auto count = figures.days_to_answer.at(i);
        const auto tall = static_cast<int>(count * height / most) + (count > 0 ? 1 : 0);
        const int x = 10 + static_cast<int>(i) * (bar + 1);
        out << "<rect class=\"" << (i < 7 ? "good" : "late") << "\" x=\"" << x << "\" y=\""
            << height + 14 - tall << "\" width=\"" << bar << "\" height=\"" << tall << "\"/>";
        if (i % 7 == 0 || i == report_figures::days_max) {
            out << "<text class=\"tick\" x=\"" << x + bar / 2 << "\" y=\"" << height + 32 << "\">"
                << i << (i == report_figures::days_max ? "+" : "") << "</text>";
        }
        out << '\n';
    }
    const int limit = 10 + 7 * (bar + 1) - 1;
    out << "<line class=\"limit\" x1=\"" << limit << "\" x2=\"" << limit << "\" y1=\"4\" y2=\""
        << height + 18 << "\"/><text class=\"count\" x=\"" << limit + 6
        << "\" y=\"14\">seven days: " << percent(figures.all.late, figures.all.answered)
        << " % later by the calendar</text>\n</svg>\n";
    return out.str();
}

std::string draw_months(const report_figures& figures)
{
    constexpr int height = 180;
    constexpr int width = 640;
    std::uint64_t most = 1;
    for (const auto& [month, one] : figures.months) {
        most = std::max(most, one.registered);
    }
    const auto count = std::max<int>(1, static_cast<int>(figures.months.size()));
    const int step = std::min(80, width / count);
    std::ostringstream out;
    out << "<svg viewBox=\"0 0 " << width + 20 << ' ' << height + 46
        << "\" aria-hidden=\"true\">\n";
    int x = 10;
    for (const auto& [month, one] : figures.months) {
        const auto tall = [&](std::uint64_t part) {
            return static_cast<int>(part * height / most);
        };
        int y = height + 14;
        const auto piece = [&](const char* name, std::uint64_t part) {
            y -= tall(part);
            out << "<rect class=\"" << name << "\" x=\"" << x << "\" y=\"" << y << "\" width=\""
                << step - std::max(1, step / 6) << "\" height=\"" << tall(part) << "\"/>";
        };
        piece("good", one.answered - one.late);
        piece("late", one.late);
        piece("open", one.registered - one.answered);
        if (step >= 44 || (x - 10) / step % 6 == 0) {
            out << "<text class=\"tick\" x=\"" << x + step / 2 << "\" y=\"" << height + 32 << "\">"
                << month << "</text>";
        }
        out << '\n';
        x += step;
    }
    out << "</svg>\n";
    return out.str();
}

}  // namespace tools
