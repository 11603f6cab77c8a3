#include <acikkapi/problems.hpp>

#include "problems/family.hpp"
#include "problems/recurrence.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace acikkapi {
namespace {

using problems_room::family;
using problems_room::judgement;
using problems_room::periods;
using problems_room::span_of_days;

constexpr std::size_t text_size_max = 100;
constexpr std::chrono::days a_year{365};
constexpr std::chrono::days around_season{14};
constexpr std::size_t ends_max = 1'000'000;

problem_rule within_bounds(problem_rule rule)
{
    using std::chrono::days;
    rule.window = std::clamp(rule.window, days{1}, days{366});
    rule.baseline = std::clamp(rule.baseline, rule.window, days{1'098});
    rule.history_min = std::clamp(rule.history_min, days{1}, rule.baseline);
    rule.times_normal_percent = std::max<std::uint32_t>(rule.times_normal_percent, 101);
    rule.complaints_min = std::max<std::uint32_t>(rule.complaints_min, 1);
    rule.recurs_within = std::clamp(rule.recurs_within, days{0}, days{3'660});
    constexpr std::chrono::hours day_at_most{24};
    rule.utc_offset = std::clamp<std::chrono::minutes>(rule.utc_offset, -day_at_most, day_at_most);
    rule.streams_max = std::max<std::size_t>(rule.streams_max, rule.complaints_min);
    return rule;
}

/// The window ends with today; the past ends where it begins, and no earlier than the first complaint.
periods periods_of(const problem_rule& rule, day first, day today)
{
    constexpr std::chrono::days one{1};
    const day begin = today + one - rule.window;
    periods out{
        .window = {begin, today + one},
        .past = {std::min(begin, std::max(first, begin - rule.baseline)), begin},
    };
    const span_of_days season{begin - a_year - around_season, today + one - a_year + around_season};
    if (first <= season.from && season.to <= begin) {
        out.season = season;
    }
    return out;
}

}  // namespace

struct problem_watch::core {
    explicit core(const problem_rule& asked)
        : rule(within_bounds(asked)), recurring(rule.recurs_within, ends_max)
    {}

    /// The instant, or the last one if that is later.
    instant come_to(instant when)
    {
        now = std::max(now, when);
        return now;
    }
    [[nodiscard]] day today() const
    {
        return day{std::chrono::floor<std::chrono::days>(now + rule.utc_offset).time_since_epoch()};
    }
    [[nodiscard]] std::size_t keys_new(const complaint& what) const
    {
        const auto found = families.find(what.category);
        return found == families.end() ? family{}.keys_new(what) : found->second.keys_new(what);
    }
    void forget()
    {
        const auto window = today() + std::chrono::days{1} - rule.window;
        const auto kept = std::max(rule.baseline, a_year + around_season);
        for (auto& [category, all] : families) {
            keys -= all.forget(window - kept, window);
        }
        std::erase_if(families, [](const auto& one) { return one.second.keys() == 0; });
    }

    problem_rule rule;
    problems_room::recurrence recurring;
    std::map<std::string, family> families{};
    std::size_t keys = 0;
    instant now = instant::min() + a_year;
    std::optional<day> first{};
    std::optional<day> forgotten{};  // On which that was last done.
};

problem_watch::problem_watch(const problem_rule& rule) : core_(std::make_unique<core>(rule)) {}
problem_watch::problem_watch(const problem_watch& other)
    : core_(std::make_unique<core>(*other.core_))
{}
problem_watch& problem_watch::operator=(const problem_watch& other)
{
    core_ = std::make_unique<core>(*other.core_);
    return *this;
}
problem_watch::problem_watch(problem_watch&&) noexcept = default;
problem_watch& problem_watch::operator=(problem_watch&&) noexcept = default;
problem_watch::~problem_watch() = default;

result<void> problem_watch::take(const complaint& what)
{
    core& in = *core_;
    if (what.category.empty() || what.category.size() > text_size_max ||
        what.district.size() > text_size_max) {
        return errc::bad_argument;
    }
    const instant now = in.come_to(what.at);
    const day today = in.today();
    if (in.forgotten != today) {
        in.forgotten = today;
        in.forget();
    }
    const std::size_t more = in.keys_new(what);
    if (in.keys + more > in.rule.keys_max) {
        return errc::limit_reached;
    }
    in.keys += more;
    in.first = in.first.value_or(today);
    const bool recurs = in.recurring.is_one(what, now);
    in.families[what.category].add(
        what, {today, what.stream, what.subject, what.unit, recurs}, in.rule.streams_max);
    if (what.ended_at) {
        in.recurring.note_end(what);
    }
    return {};
}

void problem_watch::ended(const complaint& what)
{
    if (what.ended_at) {
        core_->recurring.note_end(what);
    }
}

std::vector<problem> problem_watch::problems(instant now)
{
    core& in = *core_;
    in.come_to(now);
    in.forget();
    const day today = in.today();
    const judgement by{
        in.rule, periods_of(in.rule, in.first.value_or(today), today), in.keys, today};
    std::vector<problem> out;
    for (auto& [category, all] : in.families) {
        all.judge(by);
        all.tell(category, by, out);
    }
    return out;
}

std::size_t problem_watch::keys() const noexcept
{
    return core_->keys;
}

}  // namespace acikkapi
