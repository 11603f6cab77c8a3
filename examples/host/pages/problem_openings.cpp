#include "host/pages/problem_openings.hpp"

#include <algorithm>

namespace host {

using namespace acikkapi;

namespace {

constexpr std::size_t remembered_max = 64;  ///< Lists are behind by moments.

bool says_the_same(const application& there, const commands::open_problem& wish)
{
    const auto& what = *there.problem;
    return what.title == wish.title && what.owner == wish.owner && what.plan == wish.plan &&
           what.target == wish.target;
}

}  // namespace

std::optional<found<application>>
problem_openings::find(const visit& by, const commands::open_problem& wish) const
{
    const auto views = by.all.desk.views(staff_viewer(by));
    for (const auto stream : newest_) {
        auto one = views.find(stream);
        if (one && is_open_about(one->state, wish.category, wish.district, wish.unit)) {
            return *std::move(one);
        }
    }
    return open_problem_of(by, wish.category, wish.district, wish.unit);
}

result<problem_openings::opened>
problem_openings::open(const visit& by, const commands::open_problem& wish, const std::string& key)
{
    const std::lock_guard alone{one_};
    if (const auto there = find(by, wish)) {
        return opened{there->stream, says_the_same(there->state, wish)};
    }
    acikkapi::request<petition> asked;
    asked.wish = wish;
    asked.from = staff_origin(by);
    asked.key = key;
    const auto done = by.all.desk.submit(std::move(asked));
    if (!done) {
        return done.error();
    }
    newest_.push_front(done->stream);
    newest_.resize(std::min(newest_.size(), remembered_max));
    return opened{done->stream};
}

}  // namespace host
