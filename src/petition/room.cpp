#include <acikkapi/ids.hpp>

#include "petition/decide.hpp"

#include <cstddef>
#include <limits>
#include <type_traits>
#include <variant>

namespace acikkapi::petition_detail {
namespace {

// An application keeps 10,000 idempotency keys, 2,000 refusals among them. So many that were done leave room for all
// refusals, for what the office has to add, and for the answer. What is put on record without a key takes no room: looks at what is
// personal, proposals, legal holds.
constexpr std::size_t applicant_keys = 5'000;
constexpr std::size_t office_keys = 7'000;
constexpr std::size_t no_bound = std::numeric_limits<std::size_t>::max();

// Who gives commands without a key has no end by that. More than any case has, so that nobody is kept out by looks.
constexpr version versions_max = 100'000;

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

/// Up to how many keys of the application a wish may come.
struct bounds {
    const application& before;

    template <class Wish>
    std::size_t operator()(const Wish&) const
    {
        return leads_on<Wish> ? no_bound : office_keys;
    }
    std::size_t operator()(const commands::attach&) const { return applicant_keys; }
    std::size_t operator()(const commands::change_contact&) const { return applicant_keys; }
    std::size_t operator()(const commands::reply&) const
    {
        return before.life == status::awaiting_applicant ? no_bound : applicant_keys;
    }
    std::size_t operator()(const commands::route&) const
    {
        return lies_with_unit(before.life) ? office_keys : no_bound;
    }
    std::size_t operator()(const commands::record_notice& wish) const
    {
        const bool is_told = before.life == status::answered && wish.which == notice::result &&
                             wish.how == delivery::delivered;
        return is_told ? no_bound : office_keys;
    }
};

}  // namespace

bool has_room(const command& wish, const desk& at)
{
    const std::size_t keys_max = std::visit(bounds{at.before}, wish);
    const bool in_bounds = at.about.keys < keys_max && at.about.at < versions_max;
    return in_bounds || keys_max == no_bound || at.about.via == channels::engine();
}

}  // namespace acikkapi::petition_detail
