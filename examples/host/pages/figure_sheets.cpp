#include "host/pages/figure_sheets.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

cell number_cell(language speaks, double value, std::string link)
{
    return {decimal_text(speaks, value), std::move(link), decimal_text(language::english, value)};
}

}  // namespace

std::set<std::string> told_units(const std::map<std::string, figures_of_some>& by_unit)
{
    std::set<std::string> out;
    std::uint64_t withheld = 0;
    auto fewest = by_unit.end();
    for (auto at = by_unit.begin(); at != by_unit.end(); ++at) {
        const auto n = at->second[measure::rated];
        if (n < rated_min) {
            withheld += n;
            continue;
        }
        out.insert(at->first);
        if (fewest == by_unit.end() || n < fewest->second[measure::rated]) {
            fewest = at;
        }
    }
    if (0 < withheld && withheld < rated_min && fewest != by_unit.end()) {
        out.erase(fewest->first);
    }
    return out;
}

bool all_told(const std::map<std::string, figures_of_some>& by_unit)
{
    const auto told = told_units(by_unit);
    return std::all_of(by_unit.begin(), by_unit.end(), [&told](const auto& one) {
        return one.second[measure::rated] == 0 || told.contains(one.first);
    });
}

figure_sheets::figure_sheets(const visit& by, const figures_of_city& city, const days_between& when)
    : by_(by), city_(city), when_(when), now_(by.all.jar.now()), today_(day_in_turkey(now_))
{}

sheet figure_sheets::titled(
    std::string_view title, const std::vector<std::string_view>& columns) const
{
    sheet out;
    out.title = by_.text("governor." + std::string{title});
    for (const auto one : columns) {
        out.columns.push_back(by_.text("governor." + std::string{one}));
    }
    return out;
}

cell figure_sheets::count(std::uint64_t n, const figure& of) const
{
    return {std::to_string(n), n == 0 ? std::string{} : address_of(by_, of)};
}

cell figure_sheets::share(const figures_of_some& of, measure part, measure whole, figure link) const
{
    if (of[whole] == 0) {
        return {"–"};
    }
    link.what = part;
    const auto percent = 100.0 * static_cast<double>(of[part]) / static_cast<double>(of[whole]);
    return number_cell(by_.speaks, percent, of[part] == 0 ? "" : address_of(by_, link));
}

cell figure_sheets::days(const figures_of_some& of, std::size_t percent, figure link) const
{
    link.what = measure::answered;
    const auto within = of.days_within(percent);
    return within ? number_cell(by_.speaks, *within, address_of(by_, link)) : cell{"–"};
}

cell figure_sheets::satisfaction(
    const figures_of_some& of, bool told, std::optional<figure> link) const
{
    const auto n = of[measure::rated];
    if (n == 0) {
        return {"–"};
    }
    if (!told) {
        return {by_.text(n < rated_min ? "governor.too_few" : "governor.withheld")};
    }
    std::string address;
    if (link) {
        link->what = measure::rated;
        address = address_of(by_, *link);
    }
    auto out = number_cell(
        by_.speaks, static_cast<double>(of.stars) / static_cast<double>(n), std::move(address));
    out.text += " (n = " + std::to_string(n) + ")";
    return out;
}

sheet figure_sheets::today() const
{
    const days_between day{today_, today_};
    auto out = titled("today", {"what", "number"});
    const auto all = city_.by(trait::none, day, now_);
    const auto at = all.find("");
    const auto sums = at == all.end() ? figures_of_some{} : at->second;
    for (const auto what :
         {measure::received, measure::answered, measure::late, measure::open, measure::overdue}) {
        const figure which{what, day};
        out.lines.push_back(
            {{by_.text("governor.measure." + std::string{name_of(what)})},
             {count(sums[what], which)}});
    }
    if (const auto oldest = city_.oldest_open()) {
        const auto age = (today_ - day_in_turkey(oldest->since)).count();
        out.lines.push_back(
            {{by_.text("governor.oldest")},
             {{counted_text(by_, "governor.days_old", age),
               case_address(by_, oldest->number),
               oldest->number.str()}}});
    }
    return out;
}

sheet figure_sheets::totals() const
{
    auto out = titled("totals", {"what", "number"});
    const auto all = city_.by(trait::none, when_, now_);
    const auto at = all.find("");
    const auto sums = at == all.end() ? figures_of_some{} : at->second;
    for (const auto what :
         {measure::received,
          measure::answered,
          measure::in_time,
          measure::late,
          measure::reopened}) {
        out.lines.push_back(
            {{by_.text("governor.measure." + std::string{name_of(what)})},
             {count(sums[what], {what, when_})}});
    }
    const figure link{measure::answered, when_};
    const auto add = [&](std::string_view name, cell value) {
        out.lines.push_back({{by_.text("governor." + std::string{name})}, {std::move(value)}});
    };
    add("on_time", share(sums, measure::in_time, measure::answered, link));
    add("median", days(sums, 50, link));
    add("p90", days(sums, 90, link));
    const auto listed =
        all_told(city_.by(trait::unit, when_, now_)) ? std::optional{link} : std::nullopt;
    add("satisfaction", satisfaction(sums, sums[measure::rated] >= rated_min, listed));
    return out;
}

sheet figure_sheets::units() const
{
    auto out = titled(
        "units",
        {"unit",
         "measure.received",
         "measure.answered",
         "measure.late",
         "on_time",
         "median",
         "p90",
         "bounce",
         "reopen",
         "satisfaction"});
    const auto all = city_.by(trait::unit, when_, now_);
    const auto told = told_units(all);
    for (const auto& [key, sums] : all) {
        const figure of{measure::received, when_, trait::unit, key};
        const auto counted = [&, &sums = sums](measure what) {
            auto which = of;
            which.what = what;
            return count(sums[what], which);
        };
        out.lines.push_back(
            {{name_of_key(by_, city_, trait::unit, key)},
             {counted(measure::received),
              counted(measure::answered),
              counted(measure::late),
              share(sums, measure::in_time, measure::answered, of),
              days(sums, 50, of),
              days(sums, 90, of),
              key.empty() ? cell{"–"} : share(sums, measure::returned, measure::held, of),
              share(sums, measure::reopened, measure::answered, of),
              satisfaction(sums, told.contains(key), of)}});
    }
    // What has no unit yet stands first in the order of keys, and is the least of their matter.
    std::rotate(
        out.lines.begin(),
        std::find_if(
            out.lines.begin(),
            out.lines.end(),
            [&](const sheet::line& one) { return one.name.text != by_.text("governor.no_unit"); }),
        out.lines.end());
    out.note = by_.text("governor.units.note");
    return out;
}

sheet figure_sheets::districts(bool as_of_now) const
{
    using some = std::array<measure, 3>;
    const auto shown = as_of_now ? some{measure::received, measure::open, measure::overdue}
                                 : some{measure::received, measure::answered, measure::late};
    auto out = titled("districts", {"district"});
    for (const auto what : shown) {
        out.columns.push_back(by_.text("governor.measure." + std::string{name_of(what)}));
    }
    out.columns.push_back(by_.text("governor.on_time"));
    auto all = city_.by(trait::district, when_, now_);
    // In the directory's order, which is the reader's alphabet; also where nobody complained: that is news too.
    auto order = by_.all.where.districts;
    for (const auto& [key, sums] : all) {
        if (std::find(order.begin(), order.end(), key) == order.end()) {
            order.push_back(key);
        }
    }
    for (const auto& key : order) {
        const auto& sums = all[key];
        figure of{measure::received, when_, trait::district, key};
        sheet::line line{{name_of_key(by_, city_, trait::district, key)}};
        for (const auto what : shown) {
            of.what = what;
            line.cells.push_back(count(sums[what], of));
        }
        line.cells.push_back(share(sums, measure::in_time, measure::answered, of));
        out.lines.push_back(std::move(line));
    }
    return out;
}

sheet figure_sheets::channels() const
{
    auto out = titled("channels", {"channel", "measure.received", "measure.answered"});
    for (const auto& [key, sums] : city_.by(trait::channel, when_, now_)) {
        const figure of{measure::received, when_, trait::channel, key};
        const figure answered{measure::answered, when_, trait::channel, key};
        out.lines.push_back(
            {{name_of_key(by_, city_, trait::channel, key)},
             {count(sums[measure::received], of), count(sums[measure::answered], answered)}});
    }
    return out;
}

sheet figure_sheets::rising() const
{
    constexpr std::chrono::days four_weeks{28};
    constexpr std::size_t lines_max = 10;
    const days_between last{today_ - four_weeks + std::chrono::days{1}, today_};
    const days_between before{last.first - four_weeks, last.first - std::chrono::days{1}};
    struct change {
        std::string key;
        std::uint64_t now = 0;
        std::uint64_t before = 0;
    };
    std::vector<change> all;
    auto past = city_.by(trait::category, before, now_);
    for (const auto& [key, sums] : city_.by(trait::category, last, now_)) {
        const auto was = past[key][measure::received];
        if (sums[measure::received] > was) {
            all.push_back({key, sums[measure::received], was});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const change& a, const change& b) {
        return a.now - a.before > b.now - b.before;
    });
    all.resize(std::min(all.size(), lines_max));
    auto out = titled("rising", {"category", "rising.last", "rising.before", "rising.more"});
    for (const auto& one : all) {
        out.lines.push_back(
            {{name_of_key(by_, city_, trait::category, one.key)},
             {count(one.now, {measure::received, last, trait::category, one.key}),
              count(one.before, {measure::received, before, trait::category, one.key}),
              {std::to_string(one.now - one.before)}}});
    }
    return out;
}

}  // namespace host
