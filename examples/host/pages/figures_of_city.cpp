#include "host/pages/figures_of_city.hpp"
#include "host/pages/history.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::array<std::string_view, measures.size()> measure_names{
    "received",
    "answered",
    "in_time",
    "late",
    "reopened",
    "rated",
    "held",
    "returned",
    "open",
    "overdue"};
constexpr std::array<std::string_view, 5> trait_names{
    "", "unit", "district", "category", "channel"};

template <class Enum, std::size_t N>
std::optional<Enum> found_in(const std::array<std::string_view, N>& names, std::string_view name)
{
    const auto at = std::find(names.begin(), names.end(), name);
    return at == names.end() ? std::nullopt : std::optional{static_cast<Enum>(at - names.begin())};
}

bool is_within(const days_between& days, instant when)
{
    const auto day = day_in_turkey(when);
    return days.first <= day && day <= days.last;
}

}  // namespace

std::string_view name_of(measure value) noexcept
{
    return measure_names.at(static_cast<std::size_t>(value));
}

std::optional<measure> measure_of(std::string_view name) noexcept
{
    return found_in<measure>(measure_names, name);
}

std::string_view name_of(trait value) noexcept
{
    return trait_names.at(static_cast<std::size_t>(value));
}

std::optional<trait> trait_of(std::string_view name) noexcept
{
    return found_in<trait>(trait_names, name);
}

std::optional<double> figures_of_some::days_within(std::size_t percent) const
{
    constexpr double day = 86'400;
    if (seconds.empty()) {
        return std::nullopt;
    }
    // The smallest that so many per cent do not exceed: as acikkapi-replay has it.
    const std::size_t rank = (seconds.size() * percent + 99) / 100;
    return static_cast<double>(seconds.at(rank == 0 ? 0 : rank - 1)) / day;
}

bool figures_of_city::is_open(const row& of)
{
    return of.life != status::none && of.life != status::answered && of.life != status::notified &&
           of.life != status::closed && of.life != status::withdrawn;
}

bool figures_of_city::counts(const row& one, measure what, const days_between& when, instant now)
{
    const bool office_has_it = is_open(one) && one.life != status::awaiting_applicant;
    switch (what) {
    case measure::open: return is_open(one);
    case measure::overdue: return office_has_it && now >= one.late_from;
    case measure::received:
    case measure::held: return is_within(when, one.submitted);
    case measure::returned: return one.returned_by != 0 && is_within(when, one.submitted);
    default: break;
    }
    if (what == measure::late && one.closed_late) {
        return is_within(when, one.answered);
    }
    if (!one.has_answer || !is_within(when, one.answered)) {
        return false;
    }
    switch (what) {
    case measure::in_time: return !one.was_late;
    case measure::late: return one.was_late;
    case measure::reopened: return one.reopened;
    case measure::rated: return one.stars > 0;
    default: return true;
    }
}

/// Whose the figure is. One that was sent back was held by two units; else both places are the same.
std::array<figures_of_city::name_id, 2>
figures_of_city::traits(const row& one, trait of, measure what)
{
    switch (of) {
    case trait::none: return {};
    case trait::district: return {one.district, one.district};
    case trait::category: return {one.category, one.category};
    case trait::channel: return {one.channel, one.channel};
    case trait::unit: break;
    }
    switch (what) {
    case measure::received:
    case measure::open:
    case measure::overdue: return {one.unit, one.unit};
    case measure::returned: return {one.returned_by, one.returned_by};
    case measure::held: return {one.unit, one.returned_by == 0 ? one.unit : one.returned_by};
    case measure::rated: return {one.rated_unit, one.rated_unit};
    default: return {one.answered_by, one.answered_by};
    }
}

void figures_of_city::add(sums& to, const row& one, trait of, const days_between& when, instant now)
{
    for (const auto what : measures) {
        if (!counts(one, what, when, now)) {
            continue;
        }
        const auto [first, second] = traits(one, of, what);
        ++to[first].counts.at(static_cast<std::size_t>(what));
        if (second != first) {
            ++to[second].counts.at(static_cast<std::size_t>(what));
        }
        if (what == measure::answered) {
            const auto took = one.answered - one.submitted;
            to[first].seconds.push_back(std::chrono::floor<std::chrono::seconds>(took).count());
        }
        if (what == measure::rated) {
            to[first].stars += one.stars;
        }
    }
}

std::map<std::string, figures_of_some>
figures_of_city::by(trait of, const days_between& when, instant now) const
{
    sums all(names_.size());
    for (const auto& [number, rows] : blocks_) {
        for (const auto& one : rows) {
            if (one.life != status::none) {
                add(all, one, of, when, now);
            }
        }
    }
    std::map<std::string, figures_of_some> out;
    for (std::size_t at = 0; at < all.size(); ++at) {
        auto& some = all[at];
        if (some.counts != decltype(some.counts){}) {
            std::sort(some.seconds.begin(), some.seconds.end());
            out.emplace(names_[at], std::move(some));
        }
    }
    return out;
}

std::vector<stream_id>
figures_of_city::list(const figure& which, instant now, stream_id after, std::size_t limit) const
{
    std::vector<stream_id> out;
    const auto id = ids_.find(which.key);
    if (id == ids_.end()) {
        return out;
    }
    const auto begin = number_of(after) + 1;
    auto at = begin % block_size;
    for (auto some = blocks_.lower_bound(begin / block_size); some != blocks_.end(); ++some) {
        // Only the first of them is begun in the middle.
        for (at = some->first == begin / block_size ? at : 0; at < block_size; ++at) {
            if (out.size() == limit) {
                return out;
            }
            if (is_counted(some->second[at], which, id->second, now)) {
                out.push_back(stream_id{some->first * block_size + at});
            }
        }
    }
    return out;
}

bool figures_of_city::is_counted(
    const row& one, const figure& which, name_id key, acikkapi::instant now)
{
    if (one.life == status::none || !counts(one, which.what, which.when, now)) {
        return false;
    }
    const auto [first, second] = traits(one, which.of, which.what);
    return first == key || second == key;
}

std::optional<figures_of_city::oldest> figures_of_city::oldest_open() const
{
    const row* first = nullptr;
    for (const auto& [number, rows] : blocks_) {
        for (const auto& one : rows) {
            if (is_open(one) && (first == nullptr || one.submitted < first->submitted)) {
                first = &one;
            }
        }
    }
    return first == nullptr ? std::nullopt : std::optional{oldest{first->number, first->submitted}};
}

std::string figures_of_city::unit_name(const std::string& id) const
{
    const auto at = unit_names_.find(id);
    return at == unit_names_.end() ? id : at->second;
}

}  // namespace host
