#include "host/pages/figures_of_city.hpp"
#include "host/pages/history.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t disclosures_max = 100'000;
constexpr std::size_t names_max = 65'535;
constexpr std::size_t means_max = 32;  ///< Of messages; further ones count as one without name.

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

/// What an event changes. The same rows as the workflow's own table, of which only the place is needed: a test
/// compares it with acikkapi-replay, which asks the workflow.
struct figures_of_city::folder {
    figures_of_city& all;
    row& one;

    void operator()(const events::submitted& e) const
    {
        one.number = e.number;
        one.submitted = e.at;
        one.late_from = e.late_from;
        one.category = all.id_of(e.wish.category);
        one.district = all.id_of(e.wish.district);
        one.channel = all.id_of(e.via.str());
        one.life = status::submitted;
    }
    void operator()(const events::routed& e) const
    {
        one.unit = all.id_of(e.unit.str());
        if (!e.unit_name.empty() && one.unit != 0) {
            all.unit_names_[e.unit.str()] = e.unit_name;
        }
        one.life = status::routed;
    }
    void operator()(const events::returned& /*e*/) const
    {
        one.returned_by = one.unit;
        one.life = status::returned;
    }
    void operator()(const events::question_asked& /*e*/) const
    {
        one.life = status::awaiting_applicant;
    }
    void operator()(const events::resumed& e) const
    {
        one.late_from = e.late_from;
        one.life = status::routed;
    }
    void operator()(const events::answered& e) const
    {
        if (!one.has_answer) {
            one.has_answer = true;
            one.answered = e.at;
            one.answered_by = one.unit;
            one.was_late = e.days_late > 0;
        }
        one.stars = 0;  // Each answer has its own.
        one.life = status::answered;
    }
    void operator()(const events::notified& /*e*/) const { one.life = status::notified; }
    void operator()(const events::objected& e) const
    {
        one.reopened = true;
        one.late_from = e.late_from;
        one.life = status::objected;
    }
    void operator()(const events::reopened& e) const
    {
        one.reopened = one.reopened || one.has_answer;
        one.late_from = e.late_from;
        one.life = status::returned;
    }
    void operator()(const events::withdrawn& /*e*/) const { one.life = status::withdrawn; }
    void operator()(const events::closed& /*e*/) const { one.life = status::closed; }
    void operator()(const events::rated& e) const { one.stars = e.score; }
    void operator()(const events::deadlines_recomputed& e) const { one.late_from = e.late_from; }
    void operator()(const events::notice_recorded& e) const { all.count_letter(e.notice); }
    template <class Other>
    void operator()(const Other& /*e*/) const
    {}
};

result<void> figures_of_city::take(const record& what)
{
    if (what.kind == record_kind::disclosure) {
        disclosures_.push_back(what.at);
        if (disclosures_.size() > disclosures_max) {
            disclosures_.pop_front();
        }
    }
    if (what.kind != record_kind::fact) {
        return {};
    }
    const auto fact = decode_event(view_of(what.payload));
    if (!fact) {
        return fact.error();
    }
    std::visit(folder{*this, row_of(what.stream)}, *fact);
    return {};
}

figures_of_city::row& figures_of_city::row_of(stream_id stream)
{
    const auto at = static_cast<std::size_t>(number_of(stream));
    if (at >= rows_.size()) {
        rows_.resize(at + 1);
    }
    return rows_[at];
}

figures_of_city::name_id figures_of_city::id_of(const std::string& name)
{
    if (const auto at = ids_.find(name); at != ids_.end()) {
        return at->second;
    }
    if (names_.size() >= names_max) {
        return 0;
    }
    const auto id = static_cast<name_id>(names_.size());
    names_.push_back(name);
    ids_.emplace(name, id);
    return id;
}

void figures_of_city::count_letter(const commands::record_notice& what)
{
    const bool full = letters_.size() >= means_max && letters_.find(what.means) == letters_.end();
    ++letters_[full ? std::string{} : what.means][what.how];
}

bool figures_of_city::is_open(const row& of)
{
    return of.life != status::none && of.life != status::notified && of.life != status::closed &&
           of.life != status::withdrawn;
}

bool figures_of_city::counts(const row& one, measure what, const days_between& when, instant now)
{
    const bool office_has_it =
        is_open(one) && one.life != status::answered && one.life != status::awaiting_applicant;
    switch (what) {
    case measure::open: return is_open(one);
    case measure::overdue: return office_has_it && now >= one.late_from;
    case measure::received:
    case measure::held: return is_within(when, one.submitted);
    case measure::returned: return one.returned_by != 0 && is_within(when, one.submitted);
    default: break;
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
    default: return {one.answered_by, one.answered_by};
    }
}

std::map<std::string, figures_of_some>
figures_of_city::by(trait of, const days_between& when, instant now) const
{
    std::vector<figures_of_some> sums(names_.size());
    for (const auto& one : rows_) {
        if (one.life == status::none) {
            continue;
        }
        for (const auto what : measures) {
            if (!counts(one, what, when, now)) {
                continue;
            }
            const auto [first, second] = traits(one, of, what);
            ++sums[first].counts.at(static_cast<std::size_t>(what));
            if (second != first) {
                ++sums[second].counts.at(static_cast<std::size_t>(what));
            }
            if (what == measure::answered) {
                sums[first].seconds.push_back(
                    std::chrono::floor<std::chrono::seconds>(one.answered - one.submitted).count());
                sums[first].stars += one.stars;
            }
        }
    }
    std::map<std::string, figures_of_some> out;
    for (std::size_t at = 0; at < sums.size(); ++at) {
        auto& some = sums[at];
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
    for (std::size_t at = number_of(after) + 1; at < rows_.size() && out.size() < limit; ++at) {
        const auto& one = rows_[at];
        if (one.life == status::none || !counts(one, which.what, which.when, now)) {
            continue;
        }
        const auto [first, second] = traits(one, which.of, which.what);
        if (first == id->second || second == id->second) {
            out.push_back(stream_id{at});
        }
    }
    return out;
}

std::optional<figures_of_city::oldest> figures_of_city::oldest_open() const
{
    const row* first = nullptr;
    for (const auto& one : rows_) {
        if (is_open(one) && (first == nullptr || one.submitted < first->submitted)) {
            first = &one;
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
