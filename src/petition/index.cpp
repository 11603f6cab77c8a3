#include <acikkapi/petition.hpp>

#include <string>

namespace acikkapi {
namespace {

bool is_over(status life)
{
    return life == status::notified || life == status::closed || life == status::withdrawn;
}

}  // namespace

void petition::index(const state& now, index_rows& rows)
{
    if (now.life == status::none) {
        return;
    }
    const std::string state_key{name_of(now.life)};
    const std::int64_t late = now.late_since.value_or(instant{}).time_since_epoch().count();
    const bool over = is_over(now.life);

    rows.list("state", state_key, late);
    rows.count("state", state_key);
    rows.count("channel", now.via.str());
    rows.count("total", {});
    if (!now.unit.empty()) {
        rows.list("unit", now.unit.str(), late);
        rows.count("unit", now.unit.str());
    }
    if (!over) {
        rows.list("due", {}, late);
    }
    if (now.answers > 0) {
        rows.count("answered", now.days_late > 0 ? "late" : "in_time");
    }
    if (!now.subject_key.empty()) {
        rows.find_by("subject", now.subject_key);
    }
    if (over) {
        rows.list("ended", {}, ended_at(now).value_or(instant{}).time_since_epoch().count());
        rows.close();
    }
}

std::optional<instant> petition::ended_at(const state& now)
{
    if (now.life == status::notified) {
        return now.notified_at;
    }
    return is_over(now.life) ? now.ended_at : std::nullopt;
}

}  // namespace acikkapi
