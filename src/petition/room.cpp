#include <acikkapi/ids.hpp>

#include "petition/decide.hpp"

#include <limits>
#include <type_traits>
#include <variant>

namespace acikkapi::petition_detail {
namespace {

// An application keeps 10,000 idempotency keys, 2,000 refusals among them. So many events leave room for those that
// the office has to add, and for the answer.
constexpr version applicant_versions = 5'000;
constexpr version office_versions = 7'000;
constexpr version no_bound = std::numeric_limits<version>::max();

template <class Wish, class... Those>
constexpr bool is_any_of = (std::is_same_v<Wish, Those> || ...);

/// What brings an application nearer to its end. Before it could be done anew something else must happen that has a
/// bound.
template <class Wish>
constexpr bool leads_on = is_any_of<
    Wish,
    commands::answer,
    commands::close,
    commands::withdraw,
    commands::rate,
    commands::resume,
    commands::recompute_deadlines,
    commands::close_problem>;

/// Up to which version of the application a wish may come.
struct bounds {
    const application& before;

    template <class Wish>
    version operator()(const Wish&) const
    {
        return leads_on<Wish> ? no_bound : office_versions;
    }
    version operator()(const commands::attach&) const { return applicant_versions; }
    version operator()(const commands::change_contact&) const { return applicant_versions; }
    version operator()(const commands::reply&) const
    {
        return before.life == status::awaiting_applicant ? no_bound : applicant_versions;
    }
    version operator()(const commands::route&) const
    {
        return lies_with_unit(before.life) ? office_versions : no_bound;
    }
    version operator()(const commands::record_notice& wish) const
    {
        const bool is_told = before.life == status::answered && wish.which == notice::result &&
                             wish.how == delivery::delivered;
        return is_told ? no_bound : office_versions;
    }
};

}  // namespace

bool has_room(const command& wish, const desk& at)
{
    return at.about.via == channels::engine() || at.about.at < std::visit(bounds{at.before}, wish);
}

}  // namespace acikkapi::petition_detail
