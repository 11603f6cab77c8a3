#include "problems/family.hpp"

#include <algorithm>
#include <cmath>

namespace acikkapi::problems_room {
namespace {

// A problem of more districts than this is one of the unit.
constexpr std::size_t districts_apart_max = 3;

constexpr std::uint32_t figure_max = 1'000'000;

std::uint32_t as_figure(double value)
{
    return static_cast<std::uint32_t>(
        std::lround(std::clamp(value, 0.0, static_cast<double>(figure_max))));
}

double ratio_percent(const watched& of)
{
    return 100.0 * of.count / of.usual.mean;
}

bool is_alarming(const watched& key, const judgement& by)
{
    const problem_rule& rule = by.rule;
    const double share = static_cast<double>(rule.false_alarms_per_year) /
                         static_cast<double>(std::max<std::size_t>(by.keys, 1));
    return key.count >= rule.complaints_min && ratio_percent(key) >= rule.times_normal_percent &&
           key.by_chance_a_year <= share && key.seen.persons() >= rule.persons_min;
}

look look_of(const watched& key, const judgement& by)
{
    if (is_alarming(key, by)) {
        return look::alarming;
    }
    // Half the way down to what is usual, or so few that nobody would have called it a problem.
    const double half_way = (100.0 + by.rule.times_normal_percent) / 2;
    const bool raised = key.count * 2 >= by.rule.complaints_min && ratio_percent(key) >= half_way;
    return raised ? look::raised : look::usual;
}

template <class Level>
void judge_level(Level& level, const judgement& by)
{
    std::vector<const tally*> all;
    all.reserve(level.size());
    for (const auto& [name, key] : level) {
        all.push_back(&key.seen);
    }
    const baseline usual{all, by.when};
    const bool enough_past = by.when.past.length() >= by.rule.history_min.count();
    for (auto& [name, key] : level) {
        key.count = key.seen.count(by.when.window);
        key.usual = usual.expected(key.seen);
        key.by_chance_a_year = times_a_year(key.count, key.usual, by.when.window.length());
        key.today = enough_past ? look_of(key, by) : look::usual;
        key.alarm.see(key.today, by.today);
    }
}

instant begin_of(day when, const problem_rule& rule)
{
    return instant{when.time_since_epoch()} - rule.utc_offset;
}

problem told(const watched& key, const judgement& by)
{
    problem out;
    out.state = key.alarm.state(by.today).value_or(problem_state::over);
    out.since = begin_of(key.alarm.since(), by.rule);
    if (const auto until = key.alarm.until()) {
        out.until = begin_of(*until, by.rule);
    }
    constexpr double tenths = 10;
    out.count = key.count;
    out.expected_tenths = as_figure(tenths * key.usual.mean);
    out.ratio_percent = as_figure(ratio_percent(key));
    constexpr double days_of_a_year = 365;
    const double times_a_year = key.by_chance_a_year * static_cast<double>(by.keys);
    out.once_in_days = as_figure(times_a_year > 0 ? days_of_a_year / times_a_year : figure_max);
    out.persons = key.seen.persons();
    out.recurring_percent = key.seen.recurring_percent();
    for (const auto& one : key.seen.last()) {
        out.streams.push_back(one.stream);
    }
    return out;
}

/// Whether a district's problem is told of with its unit's. One that began by itself since that was over
/// is not; nor one that has outlived it by more than the days that it is still told of.
bool is_part(const alarm& district, const watched& unit)
{
    return unit.spread_out && district.began_before(unit.alarm.until());
}

template <class Level>
std::size_t forget_of(Level& level, day counted, day singly)
{
    for (auto& [name, key] : level) {
        key.seen.forget(counted, singly);
    }
    return std::erase_if(level, [](const auto& one) { return one.second.seen.empty(); });
}

}  // namespace

void family::add(const complaint& what, const sighting& as, std::size_t most)
{
    if (!what.district.empty()) {
        districts_[what.district].seen.add(as, most);
    }
    if (!what.unit.empty()) {
        units_[what.unit].seen.add(as, most);
    }
}

std::size_t family::keys_new(const complaint& what) const
{
    const bool district = !what.district.empty() && !districts_.contains(what.district);
    const bool unit = !what.unit.empty() && !units_.contains(what.unit);
    return (district ? 1U : 0U) + (unit ? 1U : 0U);
}

std::size_t family::forget(day counted, day singly)
{
    return forget_of(districts_, counted, singly) + forget_of(units_, counted, singly);
}

void family::judge(const judgement& by)
{
    judge_level(districts_, by);
    judge_level(units_, by);
    for (auto& one : units_) {
        auto& [unit, key] = one;
        // Once told of as one problem it stays one, as long as it lasts; what dies away is none.
        const bool now = key.today == look::alarming && is_spread_out(one);
        key.spread_out = key.alarm.state(by.today) && (key.spread_out || now);
    }
    judge_parts(by.today);
}

void family::judge_parts(day today)
{
    for (auto& [district, key] : districts_) {
        const auto whole = units_.find(key.seen.unit());
        const bool now = whole != units_.end() && is_part(key.alarm, whole->second);
        // What was not told of by itself is not told of as over, either.
        const bool ends_as_part = key.part && !key.alarm.active();
        key.part = key.alarm.state(today) && (now || ends_as_part);
    }
}

std::vector<const family::by_district::value_type*> family::parts_of(unit_id unit) const
{
    std::vector<const by_district::value_type*> out;
    for (const auto& one : districts_) {
        if (one.second.alarm.active() && one.second.seen.unit() == unit) {
            out.push_back(&one);
        }
    }
    return out;
}

bool family::is_spread_out(const by_unit::value_type& of) const
{
    const auto above = [](const watched& key) { return key.count - key.usual.mean; };
    const auto parts = parts_of(of.first);
    double explained = 0;
    for (const auto* part : parts) {
        explained += above(part->second);
    }
    return parts.size() > districts_apart_max || 2 * explained < above(of.second);
}

void family::tell(const std::string& category, const judgement& by, std::vector<problem>& to) const
{
    for (const auto& [district, key] : districts_) {
        if (key.alarm.state(by.today) && !key.part) {
            to.push_back(told(key, by));
            to.back().key = {category, district, key.seen.unit()};
        }
    }
    for (const auto& [unit, key] : units_) {
        if (!key.spread_out) {
            continue;
        }
        to.push_back(told(key, by));
        to.back().key = {category, {}, unit};
        for (const auto* part : parts_of(unit)) {
            to.back().districts.push_back(part->first);
        }
    }
}

}  // namespace acikkapi::problems_room
