#include "replay/stats.hpp"
#include "replay/store.hpp"
#include "support/one_line.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

namespace tools {
namespace {

using namespace acikkapi;
namespace json = boost::json;

constexpr std::chrono::hours promised{168};
constexpr std::chrono::days promised_days{7};

json::object counts(const std::map<std::string, std::int64_t>& from)
{
    json::object out;
    for (const auto& [key, count] : from) {
        if (count != 0) {
            out[key] = count;
        }
    }
    return out;
}

void print_counts(std::ostream& out, const char* title, const json::object& figures)
{
    out << title << '\n';
    for (const auto& [key, count] : figures) {
        out << "  " << key << "  " << count << '\n';
    }
}

std::string days_text(std::int64_t seconds)
{
    constexpr double day = 86'400;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f days", static_cast<double>(seconds) / day);
    return text.data();
}

}  // namespace

void stats::take(const replayed<petition>& step)
{
    if (step.what.kind == record_kind::refusal) {
        ++refusals_;
        return;
    }
    ++events_;
    if (step.after.problem) {
        return;  // A chronic problem is no application.
    }
    const application& before = step.before;
    const application& after = step.after;
    if (before.life == status::none) {
        ++registered_;
        ++channels_[after.via.str()];
        with_target_ += after.target ? 1U : 0U;
    }
    if (before.answers == 0 && after.answers > 0) {
        count_answer(after);
    }
    count_place(before, -1);
    count_place(after, 1);
    if (is_open(before) && !is_open(after)) {
        open_.erase({after.submitted_at, after.number.str()});
    } else if (!is_open(before) && is_open(after)) {
        open_.emplace(after.submitted_at, after.number.str());
    }
}

void stats::count_answer(const application& after)
{
    const auto took = *after.answered_at - after.submitted_at;
    const bool late = took > promised;
    ++answered_;
    late_168h_ += late ? 1U : 0U;
    const auto days = days_.day_of(*after.answered_at) - days_.day_of(after.submitted_at);
    late_calendar_day_ += days > promised_days ? 1U : 0U;
    late_by_norm_ += after.days_late > 0 ? 1U : 0U;
    late_by_target_ += after.target && *after.answered_at > *after.target ? 1U : 0U;
    seconds_.push_back(std::chrono::floor<std::chrono::seconds>(took).count());
    auto& unit = units_[after.answering_unit.str()];
    ++unit.answered;
    unit.late_168h += late ? 1U : 0U;
}

void stats::count_place(const application& state, std::int64_t by)
{
    if (state.life == status::none) {
        return;
    }
    states_[std::string{name_of(state.life)}] += by;
    if (!state.unit.empty()) {
        auto& unit = units_[state.unit.str()];
        unit.applications += static_cast<std::uint64_t>(by);
        if (!state.unit_name.empty()) {
            unit.name = state.unit_name;
        }
    }
}

std::int64_t stats::seconds_to_answer(std::size_t percent) const
{
    if (seconds_.empty()) {
        return 0;
    }
    auto sorted = seconds_;
    // The smallest value that so many per cent do not exceed; for 50 of an odd number the median.
    const std::size_t rank = (sorted.size() * percent + 99) / 100;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(rank == 0 ? 0 : rank - 1);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

json::object stats::units_to_json() const
{
    json::object out;
    for (const auto& [id, unit] : units_) {
        out[id] = json::object{
            {"name", unit.name},
            {"applications", unit.applications},
            {"answered", unit.answered},
            {"late_168h", unit.late_168h}};
    }
    return out;
}

json::object stats::to_json() const
{
    json::object out{
        {"registered", registered_},
        {"answered", answered_},
        {"in_time_168h", answered_ - late_168h_},
        {"late_168h", late_168h_},
        {"late_calendar_day", late_calendar_day_},
        {"late_by_norm", late_by_norm_},
        {"with_target", with_target_},
        {"late_by_target", late_by_target_},
        {"channels", counts(channels_)},
        {"states", counts(states_)},
        {"units", units_to_json()},
        {"open", open_.size()},
        {"oldest_open", nullptr},
        {"seconds_to_answer",
         json::object{
             {"median", seconds_to_answer(50)},
             {"p90", seconds_to_answer(90)},
             {"p99", seconds_to_answer(99)},
             {"max", seconds_to_answer(100)}}},
        {"events", events_},
        {"refusals", refusals_}};
    if (!open_.empty()) {
        const auto& [since, number] = *open_.begin();
        out["oldest_open"] = json::object{{"number", number}, {"since", format_utc(since)}};
    }
    return out;
}

std::string stats::to_text() const
{
    std::ostringstream out;
    out << registered_ << " registered, " << answered_ << " answered, " << open_.size() << " open\n"
        << "in time (168 h) " << answered_ - late_168h_ << ", late " << late_168h_
        << "; late by calendar day " << late_calendar_day_ << "; late by the norm on record "
        << late_by_norm_ << '\n'
        << "time to answer: median " << days_text(seconds_to_answer(50)) << ", 90 % within "
        << days_text(seconds_to_answer(90)) << ", longest " << days_text(seconds_to_answer(100))
        << '\n';
    if (!open_.empty()) {
        out << "oldest open: " << open_.begin()->second << " since "
            << format_utc(open_.begin()->first) << '\n';
    }
    print_counts(out, "channels", counts(channels_));
    print_counts(out, "states", counts(states_));
    out << "units: applications, answered, of them late\n";
    for (const auto& [id, unit] : units_) {
        out << "  " << id << "  " << unit.applications << "  " << unit.answered << "  "
            << unit.late_168h << "  " << one_line(unit.name) << '\n';
    }
    return out.str();
}

}  // namespace tools
