#include "problems/alarm.hpp"

namespace acikkapi::problems_room {
namespace {

constexpr std::chrono::days told_for{7};

}  // namespace

void alarm::see(look how, day today)
{
    if (!state(today)) {
        since_.reset();
        until_.reset();
    }
    if (how == look::alarming) {
        since_ = since_.value_or(today);
        until_.reset();
    } else if (how == look::usual && active()) {
        until_ = today;
    }
}

std::optional<problem_state> alarm::state(day today) const
{
    if (!since_ || (until_ && today - *until_ >= told_for)) {
        return std::nullopt;
    }
    if (until_) {
        return problem_state::over;
    }
    return today - *since_ < told_for ? problem_state::begun : problem_state::ongoing;
}

}  // namespace acikkapi::problems_room
