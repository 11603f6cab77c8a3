#include "replay/report.hpp"
#include "replay/store.hpp"
#include "replay/to_json.hpp"

#include <algorithm>
#include <cstdio>

namespace tools {

using namespace acikkapi;

namespace {

constexpr std::chrono::days promised{7};

std::string month_of(day when)
{
    const std::chrono::year_month_day date{when};
    std::array<char, 24> text{};
    std::snprintf(
        text.data(),
        text.size(),
        "%04d-%02u",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()));
    return text.data();
}

}  // namespace

void report_figures::take(const replayed<petition>& step)
{
    if (step.what.kind == record_kind::refusal) {
        ++refusals;
        return;
    }
    ++records;
    if (step.after.problem) {
        return;  // A chronic problem is no application.
    }
    const application& before = step.before;
    const application& after = step.after;
    const auto at = step.what.occurred_at.value_or(step.what.recorded_at);
    first = std::min(first.value_or(at), at);
    last = std::max(last.value_or(at), at);
    if (before.life == status::none) {
        ++all.registered;
        ++months[month_of(days_.day_of(after.submitted_at))].registered;
        ++problems[{after.category, after.district}].registered;
    }
    if (before.unit != after.unit && !after.unit.empty()) {
        unit_names_[after.unit.str()] = after.unit_name;
        ++units[after.unit.str()].registered;
    }
    if (before.answers == 0 && after.answers > 0) {
        count_answer(after);
    }
    if (is_open(before) != is_open(after)) {
        auto& since = open_since_[after.submitted_at];
        is_open(after) ? ++since : --since;
        is_open(after) ? ++open : --open;
        if (since == 0) {
            open_since_.erase(after.submitted_at);
        }
    }
    count_step(step);
}

void report_figures::count_step(const replayed<petition>& step)
{
    const auto what = title_of(step.what);
    auto at = std::find(names_.begin(), names_.end(), what);
    if (at == names_.end()) {
        at = names_.insert(at, what);
    }
    const auto stream = number_of(step.what.stream);
    if (stream >= reached_.size()) {
        reached_.resize(std::max<std::size_t>(stream + 1, reached_.size() * 2));
    }
    ++activities[what];
    places[what] += step.what.version;
    ++steps[{names_[reached_[stream]], what}];
    reached_[stream] = static_cast<std::uint8_t>(at - names_.begin());
}

void report_figures::count_answer(const application& after)
{
    const auto took = *after.answered_at - after.submitted_at;
    const auto began = days_.day_of(after.submitted_at);
    const bool late = days_.day_of(*after.answered_at) - began > promised;
    for (auto* const one :
         {&all,
          &months[month_of(began)],
          &problems[{after.category, after.district}],
          &units[after.answering_unit.str()]}) {
        ++one->answered;
        one->late += late ? 1U : 0U;
    }
    const auto whole = std::chrono::floor<std::chrono::days>(took).count();
    ++days_to_answer.at(std::min<std::size_t>(
        static_cast<std::size_t>(std::max<std::int64_t>(whole, 0)), days_max));
    seconds_.push_back(std::chrono::floor<std::chrono::seconds>(took).count());
}

const std::string& report_figures::unit_name(const std::string& unit) const
{
    const auto at = unit_names_.find(unit);
    return at == unit_names_.end() ? unit : at->second;
}

std::optional<instant> report_figures::oldest_open() const
{
    return open_since_.empty() ? std::nullopt : std::optional{open_since_.begin()->first};
}

double report_figures::days_within(unsigned percent) const
{
    constexpr double day = 86'400;
    if (seconds_.empty()) {
        return 0;
    }
    auto sorted = seconds_;
    const auto rank = (sorted.size() * percent + 99) / 100;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(rank == 0 ? 0 : rank - 1);
    std::nth_element(sorted.begin(), at, sorted.end());
    return static_cast<double>(*at) / day;
}

}  // namespace tools
