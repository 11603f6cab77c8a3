#include <acikkapi/petition.hpp>

#include "model/text.hpp"
#include "petition/reachable.hpp"

#include <string>

namespace acikkapi {
namespace {

// 80 % of the time has passed.
constexpr std::uint8_t step_at_risk = 2;

// Who has no address, or none that ever says that something arrived, is never known to have been told. Whoever has not
// looked within a year will not, and may not be kept for ever for that (law 6698 art. 7). A rule of the records and not of
// an office: it may not change.
constexpr std::chrono::days untold_ends_after{365};

bool is_over(status life)
{
    return life == status::notified || life == status::closed || life == status::withdrawn;
}

/// Whether an office still has something to do: to answer, or to tell the answer in a way of its own. A letter that is
/// under way is nobody's work, and who gave no name cannot be told.
bool has_work_left(const application& now)
{
    if (now.life != status::answered) {
        return !is_over(now.life);
    }
    return petition_detail::is_lost(now.result) ||
           (now.result == notice_state::none && !now.anonymous);
}

/// What somebody must take in hand: no case gets lost.
void list_tasks(const application& now, std::int64_t late, index_rows& rows)
{
    const auto task = [&](bool there, std::string_view what) {
        if (there) {
            rows.list("task", std::string{what}, late);
        }
    };
    const bool runs = now.life != status::answered;
    task(now.unrouted, "unrouted");
    task(now.with_governorate, "bounced");
    task(runs && now.escalation >= step_at_risk, "at_risk");
    using petition_detail::is_lost;
    task(is_lost(now.acknowledgement) || is_lost(now.result), "undelivered");
    task(now.unit_not_told, "unit_not_told");
    if (!now.in_hand_of.empty()) {
        rows.list("hand", now.in_hand_of.str(), late);
    }
}

// It is no application: no figure counts it, and it stands in no list of work or of what is to be destroyed.
void list_problem(const application& now, index_rows& rows)
{
    const std::int64_t since = now.problem->since.time_since_epoch().count();
    rows.list("problems", {}, since);
    rows.list("problems", problem_list_key(now.category), since);
    if (now.life == status::problem_over) {
        rows.close();
    }
}

}  // namespace

void petition::index(const state& now, index_rows& rows)
{
    if (now.life == status::none) {
        return;
    }
    if (now.problem) {
        list_problem(now, rows);
        return;
    }
    const std::string state_key{name_of(now.life)};
    const std::int64_t late = now.late_since.value_or(instant{}).time_since_epoch().count();
    const bool over = is_over(now.life);
    const bool ended = over && !now.rating_due;

    rows.list("state", state_key, late);
    rows.count("state", state_key);
    rows.count("channel", now.via.str());
    rows.count("total", {});
    if (!now.unit.empty()) {
        rows.list("unit", now.unit.str(), late);
        rows.count("unit", now.unit.str());
    }
    if (has_work_left(now)) {
        rows.list("due", {}, late);
    }
    if (now.answers > 0) {
        rows.count("answered", now.days_late > 0 ? "late" : "in_time");
    } else if (now.life == status::closed && now.days_late > 0) {
        rows.count("answered", "late");  // A closing is an end, and no way out of being late.
    }
    if (!now.subject_key.empty()) {
        rows.find_by("subject", now.subject_key);
    }
    if (now.beneficiary_key && !now.beneficiary_key->empty()) {
        rows.find_by("beneficiary", *now.beneficiary_key);
    }
    if (now.member && !now.member->left) {
        rows.list(
            "problem",
            std::to_string(number_of(now.member->problem)),
            now.submitted_at.time_since_epoch().count());
    }
    if (!over) {
        list_tasks(now, late, rows);
    }
    if (ended || now.life == status::answered) {
        rows.list("ended", {}, ended_at(now).value_or(instant{}).time_since_epoch().count());
    }
    if (ended) {
        rows.close();
    }
}

std::string problem_list_key(std::string_view category)
{
    constexpr std::size_t key_bytes_max = 64;
    return std::string{category.substr(0, detail::utf8_prefix(category, key_bytes_max))};
}

bool is_part_of(const application& problem, const application& one) noexcept
{
    if (!problem.problem || one.problem || problem.category != one.category) {
        return false;
    }
    return problem.district.empty()
               ? problem.unit == one.unit && !one.unit.empty()
               : problem.district == one.district && problem.where == one.where;
}

std::optional<day> legal_limit(const application& now) noexcept
{
    return now.legal && now.answers == 0 ? std::optional{now.legal->due} : std::nullopt;
}

std::optional<instant> petition::ended_at(const state& now)
{
    if (now.life == status::notified) {
        return now.notified_at;
    }
    if (now.life == status::answered && now.answered_at) {
        return *now.answered_at + untold_ends_after;
    }
    return is_over(now.life) ? now.ended_at : std::nullopt;
}

}  // namespace acikkapi
