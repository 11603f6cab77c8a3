#include "replay/to_json.hpp"
#include "replay/touched.hpp"
#include "support/one_line.hpp"
#include "support/time_text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace tools {
namespace json = boost::json;
using namespace acikkapi;

touched_data::touched_data(const std::string& who, const span& when)
    : begin_(who), all_that_begin_so_(who.ends_with('*')), when_(when)
{
    if (all_that_begin_so_) {
        begin_.pop_back();
    }
    if (const auto name = actor::parse(begin_)) {
        place_ = *name;
    }
}

bool touched_data::is_meant(const actor& by) const
{
    return all_that_begin_so_ ? by.str().starts_with(begin_) : by.str() == begin_;
}

// Where the beginning of the names has a slash, what stands before it is one unit or office. Else all are meant
// whose names could begin so: better one too many than one left out.
bool touched_data::is_theirs(const application& now) const
{
    if (!all_that_begin_so_ || begin_.find('/') != begin_.npos) {
        return petition::is_own(now, place_);
    }
    static constexpr std::array roles{"unit", "head", "desk", "officer", "governorate"};
    const std::array places{now.unit.str(), std::to_string(now.where.plate())};
    return std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
        return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
            const auto name = role + ':' + place;
            const auto who = actor::parse(name);
            return name.starts_with(begin_) && who && petition::is_own(now, *who);
        });
    });
}

bool touched_data::overlaps(instant from, instant until) const
{
    return from <= when_.until && until >= when_.from;
}

void touched_data::take(const replayed<petition>& step)
{
    if (step.after.problem) {
        return;  // Nobody is in a chronic problem.
    }
    const auto at = step.what.recorded_at;
    if (is_meant(step.what.by) && overlaps(at, at)) {
        note_act(step);
    }
    if (step.what.stream != no_stream) {
        note_place(step);
    }
}

void touched_data::note_act(const replayed<petition>& step)
{
    if (step.what.stream == no_stream) {
        ++registrations_refused_;  // Of it nothing but the refusal is kept.
        return;
    }
    const auto at = step.what.recorded_at;
    auto& on = touched_[step.what.stream];
    if (on.acts.empty()) {
        on.number = step.after.number.str();
        on.first = at;
    }
    on.two_persons = step.after.on_behalf;
    on.last = at;
    ++on.acts[title_of(step.what)];
}

void touched_data::note_place(const replayed<petition>& step)
{
    const auto stream = step.what.stream;
    const auto at = step.what.recorded_at;
    const bool own = is_theirs(step.after);
    auto found = held_.find(stream);
    if (found == held_.end()) {
        if (own) {
            held_.emplace(stream, held{step.after.number.str(), step.after.on_behalf, at});
        }
        return;
    }
    held& one = found->second;
    if (own && !one.since) {
        one.since = at;
    } else if (!own && one.since) {
        one.in_time = one.in_time || overlaps(*one.since, at);
        one.since.reset();
    }
}

std::vector<const touched_data::held*> touched_data::only_in_reach() const
{
    std::vector<const held*> out;
    for (const auto& [stream, one] : held_) {
        const bool still = one.since && overlaps(*one.since, instant::max());
        if ((one.in_time || still) && !touched_.contains(stream)) {
            out.push_back(&one);
        }
    }
    return out;
}

json::object touched_data::to_json() const
{
    json::array applications;
    std::uint64_t persons = 0;
    for (const auto& [stream, one] : touched_) {
        persons += one.two_persons ? 2 : 1;
        json::object acts;
        for (const auto& [what, times] : one.acts) {
            acts[what] = times;
        }
        applications.push_back(json::object{
            {"number", one.number},
            {"persons", one.two_persons ? 2 : 1},
            {"first", format_utc(one.first)},
            {"last", format_utc(one.last)},
            {"acts", std::move(acts)}});
    }
    json::array numbers;
    std::uint64_t persons_in_reach = 0;
    for (const auto* one : only_in_reach()) {
        persons_in_reach += one->two_persons ? 2 : 1;
        numbers.emplace_back(one->number);
    }
    return {
        {"by", begin_ + (all_that_begin_so_ ? "*" : "")},
        {"persons", persons},
        {"applications", std::move(applications)},
        {"registrations_refused", registrations_refused_},
        {"in_reach", {{"persons", persons_in_reach}, {"numbers", std::move(numbers)}}}};
}

std::string touched_data::line_of(const application_touched& one)
{
    std::string out = one.number + "  " + format_utc(one.first);
    out += one.last == one.first ? std::string{} : " to " + format_utc(one.last);
    const char* between = "  ";
    for (const auto& [what, times] : one.acts) {
        out += between + one_line(what) +
               (times > 1 ? " (" + std::to_string(times) + ")" : std::string{});
        between = ", ";
    }
    return out + '\n';
}

std::string touched_data::words_of_reach() const
{
    const auto others = only_in_reach();
    if (others.empty()) {
        return "nothing else was theirs to read\n";
    }
    std::string out = "theirs to read at that time, without a record of it:\n";
    std::uint64_t persons = 0;
    for (const auto* one : others) {
        persons += one->two_persons ? 2 : 1;
        out += "  " + one->number + '\n';
    }
    return out + "in reach: " + std::to_string(others.size()) + " applications of " +
           std::to_string(persons) + " persons\n";
}

std::string touched_data::to_text() const
{
    std::string out;
    std::uint64_t persons = 0;
    for (const auto& [stream, one] : touched_) {
        persons += one.two_persons ? 2 : 1;
        out += line_of(one);
    }
    out += "on record: " + std::to_string(touched_.size()) + " applications of " +
           std::to_string(persons) + " persons\n";
    if (registrations_refused_ > 0) {
        out += "registrations that were refused: " + std::to_string(registrations_refused_) + '\n';
    }
    return out + words_of_reach();
}

}  // namespace tools
