#include "plot.hpp"
#include "support/markup.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <string_view>

namespace bench {
namespace {

// Of the palette of Okabe and Ito.
constexpr std::array colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00"};

constexpr double width = 720;
constexpr double height = 300;
constexpr double left = 80;
constexpr double right = 130;
constexpr double top = 40;
constexpr double bottom = 46;

/// From a value to its place on an axis of length 1.
class scale {
public:
    scale(double least, double most, bool logarithmic) : logarithmic_(logarithmic)
    {
        if (logarithmic) {
            from_ = std::floor(std::log10(std::max(least, 1.0)));
            to_ = std::max(std::ceil(std::log10(std::max(most, 1.0))), from_ + 1);
        } else {
            step_ = nice_step(most / 5);
            to_ = std::max(std::ceil(most / step_) * step_, step_);
        }
    }

    [[nodiscard]] double place(double value) const
    {
        const double at = logarithmic_ ? std::log10(std::max(value, 1.0)) : value;
        return (at - from_) / (to_ - from_);
    }

    [[nodiscard]] std::vector<double> ticks() const
    {
        std::vector<double> out;
        for (double at = from_; at <= to_ + step_ / 2; at += step_) {
            out.push_back(logarithmic_ ? std::pow(10, at) : at);
        }
        return out;
    }

private:
    /// 1, 2 or 5 times a power of ten, not below `least`.
    static double nice_step(double least)
    {
        const double power = std::pow(10, std::floor(std::log10(std::max(least, 1e-9))));
        for (const double times : {1.0, 2.0, 5.0}) {
            if (times * power >= least) {
                return times * power;
            }
        }
        return 10 * power;
    }

    bool logarithmic_;
    double from_ = 0;
    double to_ = 1;
    double step_ = 1;
};

/// `150 k`, `2 M`.
std::string short_number(double value)
{
    constexpr double thousand = 1'000;
    std::ostringstream out;
    if (value >= thousand * thousand) {
        out << value / (thousand * thousand) << " M";
    } else if (value >= thousand) {
        out << value / thousand << " k";
    } else {
        out << value;
    }
    return out.str();
}

class drawing {
public:
    drawing(const panel& what, double begin)
        : what_(what), begin_(begin), x_(bounds(true).first, bounds(true).second, true),
          y_(bounds(false).first, bounds(false).second, what.log_y)
    {
        out_ << std::fixed << std::setprecision(1);
    }

    [[nodiscard]] std::string str()
    {
        text(left, top - 18, "start", what_.title + " (" + what_.y + ")", " font-weight=\"bold\"");
        text(left + (width - left - right) / 2, height - 8, "middle", what_.x, "");
        for (const double at : y_.ticks()) {
            line(left, y_of(at), width - right, y_of(at));
            text(left - 8, y_of(at) + 4, "end", short_number(at), "");
        }
        for (const double at : x_.ticks()) {
            line(x_of(at), top, x_of(at), height - bottom);
            text(x_of(at), height - bottom + 16, "middle", short_number(at), "");
        }
        for (std::size_t i = 0; i < what_.lines.size(); ++i) {
            draw_line(what_.lines[i], colours.at(i % colours.size()), name_places()[i]);
        }
        return out_.str();
    }

private:
    [[nodiscard]] std::pair<double, double> bounds(bool of_x) const
    {
        double least = HUGE_VAL;
        double most = 0;
        for (const auto& one : what_.lines) {
            for (const auto& [x, y] : one.points) {
                least = std::min(least, of_x ? x : y);
                most = std::max(most, of_x ? x : y);
            }
        }
        return {std::min(least, most), most};
    }
    [[nodiscard]] double x_of(double value) const
    {
        return left + x_.place(value) * (width - left - right);
    }
    [[nodiscard]] double y_of(double value) const
    {
        return height - bottom - y_.place(value) * (height - top - bottom);
    }

    /// Where the names stand: at the ends of their lines, but not one on the other.
    [[nodiscard]] std::vector<double> name_places() const
    {
        constexpr double apart = 14;
        std::vector<std::pair<double, std::size_t>> sorted;
        for (std::size_t i = 0; i < what_.lines.size(); ++i) {
            const auto& points = what_.lines[i].points;
            sorted.emplace_back(points.empty() ? top : y_of(points.back().second), i);
        }
        std::sort(sorted.begin(), sorted.end());
        std::vector<double> out(sorted.size());
        double free = top;
        for (const auto& [wanted, i] : sorted) {
            out[i] = std::max(wanted, free);
            free = out[i] + apart;
        }
        return out;
    }

    void draw_line(const series& one, std::string_view colour, double name_y)
    {
        if (one.points.empty()) {
            return;
        }
        out_ << "<polyline fill=\"none\" stroke=\"" << colour << "\" stroke-width=\"2\""
             << (one.dashed ? " stroke-dasharray=\"6 4\"" : "") << " points=\"";
        for (const auto& [x, y] : one.points) {
            out_ << x_of(x) << ',' << y_of(y) + begin_ << ' ';
        }
        out_ << "\"/>\n";
        for (const auto& [x, y] : one.points) {
            out_ << "<circle r=\"3\" fill=\"" << colour << "\" cx=\"" << x_of(x) << "\" cy=\""
                 << y_of(y) + begin_ << "\"><title>" << tools::markup(one.name) << ", "
                 << short_number(x) << ": " << short_number(y) << "</title></circle>\n";
        }
        text(
            width - right + 8,
            name_y + 4,
            "start",
            one.name,
            " fill=\"" + std::string{colour} + "\"");
    }

    void line(double x1, double y1, double x2, double y2)
    {
        out_ << "<line stroke=\"#d0d0d0\" x1=\"" << x1 << "\" y1=\"" << y1 + begin_ << "\" x2=\""
             << x2 << "\" y2=\"" << y2 + begin_ << "\"/>\n";
    }
    void text(
        double x,
        double y,
        std::string_view anchor,
        std::string_view words,
        const std::string& more)
    {
        out_ << "<text x=\"" << x << "\" y=\"" << y + begin_ << "\" text-anchor=\"" << anchor
             << "\"" << more << '>' << tools::markup(words) << "</text>\n";
    }

    const panel& what_;
    double begin_;
    scale x_;
    scale y_;
    std::ostringstream out_;
};

}  // namespace

std::string draw(const std::vector<panel>& panels)
{
    std::ostringstream out;
    out << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << width << ' '
        << height * static_cast<double>(panels.size())
        << "\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222222\">\n<title>";
    for (std::size_t i = 0; i < panels.size(); ++i) {
        out << (i == 0 ? "" : "; ") << tools::markup(panels[i].title);
    }
    out << "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
    double begin = 0;
    for (const auto& one : panels) {
        out << drawing{one, begin}.str();
        begin += height;
    }
    out << "</svg>\n";
    return out.str();
}

}  // namespace bench
