#pragma once

#include "host/pages/figures_of_city.hpp"
#include "host/pages/sheet.hpp"
#include "host/pages/staff.hpp"

#include <string>
#include <vector>

namespace host {

using shows_figures = response (*)(const visit&, const figures_of_city&);

/// A page for who may see figures, as soon as there are some.
[[nodiscard]] page with_figures(shows_figures shows);

/// The tables as a file.
/// @param name  Without its end.
[[nodiscard]] response
csv_file(const visit& by, const std::vector<sheet>& all, const std::string& name);

/// The applications behind a figure, and those that are part of a chronic problem.
void add_figure_pages(router& to, const page_services& all);

/// The report of a month.
void add_report_pages(router& to, const page_services& all);

}  // namespace host
