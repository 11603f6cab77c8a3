#pragma once

#include <string>
#include <utility>
#include <vector>

namespace bench {

/// One line of a drawing, and its points from left to right.
struct series {
    std::string name;
    std::vector<std::pair<double, double>> points;
    bool dashed = false;  ///< What the others are compared with.
};

/// A drawing with a logarithmic axis of x.
struct panel {
    std::string title;
    std::string x;
    std::string y;
    std::vector<series> lines;
    bool log_y = false;  ///< Else the axis of y begins at 0.
};

/// @return An SVG picture that stands by itself, the panels one below the other. Colours differ also for
///         who tells some of them apart badly, and every line bears its name at its end.
[[nodiscard]] std::string draw(const std::vector<panel>& panels);

}  // namespace bench
