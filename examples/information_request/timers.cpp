#include "information_request/information_request.hpp"
#include "information_request/periods.hpp"

#include <array>
#include <utility>

namespace information {
namespace {

using namespace acikkapi;
using commands::period;

constexpr std::array<std::pair<period, std::string_view>, 3> steps{
    {{period::office, "silence"},
     {period::payment, "unpaid"},
     {period::objection, "objection-over"}}};

}  // namespace

running running_period(const file& now)
{
    switch (now.at) {
    case stage::received: return {period::office, now.office};
    case stage::awaiting_fee:
        return now.applicant ? running{period::payment, *now.applicant} : running{};
    case stage::partly_granted:
    case stage::refused:
    case stage::refused_by_silence:
        return now.applicant ? running{period::objection, *now.applicant} : running{};
    default: return {};
    }
}

std::vector<timer> information_request::timers(const state& now) const
{
    const auto run = running_period(now);
    for (const auto& [which, step] : steps) {
        if (which == run.which) {
            return {{std::string{step}, late_from(run.clock, rules_.days), run.clock.version}};
        }
    }
    return {};
}

// A step that is not ours stays `none`, which is refused: a timer must not stop the engine.
command information_request::fire(const timer& due)
{
    commands::let_pass wish{period::none, due.deadline_version};
    for (const auto& [which, step] : steps) {
        if (due.step == step) {
            wish.which = which;
        }
    }
    return wish;
}

}  // namespace information
