#include "replay/chronic.hpp"
#include "replay/commands.hpp"
#include "replay/complaints.hpp"
#include "replay/store.hpp"
#include "support/one_line.hpp"
#include "support/progress.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <random>
#include <string_view>

namespace tools {

using namespace acikkapi;
namespace json = boost::json;

namespace {

using std::chrono::days;

std::string day_text(instant when)
{
    return format_utc(when).substr(0, std::string_view{"2011-09-26"}.size());
}

/// 123 as `12.3`.
std::string tenths_text(std::uint64_t tenths)
{
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string unit_text(unit_id unit, const chronic::names& units)
{
    const auto found = units.find(unit);
    return found == units.end() || found->second.empty() ? unit.str() : found->second;
}

std::string place_text(const problem& of, std::size_t districts, const chronic::names& units)
{
    if (!of.key.district.empty()) {
        return of.key.category + ", " + of.key.district;
    }
    return of.key.category + ", everywhere with " + unit_text(of.key.unit, units) + " (" +
           std::to_string(districts) + " districts stand out)";
}

result<instant> parse_day(const std::string& text)
{
    return parse_time(text + "T00:00:00Z");
}

}  // namespace

chronic::chronic(const problem_rule& rule, const span& when)
    : watch_(rule), rule_(rule), when_(when)
{}

void chronic::look_at(const std::vector<complaint>& all)
{
    if (all.empty()) {
        return;
    }
    const auto begun = std::chrono::steady_clock::now();
    const instant last = std::min(all.back().at, when_.until);
    auto next = all.begin();
    for (instant today = all.front().at; today <= last; today += days{1}) {
        for (; next != all.end() && next->at <= today; ++next) {
            ++complaints_;
            not_watched_ += watch_.take(*next) ? 0U : 1U;
        }
        if (today >= when_.from) {
            ask(today);
        }
    }
    keys_ = watch_.keys();
    took_ = std::chrono::steady_clock::now() - begun;
}

void chronic::ask(instant today)
{
    ++days_asked_;
    for (auto& one : watch_.problems(today)) {
        auto& of = found_[{one.since, one.key}];
        of.over = one.state == problem_state::over;
        if (of.over) {
            continue;
        }
        of.last = today;
        of.districts = std::max(of.districts, one.districts.size());
        if (one.count > of.peak.count) {
            of.peak = std::move(one);
        }
    }
}

double chronic::seconds() const
{
    return std::chrono::duration<double>(took_).count();
}

json::object chronic::to_json(const names& units) const
{
    json::array found;
    for (const auto& [key, of] : found_) {
        const problem& peak = of.peak;
        found.push_back(json::object{
            {"category", peak.key.category},
            {"district", peak.key.district},
            {"unit", peak.key.unit.str()},
            {"unit_name", unit_text(peak.key.unit, units)},
            {"first_day", day_text(peak.since)},
            {"last_day", day_text(of.last)},
            {"over", of.over},
            {"count", peak.count},
            {"expected_tenths", peak.expected_tenths},
            {"ratio_percent", peak.ratio_percent},
            {"once_in_days", peak.once_in_days},
            {"persons", peak.persons},
            {"recurring_percent", peak.recurring_percent},
            {"districts", of.districts}});
    }
    return {
        {"complaints", complaints_},
        {"not_watched", not_watched_},
        {"keys", keys_},
        {"days", days_asked_},
        {"window_days", rule_.window.count()},
        {"problems", found_.size()},
        {"seconds", seconds()},
        {"found", std::move(found)}};
}

std::string chronic::to_text(const names& units) const
{
    std::string out;
    for (const auto& [key, of] : found_) {
        const problem& peak = of.peak;
        out += day_text(peak.since) + " to " + day_text(of.last) + "  " +
               one_line(place_text(peak, of.districts, units)) + "  " + std::to_string(peak.count) +
               " in " + std::to_string(rule_.window.count()) + " days, " +
               tenths_text(peak.expected_tenths) + " expected, " +
               tenths_text(peak.ratio_percent / 10) + " times; by chance once in " +
               std::to_string(peak.once_in_days) + " days\n";
    }
    std::array<char, 32> took{};
    std::snprintf(took.data(), took.size(), "%.2f", seconds());
    return out + "keys watched: " + std::to_string(keys_) +
           "\ncomplaints: " + std::to_string(complaints_) + " (" + std::to_string(not_watched_) +
           " could not be watched)\nproblems: " + std::to_string(found_.size()) + " in " +
           std::to_string(days_asked_) + " days\nseconds: " + took.data() + '\n';
}

int find_problems(const replay_options& how)
{
    chronic::span when;
    for (const auto& [text, to] : {std::pair{&how.from, &when.from}, {&how.until, &when.until}}) {
        const auto day = text->empty() ? *to : parse_day(*text);
        if (!day) {
            return complain(*text + ": " + day.error().message(), wrong_usage);
        }
        *to = *day;
    }
    const auto zone = local_calendar::of(how.zone);
    if (!zone) {
        return complain(how.zone + ": no such time zone", wrong_usage);
    }
    const auto store = open_store(how.directory);
    if (!store) {
        return complain(advice(how.directory, store.error()), cannot_read);
    }
    complaints all{*zone, std::random_device{}()};
    progress shown{"reading", number_of(store->head())};
    const auto read = store->replay([&](const replayed<petition>& step) {
        all.take(step);
        shown.at(number_of(step.what.at));
        return true;
    });
    if (!read) {
        return complain(
            advice(how.directory, read.error()) + " (`verify` says where)", found_something);
    }
    problem_rule rule;
    rule.window = days{how.window_days};
    rule.utc_offset = {};
    chronic out{rule, when};
    out.look_at(how.shuffle ? shuffled(all.in_order(), *how.shuffle) : all.in_order());
    std::cout
        << (how.json ? json::serialize(out.to_json(all.unit_names())) + '\n'
                     : out.to_text(all.unit_names()));
    return fine;
}

}  // namespace tools
