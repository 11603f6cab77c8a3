// The half of the hands that wakes applications whose time has come.
#include "engine/hands.hpp"

#include <boost/asio/bind_executor.hpp>

#include <algorithm>
#include <utility>

namespace acikkapi::engine_room {
namespace {

// Streams woken in one turn, so that many timers due at once do not hold up commands.
constexpr std::size_t firing_max = 64;
// A timer whose command could not be given now is tried again after this.
constexpr std::chrono::minutes fire_again_after{1};

}  // namespace

void hands::make_alarm()
{
    const std::lock_guard lock{timers_mutex_};
    if (alarm_is_over_) {
        return;
    }
    alarm_ = world_.options->clock->make_alarm(strand_, [weak = weak_from_this()] {
        if (const auto alive = weak.lock()) {
            alive->pump();
        }
    });
}

void hands::drop_alarm()
{
    const std::lock_guard lock{timers_mutex_};
    alarm_is_over_ = true;
    alarm_.reset();
}

std::pair<std::size_t, std::optional<instant>> hands::timers() const
{
    const std::lock_guard lock{timers_mutex_};
    return {timers_.size(), timers_.next()};
}

void hands::fire_due()
{
    std::vector<stream_id> due;
    if (firing_ < firing_max) {
        const std::lock_guard lock{timers_mutex_};
        due = timers_.take_due(world_.options->clock->now(), firing_max - firing_);
    }
    for (const stream_id stream : due) {
        fire(stream);
    }
    const std::lock_guard lock{timers_mutex_};
    // Now only: who was found to be not due yet has been put back.
    if (const auto next = timers_.next(); next && firing_ < firing_max) {
        next_ = std::min(next_.value_or(*next), *next);
    }
    if (next_ && alarm_) {
        alarm_->set(*next_);
    }
}

void hands::fire(stream_id stream)
{
    const auto now = world_.decisions->standing_of(stream);
    if (!now) {
        fail(now.error());
        return;
    }
    const auto first = world_.rules->first_timer(now->state.get());
    if (!first || first->due > world_.options->clock->now()) {
        // Changed since it was planned: its new plan has come or is on its way, and may be of a state that is
        // newer than this one.
        const std::lock_guard lock{timers_mutex_};
        if (first) {
            timers_.set_if_none(stream, first->due);
        }
        return;
    }
    ++firing_;
    detail::wishes wishes;
    wishes.by_engine = true;
    // At this version only: a state that changes in between may have cancelled the timer.
    wishes.list.push_back({world_.rules->fire(*first), engine_itself(), stream, now->at});
    world_.submit(
        std::move(wishes),
        asio::bind_executor(
            strand_, [self = shared_from_this(), stream](error_code error, const receipt& done) {
                self->fired(stream, error, done.first != position{0});
            }));
}

void hands::fired(stream_id stream, error_code error, bool changed)
{
    --firing_;
    const auto inside = world_.open->enter();
    if (!inside) {
        end_if_quiet();
        return;
    }
    if (error == errc::version_conflict) {
        // Whoever changed it planned its timers anew.
    } else if (error || !changed) {
        // Not lost: planned again, after a pause, so that a rule that says no does not spin.
        const std::lock_guard lock{timers_mutex_};
        timers_.pause(stream, world_.options->clock->now() + fire_again_after);
    }
    pump();
}

}  // namespace acikkapi::engine_room
