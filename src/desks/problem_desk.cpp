#include <acikkapi/problem_desk.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace acikkapi {
namespace {

using wish_of = std::optional<command>;

/// What makes it part of the problem; nothing where that would be refused, or undo what somebody did by hand.
wish_of joins(stream_id problem, const application& of, const application& one)
{
    const bool applied = one.life != status::none && !one.problem;
    if (!applied || one.life == status::withdrawn) {
        return std::nullopt;
    }
    if (one.member && (!one.member->left || one.member->problem == problem)) {
        return std::nullopt;
    }
    return commands::join_problem{problem, of.problem->target};
}

/// What tells it how the problem stands; nothing where that is known.
wish_of tells(stream_id problem, const application& of, const application& one)
{
    const bool over = of.life == status::problem_over;
    if (!one.member || one.member->left || one.member->problem != problem ||
        one.life == status::withdrawn) {
        return std::nullopt;
    }
    if (one.member->over == over && (over || one.member->target == of.problem->target)) {
        return std::nullopt;
    }
    return commands::tell_problem{problem, of.problem->target, over};
}

bool has_same_key(const application& problem, const application& other)
{
    return problem.category == other.category && problem.district == other.district &&
           (problem.district.empty() ? problem.unit == other.unit : problem.where == other.where);
}

/// The same in every call for the same finding, and in no other.
std::string key_of(const problem& found, province where)
{
    const auto& key = found.key;
    const auto since = std::to_string(found.since.time_since_epoch().count());
    return "problem/" + since + '/' + key.category + '/' +
           (key.district.empty() ? key.unit.str()
                                 : std::to_string(where.plate()) + '/' + key.district);
}

}  // namespace

result<found<application>> problem_desk::read(stream_id problem) const
{
    auto found = seen().find(problem);
    if (!found) {
        return found.error();
    }
    if (!found->state.problem) {
        return errc::illegal_transition;
    }
    return found;
}

/// An open problem that the application is part of, or, with `same_key`, that is about the same as this problem.
result<std::optional<stream_id>>
problem_desk::find_open(const application& one, bool same_key) const
{
    const auto now = seen();
    const auto page = now.list({"problems", problem_list_key(one.category), false, {}, open_max});
    if (!page) {
        return page.error();
    }
    std::optional<stream_id> of_unit;
    for (const auto stream : page->streams) {
        const auto found = now.find(stream);
        if (!found) {
            return found.error();
        }
        const application& problem = found->state;
        if (problem.life != status::problem_open ||
            !(same_key ? has_same_key(problem, one) : is_part_of(problem, one))) {
            continue;
        }
        if (!problem.district.empty()) {
            return std::optional{stream};
        }
        of_unit = of_unit ? of_unit : stream;
    }
    return of_unit;
}

/// The wishes that `make` has for the applications, and that the problem stands as it did.
template <class Make>
result<batch<petition>>
problem_desk::batch_for(stream_id problem, std::span<const stream_id> some, const Make& make) const
{
    const auto of = read(problem);
    if (!of) {
        return of.error();
    }
    const auto now = seen();
    batch<petition> out;
    out.unchanged.push_back({problem, of->version});
    for (const auto stream : some) {
        const auto one = now.find(stream);
        if (!one) {
            return one.error();
        }
        if (auto wish = make(of->state, one->state)) {
            out.requests.push_back({*std::move(wish), from_, stream, {}, {}});
        }
    }
    return out;
}

/// In one commit; where one of them is refused, in two that have half of them.
/// @return How many have a new event.
template <class Make>
result<std::uint64_t>
problem_desk::give(stream_id problem, std::span<const stream_id> some, const Make& make)
{
    constexpr int tries_max = 10;
    error_code why = errc::version_conflict;
    for (int i = 0; i < tries_max && why == errc::version_conflict; ++i) {
        auto all = batch_for(problem, some, make);
        if (!all) {
            return all.error();
        }
        if (all->requests.empty()) {
            return std::uint64_t{0};
        }
        const auto done = at_.submit_all(*std::move(all));
        if (done) {
            return std::uint64_t{done->size()};
        }
        why = done.error();
    }
    if (why != condition::rejected || why == errc::version_conflict) {
        return why;
    }
    if (some.size() == 1) {
        return std::uint64_t{0};
    }
    const auto half = some.size() / 2;
    const auto first = give(problem, some.first(half), make);
    const auto rest = first ? give(problem, some.subspan(half), make) : first;
    return rest ? result<std::uint64_t>{*first + *rest} : rest.error();
}

result<problem_desk::joined>
problem_desk::join_some(stream_id problem, std::span<const stream_id> some)
{
    const auto make = [problem](const application& of, const application& one) {
        return of.life == status::problem_open ? joins(problem, of, one) : wish_of{};
    };
    const auto done = give(problem, some, make);
    if (!done) {
        return done.error();
    }
    return joined{problem, *done, some.size() - *done};
}

result<problem_desk::joined> problem_desk::join(stream_id problem, std::span<const stream_id> which)
{
    const auto of = read(problem);
    if (!of) {
        return of.error();
    }
    if (of->state.life != status::problem_open) {
        return errc::illegal_transition;
    }
    joined out{problem};
    while (!which.empty()) {
        const auto some = which.first(std::min(batch_max, which.size()));
        const auto done = join_some(problem, some);
        if (!done) {
            return done.error();
        }
        out.joined += done->joined;
        out.passed_over += done->passed_over;
        which = which.subspan(some.size());
    }
    return out;
}

result<problem_desk::joined> problem_desk::open(const problem& found, commands::open_problem how)
{
    how.category = found.key.category;
    how.district = found.key.district;
    how.unit = found.key.unit;
    const auto key = key_of(found, how.where);
    application same;
    same.where = how.where;
    same.category = how.category;
    same.district = how.district;
    same.unit = how.unit;
    auto there = find_open(same, true);
    if (!there) {
        return there.error();
    }
    if (!*there) {
        const auto made = at_.submit({std::move(how), from_, no_stream, key, {}});
        if (!made) {
            return made.error();
        }
        *there = made->stream;
    }
    return join(**there, found.streams);
}

result<std::optional<stream_id>> problem_desk::join_later(stream_id application)
{
    const auto one = seen().find(application);
    if (!one) {
        return one.error();
    }
    const auto& member = one->state.member;
    if (member && !member->left) {
        return std::optional{member->problem};
    }
    const auto fits = find_open(one->state, false);
    if (!fits || !*fits) {
        return fits;
    }
    const auto done = join_some(**fits, {&application, 1});
    if (!done) {
        return done.error();
    }
    return done->joined == 1 ? *fits : std::nullopt;
}

/// Those that are open, or those that have ended.
result<std::uint64_t> problem_desk::announce_in(stream_id problem, bool closed)
{
    std::uint64_t told = 0;
    list_query which{"problem", std::to_string(number_of(problem)), closed, {}, batch_max};
    do {
        const auto page = seen().list(which);
        if (!page) {
            return page.error();
        }
        const auto done =
            give(problem, page->streams, [problem](const application& of, const application& one) {
                return tells(problem, of, one);
            });
        if (!done) {
            return done.error();
        }
        told += *done;
        which.after = page->next;
    } while (!which.after.empty());
    return told;
}

result<std::uint64_t> problem_desk::announce(stream_id problem)
{
    std::uint64_t told = 0;
    // The open ones again at the end: one that was reopened meanwhile was among neither.
    for (const bool closed : {false, true, false}) {
        const auto done = announce_in(problem, closed);
        if (!done) {
            return done.error();
        }
        told += *done;
    }
    return told;
}

}  // namespace acikkapi
