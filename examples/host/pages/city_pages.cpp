#include "host/pages/city_pages.hpp"

namespace host {

using namespace acikkapi;

namespace {

std::vector<std::string> csv_head(const visit& by)
{
    std::vector<std::string> out;
    for (const auto* const one : {"table", "line", "column", "value"}) {
        out.push_back(by.text("governor.csv." + std::string{one}));
    }
    return out;
}

}  // namespace

bool sees_city(const visit& by)
{
    const auto role = role_of(by.who->staff);
    return (role == "governorate" || role == "auditor") &&
           verdict_of(by, acts::figures, false) == verdict::allowed;
}

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

response csv_file(const visit& by, const std::vector<sheet>& all, const std::string& name)
{
    auto out = reply_with(200, "text/csv; charset=utf-8", csv_of(all, csv_head(by)));
    out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
    return out;
}

}  // namespace host
